import {
  escapeSegment,
  isObject,
  joinPointer,
  readKey,
  type JsonObject,
  type Located,
  type OpenApiDocument,
} from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import type { BodyPlace } from './compare-contents.ts'
import { addFact, type OperationContext } from './context.ts'

/**
 * Compares how two schemas are written as XML. The values that they accept are the same ones: other names of elements,
 * or attributes in their place, make other messages of them.
 */
export function compareXml(
  context: OperationContext,
  base: LocatedSchema | undefined,
  revision: LocatedSchema | undefined,
  place: BodyPlace,
): void {
  if (base === undefined || revision === undefined) return
  const seen = new Set<string>()
  const queue: XmlPair[] = []
  const enter = (
    before: LocatedSchema,
    after: LocatedSchema,
    location: string,
    own: string | undefined,
  ): void => {
    const pair = { base: follow(context.base, before), revision: follow(context.revision, after) }
    if (pair.base === undefined || pair.revision === undefined) return
    // Recursive schemas lead back to a pair that is known.
    const key = `${pair.base.pointer}\n${pair.revision.pointer}\n${own ?? ''}`
    if (seen.has(key) || context.sameXml.has(key)) return
    seen.add(key)
    queue.push({ base: pair.base, revision: pair.revision, location, own })
  }
  enter(base, revision, '', undefined)
  let isSame = true
  for (const pair of queue) {
    if (comparePair(context, pair, place)) isSame = false
    for (const child of listChildren(pair)) enter(...child)
  }
  // Nothing that was met leads to a difference: no other operation has to look there.
  if (isSame) for (const key of seen) context.sameXml.add(key)
}

interface XmlPair {
  readonly base: Located
  readonly revision: Located
  readonly location: string
  /** What the element is called where nothing is said: as the property is. */
  readonly own: string | undefined
}

function comparePair(
  context: OperationContext,
  { base, revision, location, own }: XmlPair,
  place: BodyPlace,
): boolean {
  // A value of another type is told as that.
  if (isList(base.value) !== isList(revision.value)) return false
  const [before, after] = [readKey(base.value, 'xml'), readKey(revision.value, 'xml')]
  const [old, now] = [toPhrase(base.value, own), toPhrase(revision.value, own)]
  const isWritten = old !== now
  const isSeen = !isWritten && !isBareList(base.value)
  const hasPrefix = isSeen && readKey(before, 'prefix') !== readKey(after, 'prefix')
  if (!isWritten && !hasPrefix) return false
  addFact(context, {
    ...place,
    kind: 'xml-changed',
    // A prefix stands for its namespace: a reader of XML does not see it.
    effect: isWritten ? 'both' : 'none',
    path: location,
    location: place.location + location,
    pointer: { base: joinPointer(base.pointer, 'xml'), revision: joinPointer(revision.pointer, 'xml') },
    base: isWritten ? old : `prefix ${String(readKey(before, 'prefix'))}`,
    revision: isWritten ? now : `prefix ${String(readKey(after, 'prefix'))}`,
  })
  return true
}

/** What a schema says of its element, with its defaults; in the same words for the same thing. */
function toPhrase(schema: JsonObject, own: string | undefined): string {
  // Only the elements of its items are there.
  if (isBareList(schema)) return 'no element of its own'
  const xml = readKey(schema, 'xml')
  const name = readKey(xml, 'name')
  const namespace = readKey(xml, 'namespace')
  const type = readKey(xml, 'nodeType') ?? (readKey(xml, 'attribute') === true ? 'attribute' : undefined)
  const words = [
    typeof type === 'string' ? type : 'element',
    typeof name === 'string' && name !== own ? `named ${name}` : 'of its own name',
    ...(typeof namespace === 'string' ? [`in ${namespace}`] : []),
    ...(isList(schema) ? ['around its items'] : []),
  ]
  return words.join(' ')
}

/** A list has no element around its items, unless it is said to have one: by either word (OpenAPI 3.2, XML Object). */
function isBareList(schema: JsonObject): boolean {
  const xml = readKey(schema, 'xml')
  const type = readKey(xml, 'nodeType')
  if (typeof type === 'string') return type === 'none'
  return isList(schema) && readKey(xml, 'wrapped') !== true
}

function isList(schema: JsonObject): boolean {
  const type = readKey(schema, 'type')
  return type === 'array' || (Array.isArray(type) && type.includes('array'))
}

function* listChildren({
  base,
  revision,
  location,
  own,
}: XmlPair): Generator<[LocatedSchema, LocatedSchema, string, string | undefined]> {
  for (const key of [
    'properties',
    'items',
    'additionalProperties',
    'allOf',
    'anyOf',
    'oneOf',
    'prefixItems',
  ]) {
    const [before, after] = [readKey(base.value, key), readKey(revision.value, key)]
    if (key === 'items' || key === 'additionalProperties') {
      if (!isObject(before) || !isObject(after)) continue
      yield [toChild(base, before, key), toChild(revision, after, key), `${location}/*`, undefined]
      continue
    }
    const partners = toEntries(after)
    for (const [name, child] of toEntries(before)) {
      const partner = partners.get(name)
      if (partner === undefined) continue
      const isProperty = key === 'properties'
      const at = isProperty ? `${location}/${escapeSegment(name)}` : location
      const pair = [toChild(base, child, key, name), toChild(revision, partner, key, name)] as const
      yield [...pair, at, isProperty ? name : key === 'prefixItems' ? undefined : own]
    }
  }
}

/** The schemas of a map or a list, by their key. */
function toEntries(value: unknown): ReadonlyMap<string, JsonObject> {
  if (typeof value !== 'object' || value === null) return new Map()
  const entries = Object.entries(value) as [string, unknown][]
  return new Map(entries.flatMap(([key, child]): [string, JsonObject][] => (isObject(child) ? [[key, child]] : []))) // prettier-ignore
}

function toChild({ pointer }: Located, schema: JsonObject, ...way: string[]): LocatedSchema {
  return { schema, pointer: joinPointer(pointer, ...way) }
}

/** What a schema refers to or does no more than wrap: a wrapper is no element of its own. */
function follow(document: OpenApiDocument, { schema, pointer }: LocatedSchema): Located | undefined {
  let located = typeof schema === 'boolean' ? undefined : document.follow(schema, pointer)
  for (let hops = 0; located !== undefined && hops < maximalWrappings; hops += 1) {
    const wrapped = findWrapped(located)
    if (wrapped === undefined) break
    located = document.follow(wrapped.schema, wrapped.pointer)
  }
  return located
}

const maximalWrappings = 16

/** The only schema in the combinators of one that says nothing of elements itself. */
function findWrapped(located: Located): { schema: JsonObject; pointer: string } | undefined {
  const { value } = located
  if (['xml', 'properties', 'items', 'prefixItems'].some((key) => readKey(value, key) !== undefined))
    return undefined
  const members = ['allOf', 'anyOf', 'oneOf'].flatMap((key) =>
    [...toEntries(readKey(value, key))].map(([index, schema]) => ({
      ...toChild(located, schema, key, index),
      schema,
    })),
  )
  const telling = members.filter(({ schema }) => Object.keys(schema).some((key) => key !== 'not'))
  const [first, ...others] = telling
  return first !== undefined &&
    others.every((other) => JSON.stringify(other.schema) === JSON.stringify(first.schema))
    ? first
    : undefined
}
