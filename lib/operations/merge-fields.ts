import { labelOf } from '../schema/endpoint-part.ts'
import { findField, listFields, replaceFields, withFields } from '../schema/object-fields.ts'
import { toSubjects, type FieldOf, type FieldValue, type SchemaTarget } from '../schema/schema-target.ts'
import { isOptional, toJsonSchema, type AnySchema } from '../schema/to-json-schema.ts'
import { callOf, memberOf } from '../transform/expression.ts'
import { defineOperation, type Loss, type Operation } from './define-operation.ts'
import type { z } from 'zod'

/** The old fields, and how they and the current field turn into each other. */
export interface MergeOptions<Old extends Readonly<Record<string, AnySchema>>, Current> {
  /** The old fields, by name. */
  readonly old: Old
  /** Where the current field is optional, so is each of the old ones, and any of them can be missing. */
  readonly merge: (old: undefined extends Current ? Partial<OldValues<Old>> : OldValues<Old>) => Current
  readonly split: (current: Exclude<Current, undefined>) => OldValues<Old>
  /** What the old form cannot tell; none by default. */
  readonly loss?: string
}

type OldValues<Old> = {
  -readonly [Field in Exclude<keyof Old, OptionalIn<Old>>]: OldValue<Old[Field]>
} & { -readonly [Field in OptionalIn<Old>]?: OldValue<Old[Field]> }

type OldValue<Old> = Old extends z.core.$ZodType ? z.core.output<Old> : unknown

type OptionalIn<Old> = {
  [Field in keyof Old]: Old[Field] extends { readonly _zod: { readonly optout: 'optional' } } ? Field : never
}[keyof Old]

/**
 * Several fields have become one.
 *
 * @param targets the schema, or schemas, that hold the field
 * @param to the current field
 */
export default function mergeFields<
  const Target extends SchemaTarget,
  const Field extends FieldOf<Target>,
  Old extends Readonly<Record<string, AnySchema>>,
>(
  targets: Target | readonly Target[],
  to: Field,
  options: MergeOptions<Old, FieldValue<Target, Field>>,
): Operation {
  type MergeInput = Parameters<typeof options.merge>[0]
  type SplitInput = Parameters<typeof options.split>[0]
  const subjects = toSubjects(targets)
  const names = Object.keys(options.old)
  const merge = (...values: readonly unknown[]): unknown =>
    options.merge(Object.fromEntries(names.map((name, index) => [name, values[index]])) as MergeInput)
  const split = (value: unknown): unknown => options.split(value as SplitInput)
  const loss: readonly Loss[] =
    options.loss === undefined ? [] : [{ direction: 'downgrade', what: options.loss }]
  return defineOperation({
    name: 'merge-fields',
    loss,
    describe: () => [
      {
        kind: 'field',
        in: subjects.map(labelOf),
        old: names,
        current: [to],
        note: 'merged into one field',
        task: `Use \`${to}\` instead of ${names.map((name) => `\`${name}\``).join(' and ')}.`,
      },
    ],
    fields: {
      subjects,
      oldSchema: (current, context) => {
        const field = findField(current, to)
        if (field === undefined) return context.fail(`there is no field "${to}" to split`)
        const taken = names.find((name) => name !== to && findField(current, name) !== undefined)
        if (taken !== undefined) return context.fail(`the field "${taken}" is there already`)
        const old = Object.entries(options.old).map(([name, schema]) => ({
          name,
          schema: toJsonSchema(schema, 'output'),
          required: field.required && !isOptional(schema),
        }))
        return withFields(current, replaceFields(listFields(current), [to], old))
      },
      upgrade: (record) => record.put(to, callOf(merge, ...names.map((name) => record.take(name)))),
      downgrade: (record) => {
        const parts = callOf(split, record.take(to))
        for (const name of names) record.put(name, memberOf(parts, name))
      },
    },
  })
}
