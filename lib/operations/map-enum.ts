import { checkArguments, fieldName, optional, type Kind } from '../schema/check-arguments.ts'
import { findEnumFault, listEnumValues, toEnumSchema, type EnumValue } from '../schema/enum-schema.ts'
import type { RetypedField } from '../schema/field-types.ts'
import { labelOf, type Subject } from '../schema/endpoint-part.ts'
import {
  findField,
  listFields,
  replaceFields,
  tellMissingField,
  withFields,
} from '../schema/object-fields.ts'
import type { JsonSchema } from '../schema/types.ts'
import {
  toSubjects,
  type FieldOf,
  type FieldValue,
  type SchemaOf,
  type SchemaTarget,
  type ValueOf,
} from '../schema/schema-target.ts'
import { callOf } from '../transform/expression.ts'
import {
  defineOperation,
  type Loss,
  type Mapping,
  type Operation,
  type SchemaContext,
  type TypeStep,
} from './define-operation.ts'

export type { EnumValue }

/** Which old value is which current one. */
export interface EnumMap<Old extends EnumValue, Current> {
  /** Pairs of an old value and the current value that means the same. */
  readonly pairs: readonly (readonly [old: Old, current: Current])[]
  /** What an old client reads for current values without a pair: for each, one of the old values. */
  readonly downgradeOnly?: readonly (readonly [current: Current, old: NoInfer<Old>])[]
  /** What has become of old values without a pair: for each, one of the current values. */
  readonly upgradeOnly?: readonly (readonly [old: Old, current: Current])[]
}

/** A field held other values. */
export interface EnumMapped<Field extends string, Old> extends TypeStep {
  readonly old: RetypedField<this['current'], Field, Old>
}

/** An enum had other values. */
export interface EnumValuesMapped<Old> extends TypeStep {
  readonly old: Old
}

/**
 * Enum values have different names or another type.
 *
 * @param targets the schema, or schemas, that hold the field; where no field is given, those that are the enum
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function mapEnum<
  const Target extends SchemaTarget,
  const Field extends FieldOf<Target>,
  const Old extends EnumValue,
>(
  targets: Target | readonly Target[],
  field: Field,
  map: EnumMap<Old, FieldValue<Target, Field>>,
): Operation<SchemaOf<Target>, EnumMapped<Field, Old>>
export default function mapEnum<const Target extends SchemaTarget, const Old extends EnumValue>(
  targets: Target | readonly Target[],
  map: EnumMap<Old, ValueOf<Target>>,
): Operation<SchemaOf<Target>, EnumValuesMapped<Old>>
export default function mapEnum(
  targets: SchemaTarget | readonly SchemaTarget[],
  ...given: readonly [string, EnumMap<EnumValue, unknown>] | readonly [EnumMap<EnumValue, unknown>]
): Operation {
  const [field, map] = given.length === 2 ? given : [undefined, ...given]
  checkArguments(
    'mapEnum',
    { field, map },
    {
      field: optional(fieldName),
      map: { pairs: valuePairs, downgradeOnly: optional(valuePairs), upgradeOnly: optional(valuePairs) },
    },
  )
  const { pairs, downgradeOnly = [], upgradeOnly = [] } = map
  const subjects = toSubjects(targets)
  const upgrade = toTranslation([...pairs, ...upgradeOnly])
  const downgrade = toTranslation([
    ...downgradeOnly,
    ...pairs.map(([old, current]) => [current, old] as const),
  ])
  const toOldSchema = (schema: JsonSchema, context: SchemaContext): JsonSchema => {
    const name = field === undefined ? 'the schema' : `"${field}"`
    const values = listEnumValues(schema, (inner) => context.resolve(inner))
    if (values === undefined) return context.fail(`${name} does not list its values, as an enum does`)
    const wrong = findEnumFault(values, map)
    if (wrong !== undefined)
      return context.fail(`the value ${JSON.stringify(wrong.value)} of ${name} ${wrong.fault}`)
    return toEnumSchema([...pairs, ...upgradeOnly].map(([old]) => old))
  }
  const facet: Pick<Operation, 'value' | 'fields'> =
    field === undefined
      ? {
          value: {
            subjects,
            oldSchema: toOldSchema,
            upgrade: (value) => callOf(upgrade, value),
            downgrade: (value) => callOf(downgrade, value),
          },
        }
      : {
          fields: {
            subjects,
            oldSchema: (current, context) => {
              const held = findField(current, field)
              if (held === undefined)
                return context.fail(tellMissingField(current, field, 'whose values could be mapped'))
              const old = { ...held, schema: toOldSchema(held.schema, context) }
              return withFields(current, replaceFields(listFields(current), [field], [old]))
            },
            upgrade: (record) => record.put(field, callOf(upgrade, record.take(field))),
            downgrade: (record) => record.put(field, callOf(downgrade, record.take(field))),
          },
        }
  return defineOperation({
    name: 'map-enum',
    loss: listLosses(field, map),
    describe: () => describe(subjects, field, map),
    ...facet,
  })
}

const valuePairs: Kind = {
  give: 'a list of pairs of values, such as [["on", "active"]]',
  accepts: (value) => Array.isArray(value) && value.every((pair) => Array.isArray(pair) && pair.length === 2),
}

/** A value outside the map is passed on: validation has refused it already, or the handler's own error shows. */
function toTranslation(pairs: readonly (readonly [unknown, unknown])[]): (value: unknown) => unknown {
  const values = new Map(pairs)
  return (value) => (values.has(value) ? values.get(value) : value)
}

function listLosses(field: string | undefined, map: EnumMap<EnumValue, unknown>): readonly Loss[] {
  const name = field === undefined ? '' : `\`${field}\` `
  const fields = field === undefined ? {} : { fields: [field] }
  return [
    ...(map.downgradeOnly ?? []).map(([current, old]): Loss => ({
      direction: 'downgrade',
      what: `${name}${JSON.stringify(current)} reads as ${JSON.stringify(old)}`,
      ...fields,
    })),
    ...(map.upgradeOnly ?? []).map(([old, current]): Loss => ({
      direction: 'upgrade',
      what: `${name}${JSON.stringify(old)} becomes ${JSON.stringify(current)}`,
      ...fields,
    })),
  ]
}

function describe(
  subjects: readonly Subject[],
  field: string | undefined,
  { pairs, downgradeOnly = [], upgradeOnly = [] }: EnumMap<EnumValue, unknown>,
): readonly Mapping[] {
  const toText = (value: unknown): string =>
    field === undefined ? JSON.stringify(value) : `${field}: ${JSON.stringify(value)}`
  const toMapping = (old: unknown, current: unknown, note: string): Mapping => ({
    kind: 'value',
    in: subjects.map(labelOf),
    old: [toText(old)],
    current: [toText(current)],
    note,
    task: `Use \`${toText(current)}\` instead of \`${toText(old)}\`.`,
  })
  return [
    ...pairs
      .filter(([old, current]) => old !== current)
      .map(([old, current]) => toMapping(old, current, 'written another way')),
    ...downgradeOnly.map(([current, old]) => ({
      ...toMapping(old, current, 'new; an old client reads the old value'),
      task: `Expect \`${toText(current)}\`, too.`,
    })),
    ...upgradeOnly.map(([old, current]) => toMapping(old, current, 'no longer there')),
  ]
}
