import type { LocatedSchema, SchemaFact } from '../schema/index.ts'
import { listReached, type SchemaUse } from './compare-schema-uses.ts'
import { addFact, type OperationContext, toSender } from './context.ts'
import type { ChangedSupertype } from './find-changed-supertypes.ts'
import { toFact } from './to-fact.ts'

/**
 * Compares what a schema stands for by a discriminator: its own set of values says nothing of it, and every message is
 * one of these.
 */
export function compareSubtypes(context: OperationContext, base: LocatedSchema, use: SchemaUse): void {
  const { supertypes, comparer } = context
  if (supertypes === undefined) return
  const direction = toSender(use.direction, context.reversed)
  for (const [name, location] of supertypes.reach(base)) {
    const supertype = supertypes.changed.get(name)
    if (supertype === undefined) continue
    const { owner, pairs } = supertype
    const own = listReached(context, comparer.compare(owner.base, owner.revision, direction))
    const known = own.flatMap(({ facts }) => facts)
    for (const pair of pairs) {
      const comparison = comparer.compare(pair.base, pair.revision, direction)
      for (const { facts, location: inner } of listReached(context, comparison)) {
        for (const fact of facts) {
          if (known.some((one) => isInherited(fact, one))) continue
          const path = location + inner + fact.location
          context.facts.add(toFact(context, fact, use, path), context.operation)
        }
      }
    }
    addMoved(context, supertype, use, location)
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
  for (const [name, { pointer }] of removed) {
    const effect = isOfRequest ? 'unknown' : 'narrows'
    addFact(context, { ...common, kind: 'union-branch-removed', effect, name, pointer: { base: pointer, revision: owner.revision.pointer } }) // prettier-ignore
  }
  for (const [name, { pointer }] of added) {
    const effect = isOfRequest ? 'widens' : 'unknown'
    addFact(context, { ...common, kind: 'union-branch-added', effect, name, pointer: { base: owner.base.pointer, revision: pointer } }) // prettier-ignore
  }
}

/** What has become of the parts that are taken over is told of what they are taken from. */
function isInherited(fact: SchemaFact, known: SchemaFact): boolean {
  return (
    fact === known ||
    (fact.kind === known.kind &&
      fact.name === known.name &&
      (fact.pointer.base === known.pointer.base || fact.pointer.revision === known.pointer.revision))
  )
}
