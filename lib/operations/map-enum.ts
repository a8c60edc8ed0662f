import { findField, listFields, replaceFields, withFields } from '../schema/object-fields.ts'
import { toSchemaNames, type FieldOf, type FieldValue, type SchemaTarget } from '../schema/schema-target.ts'
import { callOf } from '../transform/expression.ts'
import { defineOperation, type Loss, type Mapping, type Operation } from './define-operation.ts'

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
  const schemas = toSchemaNames(targets)
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
      ...map.pairs.map(([old, current]) => toMapping(schemas, field, old, current, 'written another way')),
      ...downgradeOnly.map(([current, old]) => toMapping(schemas, field, old, current, newValue)),
    ],
    fields: {
      schemas,
      oldSchema: (current, context) => {
        const held = findField(current, field)
        if (held === undefined)
          return context.fail(`there is no field "${field}" whose values could be mapped`)
        const missing = listEnum(context.resolve(held.schema)).filter((value) => !downgrades.has(value))
        if (missing.length > 0) {
          return context.fail(
            `the value ${JSON.stringify(missing[0])} of "${field}" has no old value: add it to the map`,
          )
        }
        const unreadable = downgradeOnly.find(([, old]) => !upgrades.has(old))
        if (unreadable !== undefined) {
          return context.fail(
            `"${field}" maps to the old value ${JSON.stringify(unreadable[1])}, which is in no pair`,
          )
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

function listEnum(schema: unknown): readonly unknown[] {
  if (typeof schema !== 'object' || schema === null) return []
  if ('const' in schema) return [schema.const]
  return 'enum' in schema && Array.isArray(schema.enum) ? schema.enum : []
}

function toEnumSchema(values: readonly unknown[]): Readonly<Record<string, unknown>> {
  const types = [...new Set(values.map(toType))]
  return { type: types.length === 1 ? types[0] : types, enum: values }
}

function toType(value: unknown): string {
  if (value === null) return 'null'
  return typeof value === 'number' ? (Number.isInteger(value) ? 'integer' : 'number') : typeof value
}
