/**
 * A small world in which every conversion is known without the library: models of named schemas, and an interpreter
 * that takes values through the operations between them one step at a time, as slowly and as plainly as it can be
 * written. The operations themselves are in moves.ts.
 */
import type { Operation } from '../../../lib/operations/define-operation.ts'
import type { JsonSchema } from '../../../lib/schema/types.ts'

export type Type =
  | { readonly kind: 'text' | 'number' }
  | { readonly kind: 'enum'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'named'; readonly name: string }
  /** One of several named schemas, each with a tag of its own. */
  | { readonly kind: 'tagged'; readonly names: readonly string[] }
  /** A text, or what else. */
  | { readonly kind: 'list' | 'map' | 'nullable' | 'tuple' | 'box' | 'either'; readonly of: Type }
  | { readonly kind: 'group'; readonly fields: readonly Field[] }

export interface Field {
  readonly name: string
  readonly type: Type
  readonly required: boolean
  readonly default?: unknown
}

/** A value that can stand in for a field that is missing. */
export type Fill = string | number | null | readonly unknown[] | Readonly<Record<string, unknown>>

/** The fields of each named schema. */
export type Model = ReadonlyMap<string, readonly Field[]>

/** The field by which the schemas of a union are told apart. */
export const tag = 'tag'

/** One step from a model to an older one, on some of its schemas. */
export interface Move {
  readonly targets: readonly string[]
  readonly older: Model
  readonly operation: Operation
  /** Whether a current value may differ after the way down and up again. */
  readonly isLossy: boolean
  /** The members of one object, in the newer form, to the older form; what is inside of members is left alone. */
  readonly down: (members: Members) => Members
  readonly up: (members: Members) => Members
}

export type Members = ReadonlyMap<string, unknown>

/** Takes a value of the newer form one step down: an object first, then what stands in its members. */
export function stepDown(move: Move, type: Type, value: unknown): unknown {
  return walk(type, value, (name, members) => {
    const moved = move.targets.includes(name) ? move.down(members) : members
    return mapMembers(moved, move.older.get(name) ?? [], (inner, member) => stepDown(move, inner, member))
  })
}

/** Takes a value of the older form one step up: what stands in the members first, then the object. */
export function stepUp(move: Move, type: Type, value: unknown): unknown {
  return walk(type, value, (name, members) => {
    const lifted = mapMembers(members, move.older.get(name) ?? [], (inner, member) =>
      stepUp(move, inner, member),
    )
    return move.targets.includes(name) ? move.up(lifted) : lifted
  })
}

/** Whether a value is of a type. */
export function isOf(model: Model, type: Type, value: unknown): boolean {
  switch (type.kind) {
    case 'text':
      return typeof value === 'string'
    case 'number':
      return typeof value === 'number'
    case 'enum':
      return type.values.some((known) => known === value)
    case 'named':
      return isObject(value) && areOf(model, model.get(type.name) ?? [], value)
    case 'group':
      return isObject(value) && areOf(model, type.fields, value)
    case 'tagged':
      return (
        isObject(value) &&
        type.names.some((name) => value[tag] === name && isOf(model, { kind: 'named', name }, value))
      )
    case 'list':
      return Array.isArray(value) && value.every((item) => isOf(model, type.of, item))
    case 'map':
      return isObject(value) && Object.values(value).every((item) => isOf(model, type.of, item))
    case 'nullable':
      return value === null || isOf(model, type.of, value)
    case 'either':
      return typeof value === 'string' || isOf(model, type.of, value)
    case 'tuple':
      return Array.isArray(value) && value.length === 2 && isOf(model, type.of, value[1])
    case 'box':
      return Array.isArray(value) && value.length === 1 && isOf(model, type.of, value[0])
  }
}

