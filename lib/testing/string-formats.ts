import fc from 'fast-check'

/** Strings of a format, as validators know it; `undefined` for a format that says nothing of a string. */
export function toFormat(format: string): fc.Arbitrary<string> | undefined {
  const known = made.get(format)
  if (known !== undefined) return known
  const arbitrary = formats.get(format)?.()
  if (arbitrary !== undefined) made.set(format, arbitrary)
  return arbitrary
}

/** Base64 with its padding, in whole groups of four characters. */
export function toBase64(least: number, most: number): fc.Arbitrary<string> | undefined {
  const min = Math.ceil(least / 4) * 4
  if (min > most) return undefined
  return fc.base64String({ minLength: min, ...(Number.isFinite(most) && { maxLength: most }) })
}

const made = new Map<string, fc.Arbitrary<string>>()

const clock = fc.tuple(...[23, 59, 59].map((max) => fc.integer({ min: 0, max })))
const zone = fc.constantFrom('Z', '+00:00', '+02:00', '-05:30', '+13:45')
const fraction = fc.constantFrom('', '.5', '.123', '.000001')

// From the year 1 to the year 9999; the simplest is the first day of 1970.
const date = fc
  .integer({ min: -719_162, max: 2_932_896 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))
const time = fc
  .tuple(clock, fraction, zone)
  .map(([parts, rest, end]) => `${parts.map((part) => String(part).padStart(2, '0')).join(':')}${rest}${end}`)
const dateTime = fc.tuple(date, time).map((parts) => parts.join('T'))

const host = /^[a-z0-9]{1,8}(?:-[a-z0-9]{1,5})?(?:\.[a-z]{2,5}){0,2}$/
const uri =
  /^(?:https?:\/\/[a-z]{1,8}\.(?:example|test)(?::[1-9]\d{1,3})?(?:\/[a-z0-9._~-]{0,6}){0,3}(?:\?[a-z]{1,3}=(?:[a-z0-9]|%2[0-9A-F]){0,4})?(?:#[a-z]{0,4})?|urn:[a-z]{2,6}:[a-z0-9]{1,8}|mailto:[a-z]{1,5}@a\.example)$/
const reference = /^(?:[a-z0-9]{0,5}(?:\/[a-z0-9._~-]{0,5}){0,3}(?:\?[a-z]=[a-z0-9]{0,3})?(?:#[a-z]{0,4})?)$/
const email = /^[a-z0-9_+-]{0,7}[a-z0-9_](?:\.[a-z0-9]{1,4})?@[a-z0-9]{1,8}\.[a-z]{2,5}$/
const duration =
  /^P(?:[1-9]\d?W|[1-9]\d?D|(?:[1-9]Y)(?:1?[0-2]M)?(?:[1-3]?[0-9]D)?|(?:[1-9]Y)?T[1-9]\d?H(?:[0-5]?\dM)?(?:[0-5]?\dS)?|T[0-5]?\dS)$/
const pointer = /^(?:\/(?:[a-z0-9 "\\{}$_-]|~0|~1){0,6}){0,3}$/

const matching =
  (pattern: RegExp): (() => fc.Arbitrary<string>) =>
  () =>
    fc.stringMatching(pattern)

const formats: ReadonlyMap<string, () => fc.Arbitrary<string>> = new Map<string, () => fc.Arbitrary<string>>([
  ['date', () => date],
  ['time', () => time],
  ['date-time', () => dateTime],
  ['iso-time', () => time],
  ['iso-date-time', () => dateTime],
  ['duration', matching(duration)],
  ['email', matching(email)],
  ['idn-email', matching(email)],
  ['hostname', matching(host)],
  ['idn-hostname', matching(host)],
  ['uri', matching(uri)],
  ['iri', matching(uri)],
  ['url', matching(/^https?:\/\/[a-z0-9]{1,8}\.(?:com|org|example)(?:\/[a-z0-9._~-]{0,6}){0,3}$/)],
  ['uri-reference', () => fc.oneof(fc.stringMatching(reference), fc.stringMatching(uri))],
  ['iri-reference', () => fc.oneof(fc.stringMatching(reference), fc.stringMatching(uri))],
  ['uri-template', matching(/^(?:\/[a-z0-9]{1,5}|\/\{[a-z]{1,4}\}|\{\?[a-z]{1,3},[a-z]{1,3}\*\}){0,3}$/)],
  ['uuid', () => fc.uuid()],
  ['ipv4', () => fc.ipV4()],
  ['ipv6', () => fc.ipV6()],
  ['json-pointer', matching(pointer)],
  ['json-pointer-uri-fragment', matching(/^#(?:\/(?:[a-z0-9_-]|%20|~0|~1){0,6}){0,3}$/)],
  ['relative-json-pointer', matching(/^(?:0|[1-9]\d?)(?:#|(?:\/(?:[a-z0-9_-]|~0|~1){0,6}){0,3})$/)],
  [
    'regex',
    () => fc.constantFrom('', 'a', '^a*$', '[a-z]+', '(?:a|b){2}', '\\d+\\.\\d', '^$', '(?<year>\\d{4})'),
  ],
])
