import fc from 'fast-check'
import { matchPattern } from '../schema/match-pattern.ts'
import { samplePattern } from '../schema/sample-pattern.ts'
import type { Keywords } from './flatten-schemas.ts'
import { sieve } from './sieve.ts'
import { type Source, toConstants, unite } from './source.ts'
import { toBase64, toFormat } from './string-formats.ts'

/** Strings that fit some schemas; `undefined` where there are none, or none that can be found. */
export function makeStrings(parts: readonly Keywords[]): Source | undefined {
  const lengths = readLengths(parts)
  if (lengths.least > lengths.most) return undefined
  const patterns = [...new Set(readTexts(parts, 'pattern'))]
  const fits = (value: unknown): boolean =>
    typeof value === 'string' &&
    isLengthIn(lengths, value) &&
    patterns.every((pattern) => matchPattern(pattern, value) === true)
  const special = makeSpecial(parts, lengths)
  if (special !== undefined) {
    // Some formats come with a pattern that is stricter than they are.
    return (
      sieve(special, fits) ?? sieve(unite(patterns.map((pattern) => makeMatching(pattern, lengths))), fits)
    )
  }
  if (patterns.length > 0) {
    return unite(patterns.map((pattern) => sieve(makeMatching(pattern, lengths), fits)))
  }
  return makePlain(lengths)
}

/** In code points, as JSON Schema counts. */
interface Lengths {
  readonly least: number
  readonly most: number
}

/** What breaks programs that paste text into text, or keep members in plain objects. */
const hostile = [
  '',
  '__proto__',
  'constructor',
  'toString',
  '"',
  "'; --",
  '\\',
  '\n',
  '\u0000',
  '\u2028',
  '${x}',
  '`',
  '{{x}}',
  '</script>',
  'null',
  '0',
  ' ',
  '~1',
  'a/b',
  'é',
  '😀',
  'ﷺ',
]

/** Single code points of many scripts. fast-check has units for that as well, but takes half a second to make them. */
const character = fc
  .oneof(
    ...[
      [0x61, 0x7a],
      [0, 0x24f],
      [0x370, 0x9ff],
      [0x2000, 0x206f],
      [0x4e00, 0x4eff],
      [0xfe00, 0xffff],
      [0x1f300, 0x1f6ff],
    ].map(([min = 0, max = 0]) => fc.integer({ min, max })),
  )
  .map((code) => String.fromCodePoint(code))

/** How long a text is at most filled up to the longest that is allowed. */
const maximalFill = 300

function makePlain({ least, most }: Lengths): Source | undefined {
  const bounds = { minLength: least, maxLength: Math.min(most, least + 12) }
  const isTight = least === bounds.maxLength
  const longest =
    most > bounds.maxLength && most <= maximalFill ? { minLength: most, maxLength: most } : undefined
  return unite(
    [
      { arbitrary: fc.string({ unit: 'grapheme-ascii', size: 'max', ...bounds }), size: 1 },
      { arbitrary: fc.string({ unit: character, size: 'max', ...bounds }), size: 1 },
      isTight ? undefined : toConstants(hostile.filter((text) => isLengthIn({ least, most }, text))),
      longest && { arbitrary: fc.string({ unit: 'grapheme-ascii', size: 'max', ...longest }), size: 1 },
    ],
    (index) => [7, 2, 2, 1][index] ?? 1,
  )
}

/** Strings of the first format or encoding that is known. */
function makeSpecial(parts: readonly Keywords[], { least, most }: Lengths): Source | undefined {
  const encodings = [...readTexts(parts, 'contentEncoding'), ...readTexts(parts, 'format')]
  if (encodings.some((name) => name === 'base64' || name === 'byte')) {
    const arbitrary = toBase64(least, most)
    return arbitrary && { arbitrary, size: 1 }
  }
  for (const format of readTexts(parts, 'format')) {
    const arbitrary = toFormat(format)
    if (arbitrary !== undefined) return { arbitrary, size: 1 }
  }
  return undefined
}

/** A pattern that is one repeated class takes the lengths as its own. */
const repeatedClass = /^\^(\[(?:[^\]\\[]|\\.)+\]|\\[wds])([+*])\$$/

const matching = new Map<string, Source | undefined>()
const maximalCacheSize = 1000

/** Strings that match a pattern. To take a pattern apart takes long, and an API has the same few everywhere. */
function makeMatching(source: string, lengths: Lengths): Source | undefined {
  const key = `${lengths.least} ${lengths.most} ${source}`
  if (matching.has(key)) return matching.get(key)
  const made = takeApart(source, lengths)
  if (matching.size >= maximalCacheSize) matching.clear()
  matching.set(key, made)
  return made
}

function takeApart(source: string, { least, most }: Lengths): Source | undefined {
  const [, unit, sign] = repeatedClass.exec(source) ?? []
  const low = Math.max(least, sign === '+' ? 1 : 0)
  const bounded =
    unit === undefined || low > most ? source : `^${unit}{${low},${Math.min(most, Math.max(low + 12, 12))}}$`
  const size = least > 100 ? 'large' : least > 8 ? 'medium' : 'small'
  const samples = [...samplePattern(source), ...hostile]
  const pieces = fc.array(fc.constantFrom(...samples, 'a', '0', '-', 'A', '.'), { maxLength: 8 })
  // Where look-arounds cannot be followed, what is left without them may be right by chance.
  const exact = follow(bounded, size)
  return unite(
    [
      exact ?? follow(bounded.replaceAll(assertion, ''), size),
      toConstants(samples.filter((sample) => matchPattern(source, sample) === true)),
      exact ? undefined : { arbitrary: pieces.map((list) => list.join('')), size: 1 },
    ],
    (index) => (index === 0 ? 12 : 1),
  )
}

/** A look-around without groups inside, or an edge of a word. */
const assertion = /\(\?<?[=!](?:[^()\\]|\\.)*\)|\\[bB]/gs

function follow(source: string, size: 'small' | 'medium' | 'large'): Source | undefined {
  for (const flags of isFollowable(source) ? ['u', ''] : []) {
    try {
      const arbitrary = fc.stringMatching(new RegExp(source, flags), { size })
      // Some patterns show only then that they cannot be followed.
      fc.sample(arbitrary, { numRuns: 1, seed: 1 })
      return { arbitrary, size: 1 }
    } catch {
      // Tried another way.
    }
  }
  return undefined
}

/** Says whether each negated class has a printable character of ASCII: fast-check looks for one without end. */
function isFollowable(source: string): boolean {
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))
  const negated = source.match(/\[\^(?:[^\]\\]|\\.)*\]/gs) ?? []
  return negated.every((part) => printable.some((char) => matchPattern(`^${part}$`, char) === true))
}

function readLengths(parts: readonly Keywords[]): Lengths {
  const read = (keyword: string): number[] =>
    parts.flatMap((part) => (typeof part[keyword] === 'number' ? [part[keyword]] : []))
  return { least: Math.max(0, ...read('minLength')), most: Math.min(Infinity, ...read('maxLength')) }
}

function isLengthIn({ least, most }: Lengths, text: string): boolean {
  const length = Array.from(text).length
  return length >= least && length <= most
}

function readTexts(parts: readonly Keywords[], keyword: string): string[] {
  return parts.flatMap((part) => (typeof part[keyword] === 'string' ? [part[keyword]] : []))
}
