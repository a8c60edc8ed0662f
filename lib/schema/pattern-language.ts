import type * as Refa from 'refa'
import { attempt, type Element, parsePattern, type Sequence } from './parse-pattern.ts'

/** A set of strings, as a finite automaton. */
export type Language = Refa.DFA

/** Automata with more states than this are not built: some patterns of a few characters need millions. */
const maximalStates = 2000
const maximalNodes = 4000
/** What it counts to look whether two languages meet, where no states are kept. */
const pairsInStep = 100
/** How often alternatives at the edge of a pattern are taken apart, for anchors that stand inside of them. */
const maximalAlternatives = 64

/** Every code point: strings are sequences of these, as JSON Schema counts them. */
const maxCharacter = 0x10ffff

const known = new Map<string, Language | undefined>()
const maximalCacheSize = 500

/** The states that were made since somebody asked. */
let states = 0

/** How many states of automata were made since this was last asked: what patterns cost, for a budget. */
export function takeStates(): number {
  const taken = states
  states = 0
  return taken
}

/**
 * The strings that a `pattern` of JSON Schema matches (2020-12 §6.3.3), which is not anchored.
 *
 * @returns `undefined` where they are no regular set (back-references), are not told by the library that builds the
 *   automaton (look-arounds in the middle), or need too many states
 */
export function languageOf(pattern: string): Language | undefined {
  return remember(`/${pattern}/`, (refa) => toLanguage(refa, parsePattern(refa, pattern)))
}

/** The strings of a length in code points. */
export function languageOfLength(least: number, most: number): Language | undefined {
  if (least > maximalStates || (most !== Infinity && most > maximalStates)) return undefined
  return remember(`{${String(least)},${String(most)}}`, (refa) =>
    determine(refa, [{ type: 'Concatenation', elements: [anything(refa, least, most)] }]),
  )
}

/** The strings that two languages share. */
export function intersect(first: Language, second: Language): Language | undefined {
  return attempt((refa) => meet(refa, first, second))
}

/** Whether a language has no string. */
export function isEmptyLanguage(language: Language): boolean {
  return language.isEmpty
}

/** Whether all strings of the first language are of the second; `undefined` where that is too much to find out. */
export function isWithin(first: Language, second: Language): boolean | undefined {
  return attempt((refa) => {
    const others = complement(refa, second)
    states += pairsInStep
    return refa.isDisjointWith(first, others, maximalNodes)
  })
}

/** A few strings of the first language that are not of the second, the shortest first. */
export function listOutside(first: Language, second: Language, count: number): readonly string[] {
  const outside = attempt((refa) => meet(refa, first, complement(refa, second)))
  return outside === undefined ? [] : listWords(outside, count)
}

/** A few strings of a language, the shortest first: one for each state that ends a string. */
export function listWords({ initial, finals }: Refa.ReadonlyDFA, count: number): readonly string[] {
  const words: string[] = []
  const reached = new Map([[initial, '']])
  // A map is gone through in the order in which it grows: the states of longer strings come later.
  for (const [state, word] of reached) {
    if (finals.has(state)) words.push(word)
    if (words.length >= count) break
    for (const [next, ranges] of groupByTarget(state.out)) {
      if (!reached.has(next)) reached.set(next, word + toPlainCharacter(ranges))
    }
  }
  return words
}

/** All strings of a language; `undefined` where there are more than so many. */
export function listAllWords(language: Refa.ReadonlyDFA, most: number): readonly string[] | undefined {
  const living = listLiving(language)
  const words: string[] = []
  let begun: readonly (readonly [Refa.DFA.ReadonlyNode, string])[] = [[language.initial, '']]
  // Each beginning leads to a string of its own, and one that is as long as there are states comes round again.
  for (let length = 0; begun.length > 0; length += 1) {
    for (const [state, word] of begun) if (language.finals.has(state)) words.push(word)
    const steps = begun.flatMap(([state, word]) =>
      [...state.out].flatMap(([range, next]) => (living.has(next) ? [{ range, next, word }] : [])),
    )
    const count = steps.reduce((sum, { range }) => sum + range.max - range.min + 1, 0)
    if (words.length > most || count > most || length > living.size) return undefined
    begun = steps.flatMap(({ range: { min, max }, next, word }) =>
      Array.from(
        { length: max - min + 1 },
        (_, at) => [next, word + String.fromCodePoint(min + at)] as const,
      ),
    )
  }
  return words
}

