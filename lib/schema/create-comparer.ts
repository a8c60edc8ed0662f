import { createBudget } from './budget.ts'
import { compareSchemas, type Tools } from './compare-schemas.ts'
import { createTextComparer } from './compare-texts.ts'
import { createDraft } from './draft.ts'
import { createFinder } from './find-difference.ts'
import { peelReference } from './peel-reference.ts'
import { createProver } from './prove-subset.ts'
import type { Part, Side } from './shape.ts'
import { toRelation } from './to-relation.ts'
import type {
  CompareOptions,
  Comparer,
  Direction,
  LocatedSchema,
  Relation,
  SchemaChild,
  SchemaComparison,
  SchemaSource,
} from './types.ts'
import { createWorkspace, toSide, type Workspace } from './workspace.ts'

const defaultSteps = 2_000_000

/** Builds a comparer of the schemas of two documents. */
export function createComparer(
  base: SchemaSource,
  revision: SchemaSource,
  options: CompareOptions = {},
): Comparer {
  const sides = { base: toSide(base), revision: toSide(revision) }
  const texts = createTextComparer(sides.base, sides.revision)
  const budget = createBudget(options.maxSteps ?? defaultSteps)
  const sessions = new Map<Direction, Session>()
  const toSession = (direction: Direction): Session => {
    let session = sessions.get(direction)
    if (session === undefined) {
      const prover = createProver(createWorkspace(direction), options.undeclaredProperties ?? true, budget)
      session = { tools: { finder: createFinder(prover, budget), texts, budget }, compared: new Map() }
      sessions.set(direction, session)
    }
    return session
  }
  return {
    compare: (from, to, direction) =>
      compareParts(toSession(direction), direction, toPart(from, sides.base), toPart(to, sides.revision)),
    isSame: (from, to) => texts.isSame(toPart(from, sides.base), toPart(to, sides.revision)),
  }
}

interface Session {
  readonly tools: Tools
  /** By the ids of both places. */
  readonly compared: Map<string, SchemaComparison>
}

function compareParts(session: Session, direction: Direction, from: Part, to: Part): SchemaComparison {
  const { workspace } = session.tools.finder.prover
  const base = followReference(workspace, from)
  const revision = followReference(workspace, to)
  const places = [workspace.toPlace(base), workspace.toPlace(revision)] as const
  const key = `${places[0].id} ${places[1].id}`
  const known = session.compared.get(key)
  if (known !== undefined) return known
  const { facts, references } = session.tools.texts.isSame(base, revision)
    ? createDraft()
    : compareSchemas(session.tools, ...places)
  const reason = facts.find(({ kind }) => kind === 'comparison-ended')?.name
  let children: readonly SchemaChild[] | undefined
  let relation: Relation | undefined
  const comparison: SchemaComparison = {
    base: { schema: base.schema, pointer: base.pointer },
    revision: { schema: revision.schema, pointer: revision.pointer },
    direction,
    facts,
    // Pairs of references are compared when they are asked for: no chain of them can exhaust the stack.
    get children() {
      children ??= references.map((pair) => ({
        location: pair.location,
        comparison: compareParts(session, direction, pair.base, pair.revision),
      }))
      return children
    },
    get relation() {
      relation ??= toRelation(comparison)
      return relation
    },
    ...(reason === undefined ? {} : { reason }),
  }
  session.compared.set(key, comparison)
  return comparison
}

/** A schema that is nothing but a reference is compared as what it refers to. */
function followReference(workspace: Workspace, part: Part): Part {
  const peeled = peelReference(workspace.toPlace(part))
  if (peeled === undefined || peeled.isNullable || Object.keys(peeled.notes).length > 0) return part
  return peeled.target
}

function toPart({ schema, pointer }: LocatedSchema, side: Side): Part {
  return { schema, pointer, side }
}
