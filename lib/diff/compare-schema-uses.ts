import type { Direction, LocatedSchema, SchemaComparison } from '../schema/index.ts'
import { addFact, toSender, type OperationContext, type ReachedFacts } from './context.ts'
import { isTidy, tidyFacts } from './tidy-facts.ts'
import { toFact } from './to-fact.ts'

/** Where two schemas stand in their operation. */
export interface SchemaUse {
  readonly direction: Direction
  /** As a phrase, for messages. */
  readonly part: string
  readonly location: string
  /** Whether the properties are the fields of a form, or of a query: a closed list, as parameters are. */
  readonly isForm?: boolean
  /** The fields of a form that are documents of their own, and no texts, as locations name them. */
  readonly documents?: ReadonlySet<string>
  /** Whether the values are written as text: in parameters and headers. */
  readonly isText?: boolean
  /** Whether the value is never absent, as that of a required parameter. */
  readonly isRequired?: boolean
  /** Where the schemas' owners stand, for a side that has no schema. */
  readonly pointer: { readonly base: string; readonly revision: string }
}

/** Compares two schemas that stand for the same message or value. No schema is the schema that accepts all. */
export function compareSchemaUses(
  context: OperationContext,
  base: LocatedSchema | undefined,
  revision: LocatedSchema | undefined,
  use: SchemaUse,
): void {
  if (base === undefined && revision === undefined) return
  const pair = {
    base: base ?? { schema: true, pointer: use.pointer.base },
    revision: revision ?? { schema: true, pointer: use.pointer.revision },
    direction: toSender(use.direction, context.reversed),
  }
  const comparison = context.comparer.compare(pair.base, pair.revision, pair.direction)
  const reached = listReached(context, comparison)
  const as = toRole(context, use)
  for (const { facts, location, isElsewhere } of reached) {
    for (const fact of facts) {
      const source = { of: fact, as }
      // Most facts stand in components that many operations share: only the first of them has to tell it.
      const path = location + fact.location
      const elsewhere = isElsewhere === true ? ({ isElsewhere } as const) : {}
      if (context.facts.join(source, context.operation, { part: use.part, path, ...elsewhere })) continue
      context.facts.add(toFact(context, fact, use, path), context.operation, {
        source,
        ...elsewhere,
        schemas: { base: pair.base, revision: pair.revision, direction: pair.direction, location: path },
      })
    }
  }
  if (reached.length === 0 ? comparison.relation !== 'equal' : isHarmlessInDoubt(comparison, reached))
    addUnexplained(context, comparison, use)
}

/** As what two schemas are compared: in the same role, what differs between them is the same. */
export function toRole({ reversed }: OperationContext, use: SchemaUse): string {
  const written = [
    use.isForm === true,
    use.isText === true,
    use.isRequired === true,
    ...(use.documents ?? []),
  ].join()
  return `${use.direction} ${reversed} ${written}`
}

/**
 * Says whether all that is told of two schemas does no harm, and the comparer still does not know how their sets relate:
 * where branches of a oneOf overlap, less of the one is more of the union.
 */
function isHarmlessInDoubt(comparison: SchemaComparison, reached: readonly ReachedFacts[]): boolean {
  const harmless = comparison.direction === 'request' ? 'widens' : 'narrows'
  const isHarmless =
    reached.some(({ facts }) => facts.some(({ effect }) => effect === harmless)) &&
    reached.every(({ facts }) => facts.every(({ effect }) => effect === harmless || effect === 'none'))
  return isHarmless && comparison.relation === 'unknown'
}

/** Everything with facts that a comparison reaches, each with the shortest way to it. */
export function listReached(context: OperationContext, root: SchemaComparison): readonly ReachedFacts[] {
  const known = context.reached.get(root)
  if (known !== undefined) return known
  if (root.children.length === 0 && isTidy(root.facts)) {
    return root.facts.length === 0 ? [] : [{ facts: root.facts, location: '' }]
  }
  const queue = [{ comparison: root, location: '' }]
  const seen = new Set([root])
  /** What was met at several places, and all that it reaches. */
  const repeated = new Set<SchemaComparison>()
  for (const { comparison, location } of queue) {
    for (const child of comparison.children) {
      if (seen.has(child.comparison)) {
        repeated.add(child.comparison)
        continue
      }
      seen.add(child.comparison)
      queue.push({ comparison: child.comparison, location: goOn(location, child.location) })
    }
  }
  for (const { children } of repeated) for (const { comparison } of children) repeated.add(comparison)
  const reached = queue.flatMap(({ comparison, location }) => {
    const facts = context.tidied.get(comparison) ?? tidyFacts(comparison)
    context.tidied.set(comparison, facts)
    return facts.length === 0
      ? []
      : [{ facts, location, ...(repeated.has(comparison) && { isElsewhere: true as const }) }]
  })
  context.reached.set(root, reached)
  return reached
}

/** So long is the location of nothing that somebody has written: in a ring of thousands of components, they add up. */
const longestLocation = 4000

/** A location within another one; beyond what anybody reads, what is in between is left out. */
function goOn(location: string, rest: string): string {
  return location.length + rest.length > longestLocation ? `/…${rest}` : location + rest
}

/** The comparer knows the relation of the sets without a single fact to name: it is still reported. */
function addUnexplained(context: OperationContext, comparison: SchemaComparison, use: SchemaUse): void {
  const effects = { narrower: 'narrows', wider: 'widens', incomparable: 'both', unknown: 'unknown', equal: 'none' } as const // prettier-ignore
  addFact(context, {
    kind: 'schema-undecided',
    direction: use.direction,
    effect: effects[comparison.relation],
    part: use.part,
    location: use.location,
    pointer: { base: comparison.base.pointer, revision: comparison.revision.pointer },
    ...(comparison.reason === undefined ? {} : { name: comparison.reason }),
  })
}
