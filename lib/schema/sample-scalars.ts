import { toCommonMultiple, toNumber } from './multiples.ts'
import { samplePattern } from './sample-pattern.ts'
import type { NumberFacet, StringFacet } from './shape.ts'
import { listStrings } from './string-sets.ts'

/** Strings longer than this are no help to a reader. */
const maximalLength = 5000
const maximalAlone = 200_000

/** Strings of the formats that validators check. */
const formatSamples: Readonly<Record<string, readonly string[]>> = {
  'date-time': ['2026-01-31T12:00:00Z', '2026-02-01T12:00:00Z'],
  date: ['2026-01-31', '2026-02-01'],
  time: ['12:00:00Z', '13:00:00Z'],
  'iso-time': ['12:00:00'],
  'iso-date-time': ['2026-01-31T12:00:00'],
  duration: ['P1D', 'P2D'],
  email: ['ada@example.com', 'bob@example.com'],
  'idn-email': ['ada@example.com'],
  hostname: ['example.com', 'example.org'],
  'idn-hostname': ['example.com'],
  ipv4: ['192.0.2.1', '192.0.2.2'],
  ipv6: ['2001:db8::1', '2001:db8::2'],
  uri: ['https://example.com/', 'https://example.org/'],
  'uri-reference': ['/a'],
  iri: ['https://example.com/'],
  'iri-reference': ['/a'],
  'uri-template': ['/a/{b}'],
  url: ['https://example.com/', 'https://example.org/'],
  uuid: ['123e4567-e89b-42d3-a456-426614174000', '123e4567-e89b-42d3-a456-426614174001'],
  'json-pointer': ['/a'],
  'json-pointer-uri-fragment': ['#/a'],
  'relative-json-pointer': ['0'],
  regex: ['a'],
  byte: ['YQ==', ''],
}

/** Numbers near every bound of either facet, the plainest first. */
export function sampleNumbers(own: NumberFacet, other: NumberFacet): readonly number[] {
  const samples = [0, 1, -1]
  const bounds = [own.minimum, own.maximum, other.minimum, other.maximum].flatMap(
    (bound) => bound?.value ?? [],
  )
  for (const value of bounds) samples.push(value, value + 1, value - 1, value + 0.5, value - 0.5)
  for (const [index, value] of bounds.entries()) {
    for (const another of bounds.slice(index + 1)) samples.push((value + another) / 2)
  }
  samples.push(0.5, 1.5, -0.5)
  // The formats of integers end there.
  if ([...own.formats, ...other.formats].length > 0) samples.push(2 ** 31, -(2 ** 31) - 1)
  for (const value of listDivisors(own, other)) {
    samples.push(value, value * 2, value * 3, value / 2)
    for (const bound of bounds) {
      const near = Math.round(bound / value) * value
      samples.push(near, near + value, near - value, near + value / 2)
    }
  }
  return [...new Set(samples)].filter(Number.isFinite)
}

/** What numbers are multiples of, and what is a multiple of all that. */
function listDivisors(own: NumberFacet, other: NumberFacet): ReadonlySet<number> {
  const divisors = [...own.multiples, ...other.multiples].map(({ value }) => value)
  const common = [own.multiples, other.multiples].flatMap(
    (multiples) => toCommonMultiple(multiples.map(({ value }) => value)) ?? [],
  )
  return new Set([...divisors, ...common.map(toNumber)])
}

/** Strings that the own facet should accept, of lengths at every bound of either facet. */
export function sampleStrings(own: StringFacet, other: StringFacet): readonly string[] {
  const samples: string[] = [...listStrings(own, other)]
  for (const { value } of own.formats) samples.push(...(formatSamples[value] ?? []))
  for (const { value } of [...own.patterns, ...other.patterns]) samples.push(...samplePattern(value))
  const lengths = new Set([1, 0, 2])
  for (const { minLength, maxLength } of [own, other]) {
    if (minLength) lengths.add(minLength.value).add(minLength.value - 1)
    if (maxLength) lengths.add(maxLength.value).add(maxLength.value + 1)
  }
  const wanted = [...lengths].filter((length) => length >= 0 && length <= maximalLength)
  for (const length of wanted) samples.push('a'.repeat(length), '0'.repeat(length))
  // Of what is long one text has to do.
  for (const length of lengths) {
    if (length > maximalLength && length <= maximalAlone) samples.push('a'.repeat(length))
  }
  // A pattern's or format's sample is stretched to the lengths that matter; those that no longer fit are sifted out.
  for (const sample of samples.slice(0, 8)) {
    const last = sample.at(-1)
    const first = sample[0]
    if (last === undefined || first === undefined) continue
    for (const length of wanted) {
      if (length <= sample.length) continue
      samples.push(
        sample + last.repeat(length - sample.length),
        first.repeat(length - sample.length) + sample,
      )
    }
  }
  samples.push(' ', 'A', '-', 'é')
  return [...new Set(samples)]
}