/** The states from which a string can be ended. */
function listLiving({ initial, finals }: Refa.ReadonlyDFA): ReadonlySet<Refa.DFA.ReadonlyNode> {
  const before = new Map<Refa.DFA.ReadonlyNode, Refa.DFA.ReadonlyNode[]>()
  const reached = new Set<Refa.DFA.ReadonlyNode>([initial])
  for (const state of reached) {
    for (const [, next] of state.out) {
      reached.add(next)
      const held = before.get(next)
      if (held === undefined) before.set(next, [state])
      else held.push(state)
    }
  }
  const living = new Set<Refa.DFA.ReadonlyNode>(finals)
  for (const state of living) for (const from of before.get(state) ?? []) living.add(from)
  return living
}

function groupByTarget(
  out: Refa.DFA.ReadonlyNode['out'],
): ReadonlyMap<Refa.DFA.ReadonlyNode, Refa.CharRange[]> {
  const ranges = new Map<Refa.DFA.ReadonlyNode, Refa.CharRange[]>()
  for (const [range, next] of out) {
    const held = ranges.get(next)
    if (held === undefined) ranges.set(next, [range])
    else held.push(range)
  }
  return ranges
}

/** Characters that a reader knows, in the order in which they are taken. */
const plainRanges: readonly (readonly [string, string])[] = [
  ['a', 'z'],
  ['A', 'Z'],
  ['0', '9'],
  ['-', '.'],
  ['_', '_'],
  [' ', '~'],
]

function toPlainCharacter(ranges: readonly Refa.CharRange[]): string {
  for (const [first, last] of plainRanges) {
    const [low, high] = [first.charCodeAt(0), last.charCodeAt(0)]
    const range = ranges.find(({ min, max }) => min <= high && max >= low)
    if (range !== undefined) return String.fromCharCode(Math.max(low, range.min))
  }
  // Half of a pair is no character that can be sent.
  const range = ranges.find(({ max }) => max < 0xd800 || max > 0xdfff) ?? ranges[0]
  const code = range === undefined ? 0 : range.min >= 0xd800 && range.min <= 0xdfff ? range.max : range.min
  return String.fromCodePoint(code)
}

/** Puts what a pattern leaves open, before and behind it, in place of its missing anchors. */
function toLanguage(refa: typeof Refa, alternatives: readonly Sequence[]): Language {
  const parts = alternatives.map((alternative) => openEdges(refa, alternative))
  const [first, ...others] = parts
  if (first === undefined) return determine(refa, [])
  return others.reduce((all, part) => unite(refa, all, part), first)
}

function openEdges(refa: typeof Refa, alternative: Sequence): Language {
  let all: Language | undefined
  const pending = [alternative]
  for (let taken = 0; pending.length > 0; taken += 1) {
    if (taken > maximalAlternatives) throw new RangeError('too many alternatives')
    const { elements } = pending.pop() ?? alternative
    const apart = takeApart(elements, 0) ?? takeApart(elements, elements.length - 1)
    if (apart !== undefined) {
      pending.push(...apart)
      continue
    }
    const language = toAnchored(refa, elements)
    all = all === undefined ? language : unite(refa, all, language)
  }
  return all ?? determine(refa, [])
}

/** A group at the edge that holds anchors, as one sequence for each of its alternatives. */
function takeApart(elements: readonly Element[], index: number): readonly Sequence[] | undefined {
  const group = elements[index]
  if (group?.type !== 'Alternation') return undefined
  const atEdge = (inner: readonly Element[]): Element | undefined => (index === 0 ? inner[0] : inner.at(-1))
  const holdsAnchor = group.alternatives.some((inner) =>
    ['Assertion', 'Alternation'].includes(atEdge(inner.elements)?.type ?? ''),
  )
  if (!holdsAnchor) return undefined
  return group.alternatives.map((inner) => ({
    type: 'Concatenation',
    elements: elements.toSpliced(index, 1, ...inner.elements),
  }))
}

