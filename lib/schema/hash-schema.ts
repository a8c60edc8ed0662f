import { isKeywords } from './list-parts.ts'

/** How a value is read: as a schema, as a map of schemas by name, or as it stands. */
type Reading = 'schema' | 'map' | 'plain'

interface Visit {
  readonly value: object
  readonly reading: Reading
}

/** Keywords that say nothing about values and are no fact. */
const annotations: ReadonlySet<string> = new Set([
  'title',
  'description',
  'example',
  'examples',
  '$comment',
  'externalDocs',
  'xml',
  // Their schemas count where a reference leads to them.
  'definitions',
  '$defs',
])

/** Extensions that are a fact where they differ. */
const tellingExtensions: ReadonlySet<string> = new Set([
  'x-nullable',
  'x-extensible-enum',
  'x-sunset',
  'x-stability-level',
])

const mapKeywords: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependencies',
])

const plainKeywords: ReadonlySet<string> = new Set([
  'enum',
  'x-extensible-enum',
  'x-stability-level',
  'const',
  'default',
  'required',
  'type',
  'discriminator',
  'dependentRequired',
])

/** Lists in which the order means nothing. */
const unorderedKeywords: ReadonlySet<string> = new Set([
  'enum',
  'x-extensible-enum',
  'required',
  'type',
  'allOf',
  'anyOf',
  'oneOf',
])

/** The hashes of the objects of one document, by how they are read. */
export type SchemaHashes = Readonly<Record<Reading, Map<object, number>>>

/** A place for the hashes of one document. */
export function createHashes(): SchemaHashes {
  return { schema: new Map(), map: new Map(), plain: new Map() }
}

/**
 * A 52-bit hash of what a schema says: annotations and the order of what has none are left out, references count
 * by their text. Computed once for each object, without recursion, so that no depth can exhaust the stack.
 */
export function hashSchema(schema: unknown, hashes: SchemaHashes): number {
  if (!isObject(schema)) return hashScalar(schema)
  const known = hashes.schema.get(schema)
  if (known !== undefined) return known
  // Most schemas of a large document say nothing but plain values.
  if (!holdsObject(schema)) {
    const hash = combine({ value: schema, reading: 'schema' }, hashes)
    hashes.schema.set(schema, hash)
    return hash
  }
  // A visit stays on the stack until all that stands in it is hashed: an object may stand in several places.
  const stack: Visit[] = [{ value: schema, reading: 'schema' }]
  const entered = { schema: new Set<object>(), map: new Set<object>(), plain: new Set<object>() }
  for (let visit = stack.at(-1); visit !== undefined; visit = stack.at(-1)) {
    const { value, reading } = visit
    if (!entered[reading].has(value)) {
      entered[reading].add(value)
      visitChildren(visit, (_, child, of) => {
        // What is entered already is hashed, or holds this: documents that refer to themselves are refused elsewhere.
        if (isObject(child) && !hashes[of].has(child) && !entered[of].has(child)) {
          stack.push({ value: child, reading: of })
        }
      })
    } else {
      stack.pop()
      if (!hashes[reading].has(value)) hashes[reading].set(value, combine(visit, hashes))
    }
  }
  return hashes.schema.get(schema) ?? 0
}

/** The texts of all references in a schema, not followed. */
export function listReferences(
  schema: unknown,
  keywords: readonly string[] = ['$ref', '$dynamicRef'],
): readonly string[] {
  const references = new Set<string>()
  for (const inner of listInner(schema)) {
    for (const keyword of keywords) {
      const reference: unknown = Reflect.get(inner, keyword)
      if (typeof reference === 'string') references.add(reference)
    }
  }
  return [...references]
}

/** What means one thing in one dialect and another in the next: `$ref` stands for what is beside one. */
export type Ambiguous = 'nullable' | 'x-nullable' | '$ref'

