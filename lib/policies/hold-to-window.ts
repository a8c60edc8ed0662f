import type { FactGroup } from '../diff/types.ts'
import type { Fact } from '../rules/define-rule.ts'
import type { Policy } from './judge-fact.ts'
import { readDate } from './read-date.ts'

/**
 * Holds the end of what is deprecated to the time that a project promises between the two (`deprecationWindow`): a
 * sunset that is nearer is told as such, and so is a removal. See docs/decisions/diff-policies.md.
 */
export function holdToWindow(group: FactGroup, { deprecationWindow, today }: Policy): FactGroup {
  if (deprecationWindow === undefined) return group
  const fact = holdFact(group.fact, deprecationWindow, today)
  return fact === group.fact ? group : { ...group, fact }
}

function holdFact(fact: Fact, window: number, today: Date): Fact {
  const [, object, event] = /^(operation|parameter)-(deprecated|sunset-added|removed)$/.exec(fact.kind) ?? []
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
  if (event !== 'removed') return { ...fact, kind: `${object}-sunset-too-soon`, base }
  // A parameter's removal has its rule by direction; what it loses is the tolerance of a sunset that has passed.
  return object === 'parameter' ? rest : { ...rest, kind: 'operation-removed-too-early', base }
}

/** Whole days from one date to another, by the calendar of UTC. */
function countDays(from: string, to: string): number {
  const toDay = (text: string): number => Math.floor((readDate(text) ?? Number.NaN) / 86_400_000)
  return toDay(to) - toDay(from)
}
