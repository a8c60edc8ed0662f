import { checkSource, checkSourceOptions, isToken } from './check-source.ts'
import { readMediaTypes, writeMediaType, type MediaType } from './read-media-types.ts'
import type { Reading, VersionSource, Wish } from './version-source.ts'

/** How media types name a version. */
export interface MediaTypeOptions {
  /** The vendor of `application/vnd.<vendor>.<version>+json` (RFC 6838 §3.2); without it only parameters are read. */
  readonly vendor?: string
  /** The parameter that names a version, as in `application/json; version=2`; `version` by default. */
  readonly parameter?: string
}

/**
 * Reads the version from `Accept` and from `Content-Type`: `application/vnd.acme.v2+json`, or
 * `application/json; version=2`. They are two sources: a request whose body is of another version than the answer it
 * asks for is refused.
 *
 * Of several types in `Accept` the most wanted one counts whose version exists (RFC 9110 §12.5.1). The answer is of
 * the media type that was asked for.
 *
 * @throws TDM_SOURCE_OPTION
 */
export function fromMediaType(options: MediaTypeOptions = {}): readonly VersionSource[] {
  checkSourceOptions('fromMediaType', options, ['vendor', 'parameter'])
  const { vendor, parameter = 'version' } = options
  const isNamed = vendor === undefined || isVendor(vendor)
  checkSource('fromMediaType', isNamed, 'give "vendor" as in application/vnd.<vendor>.v1+json, such as acme')
  checkSource('fromMediaType', isToken(parameter), 'give "parameter" as in application/json; <parameter>=1')
  const form = vendor === undefined ? undefined : `vnd.${vendor.toLowerCase()}`
  const read = (mediaType: MediaType): Named => readVersion(mediaType, form, parameter.toLowerCase())
  const source = { inUrl: false, isDefault: false, waits: false }
  return [
    {
      ...source,
      name: 'the header "accept"',
      kind: 'accept',
      key: 'accept',
      vary: ['accept'],
      read: ({ headers }) => readAccept(headers.accept, read),
    },
    {
      ...source,
      name: 'the header "content-type"',
      kind: 'content-type',
      key: 'content-type',
      // A header of the body chooses nothing that a cache could keep: what it keeps is the answer to a GET.
      vary: [],
      read: ({ headers }) => {
        const types = readMediaTypes(headers['content-type'])
        const texts = types.flatMap((mediaType) => read(mediaType).texts)
        // A body is of one type. Of several, none says what it is.
        return types.length > 1 && texts.length > 0 ? [types.map(toEssence).join(', ')] : toReading(texts)
      },
      toUnversioned: (contentType) => {
        if (form === undefined || contentType?.toLowerCase().includes(form) !== true) return undefined
        const [first] = readMediaTypes(contentType)
        if (first === undefined || first.subtype === 'json' || !read(first).isOurs) return undefined
        return writeMediaType('application/json', first.parameters)
      },
    },
  ]
}

/** What may stand in the name of a media type (RFC 6838 §4.2). */
function isVendor(vendor: unknown): boolean {
  return typeof vendor === 'string' && /^[0-9A-Za-z][!#$&^_.0-9A-Za-z-]*$/.test(vendor)
}

/** What one media type says of a version. */
interface Named {
  readonly texts: readonly string[]
  /** The media type, with nothing but the version: what else a client has written there is not sent back. */
  readonly mediaType: string
  readonly isOurs: boolean
  /** Whether it is of a kind in which an API that speaks JSON could answer whatever the version. */
  readonly isPlain: boolean
}

function readVersion(range: MediaType, form: string | undefined, parameter: string): Named {
  const { type, subtype, parameters } = range
  const isVendor = form !== undefined && type === 'application' && subtype.endsWith('+json')
  const inSubtype = isVendor && subtype.startsWith(`${form}.`) ? [subtype.slice(form.length + 1, -5)] : []
  const isOurs = inSubtype.length > 0 || (isVendor && subtype === `${form}+json`)
  const isJson = type === 'application' && subtype === 'json'
  const given = isOurs || isJson ? parameters.get(parameter) : undefined
  const texts = [...inSubtype, ...(given === undefined ? [] : [given])]
  const isRange = subtype === '*' && (type === '*' || type === 'application')
  const mediaType = writeMediaType(toEssence(range), given === undefined ? [] : [[parameter, given]])
  return { texts, mediaType, isOurs, isPlain: texts.length === 0 && (isOurs || isJson || isRange) }
}

function toEssence({ type, subtype }: MediaType): string {
  return `${type}/${subtype}`
}

/** A vendor's type with a parameter beside it may name a version twice. */
function toReading(texts: readonly string[]): Reading {
  return texts.every((text) => text === texts[0]) ? texts[0] : texts
}

function readAccept(
  header: string | readonly string[] | undefined,
  read: (mediaType: MediaType) => Named,
): Reading {
  const ranges = readMediaTypes(header)
    .filter(({ quality }) => quality > 0)
    // The order of those that are wanted equally is kept.
    .toSorted((first, second) => second.quality - first.quality)
    .map(read)
  const wishes = ranges.flatMap(({ texts, mediaType }): Wish[] =>
    texts.length === 0 ? [] : [{ text: [...new Set(texts)].join(', '), mediaType }],
  )
  return wishes.length === 0 ? undefined : { wishes, isOpen: ranges.some(({ isPlain }) => isPlain) }
}
