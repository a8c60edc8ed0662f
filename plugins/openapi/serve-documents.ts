import type { FastifyInstance } from 'fastify'
import { documentMediaTypes, formatDocument, type DocumentFormat } from '../../lib/openapi/format-document.ts'
import type { DocumentObject } from '../../lib/openapi/derive-messages.ts'
import { listDocuments } from '../../lib/openapi/list-documents.ts'
import { toVersionProblem } from '../../lib/problems/problem.ts'
import { fromPath } from '../../lib/resolvers/from-path.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { answerProblem } from '../versioning/answer-problem.ts'
import { memoise } from '../versioning/memoise.ts'
import { hidden } from './hidden-route.ts'
import type { ResolvedOpenapiOptions } from './options.ts'
import { sendText, tagText, type TaggedText } from './send-text.ts'

/** The documents as `<path>/<version>.json` and `.yaml`, and the list of them as `<path>/index.json`. */
export function serveDocuments(
  instance: FastifyInstance,
  { path, now }: ResolvedOpenapiOptions,
  derive: (version: Version) => DocumentObject,
): void {
  const { timeline } = instance.tidemark
  const write = (format: DocumentFormat) =>
    memoise((version: Version): TaggedText =>
      tagText(documentMediaTypes[format], formatDocument(derive(version), format)),
    )
  const texts = { json: write('json'), yaml: write('yaml') }

  instance.get(`${path}/index.json`, hidden, (request, reply) => {
    const index = formatDocument({ versions: listDocuments(timeline, now()) }, 'json')
    return sendText(request, reply, tagText(documentMediaTypes.json, index))
  })
  instance.get<{ Params: { file: string } }>(`${path}/:file`, hidden, (request, reply) => {
    const { file } = request.params
    const [, name = file, format] = /^(.*)\.(json|yaml)$/s.exec(file) ?? []
    const version = timeline.find(name)
    if (version !== undefined && (format === 'json' || format === 'yaml')) {
      return sendText(request, reply, texts[format](version))
    }
    const place = `${instance.prefix}${path}/${name}`
    const problem =
      version === undefined
        ? toVersionProblem({ kind: 'unknown', source: fromPath(), requested: name }, timeline)
        : {
            type: 'about:blank',
            title: 'Not Found',
            status: 404,
            detail: `The document is ${place}.json, or ${place}.yaml.`,
          }
    answerProblem(reply, problem)
    return reply
  })
}
