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

/** What a validator costs whatever it is built of, as so many objects. */
const costOfOne = 10

/** How many values of schemas all searches may go through: each goes through both schemas of its finding. */
const budgetOfSearches = 700_000

/** Builds a finder over the two documents of a comparison. */
export function createWitnessFinder({
  comparer,
  base,
  revision,
  undeclaredProperties,
}: DiffContext): WitnessFinder {
  let spent = 0
  let searched = 0
  const sizes = new Map<unknown, Size>()
  const pay = (document: OpenApiDocument, { schema }: LocatedSchema): void => {
    let size = sizes.get(schema)
    if (size === undefined) {
      size = measureSchema(document, schema, budget)
      sizes.set(schema, size)
      spent += size.objects + costOfOne
    }
    searched += size.values
  }
  // A change of formats is shown to those who check them.
  let asserting: Comparer | undefined
  const comparerFor = ({ fact }: FactGroup): Comparer =>
    fact.kind === 'format-changed'
      ? (asserting ??= createComparer(base, revision, { undeclaredProperties, formats: 'assertion' }))
      : comparer
  return (group) => {
    const { schemas, fact } = group
    // What changes no values is shown by none of them: another change at the same place may be.
    if (schemas === undefined || fact.effect === 'none') return undefined
    pay(base, schemas.base)
    pay(revision, schemas.revision)
    if (spent > budget || searched > budgetOfSearches) return undefined
    try {
      const branch = findBranch(group, schemas.direction === 'request' ? { base } : { revision })
      const limit = findLimit(fact.kind)
      return findWitness(comparerFor(group), schemas.base, schemas.revision, schemas.direction, {
        location: schemas.location,
        isHeld: !showsByAbsence.test(fact.kind),
        ...(limit === undefined ? {} : { limit }),
        ...(branch === undefined ? {} : { branch }),
      })
    } catch (error) {
      // The stack is exhausted: the finding stands without an example.
      if (error instanceof RangeError) return undefined
      throw error
    }
  }
}

/** Facts that a property which is missing may show; of all others, the value itself does. */
const showsByAbsence =
  /^(?:(?:required-)?property-(?:added|removed|became)|became-(?:not-)?(?:read|write)-only)/

/** The keyword of the limit that a fact is about: `maxItems` of `max-items-lowered`. */
function findLimit(kind: string): string | undefined {
  const [, name] = /^((?:min|max)-(?:items|length|properties)|minimum|maximum)-/.exec(kind) ?? []
  return name?.replace(/-./, (text) => text.slice(1).toUpperCase())
}

/** The alternative that a fact is about, in the document of the sender: one of a union, or null beside a type. */
function findBranch(
  { fact: { kind, pointer } }: FactGroup,
  sender: { readonly base?: OpenApiDocument; readonly revision?: OpenApiDocument },
): LocatedSchema | undefined {
  const side = sidesOfBranches[kind]
  const document = side && sender[side]
  const at = side && pointer[side]
  if (document === undefined || at === undefined) return undefined
  return kind.endsWith('nullable') ? { schema: { enum: [null] }, pointer: at } : document.findAt(at)
}

/** Which side has the alternative, by the kind of the fact. */
const sidesOfBranches: Readonly<Partial<Record<string, 'base' | 'revision'>>> = {
  'union-branch-removed': 'base',
  'union-branch-added': 'revision',
  'became-not-nullable': 'base',
  'became-nullable': 'revision',
}

interface Size {
  readonly objects: number
  readonly values: number
}

/**
 * Counts the objects of a schema and of all that it refers to, up to a limit, and the values in them. What is referred
 * to counts once; what stands in several places as one object (a YAML alias) counts in each of them, since a validator
 * repeats it there.
 */
function measureSchema(document: OpenApiDocument, schema: unknown, limit: number): Size {
  const referred = new Set<string>()
  const queue: unknown[] = [schema]
  let objects = 0
  let values = 0
  while (queue.length > 0 && objects <= limit) {
    const node = queue.pop()
    values += 1
    if (typeof node !== 'object' || node === null) continue
    objects += 1
    if (isObject(node)) {
      const reference = readString(node, '$ref')
      if (reference !== undefined && !referred.has(reference)) {
        referred.add(reference)
        queue.push(document.resolve(reference)?.schema)
      }
    }
    for (const child of Object.values(node) as unknown[]) queue.push(child)
  }
  return { objects, values }
}