/** The strings of one sequence, of which anchors and look-aheads stand at the edges alone. */
function toAnchored(refa: typeof Refa, elements: readonly Element[]): Language {
  const inner = [...elements]
  const aheads: (Element & { readonly type: 'Assertion' })[] = []
  let isStart = false
  let isEnd = false
  while (inner[0]?.type === 'Assertion') {
    const [assertion] = inner
    if (isAnchor(assertion, 'behind')) isStart = true
    // Before a string begins, a look-ahead is about all of it; further in, it would be about what is left.
    else if (assertion.kind === 'ahead' && isStart) aheads.push(assertion)
    else throw new RangeError('a look-around that is no condition on the whole string')
    inner.shift()
  }
  for (let last = inner.at(-1); last?.type === 'Assertion'; last = inner.at(-1)) {
    if (!isAnchor(last, 'ahead'))
      throw new RangeError('a look-around that is no condition on the whole string')
    isEnd = true
    inner.pop()
  }
  const whole = determine(refa, [
    {
      type: 'Concatenation',
      elements: [
        ...(isStart ? [] : [anything(refa, 0, Infinity)]),
        ...inner,
        ...(isEnd ? [] : [anything(refa, 0, Infinity)]),
      ],
    },
  ])
  return aheads.reduce((language, { alternatives, negate }) => {
    const start: Element = { type: 'Assertion', kind: 'behind', negate: true, alternatives: [all(refa)] }
    const begun = alternatives.map((one): Sequence => ({
      type: 'Concatenation',
      elements: [start, ...one.elements],
    }))
    const ahead = toLanguage(refa, begun)
    return meet(refa, language, negate ? complement(refa, ahead) : ahead)
  }, whole)
}

/** `^` is that nothing stands behind, `$` that nothing stands ahead. */
function isAnchor(assertion: Element & { readonly type: 'Assertion' }, kind: 'ahead' | 'behind'): boolean {
  const [only, ...others] = assertion.alternatives
  const [element, ...more] = only?.elements ?? []
  return (
    assertion.kind === kind &&
    assertion.negate &&
    others.length + more.length === 0 &&
    element?.type === 'CharacterClass' &&
    element.characters.isAll
  )
}

function all(refa: typeof Refa): Sequence {
  const characters = refa.CharSet.all(maxCharacter)
  return { type: 'Concatenation', elements: [{ type: 'CharacterClass', characters }] }
}

function anything(refa: typeof Refa, min: number, max: number): Element {
  return { type: 'Quantifier', alternatives: [all(refa)], min, max, lazy: false }
}

function determine(refa: typeof Refa, alternatives: readonly Sequence[]): Language {
  const factory = counted(new refa.NFA.LimitedNodeFactory(maximalNodes))
  const automaton = refa.NFA.fromRegex(alternatives, { maxCharacter }, { assertions: 'throw' }, factory)
  const language = refa.DFA.fromFA(automaton, limitStates(refa))
  language.minimize()
  return language
}

function meet(refa: typeof Refa, first: Language, second: Language): Language {
  return refa.DFA.fromIntersection(first, second, limitStates(refa))
}

function unite(refa: typeof Refa, first: Language, second: Language): Language {
  return complement(refa, meet(refa, complement(refa, first), complement(refa, second)))
}

function complement(refa: typeof Refa, language: Language): Language {
  const copy = language.copy(limitStates(refa))
  copy.complement(limitStates(refa))
  return copy
}

function limitStates(refa: typeof Refa): Refa.NodeFactory<Refa.DFA.Node> {
  return counted(new refa.DFA.LimitedNodeFactory(maximalStates))
}

function counted<Node>(factory: Refa.NodeFactory<Node>): Refa.NodeFactory<Node> {
  return {
    createNode: () => {
      states += 1
      return factory.createNode()
    },
  }
}

function remember(key: string, build: (refa: typeof Refa) => Language): Language | undefined {
  if (known.has(key)) return known.get(key)
  const language = attempt(build)
  if (known.size >= maximalCacheSize) known.clear()
  known.set(key, language)
  return language
}
