import { checkArguments, fieldName, fieldNames } from '../schema/check-arguments.ts'
import type { AreOptionalIn, OneField, OnlyFields, ReplacedFields } from '../schema/field-types.ts'
import { labelOf } from '../schema/endpoint-part.ts'
import {
  findField,
  listFields,
  replaceFields,
  tellMissingField,
  withFields,
} from '../schema/object-fields.ts'
import { toSubjects, type FieldOf, type SchemaOf, type SchemaTarget } from '../schema/schema-target.ts'
import { memberOf, objectOf } from '../transform/expression.ts'
import { defineOperation, type Operation, type TypeStep } from './define-operation.ts'

/** Fields stood in an object. */
export interface FieldsUnnested<From extends string, Field extends string> extends TypeStep {
  readonly old: ReplacedFields<
    this['current'],
    Field,
    OneField<From, Inside<this['current'], Field>, AreOptionalIn<this['current'], Field>>
  >
}

/** A field that is optional by itself was required in an object that was optional. */
type Inside<Type, Field extends string> = [true] extends [AreOptionalIn<Type, Field>]
  ? Sure<OnlyFields<Type, Field>>
  : OnlyFields<Type, Field>

type Sure<Type> = { [Key in keyof Type]-?: Exclude<Type[Key], undefined> }

/**
 * Fields have moved out of an object, which no longer exists.
 *
 * @param targets the schema, or schemas, that hold the fields
 * @param from the old field, which held the object
 * @param fields the fields that are on the outside now, by the names that they had inside
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function unnestFields<
  const Target extends SchemaTarget,
  const From extends string,
  const Field extends FieldOf<Target>,
>(
  targets: Target | readonly Target[],
  from: From,
  fields: readonly Field[],
): Operation<SchemaOf<Target>, FieldsUnnested<From, Field>> {
  checkArguments('unnestFields', { from, fields }, { from: fieldName, fields: fieldNames })
  const subjects = toSubjects(targets)
  const names: readonly string[] = [...fields]
  return defineOperation({
    name: 'unnest-fields',
    loss: [],
    describe: () =>
      names.map((name) => ({
        kind: 'field',
        in: subjects.map(labelOf),
        old: [`${from}.${name}`],
        current: [name],
        note: `moved out of \`${from}\``,
        task: `Use \`${name}\` instead of \`${from}.${name}\`.`,
      })),
    fields: {
      subjects,
      oldSchema: (current, context) => {
        const moved = names.map(
          (name) =>
            findField(current, name) ?? context.fail(tellMissingField(current, name, 'that has moved')),
        )
        if (!names.includes(from) && findField(current, from))
          return context.fail(`the field "${from}" is there already`)
        const required = moved.some((field) => field.required)
        if (!required && moved.length !== 1) {
          return context.fail(
            `none of the fields of "${from}" is required, so a current message could not tell {} from none`,
          )
        }
        // A single field is where its object is: inside, it is required either way.
        const inside = required ? moved : moved.map((field) => ({ ...field, required: true }))
        const schema = withFields({ type: 'object' }, inside)
        return withFields(
          current,
          replaceFields(listFields(current), names, [{ name: from, schema, required }]),
        )
      },
      upgrade: (record) => {
        const outer = record.take(from)
        for (const name of names) record.put(name, memberOf(outer, name))
      },
      downgrade: (record) => record.put(from, objectOf(names.map((name) => [name, record.take(name)]))),
    },
  })
}
