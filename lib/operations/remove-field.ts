import { checkArguments, fieldName, flag, optional, schema, source } from '../schema/check-arguments.ts'
import type { OneField, ReplacedFields } from '../schema/field-types.ts'
import { labelOf } from '../schema/endpoint-part.ts'
import { findField, listFields, tellMissingField, withFields } from '../schema/object-fields.ts'
import {
  toSubjects,
  type FieldOf,
  type OldFieldOf,
  type SchemaOf,
  type SchemaTarget,
  type ValueOf,
} from '../schema/schema-target.ts'
import { isOptional, toOldJsonSchema, type AnySchema, type IsOptional } from '../schema/to-json-schema.ts'
import {
  toFieldExpression,
  toSureExpression,
  type FieldSource,
  type Loaded,
} from '../transform/field-source.ts'
import { defineOperation, type Operation, type TypeStep } from './define-operation.ts'
import type { TypeThen } from '../timeline/type-history.ts'

/** The field as it was, and where an old client gets it from. */
export interface RemoveOptions<
  Holder,
  Old extends AnySchema,
  Required extends boolean,
  After extends string,
> {
  /** What the field held. */
  readonly old: Old
  /** Whether every old message has it; by default it does, unless its schema is optional. */
  readonly required?: Required
  /** A constant, a function of the current object, or what `loadFrom` gives; without it the field stays away. */
  readonly downgrade?: FieldSource<Holder, ValueOf<Old>> | Loaded<Holder, ValueOf<Old> | undefined>
  /** The field that stood before it; by default it was the last one. */
  readonly after?: After
}

/** A field was there. */
export interface FieldRemoved<Field extends string, Old, IsOptional> extends TypeStep {
  readonly old: ReplacedFields<
    this['current'],
    Field,
    OneField<Field, TypeThen<Old, this['moment']>, IsOptional>
  >
}

/** Whether an old message may lack the field: as it is said, or by the field's schema. */
type MayLack<Old, Required extends boolean> = boolean extends Required
  ? IsOptional<Old>
  : Required extends true
    ? false
    : true

/**
 * A field of old messages has been removed.
 *
 * @param targets the schema, or schemas, that held the field
 * @param field the old field
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function removeField<
  const Target extends SchemaTarget,
  const Field extends OldFieldOf<Target>,
  Old extends AnySchema,
  const Required extends boolean = boolean,
>(
  targets: Target | readonly Target[],
  field: Field,
  options: RemoveOptions<ValueOf<Target>, Old, Required, FieldOf<Target>>,
): Operation<SchemaOf<Target>, FieldRemoved<Field, Old, MayLack<Old, Required>>> {
  checkArguments(
    'removeField',
    { field, options },
    {
      field: fieldName,
      options: {
        old: schema,
        required: optional(flag),
        downgrade: optional(source),
        after: optional(fieldName),
      },
    },
  )
  const subjects = toSubjects(targets)
  const { downgrade, after } = options
  const required = options.required ?? !isOptional(options.old)
  const held = { name: field, schema: toOldJsonSchema(options.old), required }
  return defineOperation({
    name: 'remove-field',
    loss: [{ direction: 'upgrade', what: `\`${field}\``, fields: [field] }],
    describe: () => [
      {
        kind: 'field',
        in: subjects.map(labelOf),
        old: [field],
        current: [],
        note: 'no longer there',
        task: `Do without \`${field}\`.`,
      },
    ],
    fields: {
      subjects,
      oldSchema: (current, context) => {
        if (findField(current, field)) return context.fail(`the field "${field}" is there still`)
        if (required && downgrade === undefined) {
          return context.fail(
            `every old message has the field "${field}", and current ones do not: give \`downgrade\`, or say \`required: false\``,
          )
        }
        const fields = listFields(current)
        const place = after === undefined ? fields.length : fields.findIndex(({ name }) => name === after) + 1
        if (place === 0 && after !== undefined)
          return context.fail(tellMissingField(current, after, `that "${field}" could stand after`))
        return withFields(current, fields.toSpliced(place, 0, held))
      },
      upgrade: (record) => {
        record.take(field)
      },
      downgrade: (record) => {
        const place = { field, operation: 'remove-field' }
        const held = required
          ? toSureExpression(downgrade, record, place)
          : toFieldExpression(downgrade, record)
        record.put(field, held)
      },
    },
  })
}
