import { toCode } from '../rules/define-rule.ts'
import type { Direction, SchemaComparison, SchemaFact } from '../schema/index.ts'
import { relateFormats } from '../schema/relate-formats.ts'
import { relatePromises } from './relate-promises.ts'

/** Kinds of facts that may come from another one at the same place, which tells of them. */
const shadows: ReadonlySet<string> = new Set(['union-changed', 'format-changed'])

/** Kinds of facts about one value among the listed ones. */
const ofEnums: ReadonlySet<string> = new Set([
  'enum-value-added',
  'enum-value-removed',
  'extensible-value-added',
  'extensible-value-removed',
])

/** Kinds of facts about promises, which may say the same in other words. */
const ofPromises: ReadonlySet<string> = new Set(['sunset-changed', 'stability-changed'])

/** Kinds of facts of which several may be told as one, that keep others from being told, or are kept from it. */
const untidy: ReadonlySet<string> = new Set(['reference-unresolved', ...ofPromises, ...ofEnums, ...shadows])

/** Says whether there is nothing to tidy up. */
export function isTidy(facts: readonly SchemaFact[]): boolean {
  return !facts.some(({ kind }) => untidy.has(kind))
}

/** How many values of an enum a message lists. */
const shownValues = 20

/**
 * Puts the facts of one comparison as a reader wants them: the values that one enum gained or lost are one fact,
 * nothing is said about a place whose reference leads nowhere but that, of a union only which alternatives came or
 * went, of another type only that, where that is all there is to it, and of a promise in other words nothing.
 */
export function tidyFacts({
  facts,
  direction,
}: Pick<SchemaComparison, 'facts' | 'direction'>): readonly SchemaFact[] {
  if (isTidy(facts)) return facts
  const unresolved = new Map<string, SchemaFact[]>()
  for (const fact of facts) {
    if (fact.kind !== 'reference-unresolved') continue
    unresolved.set(fact.location, [...(unresolved.get(fact.location) ?? []).slice(-1), fact])
  }
  const enums = new Map<string, SchemaFact[]>()
  const tidy: (SchemaFact | SchemaFact[])[] = []
  for (const fact of facts) {
    if (unresolved.size > 0 && isBelow(fact, unresolved)) continue
    if (ofPromises.has(fact.kind) && relatePromises(fact) === undefined) continue
    if (shadows.has(fact.kind) && facts.some((other) => tellsOf(other, fact, direction))) continue
    if (!ofEnums.has(fact.kind)) {
      tidy.push(fact)
      continue
    }
    const key = `${fact.kind} ${fact.effect} ${fact.location}`
    const group = enums.get(key)
    if (group !== undefined) {
      group.push(fact)
      continue
    }
    const started = [fact]
    enums.set(key, started)
    tidy.push(started)
  }
  return tidy.flatMap((one) => (Array.isArray(one) ? joinValues(one) : one))
}

/** Whether one of some facts, of which two for each location will do, is about the place of another fact or what holds it. */
function isBelow(fact: SchemaFact, told: ReadonlyMap<string, readonly SchemaFact[]>): boolean {
  const { location } = fact
  for (let end = location.length; end >= 0; end = end === 0 ? -1 : location.lastIndexOf('/', end - 1)) {
    if (told.get(location.slice(0, end))?.some((one) => one !== fact) === true) return true
  }
  return false
}

/** Whether a fact at the same place tells of another one that comes from it. */
function tellsOf({ kind, effect, location }: SchemaFact, shadow: SchemaFact, direction: Direction): boolean {
  if (location !== shadow.location || effect === 'unknown') return false
  if (shadow.kind === 'union-changed')
    return /^union-branch-(?:added|removed)$/.test(kind) && effect === shadow.effect
  // Values of another type have the formats of that. Where the type does no harm, the format may.
  if (kind !== 'type-changed') return false
  const harmful = direction === 'request' ? 'narrows' : 'widens'
  return effect === 'both' || (effect === harmful && effect === relateFormats(shadow.base, shadow.revision))
}

function joinValues(group: readonly SchemaFact[]): SchemaFact[] {
  const [first] = group
  if (first === undefined) return []
  const names = group.slice(0, shownValues).map(({ name = '' }) => toCode(name.slice(0, 80)))
  const rest = group.length - names.length
  const side = first.kind.endsWith('-added') ? 'revision' : 'base'
  const name = names.join(', ') + (rest > 0 ? ` and ${rest} more` : '')
  return [{ ...first, name, [side]: group.map((fact) => fact[side]) }]
}
