import { toSchema } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

/** A value that an enum can hold. */
export type EnumValue = string | number | boolean | null

/**
 * The values that a schema lists, in unions too; `undefined` where it allows others as well.
 *
 * @param resolve follows references
 */
export function listEnumValues(
  schema: JsonSchema,
  resolve: (schema: JsonSchema) => JsonSchema,
): readonly unknown[] | undefined {
  const resolved = resolve(schema)
  if (typeof resolved === 'boolean') return undefined
  if ('const' in resolved) return [resolved.const]
  if (Array.isArray(resolved.enum)) return resolved.enum as unknown[]
  if (resolved.type === 'null') return [null]
  if (resolved.type === 'boolean') return [true, false]
  const branches = [resolved.anyOf, resolved.oneOf].find(Array.isArray)
  const lists = branches?.map((branch) => listEnumValues(toSchema(branch), resolve))
  return lists?.includes(undefined) === false ? lists.flatMap((list) => list ?? []) : undefined
}

/** The schema of an enum. */
export function toEnumSchema(values: readonly unknown[]): Readonly<Record<string, unknown>> {
  const types = [...new Set(values.map(toType))]
  return { type: types.length === 1 ? types[0] : types, enum: values }
}

function toType(value: unknown): string {
  if (value === null) return 'null'
  return typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : typeof value
}

/** Which old value is which current one. */
export interface EnumPairs {
  readonly pairs: readonly (readonly [old: EnumValue, current: unknown])[]
  readonly downgradeOnly?: readonly (readonly [current: unknown, old: EnumValue])[]
  readonly upgradeOnly?: readonly (readonly [old: EnumValue, current: unknown])[]
}

/**
 * What is wrong with a map of an enum's values, as a clause for the first fault.
 *
 * @param values the current values
 */
export function findEnumFault(
  values: readonly unknown[],
  { pairs, downgradeOnly = [], upgradeOnly = [] }: EnumPairs,
): { readonly value: unknown; readonly fault: string } | undefined {
  const paired = pairs.map(([value]) => value)
  const old = [...paired, ...upgradeOnly.map(([value]) => value)]
  const current = [...pairs.map(([, value]) => value), ...downgradeOnly.map(([value]) => value)]
  const isRepeated = (value: unknown, index: number, list: readonly unknown[]): boolean =>
    list.indexOf(value) !== index
  const isStrange = (value: unknown): boolean => !values.includes(value)
  const found: readonly (readonly [list: readonly unknown[], fault: string])[] = [
    [old.filter(isRepeated), 'is the old one of two pairs'],
    [current.filter(isRepeated), 'is mapped twice'],
    [values.filter((value) => !current.includes(value)), 'has no old value: add it to the map'],
    [
      [...current, ...upgradeOnly.map(([, value]) => value)].filter(isStrange),
      'is mapped, but the field does not have it',
    ],
    [
      downgradeOnly.map(([, value]) => value).filter((value) => !paired.includes(value)),
      'is to be read by old clients, but it is in no pair',
    ],
  ]
  const first = found.find(([list]) => list.length > 0)
  return first && { value: first[0][0], fault: first[1] }
}
