import { isObject, joinPointer, readKey, readList, type OpenApiDocument } from '../openapi/index.ts'
import { bystanders } from '../schema/bystanders.ts'
import type { Effect, LocatedSchema, SchemaFact } from '../schema/index.ts'
import { askOnce } from './ask-once.ts'
import type { DiffContext } from './context.ts'
import { peelSchema } from './peel-schema.ts'
import { writeNotes } from './to-text-schema.ts'

/**
 * What a fact about two schemas comes to where every value is written as text: in parameters and headers. There a free
 * string takes whatever is sent, so that it is the wider one beside a number, and no narrower one than any value.
 */
export function toTextEffect({ base, revision }: DiffContext, fact: SchemaFact): Effect {
  const { kind, effect, pointer } = fact
  if (kind === 'type-changed' && !hasParts(fact.base) && !hasParts(fact.revision)) {
    const wasFree = isFreeAt(base, pointer.base)
    const isFree = isFreeAt(revision, pointer.revision)
    if (wasFree || isFree) return wasFree && isFree ? 'none' : isFree ? 'widens' : 'narrows'
  }
  if (fact.required === true || !about.has(kind)) return effect
  if (effect === 'narrows' && isFreeAt(revision, pointer.revision)) return 'none'
  if (effect === 'widens' && isFreeAt(base, pointer.base)) return 'none'
  return effect
}

/** Says whether some of the types are written as several pieces of text; where any type will do, nobody meant these. */
function hasParts(types: unknown): boolean {
  if (!Array.isArray(types) || types.length >= countOfTypes) return false
  return types.includes('array') || types.includes('object')
}

/** Null, boolean, number, string, array and object. */
const countOfTypes = 6

/** Facts by which any value, of a name or a place that was not spoken of, becomes one of a schema, or the reverse. */
const about: ReadonlySet<string> = new Set([
  'property-added',
  'property-removed',
  'additional-properties-changed',
  'items-added',
  'items-removed',
])

/** A schema of a value without parts, and whether any text at all is such a value. */
export function readScalar(
  document: OpenApiDocument,
  schema: LocatedSchema | undefined,
): { readonly type: string; readonly isFree: boolean } | undefined {
  const found = schema && peelSchema(document, schema)
  const type = readKey(found?.value, 'type')
  if (type !== 'string' && type !== 'integer' && type !== 'number' && type !== 'boolean') return undefined
  return { type, isFree: isFreeText(document, schema) }
}

/** A union of values without parts that takes any text at all, as the free string that it is; else as it was. */
export function toFreeText(document: OpenApiDocument, located: LocatedSchema): LocatedSchema {
  const { value, pointer = '' } = peelSchema(document, located) ?? {}
  const branches = [...readList(value, 'anyOf'), ...readList(value, 'oneOf')]
  const isUnion = branches.length > 0 || Array.isArray(readKey(value, 'type'))
  if (!isUnion || ![value, ...branches].every(isOfScalars) || !isFreeText(document, located)) return located
  return { schema: { type: 'string', ...writeNotes(value) }, pointer }
}

/** Says whether the types that a schema states, if it states any, are of values without parts; of a union, its branches state them. */
function isOfScalars(schema: unknown): boolean {
  const type = readKey(schema, 'type')
  if (type === undefined)
    return readKey(schema, 'anyOf') !== undefined || readKey(schema, 'oneOf') !== undefined
  const types: readonly unknown[] = Array.isArray(type) ? type : [type]
  return types.every((name) => scalars.has(name))
}

const scalars: ReadonlySet<unknown> = new Set(['string', 'integer', 'number', 'boolean'])

function isFreeAt(document: OpenApiDocument, pointer: string | undefined): boolean {
  return isFreeText(document, pointer === undefined ? undefined : document.findAt(pointer))
}

/** Says whether any text at all is a value of a schema, whatever else is. */
function isFreeText(
  document: OpenApiDocument,
  located: LocatedSchema | undefined,
  known = new Map<unknown, boolean>(),
  nesting = 0,
): boolean {
  if (located === undefined || typeof located.schema === 'boolean') return located?.schema === true
  return askOnce(known, located.schema, () => readFreeText(document, located, known, nesting))
}

function readFreeText(
  document: OpenApiDocument,
  located: LocatedSchema,
  known: Map<unknown, boolean>,
  nesting: number,
): boolean {
  const { value: schema, pointer = '' } = peelSchema(document, located) ?? {}
  if (!isObject(schema) || nesting > maximalNesting || !mayBeString(schema)) return false
  if (restricting.some((key) => readKey(schema, key) !== undefined)) return false
  const least = readKey(schema, 'minLength')
  if (typeof least === 'number' && least > 0) return false
  // What says nothing of types, but something of parts, is meant for values that have them.
  if (readKey(schema, 'type') === undefined && !Object.keys(schema).every(isOfAnyType)) return false
  const branchesOf = (keyword: string): LocatedSchema[] =>
    readList(schema, keyword).flatMap((branch, index) =>
      isObject(branch) || typeof branch === 'boolean'
        ? [{ schema: branch, pointer: joinPointer(pointer, keyword, index) }]
        : [],
    )
  const isFree = (branch: LocatedSchema): boolean => isFreeText(document, branch, known, nesting + 1)
  const [any, one] = [branchesOf('anyOf'), branchesOf('oneOf')]
  // Of a oneOf, no other branch may take a text as well.
  const isSingled = (branch: LocatedSchema): boolean =>
    isFree(branch) &&
    one.every((other) => other === branch || !mayBeString(peelSchema(document, other)?.value))
  return (
    branchesOf('allOf').every(isFree) &&
    (any.length === 0 || any.some(isFree)) &&
    (one.length === 0 || one.some(isSingled))
  )
}

/** Combinators nest this deep in honest documents. */
const maximalNesting = 8

function mayBeString(schema: unknown): boolean {
  const type = readKey(schema, 'type')
  return type === undefined || type === 'string' || (Array.isArray(type) && type.includes('string'))
}

function isOfAnyType(key: string): boolean {
  return bystanders.has(key) || combining.has(key) || key === 'nullable' || key.startsWith('x-')
}

const combining: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf'])

const restricting = ['enum', 'const', 'pattern', 'format', 'maxLength', 'not', 'if', '$dynamicRef']
