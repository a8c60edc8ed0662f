import { isKeywords, type Keywords, listParts, mapParts, toPart } from './list-parts.ts'
import { findMark } from './read-object.ts'
import type { Part, Side } from './shape.ts'
import type { Direction } from './types.ts'

/** A schema in JSON Schema 2020-12, and those that it refers to, by the names that `$ref` has for them. */
export interface Bundle {
  readonly schema: Written
  readonly definitions: ReadonlyMap<string, Written>
  /** One of them asks what its other keywords have evaluated (JSON Schema 2020-12, core §11). */
  readonly isEvaluated: boolean
}

/** What a schema was written as. */
type Written = boolean | Readonly<Record<string, unknown>>

/** Writes schemas of documents down for a validator. */
export interface Bundler {
  /**
   * The original keywords, with as little change as the dialect and the direction of the message ask for.
   *
   * @returns `undefined` for what cannot be said so: a dangling or recursive reference, or excessive size
   */
  toBundle(root: Part): Bundle | undefined
}

/** One schema that was written down: those of a document are shared by all that refer to them. */
interface Entry {
  schema: Written
  /** Writes it, when it is first reached; gone by then. */
  write: (() => void) | undefined
  readonly references: Set<string>
  size: number
  isExpressible: boolean
  isEvaluated: boolean
}

/** Stands in every schema that others refer to: a validator counts by it how often one is entered. */
export const countKeyword = 'x-tidemark-entered'

/** More schemas than this are too much for a validator to be built from them. */
const maximalSchemas = 4000
/** Each branch of a union nests in the code of the one before it. */
const maximalBranches = 400
const maximalDepth = 200

const types: ReadonlySet<unknown> = new Set([
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'array',
  'object',
])
const numberKeywords = [
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minContains',
  'maxContains',
]
const schemaKeywords = ['not', 'if', 'then', 'else', 'contains', 'propertyNames', 'additionalProperties']
const lateKeywords = ['unevaluatedProperties', 'unevaluatedItems']

/**
 * Builds a bundler for a validator that knows 2020-12 only. It shares no code with the normal form that it checks.
 */
export function createBundler(direction: Direction): Bundler {
  const entries = new Map<string, Entry>()
  const names = new Map<Side, Map<string, string>>()
  const mark = direction === 'request' ? 'readOnly' : 'writeOnly'
  let entry = openEntry()

  const fail = (): true => {
    entry.isExpressible = false
    return true
  }

  function refer(reference: string, from: Part, hidden: ReadonlySet<string>): string {
    const target = from.side.resolve(reference)
    if (target === undefined) {
      fail()
      return '#'
    }
    const key = [target.pointer, ...[...hidden].sort()].join('\n')
    const ofSide = names.get(target.side) ?? new Map<string, string>()
    names.set(target.side, ofSide)
    let name = ofSide.get(key)
    if (name === undefined) {
      const written = openEntry()
      name = `d${entries.size}`
      ofSide.set(key, name)
      entries.set(name, written)
      written.write = () => write(written, target, hidden)
    }
    entry.references.add(name)
    return name
  }

  function write(into: Entry, part: Part, hidden: ReadonlySet<string>): void {
    entry = into
    const written = convert(part, hidden, 0)
    into.write = undefined
    into.schema = isKeywords(written) ? { ...written, [countKeyword]: true } : written !== false
  }

  function convert(part: Part, inherited: ReadonlySet<string>, depth: number): unknown {
    const { schema, side } = part
    if (typeof schema === 'boolean') return schema
    // Schemas that share their parts are written out: they may be countless.
    entry.size += 1
    if (entry.size > maximalSchemas || depth > maximalDepth || '$recursiveRef' in schema) return fail()
    const isOld = side.dialect !== 'openapi-3.1'
    if (isOld && typeof schema.$ref === 'string') return { $ref: refer(schema.$ref, part, inherited) }
    const hidden = new Set([...inherited, ...listHidden(part, mark, 16)])
    const plain = convertPlain(schema)
    const inner = (child: Part): unknown => convert(child, new Set(), depth + 1)
    for (const keyword of [...schemaKeywords, ...lateKeywords]) {
      const child = toPart(part, schema, keyword)
      if (child !== undefined) plain[keyword] = inner(child)
    }
    if (lateKeywords.some((keyword) => keyword in plain)) entry.isEvaluated = true
    const isTuple = Array.isArray(schema.items)
    const prefix = listParts(part, schema, isTuple ? 'items' : 'prefixItems')
    if (prefix.length > 0) plain.prefixItems = prefix.map(inner)
    const items = toPart(part, schema, isTuple ? 'additionalItems' : 'items')
    if (items !== undefined) plain.items = inner(items)
    const properties = [...mapParts(part, schema, 'properties')].filter(([name]) => !hidden.has(name))
    if (properties.length > 0) plain.properties = toMap(properties, inner)
    const patterns = [...mapParts(part, schema, 'patternProperties')]
    if (patterns.length > 0) plain.patternProperties = toMap(patterns, inner)
    const dependents = ['dependentSchemas', 'dependencies'].flatMap((keyword) => [
      ...mapParts(part, schema, keyword),
    ])
    if (dependents.length > 0) plain.dependentSchemas = toMap(dependents, inner)
    if (Array.isArray(schema.required)) {
      plain.required = [
        ...new Set(schema.required.filter((name) => typeof name === 'string' && !hidden.has(name))),
      ]
    }
    // Siblings in an allOf speak of one object: what one of them hides, the others do not require.
    const beside = (child: Part): unknown => convert(child, hidden, depth + 1)
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const branches = listParts(part, schema, keyword)
      if (branches.length > maximalBranches) return fail()
      if (branches.length > 0) plain[keyword] = branches.map(beside)
    }
    if (typeof schema.$ref === 'string') plain.$ref = refer(schema.$ref, part, hidden)
    if (typeof schema.$dynamicRef === 'string') {
      // Its anchor stands once: it is a reference like others, and may stand beside one.
      const members: readonly unknown[] = Array.isArray(plain.allOf) ? plain.allOf : []
      plain.allOf = [...members, { $ref: refer(schema.$dynamicRef, part, hidden) }]
    }
    if (!isOld || schema.nullable !== true) return plain
    const { enum: listed, const: constant, ...rest } = plain
    return {
      anyOf: [{ type: 'null' }, rest],
      ...(listed === undefined ? {} : { enum: listed }),
      ...(constant === undefined ? {} : { const: constant }),
    }
  }

  function toBundle(root: Part): Bundle | undefined {
    const whole = openEntry()
    write(whole, root, new Set())
    const definitions = new Map<string, Written>()
    const reached = new Set([whole])
    let size = 0
    let isEvaluated = false
    for (const { references, size: own, isExpressible, isEvaluated: isOwn } of reached) {
      size += own
      isEvaluated ||= isOwn
      if (!isExpressible || size > maximalSchemas) return undefined
      for (const name of references) {
        const referred = entries.get(name)
        if (referred === undefined || reached.has(referred)) continue
        referred.write?.()
        reached.add(referred)
        definitions.set(name, referred.schema)
      }
    }
    return { schema: whole.schema, definitions, isEvaluated }
  }
  return { toBundle }
}

