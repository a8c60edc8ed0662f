import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Convert } from './expression.ts'
import type { Part } from './list-alternatives.ts'
import type { Direction } from './steps.ts'

/** What becomes of the members that a schema does not name. */
export interface RestPlan {
  /** Whether any of them can be there at all. */
  readonly isKept: boolean
  /** Whether a change reaches any of them. */
  readonly isTouched: boolean
  /** The member as it goes on; `undefined` where it is left out. */
  convert(name: string, member: unknown): unknown
}

/**
 * Plans the members of an object without a name in its schema. On the way up they are kept, unless the schema is
 * closed: the current schema has its own say. On the way down only a declared map has any; the rest is the
 * handler's surplus, which no serialiser lets through. Why: docs/decisions/transforms.md.
 */
export function planRest(
  parts: readonly Part[],
  direction: Direction,
  planValue: (schema: JsonSchema) => Convert | undefined,
): RestPlan {
  const patterns = parts
    .flatMap(({ schema }) =>
      isObject(schema.patternProperties) ? Object.entries(schema.patternProperties) : [],
    )
    .map(([pattern, schema]) => ({ pattern: new RegExp(pattern, 'u'), value: planValue(toSchema(schema)) }))
  const others = parts.flatMap(({ schema: { additionalProperties: schema } }) =>
    schema === undefined ? [] : [toSchema(schema)],
  )
  const values = others.flatMap((schema) => planValue(schema) ?? [])
  const keepsOthers = others.includes(false) ? false : direction === 'upgrade' || others.length > 0
  const apply = (converts: readonly (Convert | undefined)[], member: unknown): unknown =>
    converts.reduce((value, convert) => (convert === undefined ? value : convert(value)), member)

  return {
    isKept: keepsOthers || patterns.length > 0,
    isTouched: values.length > 0 || patterns.some(({ value }) => value !== undefined),
    convert: (name, member) => {
      const matching = patterns.filter(({ pattern }) => pattern.test(name))
      if (matching.length > 0) {
        return apply(
          matching.map(({ value }) => value),
          member,
        )
      }
      return keepsOthers ? apply(values, member) : undefined
    },
  }
}
