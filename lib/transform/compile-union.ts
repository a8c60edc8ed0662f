import { toError } from '../errors.ts'
import { listFields } from '../schema/object-fields.ts'
import { isObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Convert } from './expression.ts'

/**
 * Compiles a union: a value is converted as the branch that it belongs to.
 *
 * A branch is known by its JSON type, and among objects by properties that have values of their own. Where two
 * branches need different conversions and neither tells them apart, there is no right answer.
 *
 * @throws TDM_UNION_AMBIGUOUS
 */
export function compileUnion(
  branches: readonly JsonSchema[],
  converts: readonly (Convert | undefined)[],
  where: string,
): Convert | undefined {
  if (converts.every((convert) => convert === undefined)) return undefined
  const signatures = branches.map(toSignature)
  for (const [index, first] of signatures.entries()) {
    for (const [offset, second] of signatures.slice(index + 1).entries()) {
      const different = converts[index] !== converts[index + 1 + offset]
      if (different && !areApart(first, second)) {
        throw toError(
          'TDM_UNION_AMBIGUOUS',
          where,
          `branches ${String(index + 1)} and ${String(index + offset + 2)}`,
        )
      }
    }
  }
  return (value) => {
    for (const [index, signature] of signatures.entries()) {
      if (!matches(signature, value)) continue
      const convert = converts[index]
      return convert === undefined ? value : convert(value)
    }
    return value
  }
}

/** What tells a branch from the others. */
interface Signature {
  /** The JSON types that it allows; `undefined` for all of them. */
  readonly types: ReadonlySet<string> | undefined
  /** The required properties of which only certain values are allowed. */
  readonly tags: ReadonlyMap<string, ReadonlySet<unknown>>
}

function toSignature(schema: JsonSchema): Signature {
  const types = isObject(schema) ? listTypes(schema) : undefined
  const tags = listFields(schema).flatMap(
    ({ name, schema: field, required }): [string, ReadonlySet<unknown>][] => {
      const values = isObject(field) ? listValues(field) : undefined
      return required && values !== undefined ? [[name, values]] : []
    },
  )
  return { types, tags: new Map(tags) }
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

function matches(signature: Signature, value: unknown): boolean {
  if (signature.types !== undefined && !signature.types.has(typeOf(value))) return false
  for (const [name, values] of signature.tags) {
    if (!isObject(value) || !values.has(value[name])) return false
  }
  return true
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
