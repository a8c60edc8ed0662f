import { toComponentName } from '../schema/components.ts'
import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import { toPointer } from './list-differences.ts'

/** A value of a named schema, inside of a larger one. */
export interface Holder {
  /** Where it stands, as a JSON Pointer. */
  readonly at: string
  readonly value: unknown
}

/**
 * Finds the values inside of a value that a named schema describes. All branches of a union are followed: which of
 * them a value belongs to matters little to those who ask.
 *
 * @param schema self-contained, with its named schemas in `$defs`
 */
export function findHolders(
  schema: JsonSchema,
  value: unknown,
  names: ReadonlySet<string>,
): readonly Holder[] {
  const definitions = isObject(schema) && isObject(schema.$defs) ? schema.$defs : {}
  const holders: Holder[] = []

  const visit = (schemas: readonly JsonSchema[], held: unknown, at: string): void => {
    const all = spread(schemas, definitions)
    if (all.some((part) => names.has(toComponentName(part.$ref) ?? ''))) holders.push({ at, value: held })
    if (Array.isArray(held)) {
      for (const [index, item] of held.entries())
        visit(listItemSchemas(all, index), item, `${at}/${String(index)}`)
    } else if (isObject(held)) {
      for (const [name, member] of Object.entries(held)) {
        visit(listMemberSchemas(all, name), member, toPointer(at, name))
      }
    }
  }
  visit([schema], value, '')
  return holders
}

type Keywords = Readonly<Record<string, unknown>>

/** All schemas that may have a say about the same value. */
function spread(schemas: readonly JsonSchema[], definitions: Keywords): readonly Keywords[] {
  const all = new Set<Keywords>()
  const add = (schema: unknown): void => {
    if (isObject(schema)) all.add(schema)
  }
  schemas.forEach(add)
  for (const schema of all) {
    const name = toComponentName(schema.$ref)
    if (name !== undefined) add(definitions[name])
    for (const list of [schema.allOf, schema.anyOf, schema.oneOf]) if (Array.isArray(list)) list.forEach(add)
    for (const branch of [schema.then, schema.else]) add(branch)
  }
  return [...all]
}

function listItemSchemas(schemas: readonly Keywords[], index: number): readonly JsonSchema[] {
  return schemas.map(({ prefixItems, items }) => {
    const prefix: readonly unknown[] = Array.isArray(prefixItems) ? prefixItems : []
    return toSchema(index < prefix.length ? prefix[index] : items)
  })
}

function listMemberSchemas(schemas: readonly Keywords[], name: string): readonly JsonSchema[] {
  return schemas.flatMap(({ properties, patternProperties, additionalProperties }) => {
    const own = isObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : []
    const matching = isObject(patternProperties)
      ? Object.entries(patternProperties).flatMap(([pattern, held]) =>
          new RegExp(pattern, 'u').test(name) ? [held] : [],
        )
      : []
    const declared = [...own, ...matching]
    return (declared.length > 0 ? declared : [additionalProperties]).map(toSchema)
  })
}
