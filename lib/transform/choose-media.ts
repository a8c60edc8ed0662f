import type { JsonSchema } from '../schema/types.ts'
import { isSequential } from './convert-stream.ts'

/** A body that is declared for a media type. */
export interface DeclaredMedia {
  /** In lower case and without parameters: `application/json`. */
  readonly mediaType: string
  /** Of a response, as it is declared: `200`, `2XX` or `default`; `undefined` for what is sent to the endpoint. */
  readonly status: string | undefined
  /** What the body is, or of a stream each of its items; `undefined` where the body passes untouched. */
  readonly schema: JsonSchema | undefined
}

/** What is declared for a body by its media type: that of the part itself, a further one, or nothing. */
export type MediaChoice = 'part' | 'none' | DeclaredMedia

interface DeclaresMedia {
  readonly mediaTypes?: readonly DeclaredMedia[] | undefined
}

/** Whether a body of a media type is one value of JSON (RFC 6839 §3.1). */
export function isJsonType(mediaType: string): boolean {
  return /^[^/]+\/(?:json|[^/]+\+json)$/.test(mediaType) || mediaType === '*/*'
}

/** The media type that a header names, in lower case and without parameters; empty where there is none. */
export function toMediaType(header: unknown): string {
  // What Fastify sets by itself.
  if (header === undefined) return ''
  if (header === 'application/json; charset=utf-8' || header === 'application/json') return 'application/json'
  const text: unknown = Array.isArray(header) ? header[0] : header
  return typeof text === 'string' ? (text.split(';', 1)[0] ?? '').trim().toLowerCase() : ''
}

/**
 * Finds what is declared for a body of a media type. What is declared without media types is of any, except for
 * streams: their items are another thing. A type of JSON that is not declared is taken for the first that is.
 *
 * @param status of a response, as it is declared; `undefined` for what is sent
 */
export function chooseMedia(
  endpoint: DeclaresMedia,
  status: string | undefined,
  mediaType: string,
): MediaChoice {
  const declared = listDeclared(endpoint, status)
  if (declared.length === 0) return isSequential(mediaType) ? 'none' : 'part'
  const first = findFirst(declared)
  const json = first !== undefined && isJsonType(first.mediaType) ? first : undefined
  const found =
    declared.find((one) => one.mediaType === mediaType) ??
    (isSequential(mediaType) ? undefined : declared.find((one) => one.mediaType === '*/*')) ??
    (isJsonType(mediaType) ? json : undefined)
  if (found?.schema === undefined) return 'none'
  return found === first ? 'part' : found
}

/** The media types of an endpoint whose bodies are planned beside the part itself. */
export function listFurtherMedia(
  endpoint: DeclaresMedia,
  of: 'request' | 'response',
): readonly (DeclaredMedia & { readonly schema: JsonSchema })[] {
  return (endpoint.mediaTypes ?? []).flatMap((one) => {
    const isOther = (one.status === undefined) === (of === 'request')
    const isFirst = one === findFirst(listDeclared(endpoint, one.status))
    return !isOther || isFirst || one.schema === undefined ? [] : [{ ...one, schema: one.schema }]
  })
}

/** The schema that is the part itself: the first of JSON, or the first of anything that is one value. */
export function findFirst(declared: readonly DeclaredMedia[]): DeclaredMedia | undefined {
  return (
    declared.find((one) => isJsonType(one.mediaType)) ??
    declared.find((one) => one.schema !== undefined && !isSequential(one.mediaType))
  )
}

/** The statuses that an endpoint declares, whatever their bodies are. */
export function listStatuses({
  responses,
  mediaTypes = [],
}: DeclaresMedia & { readonly responses: Readonly<Record<string, unknown>> }): readonly string[] {
  return [...new Set([...Object.keys(responses), ...mediaTypes.flatMap(({ status }) => status ?? [])])]
}

function listDeclared(
  { mediaTypes = [] }: DeclaresMedia,
  status: string | undefined,
): readonly DeclaredMedia[] {
  return mediaTypes.filter((one) => one.status === status)
}
