import {
  anything,
  callback,
  checkArguments,
  fieldName,
  losses,
  optional,
  schema,
} from '../schema/check-arguments.ts'
import type { RetypedField } from '../schema/field-types.ts'
import { labelOf } from '../schema/endpoint-part.ts'
import {
  findField,
  listFields,
  replaceFields,
  tellMissingField,
  withFields,
} from '../schema/object-fields.ts'
import { readCodec } from '../schema/read-codec.ts'
import {
  toSubjects,
  type FieldOf,
  type FieldValue,
  type SchemaOf,
  type SchemaTarget,
  type ValueOf,
} from '../schema/schema-target.ts'
import { isZodSchema, toOldJsonSchema, type AnySchema } from '../schema/to-json-schema.ts'
import { callOf } from '../transform/expression.ts'
import { defineOperation, type Loss, type Operation, type TypeStep } from './define-operation.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { z } from 'zod'
import type { TypeThen } from '../timeline/type-history.ts'

/** How a field's old values and current values turn into each other. */
export interface RetypeOptions<Old extends AnySchema, Current> extends RetypeLoss {
  /** What the field held before. */
  readonly old: Old
  readonly upgrade: (old: ValueOf<Old>) => Current
  readonly downgrade: (current: Given<Current>) => ValueOf<Old>
}

/** What a function is given of a field. Where its type is not known, the function may say which one it expects. */
type Given<Current> = unknown extends Current ? never : Exclude<Current, undefined>

/** What is lost. */
export interface RetypeLoss {
  /** What the old form cannot tell, or what the current one cannot; none by default. */
  readonly loss?: string | readonly Loss[]
}

/** What `z.codec(old, current, { decode, encode })` gives. Its current side is what the field holds. */
export type FieldCodec<Old, Current> = z.core.$ZodType & {
  readonly _zod: {
    readonly def: {
      readonly in: { readonly _zod: { readonly output: Old } }
      readonly transform: (old: Old, payload: never) => Current | Promise<Current>
      readonly reverseTransform: (current: Given<Current>, payload: never) => Old | Promise<Old>
    }
  }
}

/** The same, by the schema of its old side. */
interface CodecFrom<In> {
  readonly _zod: { readonly def: { readonly in: In } }
}

/** A field held another type. */
export interface FieldRetyped<Field extends string, Old> extends TypeStep {
  readonly old: RetypedField<this['current'], Field, TypeThen<Old, this['moment']>>
}

/**
 * A field keeps its name and holds a different type.
 *
 * @param targets the schema, or schemas, that hold the field
 * @param how the old schema and two functions, or a zod codec from the old schema to the current one
 * @throws TDM_OPERATION_ARGUMENT, TDM_CODEC_UNUSABLE
 */
export default function retypeField<
  const Target extends SchemaTarget,
  const Field extends FieldOf<Target>,
  Old,
  In extends z.core.$ZodType,
>(
  targets: Target | readonly Target[],
  field: Field,
  codec: FieldCodec<Old, FieldValue<Target, Field>> & CodecFrom<In>,
  options?: RetypeLoss,
): Operation<SchemaOf<Target>, FieldRetyped<Field, In>>
export default function retypeField<
  const Target extends SchemaTarget,
  const Field extends FieldOf<Target>,
  Old extends AnySchema,
>(
  targets: Target | readonly Target[],
  field: Field,
  options: RetypeOptions<Old, FieldValue<Target, Field>>,
): Operation<SchemaOf<Target>, FieldRetyped<Field, Old>>
export default function retypeField(
  targets: SchemaTarget | readonly SchemaTarget[],
  field: string,
  how: z.core.$ZodType | RetypeOptions<AnySchema, unknown>,
  options: RetypeLoss = {},
): Operation {
  checkArguments(
    'retypeField',
    { field, how },
    {
      field: fieldName,
      how: isZodSchema(how)
        ? anything
        : { old: schema, upgrade: callback, downgrade: callback, loss: optional(losses) },
    },
  )
  const subjects = toSubjects(targets)
  const { old, upgrade, downgrade, loss = [] } = toWay(field, how, options)
  return defineOperation({
    name: 'retype-field',
    loss: typeof loss === 'string' ? [{ direction: 'downgrade', what: loss, fields: [field] }] : loss,
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
        if (held === undefined) return context.fail(tellMissingField(current, field, 'to retype'))
        return withFields(current, replaceFields(listFields(current), [field], [{ ...held, schema: old }]))
      },
      upgrade: (record) => record.put(field, callOf(upgrade, record.take(field))),
      downgrade: (record) => record.put(field, callOf(downgrade, record.take(field))),
    },
  })
}

/** Both forms as one. */
function toWay(
  field: string,
  how: z.core.$ZodType | RetypeOptions<AnySchema, unknown>,
  options: RetypeLoss,
): RetypeLoss & {
  readonly old: JsonSchema
  readonly upgrade: (value: unknown) => unknown
  readonly downgrade: (value: unknown) => unknown
} {
  if (!isZodSchema(how)) {
    return {
      ...how,
      old: toOldJsonSchema(how.old),
      upgrade: (value) => how.upgrade(value),
      downgrade: (value) => how.downgrade(value as never),
    }
  }
  const { old, decode, encode } = readCodec(how, field)
  checkArguments('retypeField', { options }, { options: { loss: optional(losses) } })
  return { ...options, old, upgrade: decode, downgrade: encode }
}
