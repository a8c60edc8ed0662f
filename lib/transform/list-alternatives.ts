import { toError } from '../errors.ts'
import { toComponentName } from '../schema/components.ts'
import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { SchemaHistory } from './schema-history.ts'

/** One of the schemas that a value has to satisfy, with its name where it has one. */
export interface Part {
  readonly name: string | undefined
  readonly schema: Readonly<Record<string, unknown>>
  /** The named schemas that say so: what they refer to outside of any property is of the same value. */
  readonly within?: readonly string[]
}

/** The keywords by which a schema says what stands inside a value: only these can need a conversion. */
const inside = ['properties', 'patternProperties', 'additionalProperties', 'items', 'prefixItems']
const compound = ['$ref', 'allOf', 'anyOf', 'oneOf']

/**
 * Lists the ways in which a value can satisfy a schema: references and `allOf` are followed and add their parts
 * to every way, a union has a way for each of its branches.
 *
 * @throws TDM_UNION_WIDE
 */
export function listAlternatives(
  root: Part,
  level: number,
  history: SchemaHistory,
): readonly (readonly Part[])[] {
  const combine = (
    first: readonly (readonly Part[])[],
    second: readonly (readonly Part[])[],
  ): readonly (readonly Part[])[] => {
    if (first.length > 1 && first.length * second.length > maxAlternatives) {
      throw toError(
        'TDM_UNION_WIDE',
        root.name === undefined ? 'without a name' : history.label(root.name),
        String(maxAlternatives),
      )
    }
    return first.flatMap((one) => second.map((other) => [...one, ...other]))
  }
  const visit = (part: Part, seen: readonly string[]): readonly (readonly Part[])[] => {
    const { schema } = part
    let found: readonly (readonly Part[])[] = [[{ ...part, within: seen }]]
    const visitSchema = (inner: JsonSchema): readonly (readonly Part[])[] =>
      isObject(inner) ? visit({ name: undefined, schema: inner }, seen) : [[]]
    const name = toComponentName(schema.$ref)
    // What refers to itself outside of any property adds nothing to itself.
    const target = name === undefined || seen.includes(name) ? undefined : history.at(name, level)
    if (name !== undefined && isObject(target)) {
      found = combine(found, visit({ name, schema: target }, [...seen, name]))
    }
    for (const inner of listSchemas(schema.allOf)) found = combine(found, visitSchema(inner))
    for (const branches of [listSchemas(schema.anyOf), listSchemas(schema.oneOf)]) {
      if (branches.some(isCompound)) found = combine(found, branches.flatMap(visitSchema))
    }
    return found
  }
  return visit(root, root.name === undefined ? [] : [root.name])
}

/** The keywords under which a schema is not looked for: what stands there would not be converted. */
export const unentered: readonly string[] = [
  ...['then', 'else', 'dependentSchemas', 'contains', 'unevaluatedItems', 'unevaluatedProperties'],
]

/** Says whether a schema itself, and not one that it refers to, describes what stands inside a value. */
export function hasInside(schema: Readonly<Record<string, unknown>>): boolean {
  return inside.some((keyword) => schema[keyword] !== undefined)
}

/** A union none of whose branches describes anything inside, such as `anyOf: [{ required: … }, …]`, decides nothing. */
function isCompound(schema: JsonSchema): boolean {
  return isObject(schema) && (hasInside(schema) || compound.some((keyword) => schema[keyword] !== undefined))
}

function listSchemas(value: unknown): readonly JsonSchema[] {
  return Array.isArray(value) ? value.map(toSchema) : []
}

/** More combinations than these are told apart by nobody in time. */
const maxAlternatives = 2000
