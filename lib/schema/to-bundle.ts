import { isNullable } from './is-nullable.ts'
import { hasKnownTypes, isJsonIn, toPlainKeywords } from './plain-keywords.ts'
import { isKeywords, listParts, mapParts, toPart } from './list-parts.ts'
import { findMark } from './read-object.ts'
import type { Part, Side } from './shape.ts'
import type { Direction } from './types.ts'

/** A schema in JSON Schema 2020-12, and those that it refers to, by the names that `$ref` has for them. */
export interface Bundle {
  readonly root: Written
  readonly definitions: ReadonlyMap<string, Written>
  /** One of them asks what its other keywords have evaluated (JSON Schema 2020-12, core §11). */
  readonly isEvaluated: boolean
}

/** What a schema was written as. */
export interface Written {
  readonly schema: boolean | Readonly<Record<string, unknown>>
  /** Whether JSON tells it from all others: it has no number that JSON does not have, for instance. */
  readonly isJson: boolean
}

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
  readonly of: Part['schema']
  schema: Written['schema']
  isJson: boolean
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

/** Of the same value. */
const besideKeywords = ['not', 'if', 'then', 'else']
const lateKeywords = ['unevaluatedProperties', 'unevaluatedItems']
/** Of what is in the value. */
const innerKeywords = ['contains', 'propertyNames', 'additionalProperties', ...lateKeywords]
/** What only schemas of some size have. */
const parted = ['properties', 'items', 'prefixItems', 'patternProperties', 'allOf', 'anyOf', 'oneOf', 'if']
const none: ReadonlySet<string> = new Set()

/**
 * Builds a bundler for a validator that knows 2020-12 only. It shares no code with the normal form that it checks.
 */
export function createBundler(direction: Direction): Bundler {
  /** The same place in both documents has the same name: what is written alike there need not be read twice. */
  const names = new Map<string, string>()
  const entries = new Map<Side, Map<string, Entry>>()
  const mark = direction === 'request' ? 'readOnly' : 'writeOnly'
  let entry = openEntry(true)

  const fail = (): true => {
    entry.isExpressible = false
    return true
  }

  function refer(reference: string, from: Part, hidden: ReadonlySet<string>): string {
    const target = from.side.resolve(reference)
    if (target !== undefined) return nameOf(target, hidden)
    fail()
    return '#'
  }

  function nameOf(part: Part, hidden: ReadonlySet<string>, depth = 0): string {
    const ofSide = entries.get(part.side) ?? new Map<string, Entry>()
    entries.set(part.side, ofSide)
    let key = [part.pointer, ...[...hidden].sort()].join('\n')
    let name = names.get(key) ?? `d${names.size}`
    // Schemas that stand in no document may be said to stand where others do.
    while ((ofSide.get(name)?.of ?? part.schema) !== part.schema) {
      key += '\n'
      name = names.get(key) ?? `d${names.size}`
    }
    names.set(key, name)
    if (!ofSide.has(name)) {
      const written = openEntry(part.schema)
      ofSide.set(name, written)
      written.write = () => write(written, part, hidden, depth)
    }
    entry.references.add(name)
    return name
  }

  /** A schema of a member or an item: where it has parts of its own, it is read when a value gets there. */
  function writeInner(part: Part, depth: number): unknown {
    const { schema } = part
    const isSmall = typeof schema === 'boolean' || !parted.some((keyword) => keyword in schema)
    return isSmall ? convert(part, none, depth) : { $ref: nameOf(part, none, depth) }
  }

  function write(into: Entry, part: Part, hidden: ReadonlySet<string>, depth = 0): void {
    entry = into
    const written = convert(part, hidden, depth)
    into.write = undefined
    into.schema = isKeywords(written) ? { ...written, [countKeyword]: true } : written !== false
  }

  function convert(part: Part, inherited: ReadonlySet<string>, depth: number): unknown {
    const { schema, side } = part
    if (typeof schema === 'boolean') return schema
    // Schemas that share their parts are written out: they may be countless.
    entry.size += 1
    if (entry.size > maximalSchemas || depth > maximalDepth || '$recursiveRef' in schema) return fail()
    if (!hasKnownTypes(schema)) return fail()
    if (side.dialect !== 'openapi-3.1' && typeof schema.$ref === 'string')
      return { $ref: refer(schema.$ref, part, inherited) }
    const hidden = new Set([...inherited, ...listHidden(part, mark, 16)])
    const plain = toPlainKeywords(schema)
    if (!isJsonIn(plain)) entry.isJson = false
    const inner = (child: Part): unknown => writeInner(child, depth + 1)
    const beside = (child: Part): unknown => convert(child, none, depth + 1)
    for (const keyword of besideKeywords) {
      const child = toPart(part, schema, keyword)
      if (child !== undefined) plain[keyword] = beside(child)
    }
    for (const keyword of innerKeywords) {
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
    if (dependents.length > 0) plain.dependentSchemas = toMap(dependents, beside)
    if (Array.isArray(schema.required)) {
      plain.required = [
        ...new Set(schema.required.filter((name) => typeof name === 'string' && !hidden.has(name))),
      ]
    }
    // Siblings in an allOf speak of one object: what one of them hides, the others do not require.
    const sibling = (child: Part): unknown => convert(child, hidden, depth + 1)
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const branches = listParts(part, schema, keyword)
      if (branches.length > maximalBranches) return fail()
      if (branches.length > 0) plain[keyword] = branches.map(sibling)
    }
    if (typeof schema.$ref === 'string') plain.$ref = refer(schema.$ref, part, hidden)
    if (typeof schema.$dynamicRef === 'string') {
      // Its anchor stands once: it is a reference like others, and may stand beside one.
      const members: readonly unknown[] = Array.isArray(plain.allOf) ? plain.allOf : []
      plain.allOf = [...members, { $ref: refer(schema.$dynamicRef, part, hidden) }]
    }
    if (!isNullable(schema, side.dialect)) return plain
    const { enum: listed, const: constant, ...rest } = plain
    return {
      anyOf: [{ type: 'null' }, rest],
      ...(listed === undefined ? {} : { enum: listed }),
      ...(constant === undefined ? {} : { const: constant }),
    }
  }

  function toBundle(root: Part): Bundle | undefined {
    const whole = openEntry(root.schema)
    write(whole, root, none)
    const ofSide = entries.get(root.side)
    const definitions = new Map<string, Written>()
    const reached = new Set([whole])
    let size = 0
    let isEvaluated = false
    for (const { references, size: own, isExpressible, isEvaluated: isOwn } of reached) {
      size += own
      isEvaluated ||= isOwn
      if (!isExpressible || size > maximalSchemas) return undefined
      for (const name of references) {
        const referred = ofSide?.get(name)
        if (referred === undefined || reached.has(referred)) continue
        referred.write?.()
        reached.add(referred)
        definitions.set(name, referred)
      }
    }
    return { root: whole, definitions, isEvaluated }
  }
  return { toBundle }
}

function openEntry(of: Part['schema']): Entry {
  return {
    of,
    schema: true,
    isJson: true,
    write: undefined,
    references: new Set(),
    size: 0,
    isExpressible: true,
    isEvaluated: false,
  }
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
