import { problemMediaType, problemTypes } from '../problems/problem.ts'
import type { Version } from '../timeline/define-timeline.ts'
import { isObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { DocumentObject } from './derive-messages.ts'

/** An answer that the operations of a version get from Tidemark, and not from their handlers. */
export interface OwnAnswer {
  readonly status: string
  /** The name of its Response Object in the components. */
  readonly name: string
  readonly description: string
  readonly example: DocumentObject
  /** Whether it is given in the version, and so with its headers: what names no version is refused in none. */
  readonly isOfVersion: boolean
}

/**
 * The answers that a client of a version can get though it does what its document says: a path that names another
 * version is not in that document, and so neither is its 404.
 */
export function listOwnAnswers(
  version: Version,
  { hasParameter, isAnnounced }: { readonly hasParameter: boolean; readonly isAnnounced: boolean },
): readonly OwnAnswer[] {
  return [
    ...(hasParameter
      ? [
          {
            status: '400',
            name: 'VersionProblem',
            description: 'The request names a version that this API does not have, or two that differ.',
            example: toExample('unknownVersion', 400, version),
            isOfVersion: false,
          },
        ]
      : []),
    ...(isAnnounced && version.sunset !== undefined
      ? [
          {
            status: '410',
            name: 'RetiredVersion',
            description: 'The version has reached its sunset, and no longer answers.',
            example: toExample('retiredVersion', 410, version),
            isOfVersion: true,
          },
        ]
      : []),
  ]
}

/** The Response Object of an answer. */
export function toResponse(answer: OwnAnswer, schema: JsonSchema): DocumentObject {
  return {
    description: answer.description,
    content: { [problemMediaType]: { schema, example: answer.example } },
  }
}

/**
 * The responses of an operation with the answers that are not its handler's. Where its author has said what a
 * status means, that stays, and a problem is one more media type of it.
 */
export function addAnswers(
  responses: DocumentObject,
  answers: readonly { readonly answer: OwnAnswer; readonly reference: string; readonly schema: JsonSchema }[],
): DocumentObject {
  const added = answers.map(({ answer, reference, schema }): [string, unknown] => {
    const held = responses[answer.status]
    if (held === undefined) return [answer.status, { $ref: reference }]
    if (!isObject(held) || '$ref' in held) return [answer.status, held]
    const content = isObject(held.content) ? held.content : {}
    return [answer.status, { ...held, content: { [problemMediaType]: { schema }, ...content } }]
  })
  return { ...responses, ...Object.fromEntries(added) }
}

/** The body of such an answer (RFC 9457). */
export const problemSchema: JsonSchema = {
  $id: 'VersionProblem',
  type: 'object',
  description: 'What is wrong with the version that a request names (RFC 9457).',
  properties: {
    type: { type: 'string', format: 'uri-reference' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    supported: {
      type: 'array',
      description: 'The versions that can be asked for, newest first.',
      items: {
        type: 'object',
        properties: { version: { type: 'string' }, aliases: { type: 'array', items: { type: 'string' } } },
        required: ['version', 'aliases'],
      },
    },
  },
  required: ['type', 'title', 'status'],
}

function toExample(
  kind: 'unknownVersion' | 'retiredVersion',
  status: number,
  { name, aliases }: Version,
): DocumentObject {
  const supported = kind === 'retiredVersion' ? {} : { supported: [{ version: name, aliases }] }
  return { ...problemTypes[kind], status, ...supported }
}
