/**
 * A small world in which every conversion is known without the library: models of named schemas, the operations
 * between them, and an interpreter that takes values through these one step at a time, as slowly and as plainly
 * as it can be written.
 */
import { mapEnum, mergeFields, nestFields, renameField, retypeField } from '../../../lib/operations/index.ts'
import type { Operation } from '../../../lib/operations/define-operation.ts'
import type { JsonSchema } from '../../../lib/schema/types.ts'

export type Type =
  | { readonly kind: 'text' | 'number' }
  | { readonly kind: 'enum'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'named'; readonly name: string }
  | { readonly kind: 'list' | 'map' | 'nullable' | 'tuple' | 'box'; readonly of: Type }
  | { readonly kind: 'group'; readonly fields: readonly Field[] }

export interface Field {
  readonly name: string
  readonly type: Type
  readonly required: boolean
}

/** The fields of each named schema. */
export type Model = ReadonlyMap<string, readonly Field[]>

/** One step from a model to an older one, on some of its schemas. */
export interface Move {
  readonly targets: readonly string[]
  readonly older: Model
  readonly operation: Operation
  /** The members of one object, in the newer form, to the older form; what is inside of members is left alone. */
  readonly down: (members: Members) => Members
  readonly up: (members: Members) => Members
}

export type Members = ReadonlyMap<string, unknown>

export function renameMove(model: Model, targets: readonly string[], from: string, to: string): Move {
  const swap = (old: string, name: string) => (members: Members) =>
    new Map([...members].map(([key, value]) => [key === old ? name : key, value]))
  return {
    targets,
    older: replace(model, targets, to, (field) => [{ ...field, name: from }]),
    operation: renameField(targets, from, to),
    down: swap(to, from),
    up: swap(from, to),
  }
}

/** The field stands in an array of one, in the older form. */
export function boxMove(model: Model, target: string, field: Field): Move {
  const box: Type = { kind: 'box', of: field.type }
  const unbox = (value: unknown): unknown => (Array.isArray(value) ? (value[0] as unknown) : undefined)
  return {
    targets: [target],
    older: replace(model, [target], field.name, () => [{ ...field, type: box }]),
    operation: retypeField(target, field.name, {
      old: toSchema(box),
      upgrade: unbox,
      downgrade: (value) => [value],
    }),
    down: change(field.name, (value) => [[field.name, [value]]]),
    up: change(field.name, (value) => [[field.name, unbox(value)]]),
  }
}

/** The values of an enum are numbers, in the older form. */
export function numberMove(
  model: Model,
  target: string,
  field: Field,
  values: readonly (string | number)[],
): Move {
  const pairs = values.map((current, index) => [index, current] as const)
  return {
    targets: [target],
    older: replace(model, [target], field.name, () => [
      { ...field, type: { kind: 'enum', values: pairs.map(([old]) => old) } },
    ]),
    operation: mapEnum(target, field.name, { pairs }),
    down: change(field.name, (value) => [[field.name, values.findIndex((known) => known === value)]]),
    up: change(field.name, (value) => [[field.name, values[Number(value)]]]),
  }
}

/** A text is in two parts, its first character and the rest, in the older form. */
export function splitMove(model: Model, target: string, field: Field, first: string, rest: string): Move {
  const join = (one: unknown, other: unknown): string => `${asText(one)}${asText(other)}`
  const text = { kind: 'text' } as const
  return {
    targets: [target],
    older: replace(model, [target], field.name, () => [
      { name: first, type: text, required: field.required },
      { name: rest, type: text, required: field.required },
    ]),
    operation: mergeFields(target, field.name, {
      old: Object.fromEntries([first, rest].map((name) => [name, toSchema(text)])),
      merge: (old: Readonly<Record<string, unknown>>) => join(own(old, first), own(old, rest)),
      split: (whole) =>
        Object.fromEntries([
          [first, asText(whole).slice(0, 1)],
          [rest, asText(whole).slice(1)],
        ]),
    }),
    down: change(field.name, (value) => [
      [first, asText(value).slice(0, 1)],
      [rest, asText(value).slice(1)],
    ]),
    up: (members) => {
      if (!members.has(first) && !members.has(rest)) return members
      const others = [...members].filter(([name]) => name !== first && name !== rest)
      return new Map([...others, [field.name, join(members.get(first), members.get(rest))]])
    },
  }
}

/** The fields of a group stand outside of it, in the older form. */
export function spreadMove(model: Model, target: string, field: Field, inner: readonly Field[]): Move {
  const names = inner.map(({ name }) => name)
  return {
    targets: [target],
    older: replace(model, [target], field.name, () =>
      inner.map((one) => ({ ...one, required: one.required && field.required })),
    ),
    operation: nestFields(target, names, field.name),
    down: change(field.name, (value) => [...toMembers(value)]),
    up: (members) => {
      const moved = [...members].filter(([name]) => names.includes(name))
      const others = [...members].filter(([name]) => !names.includes(name))
      return new Map(moved.length === 0 ? others : [...others, [field.name, Object.fromEntries(moved)]])
    },
  }
}

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
    case 'list':
      return { type: 'array', items: toSchema(type.of) }
    case 'map':
      return { type: 'object', additionalProperties: toSchema(type.of) }
    case 'nullable':
      return { anyOf: [{ type: 'null' }, toSchema(type.of)] }
    case 'tuple':
      return { type: 'array', prefixItems: [{ type: 'string' }, toSchema(type.of)], minItems: 2, maxItems: 2 }
    case 'box':
      return { type: 'array', items: toSchema(type.of), minItems: 1, maxItems: 1 }
    case 'group':
      return toObjectSchema(type.fields)
  }
}

/** The root of a model, with the named schemas that it reaches. */
export function toRootSchema(model: Model, root: string): Readonly<Record<string, unknown>> {
  const reached = new Set<string>()
  const visit = (type: Type): void => {
    if ('of' in type) visit(type.of)
    if (type.kind === 'group') for (const field of type.fields) visit(field.type)
    if (type.kind !== 'named' || reached.has(type.name)) return
    reached.add(type.name)
    for (const field of model.get(type.name) ?? []) visit(field.type)
  }
  visit({ kind: 'named', name: root })
  const parts = [...reached].sort().map((name) => [name, toObjectSchema(model.get(name) ?? [])])
  return { $ref: `#/$defs/${root}`, $defs: Object.fromEntries(parts) }
}

export function toMembers(value: unknown): Members {
  return new Map(Object.entries(value as Readonly<Record<string, unknown>>))
}

function walk(type: Type, value: unknown, visit: (name: string, members: Members) => Members): unknown {
  switch (type.kind) {
    case 'text':
    case 'number':
    case 'enum':
      return value
    case 'named':
      return Object.fromEntries(visit(type.name, toMembers(value)))
    case 'list':
    case 'box':
      return (value as readonly unknown[]).map((item) => walk(type.of, item, visit))
    case 'map':
      return Object.fromEntries([...toMembers(value)].map(([key, item]) => [key, walk(type.of, item, visit)]))
    case 'nullable':
      return value === null ? null : walk(type.of, value, visit)
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

function toObjectSchema(fields: readonly Field[]): Readonly<Record<string, unknown>> {
  const required = fields.filter((field) => field.required).map(({ name }) => name)
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, type }) => [name, toSchema(type)])),
    ...(required.length > 0 ? { required } : {}),
  }
}

function replace(
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

function change(name: string, make: (value: unknown) => readonly (readonly [string, unknown])[]) {
  return (members: Members): Members =>
    new Map([...members].flatMap(([key, value]) => (key === name ? make(value) : [[key, value] as const])))
}

function own(record: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