function openEntry(): Entry {
  return {
    schema: true,
    write: undefined,
    references: new Set(),
    size: 0,
    isExpressible: true,
    isEvaluated: false,
  }
}

/** The keywords that hold no schemas. What a validator would stumble over, being no valid keyword, goes. */
function convertPlain(schema: Keywords): Record<string, unknown> {
  const plain: Record<string, unknown> = {}
  for (const keyword of [...numberKeywords, 'minProperties', 'maxProperties']) {
    const value = schema[keyword]
    if (typeof value === 'number' && value >= 0) plain[keyword] = value
  }
  for (const [keyword, exclusiveKeyword] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const bound = schema[keyword]
    const exclusive = schema[exclusiveKeyword]
    if (typeof bound === 'number') plain[exclusive === true ? exclusiveKeyword : keyword] = bound
    if (typeof exclusive === 'number') plain[exclusiveKeyword] = exclusive
  }
  const { type } = schema
  const named = (Array.isArray(type) ? type : [type])
    .map((name: unknown) => (name === 'file' ? 'string' : name))
    .filter((name) => types.has(name))
  if (named.length > 0) plain.type = [...new Set(named)]
  if (typeof schema.pattern === 'string') plain.pattern = schema.pattern
  if (typeof schema.format === 'string') plain.format = schema.format
  if (schema.uniqueItems === true) plain.uniqueItems = true
  if ('const' in schema) plain.const = schema.const
  if (Array.isArray(schema.enum)) {
    // Ajv insists on a value, and on distinct ones.
    if (schema.enum.length === 0) plain.not = {}
    else
      plain.enum = [
        ...new Map(schema.enum.map((value) => [JSON.stringify(value), value as unknown])).values(),
      ]
  }
  const needs = ['dependentRequired', 'dependencies'].flatMap((keyword) => {
    const map = schema[keyword]
    return isKeywords(map) ? Object.entries(map).filter(([, list]) => Array.isArray(list)) : []
  })
  if (needs.length > 0) plain.dependentRequired = Object.fromEntries(needs)
  return plain
}

/** Of what is met again on another way, nothing new is learnt: parts that refer to each other twice are countless. */
function listHidden(part: Part, mark: 'readOnly' | 'writeOnly', hops: number): ReadonlySet<string> {
  const hidden = new Set<string>()
  const seen = new Set<Part['schema']>()
  let level: readonly Part[] = [part]
  for (let left = hops; left > 0 && level.length > 0; left -= 1) {
    level = level.flatMap((one) => {
      const { schema, side } = one
      if (typeof schema === 'boolean' || seen.has(schema)) return []
      seen.add(schema)
      for (const [name, property] of mapParts(one, schema, 'properties')) {
        if (findMark(property, mark, left) !== undefined) hidden.add(name)
      }
      const target = typeof schema.$ref === 'string' ? side.resolve(schema.$ref) : undefined
      return [...listParts(one, schema, 'allOf'), ...(target === undefined ? [] : [target])]
    })
  }
  return hidden
}

function toMap(
  entries: Iterable<readonly [string, Part]>,
  convert: (part: Part) => unknown,
): Record<string, unknown> {
  const map: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const [name, part] of entries) map[name] = convert(part)
  return map
}
