import { isObject } from '../schema/subschemas.ts'

type SchemaObject = Readonly<Record<string, unknown>>

/** A schema that has to hold beside others; those are added to its `allOf`. */
export function withBranches(schema: SchemaObject, branches: readonly SchemaObject[]): SchemaObject {
  if (branches.length === 0) return schema
  const held: readonly unknown[] = Array.isArray(schema.allOf) ? schema.allOf : []
  return { ...schema, allOf: [...held, ...branches] }
}

/**
 * Conditions in the words of OpenAPI 3.0, which knows neither `if` nor what depends on a property, but `not`: each
 * accepts the same values as before.
 */
export function withoutConditions(schema: SchemaObject): SchemaObject {
  const { if: test, then, else: otherwise, dependentRequired, dependentSchemas, ...rest } = schema
  // Without `if`, the other two say nothing (2020-12 Core §10.2.2).
  const conditions =
    test === undefined
      ? []
      : [
          ...(then === undefined ? [] : [{ anyOf: [{ not: test }, then] }]),
          ...(otherwise === undefined ? [] : [{ anyOf: [test, otherwise] }]),
        ]
  const dependents = [
    ...listEntries(dependentRequired).map(([name, names]): [string, unknown] => [name, { required: names }]),
    ...listEntries(dependentSchemas),
  ]
  return withBranches(rest, [
    ...conditions,
    ...dependents
      .filter(([, needed]) => !isEmpty(needed))
      .map(([name, needed]) => ({ anyOf: [{ not: { type: 'object', required: [name] } }, needed] })),
  ])
}

/**
 * A schema without parts that must not accept more than they say, yet do: what is then forbidden would be too much.
 * What they say is set aside, or said of fewer values.
 *
 * @param isWider says whether a part, as it is written, accepts more than the original
 */
export function withoutOpposites(
  schema: SchemaObject,
  isWider: (part: unknown) => boolean,
  note: (keyword: string) => void,
): SchemaObject {
  let result = schema
  const { not, oneOf, if: test } = schema
  if (isWider(not)) {
    const { not: _, ...rest } = result
    note('not')
    result = { ...rest, 'x-not': not }
  }
  if (Array.isArray(oneOf) && oneOf.some(isWider)) {
    const { oneOf: _, ...rest } = result
    note('oneOf')
    result = withBranches({ ...rest, 'x-oneOf': oneOf }, [{ anyOf: oneOf }])
  }
  if (isWider(test)) {
    const { if: _, then, else: otherwise, ...rest } = result
    note('if')
    result = {
      ...rest,
      'x-if': test,
      ...(then === undefined ? {} : { 'x-then': then }),
      ...(otherwise === undefined ? {} : { 'x-else': otherwise }),
    }
  }
  return result
}

function listEntries(value: unknown): readonly [string, unknown][] {
  return isObject(value) ? Object.entries(value) : []
}

function isEmpty(schema: unknown): boolean {
  return isObject(schema) && Array.isArray(schema.required) && schema.required.length === 0
}
