import { z } from 'zod'
import { toError } from '../errors.ts'
import { isZodSchema } from './to-json-schema.ts'

/** A named schema: zod with `.meta({ id })`, JSON Schema with `$id`, or just the name. */
export type SchemaTarget = z.core.$ZodType | NamedJsonSchema | string

/** JSON Schema (and so TypeBox) that names itself. */
export interface NamedJsonSchema {
  readonly $id?: string | undefined
}

/** The current value that a target describes; `unknown` where its type does not tell. */
export type ValueOf<Target> = Target extends z.core.$ZodType
  ? z.core.output<Target>
  : Target extends { readonly static: infer Value }
    ? Value
    : unknown

/** The fields that an operation may name: those that each of its targets has; any where no type tells. */
export type FieldOf<Target> = (
  Target extends unknown ? (field: FieldIn<ValueOf<Target>>) => void : never
) extends (field: infer Field extends string) => void
  ? Field
  : never

/** The fields of a value, or of each of several values; any name where the type does not tell. */
export type FieldIn<Value> = unknown extends Value
  ? string
  : Extract<Value extends unknown ? keyof Value : never, string>

/** The value of a field. */
export type FieldValue<Target, Field extends string> =
  ValueOf<Target> extends infer Value
    ? Value extends Readonly<Partial<Record<Field, infer Held>>>
      ? Held
      : unknown
    : never

/** The names of the schemas that an operation is on. */
export function toSchemaNames(targets: SchemaTarget | readonly SchemaTarget[]): readonly string[] {
  return isTargetList(targets) ? targets.map(toSchemaName) : [toSchemaName(targets)]
}

function toSchemaName(target: SchemaTarget): string {
  if (typeof target === 'string') return target
  const name = isZodSchema(target) ? z.globalRegistry.get(target)?.id : target.$id
  if (name === undefined || name === '') throw toError('TDM_SCHEMA_UNNAMED')
  return name
}

function isTargetList(targets: SchemaTarget | readonly SchemaTarget[]): targets is readonly SchemaTarget[] {
  return Array.isArray(targets)
}
