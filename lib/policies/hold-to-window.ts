import type { FactGroup } from '../diff/types.ts'
import type { Fact } from '../rules/define-rule.ts'
import type { Policy } from './judge-fact.ts'
import { readDate } from './read-date.ts'

/**
 * Holds the end of what is deprecated to the time that a project promises between the two (`deprecationWindow`): a
 * sunset that is nearer is told as such, and so is a removal. See docs/decisions/diff-policies.md.
 */
export function holdToWindow(
  groups: readonly FactGroup[],
  { deprecationWindow, today }: Policy,
): readonly FactGroup[] {
  if (deprecationWindow === undefined) return groups
  const held = groups.map((group) => {
    const fact = holdFact(group.fact, deprecationWindow, today)
    return fact === group.fact ? group : { ...group, fact }
  })
  return joinValues(held)
}

/** That a value is deprecated is told to those who send it, and to those who get it; its time is one for all. */
function joinValues(groups: readonly FactGroup[]): readonly FactGroup[] {
  const joined = new Map<string | FactGroup, FactGroup>()
  for (const group of groups) {
    const { kind, pointer, name } = group.fact
    const key = kind === 'value-sunset-too-soon' ? [pointer.base, pointer.revision, name].join('\n') : group
    const known = joined.get(key)
    if (known === undefined) joined.set(key, group)
    else {
      const operations = [...new Set([...known.operations, ...group.operations])]
      joined.set(key, { ...known, operations, isElsewhere: true })
    }
  }
  return [...joined.values()]
}

function holdFact(fact: Fact, window: number, today: Date): Fact {
  const [object, event] = readEvent(fact.kind)
  if (object === undefined) return fact
  // A document that does not say since when: its clients are told now, at the earliest.
  const since = event === 'removed' ? fact.deprecatedSince : (fact.deprecatedSince ?? today.toISOString())
  const end = event === 'removed' ? today.toISOString() : fact.revision
  if (since === undefined || typeof end !== 'string') return fact
  const days = countDays(since, end)
  if (Number.isNaN(days) || days >= window) return fact
  const { sunset: _, ...rest } = fact
  // A list, so that no fingerprint rests on it: today is another day than tomorrow.
  const base = [days, window]
  if (event !== 'removed') return { ...withoutSender(fact, object), kind: `${object}-sunset-too-soon`, base }
  // Other removals have their rules by direction; what they lose is the tolerance of a sunset that has passed.
  return object === 'operation' ? { ...rest, kind: 'operation-removed-too-early', base } : rest
}

/** What is promised of a value is promised wherever that is sent, whoever sends it. */
function withoutSender(fact: Fact, object: string): Fact {
  if (object !== 'value') return fact
  const { reversed: _, ...rest } = fact
  return { ...rest, direction: 'none' }
}

/** What a fact is about, and which of the events that a window asks for it is, if any. */
function readEvent(kind: string): readonly [object: string | undefined, event: string | undefined] {
  if (kind === 'became-deprecated') return ['value', 'deprecated']
  if (/^(?:required-)?property-removed$/.test(kind)) return ['value', 'removed']
  const [, object, event] = /^(operation|parameter|value)-(deprecated|sunset-added|removed)$/.exec(kind) ?? []
  return [object, event]
}

/** Whole days from one date to another, by the calendar of UTC. */
function countDays(from: string, to: string): number {
  const toDay = (text: string): number => Math.floor((readDate(text) ?? Number.NaN) / 86_400_000)
  return toDay(to) - toDay(from)
}
