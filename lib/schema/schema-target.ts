import { z } from 'zod'
import { toError } from '../errors.ts'
import { isEndpointPart, type EndpointPart, type Subject } from './endpoint-part.ts'
import type { HeldIn } from './field-types.ts'
import { isObject } from './subschemas.ts'
import { isZodSchema } from './to-json-schema.ts'
import type { DefinitionOf, TypeNow } from '../timeline/type-history.ts'
import type { TypeBoxSchema } from './typebox-types.ts'

/**
 * What an operation is on. A named schema, wherever it occurs: zod with `.meta({ id })`, JSON Schema with `$id`, or
 * just the name. Or one part of one endpoint: `queryOf('GET /users')`.
 */
export type SchemaTarget =
  z.core.$ZodType | NamedJsonSchema | TypeBoxSchema | EndpointPart | OlderSchema<unknown, unknown> | string

/** JSON Schema that names itself. */
export interface NamedJsonSchema {
  readonly $id?: string | undefined
}

declare const older: unique symbol

/** A named schema as it was before some changes: what `before` gives. */
export interface OlderSchema<Schema, Value> {
  readonly $id: string
  /** Types only: the schema as it is now, and its values as they were. */
  readonly [older]: readonly [schema: Schema, value: Value]
}

/**
 * The schema that a target stands for: `before(User, …)` for `User`. It is all that is kept of a target in the type of
 * a change: what is kept of a hundred changes in each other is more than a compiler should have to read.
 */
export type SchemaOf<Target> = Target extends OlderSchema<infer Schema, unknown> ? Schema : Target

/** The current value that a target describes, as it is sent; `unknown` where its type does not tell. */
export type ValueOf<Target> =
  Target extends OlderSchema<unknown, infer Value>
    ? Value
    : Target extends EndpointPart<infer Value>
      ? Value
      : TypeNow<Target, 'output'>

/**
 * The fields that an operation may name: those that each of its targets has; any where no type tells. A schema that is
 * not of one object has none: a change is on each of the branches of a union, or on the items of a list or a map.
 */
export type FieldOf<Target> = (
  Target extends unknown
    ? (field: HasNoFields<Target> extends true ? never : FieldIn<ValueOf<Target>>) => void
    : never
) extends (field: infer Field extends string) => void
  ? Field
  : never

/** A field that only old messages have: any name, where there is an object that it was in. */
export type OldFieldOf<Target> = true extends (Target extends unknown ? HasNoFields<Target> : never)
  ? never
  : string

type HasNoFields<Target> = DefinitionOf<Target> extends { readonly type: Fieldless } ? true : false

type Fieldless = 'union' | 'nullable' | 'array' | 'tuple' | 'record' | 'enum'

/** The fields of a value, or of each of several values; any name where the type does not tell. */
export type FieldIn<Value> = unknown extends Value
  ? string
  : Extract<Value extends unknown ? keyof Value : never, string>

/** The value of a field. */
export type FieldValue<Target, Field extends string> = HeldIn<ValueOf<Target>, Field>

/** What an operation is on. */
export function toSubjects(targets: SchemaTarget | readonly SchemaTarget[]): readonly Subject[] {
  return Object.freeze(isTargetList(targets) ? targets.map(toSubject) : [toSubject(targets)])
}

function toSubject(target: SchemaTarget): Subject {
  if (typeof target === 'string' || isEndpointPart(target)) return target
  const name = isZodSchema(target) ? z.globalRegistry.get(target)?.id : readId(target)
  if (name === undefined || name === '') throw toError('TDM_SCHEMA_UNNAMED')
  return name
}

/** What is no schema at all, such as one that a circular import has not defined yet, has no name either. */
function readId(target: unknown): string | undefined {
  return isObject(target) && typeof target.$id === 'string' ? target.$id : undefined
}

function isTargetList(targets: SchemaTarget | readonly SchemaTarget[]): targets is readonly SchemaTarget[] {
  return Array.isArray(targets)
}
