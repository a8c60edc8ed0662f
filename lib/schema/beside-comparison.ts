import { isOfNotes } from './compare-notes.ts'
import type {
  LocatedSchema,
  Relation,
  SchemaChild,
  SchemaComparison,
  SchemaFact,
  Direction,
} from './types.ts'

const known = new WeakMap<SchemaComparison, SchemaComparison>()

/** What a comparison, and all that it reaches, tells of what is said beside the values. One for each comparison. */
export function toBeside(comparison: SchemaComparison): SchemaComparison {
  if (comparison instanceof BesideComparison) return comparison
  const held = known.get(comparison)
  if (held !== undefined) return held
  const beside = new BesideComparison(comparison)
  known.set(comparison, beside)
  return beside
}

class BesideComparison implements SchemaComparison {
  readonly base: LocatedSchema
  readonly revision: LocatedSchema
  readonly direction: Direction
  readonly relation: Relation = 'equal'
  /** The facts themselves, by which they are one with those of the whole comparison. */
  readonly facts: readonly SchemaFact[]
  readonly #whole: SchemaComparison
  #children: readonly SchemaChild[] | undefined

  constructor(whole: SchemaComparison) {
    this.base = whole.base
    this.revision = whole.revision
    this.direction = whole.direction
    this.facts = whole.facts.filter(isOfNotes)
    this.#whole = whole
  }

  get children(): readonly SchemaChild[] {
    this.#children ??= this.#whole.children.map(({ location, comparison }) => ({
      location,
      comparison: toBeside(comparison),
    }))
    return this.#children
  }
}
