import { isObject, readString, type OpenApiDocument } from '../openapi/index.ts'
import {
  type Comparer,
  createComparer,
  findWitness,
  type LocatedSchema,
  type Witness,
} from '../schema/index.ts'
import type { DiffContext } from './context.ts'
import type { FactGroup } from './types.ts'

/** Looks for an example that shows a fact. */
export type WitnessFinder = (group: FactGroup) => Witness | undefined

/**
 * How many objects of schemas one report compiles to validators, which costs about 50 µs each. Some documents reach
 * nearly all of their components from every body: there, examples are given for the first findings only.
 */
const budget = 20_000

/** Builds a finder over the two documents of a comparison. */
export function createWitnessFinder({
  comparer,
  base,
  revision,
  undeclaredProperties,
}: DiffContext): WitnessFinder {
  let spent = 0
  const paid = new Set<unknown>()
  const pay = (document: OpenApiDocument, { schema }: LocatedSchema): void => {
    if (paid.has(schema)) return
    paid.add(schema)
    spent += measureSchema(document, schema, budget)
  }
  // A change of formats is shown to those who check them.
  let asserting: Comparer | undefined
  const comparerFor = ({ fact }: FactGroup): Comparer =>
    fact.kind === 'format-changed'
      ? (asserting ??= createComparer(base, revision, { undeclaredProperties, formats: 'assertion' }))
      : comparer
  return (group) => {
    const { schemas } = group
    if (schemas === undefined) return undefined
    pay(base, schemas.base)
    pay(revision, schemas.revision)
    if (spent > budget) return undefined
    try {
      return findWitness(comparerFor(group), schemas.base, schemas.revision, schemas.direction, {
        location: schemas.location,
      })
    } catch (error) {
      // The stack is exhausted: the finding stands without an example.
      if (error instanceof RangeError) return undefined
      throw error
    }
  }
}

/**
 * Counts the objects of a schema and of all that it refers to, up to a limit. What is referred to counts once; what
 * stands in several places as one object (a YAML alias) counts in each of them, since a validator repeats it there.
 */
function measureSchema(document: OpenApiDocument, schema: unknown, limit: number): number {
  const referred = new Set<string>()
  const queue: unknown[] = [schema]
  let count = 0
  while (queue.length > 0 && count <= limit) {
    const node = queue.pop()
    if (typeof node !== 'object' || node === null) continue
    count += 1
    if (isObject(node)) {
      const reference = readString(node, '$ref')
      if (reference !== undefined && !referred.has(reference)) {
        referred.add(reference)
        queue.push(document.resolve(reference)?.schema)
      }
    }
    for (const child of Object.values(node) as unknown[]) queue.push(child)
  }
  return count
}
