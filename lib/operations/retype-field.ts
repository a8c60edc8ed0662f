import { labelOf } from '../schema/endpoint-part.ts'
import { findField, listFields, replaceFields, withFields } from '../schema/object-fields.ts'
import { toSubjects, type FieldOf, type FieldValue, type SchemaTarget } from '../schema/schema-target.ts'
import { toJsonSchema, type AnySchema } from '../schema/to-json-schema.ts'
import { callOf } from '../transform/expression.ts'
import { defineOperation, type Loss, type Operation } from './define-operation.ts'
import type { z } from 'zod'

/** How a field's old values and current values turn into each other. */
export interface RetypeOptions<Old extends AnySchema, Current> {
  /** What the field held before. */
  readonly old: Old
  readonly upgrade: (old: OldValue<Old>) => Current
  readonly downgrade: (current: Exclude<Current, undefined>) => OldValue<Old>
  /** What the old form cannot tell; none by default. */
  readonly loss?: string
}

type OldValue<Old> = Old extends z.core.$ZodType ? z.core.output<Old> : unknown

/**
 * A field keeps its name and holds another type.
 *
 * @param targets the schema, or schemas, that hold the field
 */
export default function retypeField<
  const Target extends SchemaTarget,
  const Field extends FieldOf<Target>,
  Old extends AnySchema,
>(
  targets: Target | readonly Target[],
  field: Field,
  options: RetypeOptions<Old, FieldValue<Target, Field>>,
): Operation {
  const subjects = toSubjects(targets)
  const old = toJsonSchema(options.old, 'output')
  const upgrade = (value: unknown): unknown => options.upgrade(value as OldValue<Old>)
  const downgrade = (value: unknown): unknown =>
    options.downgrade(value as Parameters<typeof options.downgrade>[0])
  const loss: readonly Loss[] =
    options.loss === undefined ? [] : [{ direction: 'downgrade', what: options.loss }]
  return defineOperation({
    name: 'retype-field',
    loss,
    describe: () => [
      {
        kind: 'field',
        in: subjects.map(labelOf),
        old: [field],
        current: [field],
        note: 'another type',
        task: `Read and send \`${field}\` in its new type.`,
      },
    ],
    fields: {
      subjects,
      oldSchema: (current, context) => {
        const held = findField(current, field)
        if (held === undefined) return context.fail(`there is no field "${field}" to retype`)
        return withFields(current, replaceFields(listFields(current), [field], [{ ...held, schema: old }]))
      },
      upgrade: (record) => record.put(field, callOf(upgrade, record.take(field))),
      downgrade: (record) => record.put(field, callOf(downgrade, record.take(field))),
    },
  })
}
