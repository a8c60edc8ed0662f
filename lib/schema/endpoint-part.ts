import { toError } from '../errors.ts'
import type { TypeNow } from '../timeline/type-history.ts'
import type { TypeBoxSchema } from './typebox-types.ts'

/** The parts of an endpoint's messages that have a schema. */
export type PartName = 'request' | 'response' | 'query' | 'path' | 'headers'

/** One part of one endpoint, for operations that are about it alone. */
export interface EndpointPart<Value = unknown> {
  readonly part: PartName
  /** The endpoint by its address after the change: method and path, as in `GET /users/:id`. */
  readonly endpoint: string
  /** Which answers are meant: those of a status, or where it is not given, those of success. */
  readonly status: string | undefined
  /** Types only: what the part holds. */
  readonly holds?: Value
}

/** What an operation is on: a named schema wherever it occurs, or one part of one endpoint. */
export type Subject = string | EndpointPart

/** A schema that is given for its type alone: `queryOf('GET /users', Query)` checks field names against it. */
type Typed = { readonly _zod: { readonly output: unknown } } | { readonly static: unknown } | TypeBoxSchema

/** Names a part of an endpoint; its schema is given for its type alone. */
type PartOf = <Schema extends Typed | undefined = undefined>(
  endpoint: string,
  schema?: Schema,
) => EndpointPart<TypeNow<Schema, 'output'>>

/**
 * The body that clients send to an endpoint.
 *
 * @param endpoint the endpoint by its address after the change, as in `POST /users`
 */
export const requestOf: PartOf = (endpoint) => toPart('request', endpoint)

/**
 * The body that an endpoint answers with.
 *
 * @param endpoint the endpoint by its address after the change, as in `GET /users`
 * @param options `status` for the answers of one status, such as `404`; without it, those of success are meant.
 *   `schema` is given for its type alone.
 */
export function responseOf<Schema extends Typed | undefined = undefined>(
  endpoint: string,
  options?: { readonly status?: number | string; readonly schema?: Schema },
): EndpointPart<TypeNow<Schema, 'output'>> {
  return toPart('response', endpoint, options?.status)
}

/** The query of an endpoint. */
export const queryOf: PartOf = (endpoint) => toPart('query', endpoint)

/** The path parameters of an endpoint. */
export const pathOf: PartOf = (endpoint) => toPart('path', endpoint)

/** The headers that an endpoint reads; their names are written in lower case. */
export const headersOf: PartOf = (endpoint) => toPart('headers', endpoint)

/** Says whether a target is a part of an endpoint. */
export function isEndpointPart(target: unknown): target is EndpointPart {
  return typeof target === 'object' && target !== null && 'part' in target && 'endpoint' in target
}

/** How a reader is told of a subject: the schema's name, or the part and its endpoint. */
export function labelOf(subject: Subject): string {
  if (typeof subject === 'string') return subject
  const { part, endpoint, status } = subject
  return `the ${partLabels[part]} of ${endpoint}${status === undefined ? '' : ` (${status})`}`
}

/**
 * An endpoint's name in one form: `get /users` is `GET /users`.
 *
 * @throws TDM_ENDPOINT_NAME where the text is not a method and a path
 */
export function toEndpointName(text: string): string {
  const [, method = '', path = ''] = /^\s*([a-z-]+)\s+([/*]\S*)\s*$/i.exec(text) ?? []
  if (method === '') throw toError('TDM_ENDPOINT_NAME', text)
  return `${method.toUpperCase()} ${path}`
}

/** The only way in which all of these are converted: requests go up, responses down; `undefined` where both may be. */
export function directionOf(subjects: readonly Subject[]): 'upgrade' | 'downgrade' | undefined {
  const parts = new Set(subjects.map((subject) => (typeof subject === 'string' ? subject : subject.part)))
  if (parts.size === 0 || subjects.some((subject) => typeof subject === 'string')) return undefined
  if (!parts.has('response')) return 'upgrade'
  return parts.size === 1 ? 'downgrade' : undefined
}

/** The part among these that is no body; `undefined` where all are bodies, or named schemas. */
export function findParameters(subjects: readonly Subject[]): EndpointPart | undefined {
  for (const subject of subjects) {
    if (typeof subject !== 'string' && subject.part !== 'request' && subject.part !== 'response')
      return subject
  }
  return undefined
}

const partLabels: Readonly<Record<PartName, string>> = {
  request: 'request body',
  response: 'response',
  query: 'query',
  path: 'path',
  headers: 'headers',
}

function toPart(part: PartName, endpoint: string, status?: number | string): EndpointPart<never> {
  return Object.freeze({
    part,
    endpoint: toEndpointName(endpoint),
    status: status === undefined ? undefined : String(status).toLowerCase(),
  })
}
