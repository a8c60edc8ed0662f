import t from 'tap'
import { toCanonicalPattern, withoutPatterns } from '../../../lib/schema/canonical-pattern.ts'

/** Pairs of patterns, of which an automaton may say more than their syntax. */
const alike: readonly (readonly [string, string])[] = [
  ['^.*$', '(?:^.*$)'],
  ['^(a|b)+$', '^(?:b|(?<name>a))+?$'],
  ['a|(?:b|c)', '(((c|a)|b))'],
  ['(?:ab)c', 'a(bc)'],
  ['[a-z0-9]', '[\\da-z]'],
  ['a{1}b{0,}', 'ab*'],
  ['^(?=.*x)(?:a)', '^(?=(?:.*)x)a'],
  ['\\bx(?:)', '\\b(x)'],
  ['[^]', '[\\s\\S]'],
  // By the rules of Unicode an error, and none by the older ones.
  ['a]b', '(?:a)]b'],
]

const unlike: readonly (readonly [string, string])[] = [
  ['^a', 'a'],
  ['a|b', 'ab'],
  ['(?:a|b)c', 'a|bc'],
  ['(?:ab)+', 'ab+'],
  ['a*', 'a+'],
  ['(?=a)b', '(?!a)b'],
  ['(?=a)b', '(?<=a)b'],
  ['[]', ''],
  ['[]|a', '|a'],
  ['[]*', '[]'],
  ['(|a)b', 'ab'],
  // What is captured counts where it is referred to.
  ['(a*)b\\1', '(?:(a)*)b\\1'],
  ['(', '(('],
]

t.test('patterns of one meaning by their syntax have one text, and others have not', async (t) => {
  for (const [one, other] of alike) {
    t.equal(toCanonicalPattern(one), toCanonicalPattern(other), `${one} is ${other}`)
    t.strictSame(withoutPatterns([state(one)], [state(other)]), [], `${one} is said by ${other}`)
  }
  for (const [one, other] of unlike) {
    t.not(toCanonicalPattern(one), toCanonicalPattern(other), `${one} is not ${other}`)
    t.strictSame(
      withoutPatterns([state(one)], [state(other)]),
      [state(one)],
      `${one} is not said by ${other}`,
    )
  }
})

t.test('patterns of one text match the same strings', async (t) => {
  const pieces = [
    'a',
    'b',
    '(a)',
    '(?:a|b)',
    '[ab]',
    'a?',
    '(?:)',
    '(b|)',
    '^',
    '$',
    '(?=a)',
    '(?:ab){2}',
    '|',
  ]
  const words = ['', 'a', 'b', 'ab', 'ba', 'aa', 'bb', 'aab', 'abab', 'baba', 'abba', 'xaby']
  const matches = new Map<string, string>()
  let repeated = 0
  for (const one of pieces)
    for (const two of pieces)
      for (const three of pieces) {
        const pattern = one + two + three
        const text = toCanonicalPattern(pattern)
        const matched = words.filter((word) => new RegExp(pattern, 'u').test(word)).join()
        if (matches.has(text)) repeated += 1
        if ((matches.get(text) ?? matched) !== matched) t.fail(pattern)
        matches.set(text, matched)
      }
  t.ok(repeated > 500, 'many are written in several ways')
})

function state(value: string): { value: string; pointer: string } {
  return { value, pointer: '#/pattern' }
}
