import t from 'tap'
import {
  isWithin,
  languageOf,
  languageOfLength,
  listAllWords,
  listOutside,
  listWords,
} from '../../../lib/schema/pattern-language.ts'
import { isMatchable, matchPattern } from '../../../lib/schema/match-pattern.ts'
import { toUnicodePattern } from '../../../lib/schema/unicode-pattern.ts'

/** How the strings of two patterns relate. */
function relate(base: string, revision: string): string {
  const [from, to] = [languageOf(base), languageOf(revision)]
  if (from === undefined || to === undefined) return 'unknown'
  const [isLost, isWon] = [isWithin(from, to) !== true, isWithin(to, from) !== true]
  if (isLost) return isWon ? 'incomparable' : 'narrower'
  return isWon ? 'wider' : 'equal'
}

const pairs: readonly (readonly [string, string, string])[] = [
  ['^[a-z]+$', '^[a-z0-9]+$', 'wider'],
  ['^[a-z]{2,5}$', '^[a-z]{3}$', 'narrower'],
  ['^a', 'a', 'wider'],
  ['a', 'b', 'incomparable'],
  ['', '^', 'equal'],
  ['^(a|b)$', '^[ab]$', 'equal'],
  ['^a|b$', 'a|b', 'wider'],
  ['(^|,)x', 'x', 'wider'],
  ['^(?:ab)*$', '^(ab)*$', 'equal'],
  ['^([a-z]*)*$', '^[a-z]*$', 'equal'],
  ['^(?!.*\\.\\.)[a-z.]+$', '^[a-z.]+$', 'wider'],
  ['^(?=.*\\d)(?=.*[A-Z]).{8,}$', '^.{8,}$', 'wider'],
  ['^\\d+$', '^[0-9]+$', 'equal'],
  ['^\\w$', '^[A-Za-z0-9_]$', 'equal'],
  ['^\\p{L}+$', '^[a-z]+$', 'narrower'],
  ['^.{1,10}$', '^.{1,20}$', 'wider'],
  ['^[\\w-.]+$', '^[\\w.\\-]+$', 'equal'],
  ['^[a-f\\d]{8}\\-[a-f\\d]{4}$', '^[0-9a-f]{8}-[0-9a-f]{4}$', 'equal'],
  // A back-reference is no regular set, a boundary inside of a string is not told.
  ['^(\\w+)\\1$', '^a$', 'unknown'],
  ['\\bfoo\\b', 'foo', 'unknown'],
  ['(', 'a', 'unknown'],
]

t.test('patterns relate as the sets of strings that they match', async (t) => {
  for (const [base, revision, relation] of pairs) {
    t.equal(relate(base, revision), relation, `${base} -> ${revision}`)
  }
})

t.test('every string that is listed is one, and shows the difference', async (t) => {
  for (const [base, revision] of pairs) {
    const [from, to] = [languageOf(base), languageOf(revision)]
    if (from === undefined || to === undefined) continue
    const [own, other] = [base, revision].map((source) => new RegExp(toUnicodePattern(source), 'u'))
    const words = listWords(from, 4)
    const outside = listOutside(from, to, 4)
    t.ok(words.length > 0, `${base} has strings`)
    t.ok(
      words.every((word) => own?.test(word)),
      `${JSON.stringify(words)} are of ${base}`,
    )
    t.ok(
      outside.every((word) => own?.test(word) && !other?.test(word)),
      `${JSON.stringify(outside)} show ${revision}`,
    )
    t.equal(
      outside.length === 0,
      ['equal', 'wider'].includes(relate(base, revision)),
      `${base} -> ${revision}`,
    )
  }
})

t.test('all strings of a language are listed where they are few', async (t) => {
  for (const [pattern, strings] of [
    ['^(b|a)$', ['a', 'b']],
    ['^[ab]{0,2}$', ['', 'a', 'b', 'aa', 'ab', 'ba', 'bb']],
    ['^(?!b)[a-c](x?|yy)$', ['a', 'c', 'ax', 'cx', 'ayy', 'cyy']],
    ['^$', ['']],
    ['^\\u{1F600}$', ['\u{1F600}']],
    ['^[ab]{0,3}$', undefined],
    ['^(a|b)*$', undefined],
    ['^a|^b$', undefined],
    ['a', undefined],
    ['^.$', undefined],
  ] as const) {
    const language = languageOf(pattern)
    t.strictSame(language && listAllWords(language, 7), strings, pattern)
  }
})

t.test('lengths are counted in code points', async (t) => {
  const [one, two] = [languageOfLength(1, 1), languageOf('^.$')]
  if (one === undefined || two === undefined) throw new Error('both are small')
  t.equal(isWithin(two, one), true)
  t.strictSame(listOutside(one, two, 1), ['\n'], 'a dot is no line break')
})

t.test('patterns that would need too many states, or backtrack without end, end in no answer', async (t) => {
  for (const source of ['^.*(a|b).{12}$', '^(a|b|ab)*c{9000}$']) {
    const language = languageOf(source)
    t.equal(language === undefined, true, source.slice(0, 40))
  }
  t.equal(relate('(x+x+)+y', 'y'), 'wider', 'what a matcher would never finish is a small automaton')
})

t.test('patterns of other rules are read by the rules of Unicode', async (t) => {
  const read: readonly (readonly [string, string])[] = [
    ['^[a-z\\_]+$', '^[a-z_]+$'],
    ['^[\\w-.]+$', '^[\\w\\-.]+$'],
    ['^\\d{3}\\-\\d{4}$', '^\\d{3}-\\d{4}$'],
    ['^\\"x\\"$', '^"x"$'],
    ['^[A-Z]$', '^[A-Z]$'],
    ['a{,3}', 'a{,3}'],
  ]
  for (const [source, written] of read) t.equal(toUnicodePattern(source), written)
})

t.test('a match that takes a look at every repeat for each of them is not tried', async (t) => {
  const many = (count: number): string => `${'.*'.repeat(count)}a`
  t.strictSame(
    [1, 20, 500].map((count) => matchPattern(many(count), '')),
    [false, false, false],
  )
  t.strictSame(
    ['', 'b', 'bb'].map((value) => isMatchable(many(5000), value)),
    [false, false, false],
  )
  t.equal(matchPattern(many(5000), ''), undefined)
  t.equal(isMatchable(many(1000), 'bb'), false)
  t.equal(matchPattern('^[a-z]+-[a-z]+_[a-z]+@[a-z]+$', 'ab-cd_ef@gh'), true)
})
