import { toBeside } from './beside-comparison.ts'
import { draftDifferences, draftEnd } from './draft-differences.ts'
import { createDraft, type Draft, type ReferencePair } from './draft.ts'
import { keepSessions, prepareSessions, type Session } from './open-session.ts'
import { peelReference } from './peel-reference.ts'
import type { Part } from './shape.ts'
import { toRelation } from './to-relation.ts'
import type {
  CompareOptions,
  Comparer,
  Direction,
  LocatedSchema,
  Relation,
  SchemaChild,
  SchemaComparison,
  SchemaFact,
  SchemaSource,
} from './types.ts'
import type { Workspace } from './workspace.ts'

/** Places that are looked at for schemas of the base that were compared before; the larger documents have some thousands. */
const maximalAgain = 300_000

/** Builds a comparer of the schemas of two documents. */
export function createComparer(
  base: SchemaSource,
  revision: SchemaSource,
  options: CompareOptions = {},
): Comparer {
  const sessions = prepareSessions(base, revision, options)
  const toBase = (located: LocatedSchema): Part => sessions.base.enter(located)
  const toRevision = (located: LocatedSchema): Part => sessions.revision.enter(located)
  const comparer: Comparer = {
    compare: (from, to, direction) => compareParts(sessions.open(direction), toBase(from), toRevision(to)),
    isSame: (from, to) => sessions.texts.isSame(toBase(from), toRevision(to)),
  }
  keepSessions(comparer, sessions)
  return comparer
}

function compareParts(session: Session, from: Part, to: Part): SchemaComparison {
  const { workspace } = session.finder.prover
  const base = followReference(workspace, from)
  const revision = followReference(workspace, to)
  const places = [workspace.toPlace(base), workspace.toPlace(revision)] as const
  const key = `${places[0].id} ${places[1].id}`
  const known = session.compared.get(key)
  if (known !== undefined) return known
  if (session.texts.isSame(base, revision)) return keep(session, key, [base, revision], createDraft())
  const { effort } = session
  const isBegun = effort.begun.has(places[0].id)
  if (isBegun && effort.again > maximalAgain) {
    // One stands for all of them: there may be millions.
    return (effort.ended ??= toComparison(
      session,
      [base, revision],
      draftEnd(session, ...places, 'too many pairs of schemas'),
    ))
  }
  effort.begun.add(places[0].id)
  const before = effort.places
  const comparison = keep(session, key, [base, revision], draftDifferences(session, ...places))
  if (isBegun) effort.again += effort.places - before
  return comparison
}

function keep(session: Session, key: string, pair: readonly [Part, Part], draft: Draft): SchemaComparison {
  const comparison = toComparison(session, pair, draft)
  session.compared.set(key, comparison)
  return comparison
}

function toComparison(
  session: Session,
  pair: readonly [Part, Part],
  { facts, references, doubt }: Draft,
): SchemaComparison {
  const reason = facts.find(({ kind }) => kind === 'comparison-ended')?.name ?? doubt
  const comparison = new LazyComparison(session, pair, facts, references)
  if (reason !== undefined) comparison.reason = reason
  return comparison
}

/** A class, since there may be as many as there are schemas: getters of an object of its own cost more than the rest. */
class LazyComparison implements SchemaComparison {
  readonly base: LocatedSchema
  readonly revision: LocatedSchema
  readonly direction: Direction
  readonly facts: readonly SchemaFact[]
  reason?: string
  readonly #session: Session
  readonly #references: readonly ReferencePair[]
  #children: readonly SchemaChild[] | undefined
  #relation: Relation | undefined

  constructor(
    session: Session,
    [base, revision]: readonly [Part, Part],
    facts: readonly SchemaFact[],
    references: readonly ReferencePair[],
  ) {
    this.base = { schema: base.schema, pointer: base.pointer }
    this.revision = { schema: revision.schema, pointer: revision.pointer }
    this.direction = session.direction
    this.facts = facts
    this.#session = session
    this.#references = references
  }

  /** Pairs of references are compared when they are asked for: no chain of them can exhaust the stack. */
  get children(): readonly SchemaChild[] {
    this.#children ??= this.#references.map(({ location, base, revision, isBeside }) => {
      const comparison = compareParts(this.#session, base, revision)
      return { location, comparison: isBeside === true ? toBeside(comparison) : comparison }
    })
    return this.#children
  }

  get relation(): Relation {
    this.#relation ??= toRelation(this)
    return this.#relation
  }
}

/** A schema that is nothing but a reference is compared as what it refers to. */
function followReference(workspace: Workspace, part: Part): Part {
  const peeled = peelReference(workspace.toPlace(part))
  if (peeled === undefined || peeled.isNullable || Object.keys(peeled.notes).length > 0) return part
  return peeled.target
}
