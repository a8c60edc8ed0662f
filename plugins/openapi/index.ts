import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { toError } from '../../lib/errors.ts'
import { deriveDocument, type DocumentObject, type Naming } from '../../lib/openapi/derive-document.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import type {} from '../versioning/augment.ts'
import { memoise } from '../versioning/memoise.ts'
import { answerProblem } from '../versioning/resolve-version.ts'
import { toVersionProblem } from '../../lib/problems/problem.ts'
import { fromPath } from '../../lib/resolvers/from-path.ts'
import { nameComponents } from './name-components.ts'
import { resolveOptions, type OpenapiOptions } from './options.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /**
     * The OpenAPI document of a version, by name or alias; to be called once the server is ready.
     *
     * @throws TDM_VERSION_UNKNOWN, TDM_DOCUMENT_GENERATOR
     */
    versionDocument(version: string): DocumentObject
  }
}

/**
 * Serves one OpenAPI document for each version, derived from what @fastify/swagger makes of the current routes.
 * Register it after @fastify/swagger and versioning.
 */
const openapi: FastifyPluginCallback<OpenapiOptions> = fastifyPlugin(register, {
  name: 'tidemark-openapi',
  fastify: '5.x',
  dependencies: ['tidemark-versioning'],
})

export default openapi

function register(instance: FastifyInstance, given: OpenapiOptions, done: () => void): void {
  const options = resolveOptions(given)
  if (!instance.hasDecorator('swagger')) throw toError('TDM_DOCUMENT_GENERATOR')
  const { tidemark } = instance
  const derive = memoise((version: Version) => {
    const document = nameComponents(generate(instance))
    const { timeline, endpoints } = tidemark
    return deriveDocument(
      { document, timeline, endpoints, plan: tidemark.plan() },
      version,
      toNaming(instance, version),
    )
  })

  instance.decorate('versionDocument', (name: string) => {
    const version = tidemark.timeline.find(name)
    if (version === undefined) {
      throw toError(
        'TDM_VERSION_UNKNOWN',
        name,
        tidemark.timeline.versions.map((known) => known.name).join(', '),
      )
    }
    return derive(version)
  })
  instance.get<{ Params: { file: string } }>(
    `${options.path}/:file`,
    { schema: { hide: true }, config: { versioning: false } },
    (request, reply) => {
      const { file } = request.params
      const version = file.endsWith('.json')
        ? tidemark.timeline.find(file.slice(0, -'.json'.length))
        : undefined
      if (version !== undefined) return reply.type('application/json').send(derive(version))
      const problem = toVersionProblem(
        { kind: 'unknown', source: fromPath(), requested: file },
        tidemark.timeline,
      )
      answerProblem(reply, problem)
      return reply
    },
  )
  done()
}

function generate(instance: FastifyInstance): DocumentObject {
  const document: unknown = (instance as FastifyInstance & { readonly swagger: () => unknown }).swagger()
  if (!isObject(document) || typeof document.openapi !== 'string' || !document.openapi.startsWith('3.1')) {
    throw toError('TDM_DOCUMENT_GENERATOR')
  }
  return document
}

/** How clients name a version: the path where it can, since that is what a document's servers can say. */
function toNaming(instance: FastifyInstance, version: Version): Naming {
  const { sources, prefix, responseHeader } = instance.tidemark
  const byPath = sources.some(({ kind }) => kind === 'path')
  const other = sources.find(({ kind }) => kind !== 'path')
  return {
    prefix,
    segment: byPath ? `/${version.aliases[0] ?? version.name}` : undefined,
    parameter: other === undefined || other.kind === 'path' ? undefined : { in: other.kind, name: other.key },
    responseHeader,
  }
}
