import { readKey, type OpenApiDocument } from '../openapi/index.ts'
import type { Fact } from '../rules/define-rule.ts'
import type { Direction, LocatedSchema, SchemaComparison, SchemaFact } from '../schema/index.ts'
import { tidyFacts } from './tidy-facts.ts'
import { addFact, toSender, type OperationContext, type ReachedComparison } from './context.ts'

/** Where two schemas stand in their operation. */
export interface SchemaUse {
  readonly direction: Direction
  /** As a phrase, for messages. */
  readonly part: string
  readonly location: string
  /** Whether the properties are the fields of a form: a closed list, as parameters are. */
  readonly isForm?: boolean
  /** Where the schemas' owners stand, for a side that has no schema. */
  readonly pointer: { readonly base: string; readonly revision: string }
}

/** Compares two schemas that stand for the same message or value. No schema is the schema that accepts all. */
export function compareSchemas(
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
  for (const {
    comparison: { facts },
    location,
  } of reached) {
    // prettier-ignore
    for (const fact of tidyFacts(facts)) {
      const path = location + fact.location
      context.facts.add(toFact(context, fact, use, path), context.operation, { ...pair, location: path })
    }
  }
  if (reached.length === 0 && comparison.relation !== 'equal') addUnexplained(context, comparison, use)
}

/** Everything with facts that a comparison reaches, each with the shortest way to it. */
function listReached(context: OperationContext, root: SchemaComparison): readonly ReachedComparison[] {
  const known = context.reached.get(root)
  if (known !== undefined) return known
  const queue: ReachedComparison[] = [{ comparison: root, location: '' }]
  const seen = new Set([root])
  for (const { comparison, location } of queue) {
    for (const child of comparison.children) {
      if (seen.has(child.comparison)) continue
      seen.add(child.comparison)
      queue.push({ comparison: child.comparison, location: location + child.location })
    }
  }
  const reached = queue.filter(({ comparison }) => comparison.facts.length > 0)
  context.reached.set(root, reached)
  return reached
}

function toFact(context: OperationContext, fact: SchemaFact, use: SchemaUse, path: string): Fact {
  // A default is no part of the set, but of what an absent value means: without the tolerance, nothing is like before.
  const strictEffect = fact.kind === 'default-changed' ? 'both' : fact.strictEffect
  const isFieldRemoved =
    use.isForm === true &&
    fact.kind === 'property-removed' &&
    path.lastIndexOf('/') === 0 &&
    fact.effect === 'none'
  return {
    kind: toKind(fact),
    direction: use.direction,
    effect: isFieldRemoved ? 'narrows' : isRecoded(fact) ? 'both' : fact.effect,
    part: use.part,
    path,
    location: context.location + use.location + path,
    pointer: fact.pointer,
    ...(context.reversed ? { reversed: true } : {}),
    ...(strictEffect === undefined ? {} : { strictEffect }),
    ...(fact.name === undefined ? {} : { name: fact.name }),
    ...(fact.required === undefined ? {} : { required: fact.required }),
    ...(fact.base === undefined ? {} : { base: fact.base }),
    ...(fact.revision === undefined ? {} : { revision: fact.revision }),
    ...readGrowth(context, fact),
  }
}

/** What has a rule of its own although the schemas tell it as a case of something else. */
function toKind(fact: SchemaFact): string {
  if (fact.kind === 'property-added' && fact.required === true) return 'required-property-added'
  if (fact.kind === 'property-removed' && fact.required === true) return 'required-property-removed'
  return isRecoded(fact) ? 'encoding-changed' : fact.kind
}

/** Another encoding leaves the strings as they are, and changes what every one of them means. */
function isRecoded({ kind, name, base, revision }: SchemaFact): boolean {
  const isEncoding = name === 'contentEncoding' || name === 'contentMediaType'
  return kind === 'keyword-changed' && isEncoding && base !== undefined && revision !== undefined
}

function readGrowth({ base, revision }: OperationContext, fact: SchemaFact): Pick<Fact, 'growth'> {
  if (fact.kind !== 'enum-value-added') return {}
  // Where a constant is replaced, no old value is left: that is no growth.
  if (fact.pointer.base?.endsWith('/const') === true) return { growth: 'excluded' }
  const says = (document: OpenApiDocument, pointer: string | undefined): boolean => {
    if (pointer === undefined) return false
    const keyword = document.resolve(pointer)?.schema
    const owner = keyword ?? document.resolve(pointer.replace(/\/enum(?:\/\d+)?$/, ''))?.schema
    return readKey(owner, 'x-extensible-enum') !== undefined
  }
  const isDeclared = says(base, fact.pointer.base) || says(revision, fact.pointer.revision)
  return isDeclared ? { growth: 'declared' } : {}
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
