/** How much backtracking a pattern can cause, read off its text. */
export interface MatchingCost {
  /** Repeats that stand in no other repeat: each can end at any character. */
  readonly repeats: number
  /** Ways through options and ambiguous alternatives outside of repeats. */
  readonly ways: number
  /** The most ways by which one more character can be taken inside of nested repeats; 1 where nothing nests. */
  readonly nested: number
  readonly isAnchored: boolean
}

/** What stands between two parentheses, or in the whole pattern. */
interface Group {
  choices: number
  repeats: number
  ways: number
  /** The first character of each alternative; `undefined` where it is no plain one. */
  readonly heads: (string | undefined)[]
  isAtHead: boolean
  /** Whether the alternative that is read takes no character yet. */
  isIdle: boolean
  /** Whether an alternative before it may take none. */
  mayBeEmpty: boolean
}

/** Groups that stand deeper in each other are not tried: to compile them takes time with the cube of their depth. */
const maximalDepth = 100

/**
 * Reads a pattern once and counts what a backtracking matcher may try; too much rather than too little. References
 * back and looking around are taken for nested repeats: what they cost is not seen from outside.
 */
export function estimateCost(source: string): MatchingCost {
  const stack: Group[] = [openGroup()]
  let nested = 1
  let isStrange = false
  let isDeep = false
  for (let index = 0; index < source.length;) {
    const group = stack.at(-1) ?? openGroup()
    const char = source[index]
    if (char === '(') {
      noteHead(group, undefined)
      const prefix = /^\?(?::|<?[=!]|<\w+>)/.exec(source.slice(index + 1, index + 80))?.[0] ?? ''
      isStrange ||= /[=!]/.test(prefix)
      stack.push(openGroup())
      isDeep ||= stack.length > maximalDepth
      index += 1 + prefix.length
      continue
    }
    if (char === '|') {
      group.isAtHead = true
      group.heads.push(undefined)
      endAlternative(group)
      index += 1
      continue
    }
    const isClosing = char === ')' && stack.length > 1
    const inner = isClosing ? closeGroup(stack) : undefined
    const end = isClosing ? index + 1 : endOfAtom(source, index)
    isStrange ||= /^\\(?:[1-9]|k<)/.test(source.slice(index, index + 3))
    const { least, most, length } = readRepeat(source, end)
    const owner = stack.at(-1) ?? group
    if (inner === undefined) noteHead(owner, least > 0 && /[\w -]/.test(char ?? '') ? char : undefined)
    const mayBeEmpty = inner?.mayBeEmpty ?? isAssertion(source, index)
    // What has to be there a number of times is tried as often, even where no characters are left to take.
    const copies = mayBeEmpty ? Math.max(least, 1) : 1
    const choices = (inner?.choices ?? 0) * copies
    const isRepeat = most > 1 && most > least
    if (most > copies && choices > 0) nested = Math.max(nested, choices + 1)
    owner.choices += choices + (most > least ? 1 : 0)
    owner.repeats += (inner?.repeats ?? 0) * copies + (isRepeat ? 1 : 0)
    owner.ways *= (inner?.ways ?? 1) ** copies * copies * (most > least && !isRepeat ? 2 : 1)
    owner.isIdle &&= mayBeEmpty || least === 0
    index = end + length
  }
  const [whole = openGroup()] = stack
  closeAlternatives(whole)
  return {
    repeats: whole.repeats,
    ways: isDeep ? Infinity : whole.ways,
    nested: isStrange ? Math.max(nested, whole.choices, 2) : nested,
    isAnchored: source.startsWith('^') && whole.heads.length === 1,
  }
}

/** About how many steps it takes at most to match a string of some length. */
export function estimateSteps({ repeats, ways, nested, isAnchored }: MatchingCost, length: number): number {
  const [few, many] = repeats < length ? [repeats, length] : [length, repeats]
  let ends = 1
  // The ends of the repeats can be chosen in so many ways: length + repeats over repeats.
  for (let index = 1; index <= few && ends < Infinity; index += 1) ends *= (many + index) / index
  // To give a repeat up takes a matcher a look at the others, also where there is no character to take.
  const perStart = Math.max(ends * (1 + repeats / 100), nested ** length, repeats ** 2)
  return ways * (isAnchored ? 1 : length + 1) * perStart
}

function openGroup(): Group {
  return {
    choices: 0,
    repeats: 0,
    ways: 1,
    heads: [undefined],
    isAtHead: true,
    isIdle: true,
    mayBeEmpty: false,
  }
}

function endAlternative(group: Group): void {
  group.mayBeEmpty ||= group.isIdle
  group.isIdle = true
}

function noteHead(group: Group, head: string | undefined): void {
  if (!group.isAtHead) return
  group.isAtHead = false
  group.heads[group.heads.length - 1] = head
}

function closeGroup(stack: Group[]): Group | undefined {
  const group = stack.pop()
  if (group !== undefined) closeAlternatives(group)
  return group
}

/** Alternatives that begin with different characters leave no choice. */
function closeAlternatives(group: Group): void {
  endAlternative(group)
  const { heads } = group
  if (heads.length === 1) return
  const isClear = !heads.includes(undefined) && new Set(heads).size === heads.length
  if (isClear) return
  group.choices += heads.length
  group.ways *= heads.length
}

/** Whether what stands there takes no character, or may take none: what a reference back takes is not seen. */
function isAssertion(source: string, index: number): boolean {
  return /^(?:[\^$]|\\(?:[bB1-9]|k<))/.test(source.slice(index, index + 3))
}

/** Where an escape, a class or a single character ends. */
function endOfAtom(source: string, start: number): number {
  if (source[start] === '\\') return start + 2
  if (source[start] !== '[') return start + 1
  let index = start + 1
  while (index < source.length && source[index] !== ']') index += source[index] === '\\' ? 2 : 1
  return index + 1
}

function readRepeat(source: string, start: number): { least: number; most: number; length: number } {
  const match = /^(?:([?*+])|\{(\d+)(?:(,)(\d*))?\})\??/.exec(source.slice(start, start + 40))
  if (match === null) return { least: 1, most: 1, length: 0 }
  const [{ length }, sign, low, comma, high] = match
  if (sign !== undefined) {
    return { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity, length }
  }
  const least = Number(low)
  const most = comma === undefined ? least : high === undefined || high === '' ? Infinity : Number(high)
  return { least, most, length }
}
