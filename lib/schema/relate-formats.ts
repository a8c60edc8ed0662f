import type { Effect } from './types.ts'

/** The formats of JSON Schema 2020-12 §7.3 and of OpenAPI whose values are known, each with those whose range holds theirs. */
const wider: Readonly<Record<string, readonly string[]>> = {
  int8: ['int16', 'int32', 'int64', 'float', 'double'],
  int16: ['int32', 'int64', 'float', 'double'],
  int32: ['int64', 'float', 'double'],
  int64: ['float', 'double'],
  float: ['double'],
  double: [],
  date: [],
  'date-time': [],
  time: [],
  duration: [],
  email: ['idn-email'],
  'idn-email': [],
  hostname: ['idn-hostname'],
  'idn-hostname': [],
  ipv4: [],
  ipv6: [],
  uri: ['uri-reference', 'iri', 'iri-reference'],
  'uri-reference': ['iri-reference'],
  iri: ['iri-reference'],
  'iri-reference': [],
  // What has no scheme is a path of one segment (RFC 3986 §4.2).
  uuid: ['uri-reference', 'iri-reference'],
  'json-pointer': [],
  'relative-json-pointer': [],
  'uri-template': [],
  regex: [],
  byte: [],
}

/**
 * The effect of another format on the values, taken as an assertion. Whoever takes it for a note finds none. `byte` is an
 * encoding, as `contentEncoding` of later versions is: where it comes or goes, each text means another one.
 */
export function relateFormats(base: unknown, revision: unknown): Effect {
  if (base !== revision && [base, revision].every((one) => one === undefined || one === 'byte')) return 'both'
  if (base === undefined) return 'narrows'
  if (revision === undefined) return 'widens'
  const [before, after] = [toCommonName(base), toCommonName(revision)]
  if (before === after) return 'none'
  if (isWithin(before, after)) return 'widens'
  return isWithin(after, before) ? 'narrows' : 'both'
}

/** Says whether both formats are known, so that to replace the one by the other gives values another meaning. */
export function areKnownFormats(base: unknown, revision: unknown): boolean {
  return [base, revision]
    .map(toCommonName)
    .every((format) => typeof format === 'string' && Object.hasOwn(wider, format))
}

const unchecked: ReadonlySet<unknown> = new Set(['int64', 'float', 'double', 'byte'])

/**
 * Says whether servers that know a format reject what is not of it. That of a number as wide as readers of JSON agree
 * on rejects next to nothing, and an encoding is read rather than checked.
 */
export function isCheckedFormat(format: unknown): boolean {
  return areKnownFormats(format, format) && !unchecked.has(format)
}

/** What .NET calls a UUID (RFC 9562 §1, "also known as GUIDs") has no registered name of its own. */
function toCommonName(format: unknown): unknown {
  return format === 'guid' ? 'uuid' : format
}

function isWithin(format: unknown, other: unknown): boolean {
  if (typeof format !== 'string' || typeof other !== 'string') return false
  return Object.hasOwn(wider, format) && wider[format]?.includes(other) === true
}
