import { escapeSegment, isMethod, isObject, readKey, type OpenApiDocument } from '../openapi/index.ts'
import { toCanonicalText } from '../schema/canonical-text.ts'
import { isDeprecationTold } from './compare-deprecation.ts'
import { isStabilityTold } from './compare-stability.ts'
import type { Twins } from './find-twins.ts'
import { isInapplicable } from './is-inapplicable.ts'
import { isSameValue } from './is-same-value.ts'
import { stripNames } from './match-operations.ts'
import { toReading, type Reading } from './note-readings.ts'
import { createPairSet } from './pair-set.ts'

/** What two documents say differently, and that no message changes by. */
export interface Note {
  readonly kind: 'text' | 'example' | 'extension' | 'inapplicable'
  /** The key that says it. */
  readonly name: string
  readonly pointer: { readonly base: string; readonly revision: string }
}

/**
 * Walks two documents side by side, key by key, for what is said to people and to tools: texts, examples, extensions,
 * and keywords that say nothing about the type beside them.
 * What stands on one side only is told as what it is, and its texts with it.
 *
 * `told` are the places of facts about what stands in schemas; what is told there is no extension like others.
 *
 * Without recursion, and each pair of objects once: documents may be deep, cyclic, and full of aliases.
 */
export function* listNotes(
  base: OpenApiDocument,
  revision: OpenApiDocument,
  twins: Twins,
  told: ReadonlySet<string>,
): Generator<Note> {
  const documents = { base, revision }
  const pairs = createPairSet()
  const root = { base: { value: base.root, way: '#' }, revision: { value: revision.root, way: '#' } }
  const stack: Pair[] = [{ ...root, reading: 'root' }]
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const pair = followPair(documents, next)
    const [one, other] = [pair?.base.value, pair?.revision.value]
    if (pair === undefined || one === other || !isTree(one) || !isTree(other)) continue
    if (twins.isPair(one, other) || !pairs.add(one, other)) continue
    const children = Array.isArray(one) ? pairItems(documents, pair) : pairFields(pair)
    // The last comes first from a stack.
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index]
      if (child !== undefined && !isNote(child.reading)) stack.push(child)
    }
    for (const child of children) {
      const kind = child.reading
      if (!isNote(kind)) continue
      const name = String(child.base.way)
      if (isSameValue(child.base.value, child.revision.value)) continue
      // In Swagger 2.0, it is a keyword like others.
      if (name === 'x-nullable' && (base.version === '2.0' || revision.version === '2.0')) continue
      if (kind === 'example' && pair.reading === 'schema' && hasSameExamples(one, other)) continue
      if (isTold(name, one, other, pair)) continue
      const pointer = { base: toPointer(child.base), revision: toPointer(child.revision) }
      // A parameter of Swagger 2.0 is its own schema.
      if ((pair.reading === 'schema' || isOfValues(name)) && isPromiseTold(name, pointer, told)) continue
      yield { kind, name, pointer }
    }
  }
}

/** A value, and the way to it: a pointer is written only where something is told. */
interface Spot {
  readonly value: unknown
  /** The key in the parent, or a whole pointer where there is none. */
  readonly way: string | number
  readonly parent?: Spot
}

interface Pair {
  readonly base: Spot
  readonly revision: Spot
  readonly reading: Reading
}

type Documents = Readonly<Record<'base' | 'revision', OpenApiDocument>>

function toPointer(spot: Spot): string {
  const segments: string[] = []
  let current = spot
  for (; current.parent !== undefined; current = current.parent) {
    segments.push(escapeSegment(String(current.way)))
  }
  return [current.way, ...segments.reverse()].join('/')
}

