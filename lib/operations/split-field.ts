import {
  callback,
  checkArguments,
  fieldName,
  fieldNames,
  losses,
  optional,
  schema,
} from '../schema/check-arguments.ts'
import type { AreOptionalIn, OneField, OnlyFields, ReplacedFields } from '../schema/field-types.ts'
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
  type SchemaOf,
  type SchemaTarget,
  type ValueOf,
} from '../schema/schema-target.ts'
import { isOptional, toOldJsonSchema, type AnySchema } from '../schema/to-json-schema.ts'
import { callOf, memberOf } from '../transform/expression.ts'
import { defineOperation, type Loss, type Operation, type TypeStep } from './define-operation.ts'
import type { TypeThen } from '../timeline/type-history.ts'

/** The old field, and how it and the current fields turn into each other. */
export interface SplitOptions<Old extends AnySchema, Field extends string, Current> {
  /** What the old field held. */
  readonly old: Old
  /** The current fields. */
  readonly into: readonly Field[]
  readonly split: (old: Exclude<ValueOf<Old>, undefined>) => Current
  /** Where all current fields are optional, any of them can be missing. */
  readonly merge: (current: Current) => Exclude<ValueOf<Old>, undefined>
  /** What the old form cannot tell, or what the current one cannot; none by default. */
  readonly loss?: string | readonly Loss[]
}

/** Several fields were one. */
export interface FieldSplit<Field extends string, Old, Into extends string> extends TypeStep {
  readonly old: ReplacedFields<
    this['current'],
    Into,
    OneField<Field, Exclude<TypeThen<Old, this['moment']>, undefined>, AreOptionalIn<this['current'], Into>>
  >
}

/**
 * One field has become several.
 *
 * @param targets the schema, or schemas, that hold the fields
 * @param from the old field
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function splitField<
  const Target extends SchemaTarget,
  const From extends string,
  Old extends AnySchema,
  const Into extends FieldOf<Target>,
>(
  targets: Target | readonly Target[],
  from: From,
  options: SplitOptions<Old, Into, OnlyFields<ValueOf<Target>, Into>>,
): Operation<SchemaOf<Target>, FieldSplit<From, Old, Into>> {
  type SplitInput = Parameters<typeof options.split>[0]
  type MergeInput = Parameters<typeof options.merge>[0]
  checkArguments(
    'splitField',
    { from, options },
    {
      from: fieldName,
      options: { old: schema, into: fieldNames, split: callback, merge: callback, loss: optional(losses) },
    },
  )
  const subjects = toSubjects(targets)
  const { loss = [] } = options
  const into: readonly string[] = [...options.into]
  const old = toOldJsonSchema(options.old)
  const split = (value: unknown): unknown => options.split(value as SplitInput)
  const merge = (...values: readonly unknown[]): unknown =>
    options.merge(Object.fromEntries(into.map((name, index) => [name, values[index]])) as MergeInput)
  return defineOperation({
    name: 'split-field',
    loss: typeof loss === 'string' ? [{ direction: 'downgrade', what: loss, fields: into }] : loss,
    describe: () => [
      {
        kind: 'field',
        in: subjects.map(labelOf),
        old: [from],
        current: into,
        note: 'split into several fields',
        task: `Use ${into.map((name) => `\`${name}\``).join(' and ')} instead of \`${from}\`.`,
      },
    ],
    fields: {
      subjects,
      oldSchema: (current, context) => {
        const fields = listFields(current)
        const missing = into.find((name) => findField(current, name) === undefined)
        if (missing !== undefined) return context.fail(tellMissingField(current, missing, 'to merge'))
        if (!into.includes(from) && findField(current, from))
          return context.fail(`the field "${from}" is there already`)
        const needed = fields.find(({ name, required }) => required && into.includes(name))
        if (needed !== undefined && isOptional(options.old)) {
          return context.fail(
            `the field "${needed.name}" is required, and an old message without "${from}" would have nothing for it: the old field cannot be optional`,
          )
        }
        const held = { name: from, schema: old, required: needed !== undefined }
        return withFields(current, replaceFields(fields, into, [held]))
      },
      upgrade: (record) => {
        const parts = callOf(split, record.take(from))
        for (const name of into) record.put(name, memberOf(parts, name))
      },
      downgrade: (record) => record.put(from, callOf(merge, ...into.map((name) => record.take(name)))),
    },
  })
}
