import { draftDifferences } from './draft-differences.ts'
import { createDraft } from './draft.ts'
import { keepSessions, prepareSessions, type Session } from './open-session.ts'
import { peelReference } from './peel-reference.ts'
import type { Part } from './shape.ts'
import { toRelation } from './to-relation.ts'
import type {
  CompareOptions,
  Comparer,
  LocatedSchema,
  Relation,
  SchemaChild,
  SchemaComparison,
  SchemaSource,
} from './types.ts'
import type { Workspace } from './workspace.ts'

/** Builds a comparer of the schemas of two documents. */
export function createComparer(
  base: SchemaSource,
  revision: SchemaSource,
  options: CompareOptions = {},
): Comparer {
  const sessions = prepareSessions(base, revision, options)
  const toBase = (located: LocatedSchema): Part => ({ ...located, side: sessions.base })
  const toRevision = (located: LocatedSchema): Part => ({ ...located, side: sessions.revision })
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
  const { facts, references, doubt } = session.texts.isSame(base, revision)
    ? createDraft()
    : draftDifferences(session, ...places)
  const reason = facts.find(({ kind }) => kind === 'comparison-ended')?.name ?? doubt
  let children: readonly SchemaChild[] | undefined
  let relation: Relation | undefined
  const comparison: SchemaComparison = {
    base: { schema: base.schema, pointer: base.pointer },
    revision: { schema: revision.schema, pointer: revision.pointer },
    direction: session.direction,
    facts,
    // Pairs of references are compared when they are asked for: no chain of them can exhaust the stack.
    get children() {
      children ??= references.map((pair) => ({
        location: pair.location,
        comparison: compareParts(session, pair.base, pair.revision),
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