function isTree(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function isNote(reading: Reading): reading is Note['kind'] {
  return reading === 'text' || reading === 'example' || reading === 'extension' || reading === 'inapplicable'
}

/** Components are walked where they stand; a reference is followed where the two sides do not both have one. */
function followPair(documents: Documents, pair: Pair): Pair | undefined {
  const [one, other] = [readKey(pair.base.value, '$ref'), readKey(pair.revision.value, '$ref')]
  if (typeof one !== 'string' && typeof other !== 'string') return pair
  if (isLocal(one) && isLocal(other)) return pair
  const base = followSpot(documents.base, pair.base)
  const revision = followSpot(documents.revision, pair.revision)
  return base && revision && { ...pair, base, revision }
}

function isLocal(reference: unknown): boolean {
  return typeof reference === 'string' && reference.startsWith('#')
}

/** References lead to references in honest documents, too, though not for long. */
const maximalHops = 8

/** By the document's own resolver, which has said already what leads nowhere. */
function followSpot(document: OpenApiDocument, spot: Spot): Spot | undefined {
  let current = spot
  for (let hops = 0; hops < maximalHops; hops += 1) {
    const reference = readKey(current.value, '$ref')
    if (typeof reference !== 'string') return current
    const found = document.resolve(reference)
    if (found === undefined) return undefined
    current = { value: found.schema, way: found.pointer }
  }
  return undefined
}

function pairFields({ base, revision, reading }: Pair): Pair[] {
  const [one, other] = [base.value, revision.value]
  const partners = reading === 'paths' ? byTemplate(other) : undefined
  const children: Pair[] = []
  const add = (key: string): void => {
    const partner = isObject(other) && Object.hasOwn(other, key) ? key : (partners?.get(stripNames(key)) ?? key) // prettier-ignore
    const before = readKey(one, key)
    const after = readKey(other, partner)
    // Most of two documents is the same; of the rest, most is no note.
    if (before === after) return
    // A parameter of Swagger 2.0 has its keywords beside its own fields, of which `required` is one.
    const isKeyword = reading === 'schema' || (reading === 'object' && key !== 'required')
    const inner = isKeyword && isInapplicable(key, one, other) ? 'inapplicable' : toReading(reading, key, before, after) // prettier-ignore
    if (inner === 'skipped' || (!isNote(inner) && !(isTree(before) && isTree(after)))) return
    children.push({
      base: { value: before, way: key, parent: base },
      revision: { value: after, way: partner, parent: revision },
      reading: inner,
    })
  }
  if (isObject(one)) for (const key of Object.keys(one)) add(key)
  if (isObject(other)) for (const key of Object.keys(other)) if (!isObject(one) || !Object.hasOwn(one, key)) add(key) // prettier-ignore
  return children
}

/** Paths go together whatever their parameters are called. */
function byTemplate(paths: unknown): ReadonlyMap<string, string> {
  return new Map(isObject(paths) ? Object.keys(paths).map((path) => [stripNames(path), path]) : [])
}

/** Items go together by what they are called, or else by their place in lists of the same length. */
function pairItems(documents: Documents, { base, revision, reading }: Pair): Pair[] {
  const [before, after] = [listItems(base), listItems(revision)]
  const named = new Map(after.map((item) => [toName(documents.revision, item, reading), item]))
  return before.flatMap((item, index): Pair[] => {
    const name = toName(documents.base, item, reading)
    const partner = name !== undefined ? named.get(name) : before.length === after.length ? after[index] : undefined // prettier-ignore
    return partner === undefined ? [] : [{ base: item, revision: partner, reading }]
  })
}

function listItems(list: Spot): Spot[] {
  const items: readonly unknown[] = Array.isArray(list.value) ? list.value : []
  return items.map((value, way) => ({ value, way, parent: list }))
}

/** What a parameter is known by, or a server: what that is called may be told itself. */
function toName(document: OpenApiDocument, item: Spot, reading: Reading): string | undefined {
  const value = typeof readKey(item.value, '$ref') === 'string' ? followSpot(document, item)?.value : item.value // prettier-ignore
  const [place, name] = [readKey(value, 'in'), readKey(value, reading === 'server' ? 'url' : 'name')]
  return typeof name === 'string' ? `${typeof place === 'string' ? place : ''}:${name}` : undefined
}

/** One example of a schema is a list of one: OpenAPI 3.0 writes it like that, and JSON Schema like this. */
function hasSameExamples(base: object, revision: object): boolean {
  return isSameValue(listExamples(base), listExamples(revision))
}

function listExamples(schema: object): unknown {
  const [one, list] = [readKey(schema, 'example'), readKey(schema, 'examples')]
  return [
    ...(one === undefined ? [] : [one]),
    ...(Array.isArray(list) ? (list as unknown[]) : list === undefined ? [] : [list]),
  ]
}

/** Some extensions have a meaning here, and rules of their own. */
function isTold(key: string, base: object, revision: object, pair: Pair): boolean {
  if (key === 'x-extensible-enum') return isListOfSame(base, revision)
  if (pair.reading === 'schema' || !listPromises(pair.base).includes(key)) return false
  if (key === 'x-sunset') return isDeprecationTold(base, revision)
  // Since when is a part of the deprecation itself.
  if (key === 'x-deprecated-since') return readKey(base, 'deprecated') !== readKey(revision, 'deprecated')
  return isStabilityTold(base, revision)
}

const ofTheEnd = ['x-sunset', 'x-deprecated-since']

/** The promises that rules tell of: what an operation says of its end and its stability, and others of their end. */
function listPromises({ way, parent }: Spot): readonly string[] {
  const [folder, key] = [parent?.way, way].flatMap((one) => String(one ?? '').split('/')).slice(-2)
  if (folder === 'parameters' || folder === 'headers') return ofTheEnd
  const isOperation = folder === 'additionalOperations' || isMethod(key ?? '')
  return isOperation ? [...ofTheEnd, 'x-stability-level'] : []
}

/** Extensions that say something of values wherever a schema may stand, a parameter of Swagger 2.0 among them. */
function isOfValues(key: string): boolean {
  return key === 'x-extensible-enum' || key === 'x-stability-level'
}

/** Says whether what a schema promises is told by a fact; in `not`, say, nobody is told. */
function isPromiseTold(key: string, { base, revision }: Note['pointer'], told: ReadonlySet<string>): boolean {
  if (isOfValues(key)) return told.has(base) || told.has(revision)
  if (key !== 'x-sunset' && key !== 'x-deprecated-since') return false
  return [base, revision].some((pointer) => {
    const owner = pointer.slice(0, pointer.lastIndexOf('/'))
    return told.has(`${owner}/x-sunset`) || told.has(`${owner}/deprecated`)
  })
}

/** Says whether an open list has the same values as before in another order, or takes the place of an enum. */
function isListOfSame(base: object, revision: object): boolean {
  const [now, before] = [readKey(revision, 'x-extensible-enum'), readKey(base, 'x-extensible-enum')]
  if (!Array.isArray(now) || Array.isArray(readKey(revision, 'enum'))) return false
  // What becomes of an enum is told with it.
  if (Array.isArray(readKey(base, 'enum'))) return true
  if (!Array.isArray(before)) return false
  const [texts, old] = [now, before].map((values) =>
    [...new Set(values.map(toCanonicalText))].sort().join('\n'),
  )
  return texts === old
}
