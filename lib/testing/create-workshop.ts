import { listReferences } from '../schema/components.ts'
import type { JsonSchema } from '../schema/types.ts'
import { flattenSchemas, type Flat, type Keywords, type Union } from './flatten-schemas.ts'
import { makeExamples, makeValues } from './make-values.ts'
import { sieve } from './sieve.ts'
import { type Source, uniteBranches, type Workshop } from './source.ts'

/** How schemas are made into values, with references into one set of named schemas. */
export interface RootWorkshop extends Workshop {
  /** Why there were no values, the innermost reason first. */
  readonly reasons: readonly string[]
}

/** Unions of more ways than this together are not all gone through: the rest is left to a validator. */
const maximalWays = 64

/**
 * Makes a workshop.
 *
 * @param depth how many recursive references a value may be deep
 */
export function createWorkshop(
  definitions: ReadonlyMap<string, JsonSchema>,
  toTest: Workshop['toTest'],
  depth: number,
): RootWorkshop {
  const reasons: string[] = []
  const made = new Map<string, Source | undefined>()
  const idOf = createIds()
  const isRecursive = createRecursionTest(definitions)
  const note = (reason: string): void => {
    reasons.push(reason)
  }

  const make = (schemas: readonly JsonSchema[], left: number): Source | undefined =>
    enter(schemas, new Set(), [], left)

  /** Adds schemas to those that hold already, and to the unions that are still to be gone through. */
  function enter(
    schemas: readonly JsonSchema[],
    known: ReadonlySet<Keywords>,
    waiting: readonly Union[],
    left: number,
  ): Source | undefined {
    const flat = flattenSchemas(schemas, (name) => definitions.get(name), known)
    if (flat === undefined) return undefined
    const below = [...flat.names].some(isRecursive) ? left - 1 : left
    if (below < 0) return undefined
    const unions = [...waiting, ...flat.unions]
    const ids = [flat.parts, unions].map((list) => [...list].map(idOf).join())
    const key = `${ids.join('|')}@${below}`
    if (!made.has(key)) made.set(key, choose(flat, unions, below))
    return made.get(key)
  }

  function choose({ parts }: Flat, unions: readonly Union[], left: number): Source | undefined {
    const at: Workshop = { make: (schemas) => make(schemas, left), toTest, note }
    const [union, ...rest] = unions
    if (union === undefined) return makeValues([...parts], at)
    const ways = unions.reduce((product, { branches }) => product * branches.length, 1)
    if (ways > maximalWays && rest.length > 0) {
      return sieve(choose({ parts, unions, names: new Set() }, rest, left), toTest([union.keywords]))
    }
    const branches = union.branches.map((branch) => enter(branch, parts, rest, left))
    const fitting = union.isExclusive
      ? branches.map((branch) => sieve(branch, toTest([union.keywords])))
      : branches
    return uniteBranches(fitting) ?? makeExamples([...parts], at)
  }

  return { make: (schemas) => make(schemas, depth), toTest, note, reasons }
}

function createIds(): (object: object) => number {
  const ids = new WeakMap<object, number>()
  let last = 0
  return (object) => {
    const id = ids.get(object) ?? (last += 1)
    ids.set(object, id)
    return id
  }
}

/** Tells whether a named schema refers to itself, be it through others. */
function createRecursionTest(definitions: ReadonlyMap<string, JsonSchema>): (name: string) => boolean {
  const references = new Map<string, readonly string[]>()
  const answers = new Map<string, boolean>()
  const listTargets = (name: string): readonly string[] => {
    const targets = references.get(name) ?? listReferences(definitions.get(name) ?? true)
    references.set(name, targets)
    return targets
  }
  const search = (name: string): boolean => {
    const reached = new Set<string>()
    const queue = [...listTargets(name)]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === name) return true
      if (reached.has(next)) continue
      reached.add(next)
      queue.push(...listTargets(next))
    }
    return false
  }
  return (name) => {
    const answer = answers.get(name) ?? search(name)
    answers.set(name, answer)
    return answer
  }
}
