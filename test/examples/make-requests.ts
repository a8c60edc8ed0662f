import fc from 'fast-check'
import { isObject } from '../../lib/schema/subschemas.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'
import { toArbitrary } from '../../lib/testing/to-arbitrary.ts'
import { cutOut, type Judge } from './judge-values.ts'
import type {
  DocumentedBody,
  DocumentedOperation,
  DocumentedParameter,
  ServedDocument,
} from './read-operations.ts'

/** A request as a client means it, before it is written down. */
export interface Draft {
  readonly operation: DocumentedOperation
  readonly parameters: readonly (readonly [DocumentedParameter, unknown])[]
  readonly body: { readonly mediaType: string; readonly value: unknown } | undefined
}

/** A request as it goes over the wire. */
export interface PreparedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/** How many requests of an operation are made up, and which. */
export interface Sampling {
  readonly runs: number
  readonly seed: number
  /** What is there to be found. */
  readonly known: Known
}

/**
 * The values of parameters and fields, such as ids, that lead to something, by name, or by the id of an operation and
 * a name: `orderId`, `pay.orderId`. Those that the schema of a place does not allow are passed over there: what is
 * a text in one version may be a number in another.
 */
export type Known = Readonly<Record<string, readonly unknown[]>>

/** Makes up requests of an operation that its document allows. */
export function makeRequests(
  document: ServedDocument,
  operation: DocumentedOperation,
  judge: Judge,
  { runs, seed, known }: Sampling,
): readonly Draft[] {
  const version = isObject(document.info) ? document.info.version : undefined
  const toValues = (schema: JsonSchema): fc.Arbitrary<unknown> => toKnownArbitrary(cutOut(document, schema))
  const parameters = operation.parameters.map((parameter) => {
    const held = parameter.place === 'path' ? findKnown(known, operation, parameter.name) : []
    const fitting = held.filter((value) => judge.explain(parameter.value.pointer, value) === undefined)
    const values =
      fitting.length === 0
        ? toValues(parameter.value.schema).filter((value) => isSendable(parameter, value))
        : fc.constantFrom(...fitting)
    // What names the version is sent in any case: without it, the request is one of another version.
    const isNaming = isObject(parameter.value.schema) && parameter.value.schema.const === version
    const value = parameter.isRequired || isNaming ? values : fc.option(values, { nil: undefined })
    return value.map((one) => [parameter, one] as const)
  })
  const bodies = operation.bodies.map((body) => toBody(body, toValues))
  const drafts = fc.record({
    operation: fc.constant(operation),
    parameters: fc.tuple(...parameters).map((pairs) => pairs.filter(([, value]) => value !== undefined)),
    body: bodies.length === 0 ? fc.constant(undefined) : fc.oneof(...bodies),
  })
  return fc.sample(drafts, { numRuns: runs, seed }).map((draft, index) => {
    const pointer = bodyPointer(draft)
    if (draft.body === undefined || pointer === undefined) return draft
    const isValid = (value: unknown): boolean => judge.explain(pointer, value) === undefined
    const value = prime(draft.body.value, isValid, (name) => rotate(findKnown(known, operation, name), index))
    return { ...draft, body: { ...draft.body, value } }
  })
}

/** The known values of a name; none where it may be anything. */
export function findKnown(known: Known, { id }: DocumentedOperation, name: string): readonly unknown[] {
  return known[`${id ?? ''}.${name}`] ?? known[name] ?? []
}

/** Where the schema of a draft's body stands. */
export function bodyPointer({ operation, body }: Draft): string | undefined {
  return operation.bodies.find(({ mediaType }) => mediaType === body?.mediaType)?.value?.pointer
}

