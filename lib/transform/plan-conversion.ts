import { listReferences, toComponentName, toReference } from '../schema/components.ts'
import { toSchema, toSchemaObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import { assign, compileRecord } from './compile-expression.ts'
import { toPlain } from './to-plain.ts'
import { compileUnion } from './compile-union.ts'
import type { Convert } from './expression.ts'
import { hasInside, listAlternatives, type Part } from './list-alternatives.ts'
import { listShapeFields, planRecord, type Lift, type RecordShape } from './plan-record.ts'
import { planRest } from './plan-rest.ts'
import type { SchemaHistory } from './schema-history.ts'
import type { Direction } from './steps.ts'

/** Conversions between levels, each compiled once and shared by all places that need it. */
export interface Conversions {
  /** The conversion of a schema's values between two levels; `undefined` where they pass as they are. */
  between(schema: JsonSchema, from: number, to: number): Convert | undefined
}

/**
 * Finds, for any schema, every place that a change reaches (nested, in arrays, tuples, maps, unions, recursion)
 * and compiles one pass over a value that visits these places and no others.
 */
export function planConversions(history: SchemaHistory, direction: Direction): Conversions {
  const named = new Map<string, { convert: Convert }>()
  const touched = new Map<string, boolean>()

  /** Whether a change between the levels reaches anything that this schema refers to. */
  const touches = (schema: JsonSchema, from: number, to: number): boolean => {
    const seen = new Set<string>()
    const queue = listReferences(schema)
    for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
      if (seen.has(name)) continue
      seen.add(name)
      if (history.changes(name, from, to)) return true
      queue.push(...listReferences(history.at(name, from) ?? true))
    }
    return false
  }

  const between = (schema: JsonSchema, from: number, to: number): Convert | undefined => {
    if (from === to || typeof schema === 'boolean') return undefined
    const name = toComponentName(schema.$ref)
    if (name === undefined || hasInside(schema)) {
      return touches(schema, from, to) ? plan(schema, undefined, from, to) : undefined
    }
    const key = `${String(from)}:${String(to)}:${name}`
    const isTouched = touched.get(key) ?? touches(schema, from, to)
    touched.set(key, isTouched)
    return isTouched ? byName(name, key, from, to) : undefined
  }

  const byName = (name: string, key: string, from: number, to: number): Convert => {
    const known = named.get(key)
    // While a recursive schema is still being planned, the call goes through the entry that it will fill.
    if (known !== undefined) return (value) => known.convert(value)
    const entry = { convert: (value: unknown) => value }
    named.set(key, entry)
    try {
      entry.convert = plan(toSchemaObject(history.at(name, from) ?? true), name, from, to) ?? entry.convert
    } catch (error) {
      // What was planned on the way may go through this entry: another call is to fail in the same way.
      named.clear()
      throw error
    }
    return entry.convert
  }

  const lift: Lift = (expression, schema, from, to) => {
    const convert = between(schema, from, to)
    return convert === undefined ? expression : { kind: 'convert', of: expression, converter: () => convert }
  }

  const plan = (
    schema: Readonly<Record<string, unknown>>,
    name: string | undefined,
    from: number,
    to: number,
  ): Convert | undefined => {
    const branches = listAlternatives({ name, schema }, from, history).map((parts) => {
      const [only, ...others] = parts.filter((part) => hasInside(part.schema))
      // A branch that is one named schema shares that schema's conversion, which may be the one being planned.
      const isShared = only?.name !== undefined && only.name !== name && others.length === 0
      const convert = isShared
        ? between({ $ref: toReference(only.name) }, from, to)
        : planParts(parts, from, to)
      return { parts, convert }
    })
    const [first, ...others] = branches
    if (first === undefined || others.length === 0) return first?.convert
    return compileUnion(branches, (field) => history.resolve(field, from), name ?? 'a schema without a name')
  }

  const planParts = (parts: readonly Part[], from: number, to: number): Convert | undefined => {
    const list = planList(parts, from, to)
    const record = planMembers(parts, from, to)
    if (list === undefined) return record
    return (value) => (Array.isArray(value) ? list(value) : record === undefined ? value : record(value))
  }

  const planList = (
    parts: readonly Part[],
    from: number,
    to: number,
  ): ((values: readonly unknown[]) => unknown) | undefined => {
    const tuple = parts.map(({ schema }) => schema.prefixItems).find(Array.isArray) ?? []
    const prefix = tuple.map((item) => between(toSchema(item), from, to))
    const rest = parts.find(({ schema }) => schema.items !== undefined)?.schema.items
    const items = between(toSchema(rest), from, to)
    if (items === undefined && prefix.every((convert) => convert === undefined)) return undefined
    return (values) =>
      values.map((value, index) => {
        const convert = index < prefix.length ? prefix[index] : items
        return convert === undefined ? value : convert(value)
      })
  }

  const planMembers = (parts: readonly Part[], from: number, to: number): Convert | undefined => {
    const shape = toShape(parts)
    const record = planRecord(shape, { from, to, direction }, history, lift)
    const rest = planRest(parts, direction, (schema) => between(schema, from, to))
    if (record.identical && !rest.isTouched) return undefined
    const build = compileRecord(record.fields)
    const declared = new Set(
      [from, to].flatMap((level) => listShapeFields(shape, level, history).map(({ name }) => name)),
    )
    return (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
      const plain = toPlain(value)
      if (typeof plain !== 'object' || plain === null) return plain
      const built = build(plain)
      if (!rest.isKept) return built
      for (const [name, member] of Object.entries(plain)) {
        if (declared.has(name)) continue
        const kept = rest.convert(name, member)
        if (kept !== undefined) assign(built, name, kept)
      }
      return built
    }
  }

  return { between }
}

/** The named schemas and the own properties among the parts of an object's schema. */
function toShape(parts: readonly Part[]): RecordShape {
  return {
    names: [...new Set(parts.flatMap(({ name }) => (name === undefined ? [] : [name])))],
    own: parts.flatMap(({ name, schema }) => (name === undefined ? [schema] : [])),
  }
}
