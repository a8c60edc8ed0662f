import { toError } from '../errors.ts'
import { listFields } from '../schema/object-fields.ts'
import { isObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Convert } from './expression.ts'
import type { Part } from './list-alternatives.ts'

/** One branch of a union: what its values satisfy, and how they are converted. */
export interface Branch {
  readonly parts: readonly Part[]
  readonly convert: Convert | undefined
}

/**
 * Compiles a union: a value is converted as the branch that it belongs to.
 *
 * A branch is known by its JSON type, and among objects by properties that have values of their own. Where two
 * branches need different conversions and neither tells them apart, there is no right answer.
 *
 * @throws TDM_UNION_AMBIGUOUS
 */
export function compileUnion(
  branches: readonly Branch[],
  resolve: (schema: JsonSchema) => JsonSchema,
  where: string,
): Convert | undefined {
  if (branches.every(({ convert }) => convert === undefined)) return undefined
  const signed = branches.map(({ parts, convert }) => ({ ...toSignature(parts, resolve), convert }))
  for (const [index, first] of signed.entries()) {
    const second = signed.findIndex(
      (other, place) => place > index && other.convert !== first.convert && !areApart(first, other),
    )
    if (second !== -1) {
      throw toError('TDM_UNION_AMBIGUOUS', where, `branches ${String(index + 1)} and ${String(second + 1)}`)
    }
  }
  return (value) => {
    const branch = signed.find((signature) => matches(signature, value))
    return branch?.convert === undefined ? value : branch.convert(value)
  }
}

/** What tells a branch from the others. */
interface Signature {
  /** The JSON types that it allows; `undefined` for all of them. */
  readonly types: ReadonlySet<string> | undefined
  /** The required properties of which only certain values are allowed. */
  readonly tags: ReadonlyMap<string, ReadonlySet<unknown>>
}

function toSignature(parts: readonly Part[], resolve: (schema: JsonSchema) => JsonSchema): Signature {
  let types: ReadonlySet<string> | undefined
  const tags = new Map<string, ReadonlySet<unknown>>()
  const required = new Set(
    parts.flatMap(({ schema }) => (Array.isArray(schema.required) ? (schema.required as unknown[]) : [])),
  )
  for (const { schema } of parts) {
    types = intersect(types, listTypes(schema))
    for (const { name, schema: field } of listFields(schema)) {
      const held = resolve(field)
      const values = isObject(held) ? intersect(tags.get(name), listValues(held)) : undefined
      if (values !== undefined && required.has(name)) tags.set(name, values)
    }
  }
  return { types, tags }
}

function intersect<Item>(
  first: ReadonlySet<Item> | undefined,
  second: ReadonlySet<Item> | undefined,
): ReadonlySet<Item> | undefined {
  if (first === undefined || second === undefined) return first ?? second
  return new Set([...first].filter((item) => second.has(item)))
}

function listTypes(schema: Readonly<Record<string, unknown>>): ReadonlySet<string> | undefined {
  if (typeof schema.type === 'string') return new Set([schema.type === 'integer' ? 'number' : schema.type])
  if (Array.isArray(schema.type)) {
    return new Set(schema.type.map((type) => (type === 'integer' ? 'number' : String(type))))
  }
  const values = listValues(schema)
  if (values !== undefined) return new Set([...values].map(typeOf))
  return isObject(schema.properties) ? new Set(['object']) : undefined
}

function listValues(schema: Readonly<Record<string, unknown>>): ReadonlySet<unknown> | undefined {
  if ('const' in schema) return new Set([schema.const])
  return Array.isArray(schema.enum) ? new Set<unknown>(schema.enum) : undefined
}

function areApart(first: Signature, second: Signature): boolean {
  if (first.types && second.types && isDisjoint(first.types, second.types)) return true
  return [...first.tags].some(([name, values]) => {
    const others = second.tags.get(name)
    return others !== undefined && isDisjoint(values, others)
  })
}

function isDisjoint(first: ReadonlySet<unknown>, second: ReadonlySet<unknown>): boolean {
  return [...first].every((value) => !second.has(value))
}

function matches({ types, tags }: Signature, value: unknown): boolean {
  if (types !== undefined && !types.has(typeOf(value))) return false
  for (const [name, values] of tags) {
    if (!isObject(value) || !Object.hasOwn(value, name) || !values.has(value[name])) return false
  }
  return true
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
