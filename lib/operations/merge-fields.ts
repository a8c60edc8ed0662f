import {
  callback,
  checkArguments,
  fieldName,
  fieldSchemas,
  losses,
  optional,
} from '../schema/check-arguments.ts'
import type { HeldIn, LooseFields, ReplacedFields } from '../schema/field-types.ts'
import { labelOf } from '../schema/endpoint-part.ts'
import {
  findField,
  listFields,
  replaceFields,
  tellMissingField,
  withFields,
} from '../schema/object-fields.ts'
import { toFieldSchemas, type OldFields, type OldValues, type OldValuesThen } from '../schema/old-fields.ts'
import {
  toSubjects,
  type FieldOf,
  type FieldValue,
  type SchemaOf,
  type SchemaTarget,
} from '../schema/schema-target.ts'
import { callOf, memberOf } from '../transform/expression.ts'
import { defineOperation, type Loss, type Operation, type TypeStep } from './define-operation.ts'

/** The old fields, and how they and the current field turn into each other. */
export interface MergeOptions<Old extends OldFields, Current> {
  /** The old fields, by name. */
  readonly old: Old
  /** Where the current field is optional, so is each of the old ones, and any of them can be missing. */
  readonly merge: (old: undefined extends Current ? Partial<OldValues<Old>> : OldValues<Old>) => Current
  readonly split: (current: Exclude<Current, undefined>) => OldValues<Old>
  /** What the old form cannot tell, or what the current one cannot; none by default. */
  readonly loss?: string | readonly Loss[]
}

/** A field was several. */
export interface FieldsMerged<To extends string, Old extends OldFields> extends TypeStep {
  readonly old: ReplacedFields<
    this['current'],
    To,
    undefined extends HeldIn<this['current'], To>
      ? LooseFields<OldValuesThen<Old, this['moment']>>
      : OldValuesThen<Old, this['moment']>
  >
}

/**
 * Several fields have become one.
 *
 * @param targets the schema, or schemas, that hold the field
 * @param to the current field
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function mergeFields<
  const Target extends SchemaTarget,
  const Field extends FieldOf<Target>,
  Old extends OldFields,
>(
  targets: Target | readonly Target[],
  to: Field,
  options: MergeOptions<Old, FieldValue<Target, Field>>,
): Operation<SchemaOf<Target>, FieldsMerged<Field, Old>> {
  type MergeInput = Parameters<typeof options.merge>[0]
  type SplitInput = Parameters<typeof options.split>[0]
  checkArguments(
    'mergeFields',
    { to, options },
    {
      to: fieldName,
      options: { old: fieldSchemas, merge: callback, split: callback, loss: optional(losses) },
    },
  )
  const subjects = toSubjects(targets)
  const { loss = [] } = options
  const names = Object.keys(options.old)
  const merge = (...values: readonly unknown[]): unknown =>
    options.merge(Object.fromEntries(names.map((name, index) => [name, values[index]])) as MergeInput)
  const split = (value: unknown): unknown => options.split(value as SplitInput)
  return defineOperation({
    name: 'merge-fields',
    loss: typeof loss === 'string' ? [{ direction: 'downgrade', what: loss, fields: [to] }] : loss,
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
        if (field === undefined) return context.fail(tellMissingField(current, to, 'to split'))
        const taken = names.find((name) => name !== to && findField(current, name) !== undefined)
        if (taken !== undefined) return context.fail(`the field "${taken}" is there already`)
        const old = toFieldSchemas(options.old).map((one) => ({
          ...one,
          required: field.required && one.required,
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
