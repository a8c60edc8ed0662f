import type { Direction, Effect } from '../schema/index.ts'

/** One difference between two documents: what was observed, and no judgement of it. */
export interface Fact {
  /** What happened, as in the rule ids but without the direction: `property-became-required`. */
  readonly kind: string
  /** Which messages it is about; `none` where it is about no message. */
  readonly direction: Direction | 'none'
  /** What it does to the set of valid messages, seen from the base. */
  readonly effect: Effect
  /** The effect without the tolerance that `effect` rests on. */
  readonly strictEffect?: Effect
  /** Set in callbacks and webhooks, where the server sends the request and the client answers. */
  readonly reversed?: boolean
  /**
   * Set where the client may count on the message to come: a success status, a media type that it can ask for,
   * a webhook that it subscribed to. To take such a message away is as bad as to send an unknown one.
   */
  readonly owed?: boolean
  /** The part of the operation, as a phrase: "the request body", "the query parameter `limit`". */
  readonly part: string
  /** Where in the part, as a JSON Pointer; empty for the part itself. */
  readonly path: string
  /** Where in the operation, as a JSON Pointer. */
  readonly location: string
  readonly pointer: { readonly base?: string; readonly revision?: string }
  /** The property, value, status, media type … that it is about. */
  readonly name?: string
  /** Whether the thing of that name is or was required. */
  readonly required?: boolean
  /** For a new value of an enum: whether the enum is declared to grow (`x-extensible-enum`), or cannot (`const`). */
  readonly growth?: 'declared' | 'excluded'
  /** For something removed: the date since which its end was announced (`x-sunset`). */
  readonly sunset?: string
  /** For something deprecated: the date since which it is, where the document says so (`x-deprecated-since`). */
  readonly deprecatedSince?: string
  readonly base?: unknown
  readonly revision?: unknown
}

/** How one kind of fact is told. The severity is not here: `lib/policies` derives it from the fact. */
export interface Rule {
  /** `<request|response>-<object>-<what happened>`, or without the direction for endpoints. Also the file's name. */
  readonly id: string
  /** The kinds of fact that it takes; by default its id, without the direction. */
  readonly kinds?: readonly string[]
  /** One sentence for lists. */
  readonly summary: string
  /** Why it does or does not break clients. */
  readonly why: string
  /** What to do about it. */
  readonly migrate: string
  readonly message: (fact: Fact) => string
  /** Why there is no rule for the other direction, where there is none. */
  readonly noMirror?: string
  /** A severity given by hand, with the reason: for rules that are about no message only. */
  readonly severity?: { readonly is: 'breaking' | 'risky' | 'safe'; readonly reason: string }
}

/** Defines a rule; a file in this folder has one, of its own name, as its default export. */
export function defineRule(rule: Rule): Rule {
  return rule
}

/** Where a fact is, as a phrase: "the request body", or "`/items/*` in the request body". */
export function toPlace(fact: Fact): string {
  return fact.path === '' ? fact.part : `${toCode(shorten(fact.path))} in ${fact.part}`
}

/** What a promise is about: all values at a place, or some that are listed there: "`b` as `/mode` in the request body". */
export function toPromised(fact: Fact): string {
  return fact.name === undefined ? toPlace(fact) : `${toCode(shorten(fact.name))} as ${toPlace(fact)}`
}

/** Where a fact about a property is: the object that holds it. */
export function toOwner(fact: Fact): string {
  return toPlace({ ...fact, path: fact.path.slice(0, Math.max(0, fact.path.lastIndexOf('/'))) })
}

/** A value of a document as short text. What is deep or long is cut: documents are not to be trusted. */
export function toText(value: unknown): string {
  if (value === undefined) return 'none'
  return toCode(shorten(typeof value === 'string' ? value : print(value, 3)))
}

/** A name or a value between backticks; if it holds some itself, between more of them, as in Markdown. */
export function toCode(text = ''): string {
  const fence = toFence(text)
  return /^`|`$/.test(text) ? `${fence} ${text} ${fence}` : fence + text + fence
}

/** As many backticks as a text needs around it to be code in Markdown: more than it holds in a row itself. */
export function toFence(text: string, least = 1): string {
  let length = least
  // One by one: a name may hold more runs of them than a call can have arguments.
  for (const [run] of text.matchAll(/`+/g)) length = Math.max(length, run.length + 1)
  return '`'.repeat(length)
}

/** Places of a document as text: how many they are, and the first of them. */
export function toPlaces(pointers: unknown): string {
  const list: readonly unknown[] = Array.isArray(pointers) ? pointers : []
  const shown = list.slice(0, 3).map(toText).join(', ')
  return list.length === 1
    ? shown
    : `${list.length} places, ${list.length > 3 ? 'the first of them ' : ''}${shown}`
}

/** A list of JSON types as text. */
export function toTypes(types: unknown): string {
  const names: readonly unknown[] = Array.isArray(types) ? types : [types]
  if (names.length === 0) return 'none at all'
  return names.length >= 6 ? 'any type' : names.map(toText).join(' or ')
}

/** An alternative of a union: by the name of its schema, or else by its position. */
export function toAlternative({ name = '' }: Fact): string {
  return /^\d+$/.test(name) ? `the alternative number ${Number(name) + 1}` : `the alternative ${toText(name)}`
}

/** Starts a sentence with a phrase. */
export function toSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The end of a path and the start of a value tell most; a path is cut in its middle. */
function shorten(text: string): string {
  if (text.length <= 160) return text
  return text.startsWith('/') ? `${text.slice(0, 60)}…${text.slice(-90)}` : `${text.slice(0, 159)}…`
}

function print(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 200))
  if (typeof value !== 'object' || value === null) return String(value)
  if (depth === 0) return '…'
  if (Array.isArray(value)) {
    return `[${value.slice(0, 8).map((item) => print(item, depth - 1)).join(', ')}${value.length > 8 ? ', …' : ''}]` // prettier-ignore
  }
  const entries = Object.entries(value)
  const shown = entries.slice(0, 8).map(([key, item]) => `${key}: ${print(item, depth - 1)}`)
  return `{ ${shown.join(', ')}${entries.length > 8 ? ', …' : ''} }`
}
