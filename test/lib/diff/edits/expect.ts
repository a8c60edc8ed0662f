import type { Effect } from '../../../../lib/schema/index.ts'
import type { Json } from '../rewrites/walk.ts'
import type { Dialect } from './document-schemas.ts'
import type { Draw } from './draw.ts'
import type { Place, PlaceKind, Use } from './list-places.ts'

/** The worst that is found at an operation; nothing at all is `silent`. */
export type Level = 'silent' | 'safe' | 'risky' | 'breaking'

/** From the least to the most that may be found. */
export interface Span {
  readonly least: Level
  readonly most: Level
}

/** What is to be found at an operation, by the edit and by its mirror. */
export interface Expected {
  readonly there: Span
  readonly back: Span
}

/** What was done to a document, and what follows from that, as known from how it was done. */
export interface Outcome {
  /** By operation; what is not named is silent. */
  readonly expected: ReadonlyMap<string, Expected>
  /** The one finding about the document, where the edit is about no message. */
  readonly note?: 'document-info-changed' | 'document-texts-changed' | 'document-examples-changed' | 'document-extension-changed' | 'document-inapplicable-keywords-changed' // prettier-ignore
  /** The place that findings have to lead to, where it is another one than that of the edit. */
  readonly way?: readonly string[]
  /** Uses of which only values tell what the edit does. */
  readonly open?: readonly Use[]
}

/** What an edit has to go by; it changes `revision`, in which its place stands. */
export interface Tools {
  readonly draw: Draw
  readonly base: Json
  readonly revision: Json
  readonly dialect: Dialect
}

/** A kind of edit of a kind of place; `undefined` where this place has nothing for it. */
export interface EditKind {
  readonly name: string
  readonly on: PlaceKind
  readonly make: (place: Place, tools: Tools) => Outcome | undefined
}

/**
 * What an edit does to the messages of a use; or that nothing is to be found (`silent`), that something is whatever its
 * severity (`told`), or that only values can tell (`open`).
 */
export type Said = Effect | 'silent' | 'told' | 'open'

const levels: readonly Level[] = ['silent', 'safe', 'risky', 'breaking']

const silence: Expected = { there: { least: 'silent', most: 'silent' }, back: { least: 'silent', most: 'silent' } } // prettier-ignore

/** Nothing is to be found anywhere. */
export const nothing: Outcome = { expected: new Map() }

/** What is to be found where each use has its effect; `owed` says that the client waits for what is narrowed. */
export function byEffect(
  uses: readonly Use[],
  say: Said | ((use: Use) => Said | readonly [there: Said, back: Said]),
  owed = false,
): Outcome {
  const open: Use[] = []
  const entries = uses.map((use): [string, Expected] => {
    const said = typeof say === 'string' ? say : say(use)
    const pair = typeof said === 'string' ? ([said, mirror(said)] as const) : said
    const isOpen =
      pair.includes('open') || (!use.isExact && !pair.includes('silent') && !pair.includes('told'))
    if (isOpen) open.push(use)
    const [there, back] = isOpen ? (['open', 'open'] as const) : pair
    return [use.operation, { there: toSpan(there, use, owed), back: toSpan(back, use, owed) }]
  })
  return { expected: joinExpected(entries), open }
}

/** Exactly one level there, and one back. */
export function exactly(there: Level, back: Level): Expected {
  return { there: { least: there, most: there }, back: { least: back, most: back } }
}

/** What several uses ask of one operation: the worst of it. */
export function joinExpected(entries: readonly (readonly [string, Expected])[]): Map<string, Expected> {
  const joined = new Map<string, Expected>()
  for (const [operation, one] of entries) {
    const other = joined.get(operation) ?? silence
    joined.set(operation, { there: joinSpans(one.there, other.there), back: joinSpans(one.back, other.back) })
  }
  return joined
}

/** What is found at an operation that was not expected to be. */
export function findFault(expected: Span | undefined, found: Level): string | undefined {
  const { least, most } = expected ?? silence.there
  if (rank(found) >= rank(least) && rank(found) <= rank(most)) return undefined
  return `${found} in place of ${least === most ? least : `${least} to ${most}`}`
}

/** The worse of two levels. */
export function worse(one: Level, other: Level): Level {
  return rank(one) > rank(other) ? one : other
}

/** The law of the decision page, written down again. */
export function judge(effect: Effect, use: Pick<Use, 'sender'>, owed = false): Level {
  if (effect === 'unknown') return 'risky'
  if (effect === 'both') return 'breaking'
  if (effect === 'none') return 'safe'
  const isBreaking = effect === 'narrows' ? use.sender === 'client' || owed : use.sender === 'server' && !owed
  return isBreaking ? 'breaking' : 'safe'
}

/** What the opposite of an edit does. */
export function mirror(said: Said): Said {
  return said === 'narrows' ? 'widens' : said === 'widens' ? 'narrows' : said
}

function toSpan(said: Said, use: Use, owed: boolean): Span {
  if (said === 'silent') return silence.there
  if (said === 'told') return { least: 'safe', most: 'breaking' }
  if (said === 'open') return { least: 'silent', most: 'breaking' }
  const level = judge(said, use, owed)
  return { least: level, most: level }
}

function joinSpans(one: Span, other: Span): Span {
  return { least: worse(one.least, other.least), most: worse(one.most, other.most) }
}

function rank(level: Level): number {
  return levels.indexOf(level)
}
