import { checkArguments, fieldName, source } from '../schema/check-arguments.ts'
import type { HeldIn, OneField, ReplacedFields, WithoutFields } from '../schema/field-types.ts'
import { labelOf } from '../schema/endpoint-part.ts'
import {
  findField,
  listFields,
  replaceFields,
  tellMissingField,
  withFields,
} from '../schema/object-fields.ts'
import {
  toSubjects,
  type FieldOf,
  type FieldValue,
  type SchemaOf,
  type SchemaTarget,
  type ValueOf,
} from '../schema/schema-target.ts'
import { otherwise } from '../transform/expression.ts'
import { toFieldExpression, type FieldSource } from '../transform/field-source.ts'
import { defineOperation, type Operation, type TypeStep } from './define-operation.ts'

/** What the field holds where an old message leaves it out. */
export interface RequireOptions<Holder, Value> {
  /** A constant, a function of the old object, or what `loadFrom` gives. */
  readonly upgrade: FieldSource<Holder, Value>
}

/** A field could be missing. */
export interface FieldMadeRequired<Field extends string> extends TypeStep {
  readonly old: ReplacedFields<this['current'], Field, OneField<Field, HeldIn<this['current'], Field>, true>>
}

/**
 * A field that old messages may leave out is required.
 *
 * @param targets the schema, or schemas, that hold the field
 * @param field the field that is required now
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function makeRequired<const Target extends SchemaTarget, const Field extends FieldOf<Target>>(
  targets: Target | readonly Target[],
  field: Field,
  options: RequireOptions<WithoutFields<ValueOf<Target>, Field>, FieldValue<Target, Field>>,
): Operation<SchemaOf<Target>, FieldMadeRequired<Field>> {
  checkArguments('makeRequired', { field, options }, { field: fieldName, options: { upgrade: source } })
  const subjects = toSubjects(targets)
  return defineOperation({
    name: 'make-required',
    loss: [{ direction: 'upgrade', what: `Whether \`${field}\` was left out`, fields: [field] }],
    describe: () => [
      {
        kind: 'field',
        in: subjects.map(labelOf),
        old: [field],
        current: [field],
        note: 'required',
        task: `Always send \`${field}\`; it is always there.`,
      },
    ],
    fields: {
      subjects,
      oldSchema: (current, context) => {
        const held = findField(current, field)
        if (held === undefined) return context.fail(tellMissingField(current, field, 'to be required'))
        if (!held.required) return context.fail(`the field "${field}" is not required`)
        return withFields(
          current,
          replaceFields(listFields(current), [field], [{ ...held, required: false }]),
        )
      },
      upgrade: (record) => {
        const held = record.take(field)
        record.put(field, otherwise(held, toFieldExpression(options.upgrade, record)))
      },
      downgrade: (record) => record.put(field, record.take(field)),
    },
  })
}
