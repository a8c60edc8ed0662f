import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { toError } from '../../lib/errors.ts'
import { deriveDocument } from '../../lib/openapi/derive-document.ts'
import type { DocumentObject } from '../../lib/openapi/derive-messages.ts'
import { toVersionProblem } from '../../lib/problems/problem.ts'
import { fromPath } from '../../lib/resolvers/from-path.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import type {} from '../versioning/augment.ts'
import { answerProblem } from '../versioning/answer-problem.ts'
import { memoise } from '../versioning/memoise.ts'
import { nameComponents } from './name-components.ts'
import { resolveOpenapiOptions, type OpenapiOptions } from './options.ts'

/**
 * Serves one OpenAPI document for each version, derived from what @fastify/swagger makes of the current routes.
 * Register it after @fastify/swagger and versioning.
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
  const { tidemark } = instance
  const { timeline } = tidemark
  const derive = memoise((version: Version) => {
    const input = { ...tidemark, document: tidemark.currentDocument(), plan: tidemark.plan() }
    return deriveDocument(input, version, tidemark.naming(version))
  })

  tidemark.useDocuments({
    currentDocument: () => nameComponents(generate(instance)),
    document: (name) => {
      const version = timeline.find(name)
      if (version === undefined) {
        throw toError('TDM_VERSION_UNKNOWN', name, timeline.versions.map((known) => known.name).join(', '))
      }
      return derive(version)
    },
  })
  // A generator that makes another dialect stops the boot, not the first request for a document.
  instance.addHook('onReady', (ready) => {
    generate(instance)
    ready()
  })
  instance.get<{ Params: { file: string } }>(
    `${options.path}/:file`,
    { schema: { hide: true }, config: { versioning: false } },
    (request, reply) => {
      const { file } = request.params
      const version = file.endsWith('.json') ? timeline.find(file.slice(0, -'.json'.length)) : undefined
      if (version !== undefined) return reply.type('application/json').send(derive(version))
      const requested = file.replace(/\.json$/, '')
      const problem = toVersionProblem({ kind: 'unknown', source: fromPath(), requested }, timeline)
      const known = timeline.find(requested) !== undefined
      const hint = known ? { detail: `The document is ${options.path}/${requested}.json.` } : {}
      answerProblem(reply, { ...problem, ...hint })
      return reply
    },
  )
}

function generate(instance: FastifyInstance): DocumentObject {
  const document: unknown = (instance as FastifyInstance & { readonly swagger: () => unknown }).swagger()
  if (!isObject(document) || typeof document.openapi !== 'string' || !document.openapi.startsWith('3.1')) {
    throw toError('TDM_DOCUMENT_GENERATOR')
  }
  return document
}
