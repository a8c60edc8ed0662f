import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { toError } from '../../lib/errors.ts'
import { convertNamedTo } from '../../lib/openapi/convert-named.ts'
import { deriveDocument } from '../../lib/openapi/derive-document.ts'
import { toObject, type DocumentObject } from '../../lib/openapi/derive-messages.ts'
import { formatDocument } from '../../lib/openapi/format-document.ts'
import { findUnmatched } from '../../lib/openapi/index-routes.ts'
import { mapDocumentSchemas } from '../../lib/openapi/map-document-schemas.ts'
import { isOpenapi30, toDialect30, type Unsaid } from '../../lib/openapi/to-dialect.ts'
import { withoutMarks } from '../../lib/schema/relax-schema.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import type {} from '../versioning/augment.ts'
import { memoise } from '../versioning/memoise.ts'
import { generateDocument } from './generate-document.ts'
import { resolveOpenapiOptions, type OpenapiOptions } from './options.ts'
import { serveDocuments } from './serve-documents.ts'
import { servePage } from './serve-page.ts'
import { warnOfUnmatched } from './warn-of-unmatched.ts'
import { warnOfUnsaid } from './warn-of-unsaid.ts'

/**
 * Serves one OpenAPI document for each version, derived from what @fastify/swagger makes of the current routes, in
 * the version of OpenAPI that it is configured for. Register it after @fastify/swagger and versioning.
 */
const openapi: FastifyPluginAsync<OpenapiOptions> = fastifyPlugin(register, {
  name: 'tidemark-openapi',
  fastify: '5.x',
  dependencies: ['tidemark-versioning'],
})

export default openapi

async function register(instance: FastifyInstance, given: OpenapiOptions): Promise<void> {
  const options = resolveOpenapiOptions(given)
  if (!instance.hasDecorator('swagger')) throw toError('TDM_DOCUMENT_GENERATOR')
  const { timeline } = instance.tidemark
  const derive = memoise((version: Version) => deriveIn(instance, version))
  const documentOf = (version: Version): DocumentObject => derive(version).document

  instance.tidemark.useDocuments({
    currentDocument: () => generateDocument(instance).document,
    document: (name) => {
      const version = timeline.find(name)
      // The caller's own: tools that resolve references write into what they are given.
      if (version !== undefined) return toObject(JSON.parse(formatDocument(documentOf(version), 'json')))
      throw toError('TDM_VERSION_UNKNOWN', name, timeline.versions.map((known) => known.name).join(', '))
    },
  })
  // A generator that makes another dialect stops the boot, not the first request for a document.
  instance.addHook('onReady', (ready) => {
    const { openapi, document } = generateDocument(instance)
    const { tidemark, log } = instance
    warnOfUnmatched(findUnmatched({ ...tidemark, document, plan: tidemark.plan() }), log)
    if (isOpenapi30({ openapi })) warnOfUnsaid(derive(timeline.current).unsaid, log)
    ready()
  })
  serveDocuments(instance, options, documentOf)
  if (options.page !== undefined) servePage(instance, options.page, options)
}

/** The document of a version, in the dialect of the service. */
function deriveIn(
  instance: FastifyInstance,
  version: Version,
): { readonly document: DocumentObject; readonly unsaid: readonly Unsaid[] } {
  const { tidemark } = instance
  const { openapi, document } = generateDocument(instance)
  const convertNamed = convertNamedTo(tidemark.timeline, version)
  const derived = deriveDocument(
    {
      ...tidemark,
      document,
      plan: tidemark.plan(),
      convertNamed: (_endpoint, messages) => convertNamed(messages),
    },
    version,
    tidemark.naming(version),
    { isAnnounced: isAnnounced(instance) },
  )
  if (isOpenapi30({ openapi })) return toDialect30(derived, openapi)
  return { document: mapDocumentSchemas(derived, withoutMarks), unsaid: [] }
}

/** Whether clients are told of dates: there are some, and the plugin deprecation to tell them. */
function isAnnounced(instance: FastifyInstance): boolean {
  const { versions } = instance.tidemark.timeline
  const hasDates = versions.some(({ deprecated, sunset }) => deprecated !== undefined || sunset !== undefined)
  return hasDates && instance.hasPlugin('tidemark-deprecation')
}
