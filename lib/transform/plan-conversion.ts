import { listReferences, toComponentName } from '../schema/components.ts'
import { isObject, toSchema } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import { assign, compileRecord } from './compile-expression.ts'
import { compileUnion } from './compile-union.ts'
import type { Convert } from './expression.ts'
import { listShapeFields, planRecord, type Lift, type RecordShape } from './plan-record.ts'
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
    if (name === undefined) return touches(schema, from, to) ? plan(schema, [], from, to) : undefined
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
    entry.convert = plan(history.at(name, from) ?? true, [name], from, to) ?? entry.convert
    return entry.convert
  }

  const lift: Lift = (expression, schema, from, to) => {
    const convert = between(schema, from, to)
    return convert === undefined ? expression : { kind: 'convert', of: expression, converter: () => convert }
  }

  const plan = (
    schema: JsonSchema,
    names: readonly string[],
    from: number,
    to: number,
  ): Convert | undefined => {
    if (typeof schema === 'boolean') return undefined
    const reference = toComponentName(schema.$ref)
    if (reference !== undefined && names.length > 0) return between(schema, from, to)
    const branches = [schema.anyOf, schema.oneOf].filter(Array.isArray).flat().map(toSchema)
    if (branches.length > 0) {
      const converts = branches.map((branch) => between(branch, from, to))
      const resolved = branches.map((branch) => history.resolve(branch, from))
      return compileUnion(resolved, converts, names[0] ?? 'a schema without a name')
    }
    const list = planList(schema, from, to)
    const record = planObject(schema, names, from, to)
    if (list === undefined) return record
    return (value) => (Array.isArray(value) ? list(value) : record === undefined ? value : record(value))
  }

  const planList = (
    schema: Readonly<Record<string, unknown>>,
    from: number,
    to: number,
  ): ((values: readonly unknown[]) => unknown) | undefined => {
    const prefix = (Array.isArray(schema.prefixItems) ? schema.prefixItems : []).map((item) =>
      between(toSchema(item), from, to),
    )
    const items = schema.items === undefined ? undefined : between(toSchema(schema.items), from, to)
    if (items === undefined && prefix.every((convert) => convert === undefined)) return undefined
    return (values) =>
      values.map((value, index) => {
        const convert = index < prefix.length ? prefix[index] : items
        return convert === undefined ? value : convert(value)
      })
  }

  const planObject = (
    schema: Readonly<Record<string, unknown>>,
    names: readonly string[],
    from: number,
    to: number,
  ): Convert | undefined => {
    const shape = toShape(schema, names)
    const record = planRecord(shape, { from, to, direction }, history, lift)
    const values = isObject(schema.additionalProperties)
      ? between(schema.additionalProperties, from, to)
      : undefined
    if (record.identical && values === undefined) return undefined
    const build = compileRecord(record.fields)
    const declared = new Set(
      [from, to].flatMap((level) => listShapeFields(shape, level, history).map(({ name }) => name)),
    )
    const keepsRest = direction === 'upgrade' ? schema.additionalProperties !== false : hasMap(schema)
    return (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
      const built = build(value)
      if (!keepsRest) return built
      for (const [name, member] of Object.entries(value)) {
        if (!declared.has(name)) assign(built, name, values === undefined ? member : values(member))
      }
      return built
    }
  }

  return { between }
}

/** Whether a schema says of its own accord that it holds more than its named properties. */
function hasMap(schema: Readonly<Record<string, unknown>>): boolean {
  const { additionalProperties, patternProperties } = schema
  return (
    (additionalProperties !== undefined && additionalProperties !== false) || patternProperties !== undefined
  )
}

/** An object schema with what its `allOf` adds: a named part brings its changes along. */
function toShape(schema: Readonly<Record<string, unknown>>, names: readonly string[]): RecordShape {
  const parts = (Array.isArray(schema.allOf) ? schema.allOf : []).map(toSchema)
  const references = [schema, ...parts].flatMap((part) => {
    const name = isObject(part) ? toComponentName(part.$ref) : undefined
    return name === undefined ? [] : [name]
  })
  const properties = [...parts, ...(names.length > 0 ? [] : [schema])].map((part) =>
    isObject(part) && isObject(part.properties) ? part.properties : {},
  )
  return {
    names: [...names, ...references],
    own: { properties: Object.assign({}, ...properties) as JsonSchema },
  }
}
