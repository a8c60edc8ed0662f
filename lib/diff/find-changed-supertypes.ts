import {
  findComponent,
  type OpenApiDocument,
  readSupertypes,
  readUnion,
  type Supertype,
} from '../openapi/index.ts'
import type { Comparer, Direction, LocatedSchema } from '../schema/index.ts'
import type { ReachedFacts } from './context.ts'
import { reachSupertypes } from './reach-supertypes.ts'

/** Components that stand for others by a discriminator, where these have changed. */
export interface ChangedSupertypes {
  /** By the names of the components. */
  readonly changed: ReadonlyMap<string, ChangedSupertype>
  /** Where a schema of the base reaches them. */
  readonly reach: (schema: LocatedSchema) => ReadonlyMap<string, string>
}

export interface ChangedSupertype {
  readonly owner: Pair
  /** What it stands for on both sides. */
  readonly pairs: readonly Pair[]
  /** The values of the discriminator that name something on one side only, and what that is. */
  readonly removed: Supertype['subtypes']
  readonly added: Supertype['subtypes']
  /** What differs in the pairs, and not in the owner, once that is known. */
  readonly own: Map<Direction, readonly ReachedFacts[]>
}

interface Pair {
  readonly base: LocatedSchema
  readonly revision: LocatedSchema
}

/** Finds the components that stand for others which have changed; `undefined` where there are none, as nearly always. */
export function findChangedSupertypes(
  base: OpenApiDocument,
  revision: OpenApiDocument,
  comparer: Comparer,
): ChangedSupertypes | undefined {
  const before = readSupertypes(base)
  if (before.size === 0) return undefined
  const after = readSupertypes(revision)
  const changed = new Map<string, ChangedSupertype>()
  // A component that has another name now still stands for what it stood for.
  const renamed = new Map(
    [...after].flatMap(([name, one]) =>
      before.has(name) ? [] : [...one.subtypes.keys()].map((value): [string, Supertype] => [value, one]),
    ),
  )
  const findRenamed = ({ subtypes }: Supertype): Supertype | undefined => {
    const shared = [...subtypes.keys()].find((value) => renamed.has(value))
    return shared === undefined ? undefined : renamed.get(shared)
  }
  for (const [name, old] of before) {
    // What stood for others may list them now.
    const now = after.get(name) ?? findRenamed(old) ?? readUnion(revision, name)
    if (now === undefined) continue
    const { pairs, ...moved } = matchSubtypes(old.subtypes, now.subtypes)
    // Who takes over another component in other words still does.
    const isKept = (value: string): boolean => {
      const [one, other] = [findComponent(base, value), findComponent(revision, value)]
      if (one === undefined || other === undefined) return false
      return comparer.compare(one, other, 'request').relation === 'equal'
    }
    const withoutKept = (subtypes: Supertype['subtypes']): Supertype['subtypes'] =>
      new Map([...subtypes].filter(([value]) => !isKept(value)))
    const [removed, added] = [withoutKept(moved.removed), withoutKept(moved.added)]
    const differing = pairs.filter((pair) => !comparer.isSame(pair.base, pair.revision))
    if (differing.length + removed.size + added.size === 0) continue
    changed.set(name, {
      owner: { base: old.schema, revision: now.schema },
      pairs: differing,
      removed,
      added,
      own: new Map(),
    })
  }
  return changed.size === 0 ? undefined : { changed, reach: reachSupertypes(base, before, changed) }
}

/**
 * Those go together that one value names, or else that stand at one place: what they are called is told elsewhere. A
 * value more or less for what others name as well is told of the discriminator.
 */
function matchSubtypes(
  base: Supertype['subtypes'],
  revision: Supertype['subtypes'],
): Pick<ChangedSupertype, 'pairs' | 'removed' | 'added'> {
  const added = new Map([...revision].filter(([value]) => !base.has(value)))
  const valuesOf = new Map([...added].map(([value, one]) => [toTarget(one), value]))
  const removed = new Map<string, LocatedSchema>()
  const pairs: Pair[] = []
  for (const [value, one] of base) {
    const called = revision.has(value) ? value : valuesOf.get(toTarget(one))
    const other = called === undefined ? undefined : revision.get(called)
    if (called !== undefined) added.delete(called)
    if (other === undefined) removed.set(value, one)
    else pairs.push({ base: one, revision: other })
  }
  return { pairs, removed: withoutTargets(removed, revision), added: withoutTargets(added, base) }
}

function withoutTargets(
  moved: Supertype['subtypes'],
  subtypes: Supertype['subtypes'],
): Supertype['subtypes'] {
  if (moved.size === 0) return moved
  const targets = new Set([...subtypes.values()].map(toTarget))
  return new Map([...moved].filter(([, one]) => !targets.has(toTarget(one))))
}

/** Where a component stands in a document of any version. */
function toTarget({ pointer }: LocatedSchema): string {
  return pointer.replace(/^#\/definitions\//, '#/components/schemas/')
}
