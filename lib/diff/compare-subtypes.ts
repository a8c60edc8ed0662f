import type { Direction, LocatedSchema, SchemaFact } from '../schema/index.ts'
import { listReached, type SchemaUse, toRole } from './compare-schema-uses.ts'
import type { FactSource } from './collect-facts.ts'
import { addFact, type OperationContext, type ReachedFacts, toSender } from './context.ts'
import type { ChangedSupertype } from './find-changed-supertypes.ts'
import { toFact } from './to-fact.ts'

/**
 * Compares what a schema stands for by a discriminator: its own set of values says nothing of it, and every message is
 * one of these.
 */
export function compareSubtypes(context: OperationContext, base: LocatedSchema, use: SchemaUse): void {
  const { supertypes } = context
  if (supertypes === undefined) return
  const role = toRole(context, use)
  for (const [name, location] of supertypes.reach(base)) {
    const supertype = supertypes.changed.get(name)
    if (supertype === undefined) continue
    for (const { facts, location: inner } of listOwn(
      context,
      supertype,
      toSender(use.direction, context.reversed),
    )) {
      for (const fact of facts) {
        const source = { of: fact, as: `subtype ${role}` }
        const path = location + inner + fact.location
        if (context.facts.join(source, context.operation, { part: use.part, path })) continue
        context.facts.add(toFact(context, fact, use, path), context.operation, { source })
      }
    }
    addMoved(context, supertype, use, location)
  }
}

/** Facts that subtypes inherit are looked at again for each of them: where they inherit from each other, with the cube of their number. */
const maximalInherited = 300_000

/** What differs in the subtypes themselves. Many operations may reach these: it is found out once. */
function listOwn(
  context: OperationContext,
  supertype: ChangedSupertype,
  direction: Direction,
): readonly ReachedFacts[] {
  const { owner, pairs, own } = supertype
  const held = own.get(direction)
  if (held !== undefined) return held
  const { comparer, effort } = context
  const known = new Map<string, SchemaFact[]>()
  for (const { facts } of listReached(context, comparer.compare(owner.base, owner.revision, direction))) {
    effort.inherited += facts.length
    for (const fact of facts) {
      const alike = known.get(toLabel(fact))
      if (alike === undefined) known.set(toLabel(fact), [fact])
      else alike.push(fact)
    }
  }
  // A closed subtype may be narrowed by what leaves its open supertype as it is.
  const harmful = direction === 'request' ? 'narrows' : 'widens'
  const isWorse = ({ effect }: SchemaFact, one: SchemaFact): boolean =>
    effect !== one.effect && one.effect !== 'both' && (effect === 'both' || effect === harmful)
  const isOwn = (fact: SchemaFact): boolean =>
    known.get(toLabel(fact))?.some((one) => isInherited(fact, one) && !isWorse(fact, one)) !== true
  const found: ReachedFacts[] = []
  for (const pair of pairs) {
    if (effort.inherited > maximalInherited) {
      found.push({ facts: [toEnd(owner)], location: '' })
      break
    }
    for (const reached of listReached(context, comparer.compare(pair.base, pair.revision, direction))) {
      effort.inherited += reached.facts.length
      const facts = reached.facts.filter(isOwn)
      if (facts.length > 0) found.push({ facts, location: reached.location })
    }
  }
  own.set(direction, found)
  return found
}

/** Further subtypes were not looked at. */
function toEnd({ base, revision }: ChangedSupertype['owner']): SchemaFact {
  return {
    kind: 'comparison-ended',
    effect: 'unknown',
    location: '',
    pointer: { base: base.pointer, revision: revision.pointer },
    name: 'too many subtypes',
  }
}

/**
 * Tells what a schema stands for on one side only. The values that it accepts are the same; who gets one of a kind that
 * it does not know, or sends one that is no longer known, may fail all the same, and that cannot be told from outside.
 */
function addMoved(
  context: OperationContext,
  { owner, removed, added }: ChangedSupertype,
  use: SchemaUse,
  location: string,
): void {
  const isOfRequest = toSender(use.direction, context.reversed) === 'request'
  const common = {
    direction: use.direction,
    part: use.part,
    path: location,
    location: use.location + location,
  }
  // What takes over another one that is taken over stands for both of them: it is told once.
  const toSource = (name: string, of: LocatedSchema): FactSource => ({
    of: typeof of.schema === 'object' ? of.schema : of,
    as: `subtype ${name} ${toRole(context, use)}`,
  })
  for (const [name, of] of removed) {
    const source = toSource(name, of)
    if (context.facts.join(source, context.operation, common)) continue
    const effect = isOfRequest ? 'unknown' : 'narrows'
    const pointer = { base: of.pointer, revision: owner.revision.pointer }
    addFact(context, { ...common, kind: 'union-branch-removed', effect, name, pointer }, { source })
  }
  for (const [name, of] of added) {
    const source = toSource(name, of)
    if (context.facts.join(source, context.operation, common)) continue
    const effect = isOfRequest ? 'widens' : 'unknown'
    const pointer = { base: owner.base.pointer, revision: of.pointer }
    addFact(context, { ...common, kind: 'union-branch-added', effect, name, pointer }, { source })
  }
}

/** What has become of the parts that are taken over is told of what they are taken from. */
function isInherited({ pointer }: SchemaFact, { pointer: known }: SchemaFact): boolean {
  return pointer.base === known.base || pointer.revision === known.revision
}

function toLabel({ kind, name }: SchemaFact): string {
  return name === undefined ? kind : `${kind} ${name}`
}
