import { isObject, toSchema } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/** A keyword that speaks of a field by its name. */
export interface StaleKeyword {
  readonly keyword: string
  readonly field: string
}

/**
 * Finds what an object schema says of a field, outside of `properties` and `required`, although the field is not
 * the same in the schema before it: it would be wrong there. Named schemas are not entered; they have a history of
 * their own.
 */
export function findStaleKeyword(
  current: Readonly<Record<string, unknown>>,
  old: Readonly<Record<string, unknown>>,
): StaleKeyword | undefined {
  const [now, before] = [current, old].map(({ properties }) => (isObject(properties) ? properties : {}))
  const names = new Set([...Object.keys(now ?? {}), ...Object.keys(before ?? {})])
  const changed = new Set([...names].filter((name) => now?.[name] !== before?.[name]))
  const cameOrWent = [...names].filter((name) => now?.[name] === undefined || before?.[name] === undefined)
  for (const [keyword, value] of Object.entries(old)) {
    if (current[keyword] !== value || !speaking.has(keyword)) continue
    const field = findStaleField(keyword, value, changed, cameOrWent)
    if (field !== undefined) return { keyword, field }
  }
  return undefined
}

function findStaleField(
  keyword: string,
  value: unknown,
  changed: ReadonlySet<string>,
  cameOrWent: readonly string[],
): string | undefined {
  if (keyword === 'minProperties' || keyword === 'maxProperties') return cameOrWent[0]
  // What a field holds is nothing to those that only ask whether it is there.
  const isStale = (name: string): boolean =>
    keyword === 'dependentRequired' ? cameOrWent.includes(name) : changed.has(name)
  return listNamed(keyword, value).find(isStale)
}

/** The keywords that speak of fields; `properties` and `required` are the operation's own. */
const speaking: ReadonlySet<string> = new Set([
  ...['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else'],
  ...['dependentRequired', 'dependentSchemas', 'dependencies', 'minProperties', 'maxProperties', 'default'],
  'propertyNames',
])

function listNamed(keyword: string, value: unknown): readonly string[] {
  if (keyword === 'default') return isObject(value) ? Object.keys(value) : []
  if (keyword === 'propertyNames')
    return isObject(value) ? [...toNames(value.enum), ...toNames([value.const])] : []
  if (keyword === 'dependentRequired') {
    return Object.entries(isObject(value) ? value : {}).flatMap(([name, others]) => [
      name,
      ...toNames(others),
    ])
  }
  if (keyword === 'dependentSchemas' || keyword === 'dependencies') {
    return Object.entries(isObject(value) ? value : {}).flatMap(([name, inner]) => [
      name,
      ...(Array.isArray(inner) ? toNames(inner) : listSpoken(toSchema(inner))),
    ])
  }
  return [value].flat().flatMap((inner) => listSpoken(toSchema(inner)))
}

/** The fields that a schema without a name speaks of, for the same object. */
function listSpoken(schema: JsonSchema): readonly string[] {
  if (typeof schema === 'boolean') return []
  return [
    ...Object.keys(isObject(schema.properties) ? schema.properties : {}),
    ...toNames(schema.required),
    ...Object.entries(schema).flatMap(([keyword, value]) =>
      speaking.has(keyword) && keyword !== 'default' ? listNamed(keyword, value) : [],
    ),
  ]
}

function toNames(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : []
}
