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
import { toSureExpression, type FieldSource, type Loaded } from '../transform/field-source.ts'
import { defineOperation, type Operation, type TypeStep } from './define-operation.ts'

/** What an old client gets where the field is left out. */
export interface LoosenOptions<Holder, Value> {
  /** A constant, a function of the current object, or what `loadFrom` gives. */
  readonly downgrade: FieldSource<Holder, Value> | Loaded<Holder, Value | undefined>
}

/** A field was always there. */
export interface FieldMadeOptional<Field extends string> extends TypeStep {
  readonly old: ReplacedFields<
    this['current'],
    Field,
    OneField<Field, Exclude<HeldIn<this['current'], Field>, undefined>, false>
  >
}

/**
 * A field that old messages always have may be left out.
 *
 * @param targets the schema, or schemas, that hold the field
 * @param field the field that is optional now
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function makeOptional<const Target extends SchemaTarget, const Field extends FieldOf<Target>>(
  targets: Target | readonly Target[],
  field: Field,
  options: LoosenOptions<
    WithoutFields<ValueOf<Target>, Field>,
    Exclude<FieldValue<Target, Field>, undefined>
  >,
): Operation<SchemaOf<Target>, FieldMadeOptional<Field>> {
  checkArguments('makeOptional', { field, options }, { field: fieldName, options: { downgrade: source } })
  const subjects = toSubjects(targets)
  return defineOperation({
    name: 'make-optional',
    loss: [{ direction: 'downgrade', what: `Whether \`${field}\` was left out`, fields: [field] }],
    describe: () => [
      {
        kind: 'field',
        in: subjects.map(labelOf),
        old: [field],
        current: [field],
        note: 'optional',
        task: `Expect that \`${field}\` may be missing.`,
      },
    ],
    fields: {
      subjects,
      oldSchema: (current, context) => {
        const held = findField(current, field)
        if (held === undefined) return context.fail(tellMissingField(current, field, 'to be optional'))
        if (held.required) return context.fail(`the field "${field}" is required`)
        return withFields(current, replaceFields(listFields(current), [field], [{ ...held, required: true }]))
      },
      upgrade: (record) => record.put(field, record.take(field)),
      downgrade: (record) => {
        const held = record.take(field)
        const place = { field, operation: 'make-optional' }
        record.put(field, otherwise(held, toSureExpression(options.downgrade, record, place)))
      },
    },
  })
}
