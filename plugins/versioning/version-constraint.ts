import type { FastifyInstance } from 'fastify'
import type { RequestFacts } from '../../lib/resolvers/version-source.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import type { FindVersion, Outcome } from './find-version.ts'

/** The versions in which a route is found, as the router holds them. */
export interface VersionConstraint {
  /** The indexes of the versions, in ascending order. */
  readonly versions: readonly number[]
  /** Whether a segment of the route's path names the version. */
  readonly hasSegment: boolean
}

/** Builds the constraint of a route; `undefined` for one that every version has. */
export function toConstraint(
  versions: readonly Version[],
  hasSegment: boolean,
  count: number,
): VersionConstraint | undefined {
  if (versions.length === count) return undefined
  return { versions: versions.map(({ index }) => index).sort((a, b) => a - b), hasSegment }
}

/**
 * Lets the router choose among routes of one path by the version of the request. It costs nothing until a route is
 * constrained.
 *
 * What derives the version never throws, which would end the process: a request whose version cannot be found gets
 * any of the handlers, whose first hook answers why.
 *
 * @param waits whether a version may have to be waited for
 * @returns the name of the constraint; two registrations on one server have one each
 */
export function addVersionConstraint(instance: FastifyInstance, find: FindVersion, waits: boolean): string {
  let name = 'tidemarkVersion'
  for (let count = 2; instance.hasConstraintStrategy(name); count++) name = `tidemarkVersion${String(count)}`
  const strategy = { name, storage: createStorage, mustMatchWhenDerived: false }
  const derive = (message: Message): Derived => ({
    plain: find(message, false),
    bySegment: find(message, true),
  })
  instance.addConstraintStrategy(
    waits
      ? {
          ...strategy,
          // Three parameters make the router wait.
          deriveConstraint: (message: Message, _context?: unknown, done?: Done) => {
            const derived = derive(message)
            const { plain, bySegment } = derived
            if (!(plain instanceof Promise) && !(bySegment instanceof Promise)) {
              done?.(null, derived)
              return
            }
            void Promise.all([plain, bySegment]).then(([first, second]) => {
              done?.(null, { plain: first, bySegment: second })
            })
          },
        }
      : { ...strategy, deriveConstraint: derive },
  )
  return name
}

type Message = RequestFacts['message']

/** What the router derives from a request. */
interface Derived {
  readonly plain: Outcome | Promise<Outcome>
  readonly bySegment: Outcome | Promise<Outcome>
}

type Done = (error: Error | null, derived: Derived) => void

/** The handlers of one path. What is stored for each is the router's own affair. */
function createStorage<Store>(): {
  get: (wanted: VersionConstraint | Derived) => Store | null
  set: (constraint: VersionConstraint, store: Store) => void
} {
  const plain: Store[] = []
  const bySegment: Store[] = []
  let any: Store | null = null
  return {
    get: (wanted) => {
      if ('versions' in wanted) {
        const [index = -1] = wanted.versions
        return (wanted.hasSegment ? bySegment : plain)[index] ?? null
      }
      const [stores, outcome] = bySegment.length > 0 ? [bySegment, wanted.bySegment] : [plain, wanted.plain]
      // A version is waited for before the router asks.
      if (outcome instanceof Promise || outcome.kind !== 'version') return any
      return stores[outcome.apiVersion.version.index] ?? null
    },
    set: (constraint, store) => {
      any = store
      for (const index of constraint.versions) (constraint.hasSegment ? bySegment : plain)[index] = store
    },
  }
}
