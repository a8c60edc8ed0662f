import { checkArguments, fieldName, optional, source } from '../schema/check-arguments.ts'
import type { WithoutFields } from '../schema/field-types.ts'
import { labelOf } from '../schema/endpoint-part.ts'
import { findField, listFields, tellMissingField, withFields } from '../schema/object-fields.ts'
import {
  toSubjects,
  type FieldOf,
  type FieldValue,
  type SchemaOf,
  type SchemaTarget,
  type ValueOf,
} from '../schema/schema-target.ts'
import { nothing } from '../transform/expression.ts'
import { toFieldExpression, type FieldSource } from '../transform/field-source.ts'
import { defineOperation, type Operation, type TypeStep } from './define-operation.ts'

/** What the field holds where a message is too old to have it. */
export interface AddOptions<Holder, Value> {
  /** A constant, a function of the old object, or what `loadFrom` gives; without it the field stays away. */
  readonly upgrade?: FieldSource<Holder, Value>
}

/** A field was not there. */
export interface FieldAdded<Field extends string> extends TypeStep {
  readonly old: WithoutFields<this['current'], Field>
}

/**
 * There is a field that old messages do not have.
 *
 * @param targets the schema, or schemas, that hold the field
 * @param field the field that is new
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function addField<const Target extends SchemaTarget, const Field extends FieldOf<Target>>(
  targets: Target | readonly Target[],
  field: Field,
  options: AddOptions<WithoutFields<ValueOf<Target>, Field>, FieldValue<Target, Field>> = {},
): Operation<SchemaOf<Target>, FieldAdded<Field>> {
  checkArguments('addField', { field, options }, { field: fieldName, options: { upgrade: optional(source) } })
  const subjects = toSubjects(targets)
  const { upgrade } = options
  return defineOperation({
    name: 'add-field',
    loss: [{ direction: 'downgrade', what: `\`${field}\``, fields: [field] }],
    describe: () => [
      {
        kind: 'field',
        in: subjects.map(labelOf),
        old: [],
        current: [field],
        note: 'new',
        task: `There is \`${field}\` now.`,
      },
    ],
    fields: {
      subjects,
      oldSchema: (current, context) => {
        const held = findField(current, field)
        if (held === undefined) return context.fail(tellMissingField(current, field, 'that could be new'))
        if (held.required && upgrade === undefined) {
          return context.fail(
            `the field "${field}" is required, and an old message does not have it: give \`upgrade\``,
          )
        }
        return withFields(
          current,
          listFields(current).filter(({ name }) => name !== field),
        )
      },
      // What an old message has by that name is its own affair, and not the field.
      upgrade: (record) =>
        record.put(field, upgrade === undefined ? nothing : toFieldExpression(upgrade, record)),
      downgrade: (record) => {
        record.take(field)
      },
    },
  })
}