/** Whether some of what is ambiguous between two dialects stands in a schema. */
export function speaksDialect(schema: unknown, ambiguous: readonly Ambiguous[]): boolean {
  return listInner(schema).some((inner) =>
    ambiguous.some((keyword) => {
      const value: unknown = Reflect.get(inner, keyword)
      if (keyword !== '$ref') return value === true
      return (
        typeof value === 'string' && Object.keys(inner).some((key) => key !== '$ref' && !isAnnotation(key))
      )
    }),
  )
}

/** A schema and those that stand in it, references not followed. */
function listInner(schema: unknown): readonly object[] {
  if (!isObject(schema)) return []
  const schemas: object[] = []
  const visits: Visit[] = [{ value: schema, reading: 'schema' }]
  const seen = new Set<object>([schema])
  for (const visit of visits) {
    if (visit.reading === 'schema') schemas.push(visit.value)
    visitChildren(visit, (_, child, reading) => {
      if (reading === 'plain' || !isObject(child) || seen.has(child)) return
      seen.add(child)
      visits.push({ value: child, reading })
    })
  }
  return schemas
}

function combine(visit: Visit, hashes: SchemaHashes): number {
  let sum = Array.isArray(visit.value) ? 1 : 2
  visitChildren(visit, (key, child, reading) => {
    const hash = isObject(child) ? (hashes[reading].get(child) ?? 3) : hashScalar(child)
    // The sum of two hashes is a safe integer: were it rounded, the order of members would tell.
    sum += mix(hashScalar(key), hash)
    if (sum >= range) sum -= range
  })
  return sum
}

function holdsObject(value: object): boolean {
  for (const child of Object.values(value) as unknown[]) if (isObject(child)) return true
  return false
}

type Visitor = (key: string | number, child: unknown, reading: Reading) => void

/** Calls for what stands in a value, each with a key that tells its place, and how to read it. */
function visitChildren({ value, reading }: Visit, visit: Visitor): void {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) visit(index, value[index], reading)
    return
  }
  for (const key of Object.keys(value)) {
    const child: unknown = Reflect.get(value, key)
    if (reading !== 'schema') visit(key, child, reading === 'map' ? 'schema' : 'plain')
    else if (!isAnnotation(key)) visitKeyword(key, child, visit)
  }
}

function isAnnotation(keyword: string): boolean {
  return annotations.has(keyword) || (keyword.startsWith('x-') && !tellingExtensions.has(keyword))
}

function visitKeyword(keyword: string, value: unknown, visit: Visitor): void {
  const reading = plainKeywords.has(keyword) ? 'plain' : mapKeywords.has(keyword) ? 'map' : 'schema'
  if (Array.isArray(value) && unorderedKeywords.has(keyword)) {
    for (const item of value) visit(keyword, item, reading)
  } else if (keyword === '$ref' && typeof value === 'string') {
    visit(keyword, value.replace(/^#\/definitions\//, '#/components/schemas/'), 'plain')
  } else {
    visit(keyword, value, reading)
  }
}

function hashScalar(value: unknown): number {
  const text = typeof value === 'string' ? value : `\0${String(value)}`
  let high = 0x811c9dc5
  let low = 0x1b873593
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    high = Math.imul(high ^ code, 0x01000193)
    low = Math.imul(low ^ code, 0x85ebca6b) ^ (low >>> 13)
  }
  return join(high, low)
}

function mix(a: number, b: number): number {
  let high = Math.imul((a >>> 0) ^ 0x9e3779b9, 0x85ebca6b) ^ (b >>> 0)
  let low = Math.imul(Math.floor(a / 0x100000000) ^ 0x7f4a7c15, 0xc2b2ae35) ^ Math.floor(b / 0x100000000)
  high = Math.imul(high ^ (high >>> 15) ^ low, 0x2c1b3c6d)
  low = Math.imul(low ^ (low >>> 13) ^ high, 0x297a2d39)
  return join(high ^ (high >>> 16), low ^ (low >>> 15))
}

function join(high: number, low: number): number {
  return (high >>> 0) * 0x100000 + (low >>> 12)
}

/** Hashes are below it. */
const range = 2 ** 52

function isObject(value: unknown): value is object {
  return isKeywords(value) || Array.isArray(value)
}