/** A type as JSON Schema. */
export function toSchema(type: Type): JsonSchema {
  switch (type.kind) {
    case 'text':
      return { type: 'string' }
    case 'number':
      return { type: 'number' }
    case 'enum':
      return { type: typeof type.values[0] === 'number' ? 'integer' : 'string', enum: type.values }
    case 'named':
      return { $ref: `#/$defs/${type.name}` }
    case 'tagged':
      return { oneOf: type.names.map((name) => toSchema({ kind: 'named', name })) }
    case 'list':
      return { type: 'array', items: toSchema(type.of) }
    case 'map':
      return { type: 'object', additionalProperties: toSchema(type.of) }
    case 'nullable':
      return { anyOf: [{ type: 'null' }, toSchema(type.of)] }
    case 'either':
      return { anyOf: [{ type: 'string' }, toSchema(type.of)] }
    case 'tuple':
      return { type: 'array', prefixItems: [{ type: 'string' }, toSchema(type.of)], minItems: 2, maxItems: 2 }
    case 'box':
      return { type: 'array', items: toSchema(type.of), minItems: 1, maxItems: 1 }
    case 'group':
      return toObjectSchema(type.fields)
  }
}

/** An object of these fields as JSON Schema. */
export function toObjectSchema(fields: readonly Field[]): Readonly<Record<string, unknown>> {
  const required = fields.filter((field) => field.required).map(({ name }) => name)
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, toFieldSchema(field)])),
    ...(required.length > 0 ? { required } : {}),
  }
}

/** The root of a model, with the named schemas that it reaches. */
export function toRootSchema(model: Model, root: string): Readonly<Record<string, unknown>> {
  const reached = new Set<string>()
  const visit = (type: Type): void => {
    if ('of' in type) visit(type.of)
    if (type.kind === 'group') for (const field of type.fields) visit(field.type)
    for (const name of type.kind === 'named' ? [type.name] : type.kind === 'tagged' ? type.names : []) {
      if (reached.has(name)) continue
      reached.add(name)
      for (const field of model.get(name) ?? []) visit(field.type)
    }
  }
  visit({ kind: 'named', name: root })
  const parts = [...reached].sort().map((name) => [name, toObjectSchema(model.get(name) ?? [])])
  return { $ref: `#/$defs/${root}`, $defs: Object.fromEntries(parts) }
}

export function toMembers(value: unknown): Members {
  return new Map(Object.entries(value as Readonly<Record<string, unknown>>))
}

/** A model in which a field of some schemas is replaced by others. */
export function replace(
  model: Model,
  targets: readonly string[],
  name: string,
  make: (field: Field) => readonly Field[],
): Model {
  return new Map(
    [...model].map(([schema, fields]) => [
      schema,
      targets.includes(schema)
        ? fields.flatMap((field) => (field.name === name ? make(field) : [field]))
        : fields,
    ]),
  )
}

function toFieldSchema(field: Field): JsonSchema {
  const schema = toSchema(field.type)
  return field.default === undefined || typeof schema === 'boolean'
    ? schema
    : { ...schema, default: field.default }
}

function walk(type: Type, value: unknown, visit: (name: string, members: Members) => Members): unknown {
  switch (type.kind) {
    case 'text':
    case 'number':
    case 'enum':
      return value
    case 'named':
      return Object.fromEntries(visit(type.name, toMembers(value)))
    case 'tagged':
      return Object.fromEntries(
        visit(String((value as Readonly<Record<string, unknown>>)[tag]), toMembers(value)),
      )
    case 'list':
    case 'box':
      return (value as readonly unknown[]).map((item) => walk(type.of, item, visit))
    case 'map':
      return Object.fromEntries([...toMembers(value)].map(([key, item]) => [key, walk(type.of, item, visit)]))
    case 'nullable':
      return value === null ? null : walk(type.of, value, visit)
    case 'either':
      return typeof value === 'string' ? value : walk(type.of, value, visit)
    case 'tuple': {
      const [first, second] = value as readonly unknown[]
      return [first, walk(type.of, second, visit)]
    }
    case 'group':
      return Object.fromEntries(
        mapMembers(toMembers(value), type.fields, (inner, item) => walk(inner, item, visit)),
      )
  }
}

function mapMembers(
  members: Members,
  fields: readonly Field[],
  map: (type: Type, member: unknown) => unknown,
): Members {
  return new Map(
    [...members].map(([name, member]) => {
      const field = fields.find((candidate) => candidate.name === name)
      return [name, field === undefined ? member : map(field.type, member)]
    }),
  )
}

function areOf(model: Model, fields: readonly Field[], value: Readonly<Record<string, unknown>>): boolean {
  return (
    Object.keys(value).every((name) => fields.some((field) => field.name === name)) &&
    fields.every(({ name, type, required }) =>
      Object.hasOwn(value, name) ? isOf(model, type, value[name]) : !required,
    )
  )
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
