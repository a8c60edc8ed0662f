import { labelOf } from '../schema/endpoint-part.ts'
import { findField, listFields, replaceFields, withFields } from '../schema/object-fields.ts'
import { toSchema } from '../schema/subschemas.ts'
import { toSubjects, type FieldOf, type FieldValue, type SchemaTarget } from '../schema/schema-target.ts'
import { callOf } from '../transform/expression.ts'
import type { JsonSchema } from '../schema/types.ts'
import {
  defineOperation,
  type Loss,
  type Mapping,
  type Operation,
  type SchemaContext,
} from './define-operation.ts'

/** A value that an enum can hold. */
export type EnumValue = string | number | boolean | null

/** Which old value is which current one. */
export interface EnumMap<Current> {
  /** Pairs of an old value and the current value that means the same. */
  readonly pairs: readonly (readonly [old: EnumValue, current: Current])[]
  /** What an old client reads for current values without a pair: for each, one of the old values. */
  readonly downgradeOnly?: readonly (readonly [current: Current, old: EnumValue])[]
}

/**
 * A field's enumerated values are written another way; values new since then read as old ones.
 *
 * @param targets the schema, or schemas, that hold the field
 */
export default function mapEnum<const Target extends SchemaTarget, const Field extends FieldOf<Target>>(
  targets: Target | readonly Target[],
  field: Field,
  map: EnumMap<FieldValue<Target, Field>>,
): Operation {
  const subjects = toSubjects(targets)
  const downgradeOnly = map.downgradeOnly ?? []
  const upgrades = new Map<unknown, unknown>(map.pairs)
  const downgrades = new Map<unknown, unknown>([
    ...downgradeOnly,
    ...map.pairs.map(([old, current]) => [current, old] as const),
  ])
  const loss: readonly Loss[] = downgradeOnly.map(([current, old]) => ({
    direction: 'downgrade',
    what: `\`${field}\` ${JSON.stringify(current)} reads as ${JSON.stringify(old)}`,
  }))
  // A value outside the map is passed on: validation has refused it already, or the handler's own error shows.
  const translate = (values: ReadonlyMap<unknown, unknown>) => (value: unknown) =>
    values.has(value) ? values.get(value) : value
  return defineOperation({
    name: 'map-enum',
    loss,
    describe: () => [
      ...map.pairs.map(([old, current]) =>
        toMapping(subjects.map(labelOf), field, old, current, 'written another way'),
      ),
      ...downgradeOnly.map(([current, old]) =>
        toMapping(subjects.map(labelOf), field, old, current, newValue),
      ),
    ],
    fields: {
      subjects,
      oldSchema: (current, context) => {
        const held = findField(current, field)
        if (held === undefined)
          return context.fail(`there is no field "${field}" whose values could be mapped`)
        const values = listEnum(held.schema, context)
        if (values === undefined) return context.fail(`"${field}" does not list its values, as an enum does`)
        for (const [value, fault] of findFaults(values, map.pairs, downgradeOnly)) {
          context.fail(`the value ${JSON.stringify(value)} of "${field}" ${fault}`)
        }
        const schema = toEnumSchema([...upgrades.keys()])
        return withFields(current, replaceFields(listFields(current), [field], [{ ...held, schema }]))
      },
      upgrade: (record) => record.put(field, callOf(translate(upgrades), record.take(field))),
      downgrade: (record) => record.put(field, callOf(translate(downgrades), record.take(field))),
    },
  })
}

const newValue = 'new; an old client reads the old value'

function toMapping(
  schemas: readonly string[],
  field: string,
  old: unknown,
  current: unknown,
  note: string,
): Mapping {
  const [before, now] = [old, current].map((value) => `${field}: ${JSON.stringify(value)}`)
  const task =
    note === newValue
      ? `Expect \`${now ?? ''}\`, too.`
      : `Use \`${now ?? ''}\` instead of \`${before ?? ''}\`.`
  return { kind: 'value', in: schemas, old: [before ?? ''], current: [now ?? ''], note, task }
}

/** The values that a schema lists, in unions too; `undefined` where it allows others as well. */
function listEnum(schema: JsonSchema, context: SchemaContext): readonly unknown[] | undefined {
  const resolved = context.resolve(schema)
  if (typeof resolved === 'boolean') return undefined
  if ('const' in resolved) return [resolved.const]
  if (Array.isArray(resolved.enum)) return resolved.enum as unknown[]
  if (resolved.type === 'null') return [null]
  if (resolved.type === 'boolean') return [true, false]
  const branches = [resolved.anyOf, resolved.oneOf].find(Array.isArray)
  const lists = branches?.map((branch) => listEnum(toSchema(branch), context))
  return lists?.includes(undefined) === false ? lists.flatMap((list) => list ?? []) : undefined
}

function findFaults(
  values: readonly unknown[],
  pairs: EnumMap<unknown>['pairs'],
  downgradeOnly: readonly (readonly [current: unknown, old: EnumValue])[],
): readonly (readonly [value: unknown, fault: string])[] {
  const old = pairs.map(([value]) => value)
  const current = [...pairs.map(([, value]) => value), ...downgradeOnly.map(([value]) => value)]
  const isRepeated = (value: unknown, index: number, list: readonly unknown[]): boolean =>
    list.indexOf(value) !== index
  const found = (list: readonly unknown[], fault: string): readonly (readonly [unknown, string])[] =>
    list.map((value) => [value, fault])
  return [
    ...found(old.filter(isRepeated), 'is the old one of two pairs'),
    ...found(current.filter(isRepeated), 'is mapped twice'),
    ...found(
      values.filter((value) => !current.includes(value)),
      'has no old value: add it to the map',
    ),
    ...found(
      current.filter((value) => !values.includes(value)),
      'is mapped, but the field does not have it',
    ),
    ...found(
      downgradeOnly.map(([, value]) => value).filter((value) => !old.includes(value)),
      'is to be read by old clients, but it is in no pair',
    ),
  ]
}

function toEnumSchema(values: readonly unknown[]): Readonly<Record<string, unknown>> {
  const types = [...new Set(values.map(toType))]
  return { type: types.length === 1 ? types[0] : types, enum: values }
}

function toType(value: unknown): string {
  if (value === null) return 'null'
  return typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : typeof value
}
