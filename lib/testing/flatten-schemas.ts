import { toComponentName } from '../schema/components.ts'
import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'

/** A schema as its keywords. */
export type Keywords = Readonly<Record<string, unknown>>

/** Alternatives, of which one has to hold. */
export interface Union {
  readonly branches: readonly (readonly JsonSchema[])[]
  /** What says so in the schema. */
  readonly keywords: Keywords
  /** Whether no second branch may hold. */
  readonly isExclusive: boolean
}

/** Schemas that hold together, without references and `allOf`: each part once. */
export interface Flat {
  readonly parts: ReadonlySet<Keywords>
  readonly unions: readonly Union[]
  /** The named schemas that were entered on the way. */
  readonly names: ReadonlySet<string>
}

/** Follows references and `allOf`; `undefined` where nothing can hold. */
export function flattenSchemas(
  schemas: readonly JsonSchema[],
  resolve: (name: string) => JsonSchema | undefined,
  known: ReadonlySet<Keywords> = new Set(),
): Flat | undefined {
  const parts = new Set(known)
  const unions: Union[] = []
  const names = new Set<string>()
  const queue = [...schemas].reverse()
  for (let schema = queue.pop(); schema !== undefined; schema = queue.pop()) {
    if (schema === false) return undefined
    if (schema === true || parts.has(schema)) continue
    parts.add(schema)
    unions.push(...unionsOf(schema))
    const name = toComponentName(schema.$ref)
    if (name !== undefined) {
      names.add(name)
      queue.push(resolve(name) ?? false)
    }
    queue.push(...listSchemas(schema.allOf).reverse(), ...listTwiceNegated(schema))
  }
  return { parts, unions, names }
}

/** What is said by its opposite's opposite. */
function listTwiceNegated({ not }: Keywords): JsonSchema[] {
  const isOnly = isObject(not) && Object.keys(not).length === 1 && Object.hasOwn(not, 'not')
  return isOnly ? [toSchema(not.not)] : []
}

/** The schemas of a list such as `anyOf`. */
export function listSchemas(value: unknown): JsonSchema[] {
  return Array.isArray(value) ? value.map(toSchema) : []
}

const knownUnions = new WeakMap<Keywords, readonly Union[]>()

function unionsOf(part: Keywords): readonly Union[] {
  let unions = knownUnions.get(part)
  if (unions === undefined) knownUnions.set(part, (unions = readUnions(part)))
  return unions
}

function readUnions(part: Keywords): Union[] {
  const { anyOf, oneOf, if: test, then, else: otherwise, dependentSchemas, dependentRequired } = part
  const unions: Union[] = []
  const add = (
    keywords: Keywords,
    branches: readonly (readonly JsonSchema[])[],
    isExclusive = false,
  ): void => {
    unions.push({ keywords, branches, isExclusive })
  }
  const toBranches = (list: unknown): JsonSchema[][] => listSchemas(list).map((branch) => [branch])
  if (anyOf !== undefined) add({ anyOf }, toBranches(anyOf))
  if (oneOf !== undefined) add({ oneOf }, toBranches(oneOf), toBranches(oneOf).length > 1)
  if (test !== undefined && (then !== undefined || otherwise !== undefined)) {
    const branches = [
      [toSchema(test), toSchema(then)],
      [{ not: test }, toSchema(otherwise)],
    ]
    add({ if: test, then: toSchema(then), else: toSchema(otherwise) }, branches)
  }
  const dependents = [
    ...listMembers(dependentSchemas).map(([name, schema]) => [name, toSchema(schema)] as const),
    ...listMembers(dependentRequired).map(([name, required]) => [name, { required }] as const),
  ]
  for (const [name, schema] of dependents) {
    // As entries: a name may be one that a literal takes for the prototype.
    const absent = { properties: Object.fromEntries([[name, false]]) }
    const branches = [[absent], [{ required: [name] }, schema]]
    add({ dependentSchemas: Object.fromEntries([[name, schema]]) }, branches)
  }
  return unions
}

function listMembers(value: unknown): [name: string, value: unknown][] {
  return isObject(value) ? Object.entries(value) : []
}
