import { checkArguments, fieldName, fieldNames } from '../schema/check-arguments.ts'
import type { Flat, HeldIn, LooseFields, OnlyFields, ReplacedFields } from '../schema/field-types.ts'
import { labelOf } from '../schema/endpoint-part.ts'
import { withDependencies } from '../schema/field-dependencies.ts'
import {
  findField,
  listFields,
  replaceFields,
  tellMissingField,
  withFields,
} from '../schema/object-fields.ts'
import {
  toSubjects,
  type FieldIn,
  type FieldOf,
  type FieldValue,
  type SchemaOf,
  type SchemaTarget,
} from '../schema/schema-target.ts'
import { memberOf, objectOf } from '../transform/expression.ts'
import { defineOperation, type Operation, type TypeStep } from './define-operation.ts'

/** Fields stood on the outside of an object. */
export interface FieldsNested<Field extends string, Into extends string> extends TypeStep {
  readonly inside: Into
  readonly old: ReplacedFields<
    this['current'],
    Into,
    Outside<OnlyFields<HeldIn<this['current'], Into>, Field>>
  >
}

/** Where the object is optional, so is each field. */
type Outside<Held> = undefined extends Held ? Flat<LooseFields<Exclude<Held, undefined>>> : Held

/**
 * Fields have moved into an object of their own.
 *
 * @param targets the schema, or schemas, that hold the object
 * @param fields the fields that were on the outside, by the names that they have inside
 * @param into the field that holds the object now
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function nestFields<
  const Target extends SchemaTarget,
  const Into extends FieldOf<Target>,
  const Field extends FieldIn<Exclude<FieldValue<Target, Into>, undefined>>,
>(
  targets: Target | readonly Target[],
  fields: readonly Field[],
  into: Into,
): Operation<SchemaOf<Target>, FieldsNested<Field, Into>> {
  checkArguments('nestFields', { fields, into }, { fields: fieldNames, into: fieldName })
  const subjects = toSubjects(targets)
  const names: readonly string[] = [...fields]
  return defineOperation({
    name: 'nest-fields',
    loss: [],
    describe: () =>
      names.map((field) => ({
        kind: 'field',
        in: subjects.map(labelOf),
        old: [field],
        current: [`${into}.${field}`],
        note: `moved into \`${into}\``,
        task: `Use \`${into}.${field}\` instead of \`${field}\`.`,
      })),
    fields: {
      subjects,
      oldSchema: (current, context) => {
        const outer = findField(current, into)
        if (outer === undefined) return context.fail(tellMissingField(current, into, 'to take fields out of'))
        const inner = listFields(context.resolve(outer.schema))
        const kept = inner.find((field) => !names.includes(field.name))
        if (kept !== undefined)
          return context.fail(`"${into}.${kept.name}" is not among the fields that moved`)
        const moved = names.map((name) => {
          const field = inner.find((candidate) => candidate.name === name)
          if (field === undefined) return context.fail(`"${into}" has no field "${name}"`)
          if (name !== into && findField(current, name))
            return context.fail(`the field "${name}" is there already`)
          return { ...field, required: field.required && outer.required }
        })
        if (!inner.some((field) => field.required)) {
          return context.fail(
            `no field of "${into}" is required, so an old message could not tell {} from none`,
          )
        }
        const old = withFields(current, replaceFields(listFields(current), [into], moved))
        // Where the object is optional, what it needs comes with any of its fields: half of it is no object.
        const needed = inner.filter((field) => field.required).map(({ name }) => name)
        return outer.required ? old : withDependencies(old, names, needed)
      },
      upgrade: (record) => record.put(into, objectOf(names.map((field) => [field, record.take(field)]))),
      downgrade: (record) => {
        const outer = record.take(into)
        for (const field of names) record.put(field, memberOf(outer, field))
      },
    },
  })
}