/** Writes a request down by the styles of its parameters and the media type of its body. */
export function toRequest({ operation, parameters, body }: Draft): PreparedRequest {
  const of = (place: string) => parameters.filter(([parameter]) => parameter.place === place)
  const path = of('path').reduce(
    (text, [{ name }, value]) => text.replace(`{${name}}`, () => encodeURIComponent(toText(value))),
    operation.template,
  )
  const query = of('query').flatMap(([parameter, value]) => toPairs(parameter, value))
  const cookies = of('cookie').map(([{ name }, value]) => `${name}=${encodeURIComponent(toText(value))}`)
  const search = query.map((pair) => pair.map(encodeURIComponent).join('=')).join('&')
  return {
    method: operation.method,
    path: `${operation.base}${path}${search === '' ? '' : `?${search}`}`,
    headers: {
      ...Object.fromEntries(of('header').map(([{ name }, value]) => [name.toLowerCase(), toText(value)])),
      ...(cookies.length === 0 ? {} : { cookie: cookies.join('; ') }),
      ...(body === undefined ? {} : { 'content-type': body.mediaType }),
    },
    body: body === undefined ? undefined : writeBody(body.mediaType, body.value),
  }
}

/** Says whether a media type is JSON, or built on it. */
export function isJson(mediaType: string): boolean {
  return mediaType === 'application/json' || mediaType.endsWith('+json')
}

/** Versions have most of their schemas in common: values of each are made up once. */
function toKnownArbitrary({ components, ...schema }: ReturnType<typeof cutOut>): fc.Arbitrary<unknown> {
  const definitions = isObject(components) ? components.schemas : {}
  const whole = { ...schema, $defs: definitions }
  const key = JSON.stringify(whole)
  const held = arbitraries.get(key) ?? toArbitrary(whole)
  arbitraries.set(key, held)
  return held
}

const arbitraries = new Map<string, fc.Arbitrary<unknown>>()

/** A value in which the fields that have known values have one of these, as far as the whole stays valid. */
function prime(
  value: unknown,
  isValid: (value: unknown) => boolean,
  knownOf: (name: string) => readonly unknown[],
): unknown {
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    return items.reduce<readonly unknown[]>(
      (all, item, index) =>
        all.with(
          index,
          prime(item, (one) => isValid(all.with(index, one)), knownOf),
        ),
      items,
    )
  }
  if (!isObject(value)) return value
  return Object.keys(value).reduce<Readonly<Record<string, unknown>>>((all, name) => {
    const isValidAt = (member: unknown): boolean => isValid({ ...all, [name]: member })
    const found = knownOf(name).find(isValidAt)
    return { ...all, [name]: found ?? prime(all[name], isValidAt, knownOf) }
  }, value)
}

function rotate(values: readonly unknown[], by: number): readonly unknown[] {
  const start = values.length === 0 ? 0 : by % values.length
  return [...values.slice(start), ...values.slice(0, start)]
}

function toBody(
  { mediaType, value }: DocumentedBody,
  toValues: (schema: JsonSchema) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Draft['body']> {
  return toValues(value?.schema ?? true).map((made) => ({ mediaType, value: made }))
}

function writeBody(mediaType: string, value: unknown): string {
  if (isJson(mediaType)) return JSON.stringify(value)
  if (typeof value === 'string') return value
  throw new Error(`There is no way yet to write a body of ${mediaType}.`)
}

function toPairs(
  { name, style, explodes, mediaType }: DocumentedParameter,
  value: unknown,
): [string, string][] {
  if (mediaType !== undefined) return [[name, writeBody(mediaType, value)]]
  if (isObject(value))
    throw new Error(`There is no way yet to write the object ${name} in the style ${style}.`)
  if (!Array.isArray(value)) return [[name, toText(value)]]
  return explodes ? value.map((item: unknown) => [name, toText(item)]) : [[name, toText(value)]]
}

function toText(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(',') : String(value)
}

/** What has no form in its place, such as an empty segment of a path, is no value that a client could send there. */
function isSendable({ place, mediaType }: DocumentedParameter, value: unknown): boolean {
  if (mediaType !== undefined) return true
  if (value === null || value === undefined || isObject(value)) return false
  const items: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (items.length === 0 || items.some((item) => typeof item === 'object')) return false
  const text = toText(value)
  if (/\p{Surrogate}/u.test(text)) return false
  // RFC 3986 §5.2.4: a client resolves dot segments before it sends.
  if (place === 'path') return text !== '' && text !== '.' && text !== '..'
  // RFC 9110 §5.5: a field's value is visible text, and what surrounds it is no part of it.
  if (place === 'header') return /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text)
  return true
}
