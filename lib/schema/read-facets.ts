import { toCanonicalText } from './canonical-text.ts'
import { lengthsOfPattern } from './lengths-of-pattern.ts'
import { freeArray, freeBoolean, freeNumber, freeString } from './empty-shape.ts'
import { isNullable } from './is-nullable.ts'
import { type Keywords, listParts, toPart } from './list-parts.ts'
import { isRestricting } from './match-format.ts'
import {
  ANY,
  ARRAY,
  type ArrayFacet,
  BOOLEAN,
  type Bound,
  type FiniteFacet,
  FRACTION,
  INTEGER,
  NULL,
  NUMBER,
  type NumberFacet,
  OBJECT,
  type Part,
  type RestKeyword,
  type Stated,
  type StatedFormat,
  STRING,
  type StringFacet,
} from './shape.ts'
import type { Workspace } from './workspace.ts'

const typeMasks: ReadonlyMap<unknown, number> = new Map([
  ['null', NULL],
  ['boolean', BOOLEAN],
  ['integer', INTEGER],
  ['number', NUMBER],
  ['string', STRING],
  // Swagger 2.0: an upload, whose content is text to everything that looks at values.
  ['file', STRING],
  ['array', ARRAY],
  ['object', OBJECT],
])

const numberFormats: ReadonlySet<string> = new Set(['int8', 'int16', 'int32', 'int64', 'float', 'double'])

const arrayKeywords = ['items', 'prefixItems', 'contains', 'minItems', 'maxItems', 'uniqueItems']

/** The accepted types: all where `type` is absent, and where it names one that JSON Schema does not know. */
export function readTypes(schema: Keywords): number {
  const mask = readKnownTypes(schema)
  return mask === 0 || hasUnknownType(schema) ? ANY : mask
}

/**
 * What has a type that JSON Schema does not know may be any of the values that no other type of the schema has. Where
 * the values are listed, these are meant to be of it.
 */
export function readUnknownType(part: Part, schema: Keywords): RestKeyword | undefined {
  if (!hasUnknownType(schema) || schema.enum !== undefined || schema.const !== undefined) return undefined
  const stated = listTypeNames(schema).map((name) =>
    typeof name === 'string' ? name : toCanonicalText(name),
  )
  // What such a type holds may be null anyway, or not: where null is accepted beside it, something else is said.
  const names = new Set(isNullable(schema, part.side.dialect) ? [...stated, 'null'] : stated)
  const value = [...names].sort().join(', ')
  return { mask: ANY & ~readKnownTypes(schema), keyword: 'type', value, pointer: `${part.pointer}/type` }
}

function readKnownTypes(schema: Keywords): number {
  return listTypeNames(schema).reduce((sum: number, name) => sum | (typeMasks.get(name) ?? 0), 0)
}

function hasUnknownType(schema: Keywords): boolean {
  return listTypeNames(schema).some((name) => !typeMasks.has(name))
}

function listTypeNames({ type }: Keywords): readonly unknown[] {
  // In a list, a null is what YAML makes of the name without quotes.
  if (Array.isArray(type)) return type.map((name: unknown) => (name === null ? 'null' : name))
  return type === undefined ? [] : [type]
}

/** What the keywords say of numbers, strings and arrays. */
export function readFacets(
  workspace: Workspace,
  part: Part,
  schema: Keywords,
): { boolean: FiniteFacet; number: NumberFacet; string: StringFacet; array: ArrayFacet } {
  return {
    boolean: freeBoolean,
    number: readNumber(part, schema),
    string: readString(part, schema),
    array: readArray(workspace, part, schema),
  }
}

/** A keyword that counts; what is not a natural number is ignored, as validators that do not throw do. */
export function readCount(part: Part, schema: Keywords, keyword: string): Stated<number> | undefined {
  const value = schema[keyword]
  return typeof value === 'number' && value >= 0
    ? { value, pointer: `${part.pointer}/${keyword}` }
    : undefined
}

function readNumber(part: Part, schema: Keywords): NumberFacet {
  const minimum = readBound(part, schema, 'minimum', 'exclusiveMinimum', (a, b) => a > b)
  const maximum = readBound(part, schema, 'maximum', 'exclusiveMaximum', (a, b) => a < b)
  const { multipleOf } = schema
  const formats = readFormat(part, schema, true)
  const isFree = minimum === undefined && maximum === undefined && multipleOf === undefined
  if (isFree && formats.length === 0) return freeNumber
  return {
    ...(minimum && { minimum }),
    ...(maximum && { maximum }),
    multiples:
      typeof multipleOf === 'number' && multipleOf > 0
        ? [{ value: multipleOf, pointer: `${part.pointer}/multipleOf` }]
        : [],
    formats,
  }
}

/** `exclusiveMinimum` is a number in 2020-12 and a modifier of `minimum` in 2.0 and 3.0. */
function readBound(
  part: Part,
  schema: Keywords,
  keyword: string,
  exclusiveKeyword: string,
  isStricter: (a: number, b: number) => boolean,
): Bound | undefined {
  const inclusive = schema[keyword]
  const exclusive = schema[exclusiveKeyword]
  if (inclusive === undefined && exclusive === undefined) return undefined
  const pointer = `${part.pointer}/${keyword}`
  const bound =
    typeof inclusive === 'number' ? { value: inclusive, exclusive: exclusive === true, pointer } : undefined
  if (typeof exclusive !== 'number') return bound
  if (bound !== undefined && isStricter(bound.value, exclusive)) return bound
  return { value: exclusive, exclusive: true, pointer: `${part.pointer}/${exclusiveKeyword}` }
}

function readString(part: Part, schema: Keywords): StringFacet {
  const lengths = typeof schema.pattern === 'string' ? lengthsOfPattern(schema.pattern) : undefined
  const pattern = lengths === undefined ? schema.pattern : undefined
  const pointer = `${part.pointer}/pattern`
  const counts = [readCount(part, schema, 'minLength'), readCount(part, schema, 'maxLength')] as const
  const minLength = pickStricter(counts[0], lengths && lengths.least > 0 ? { value: lengths.least, pointer } : undefined, 1) // prettier-ignore
  const maxLength = pickStricter(counts[1], lengths && lengths.most < Infinity ? { value: lengths.most, pointer } : undefined, -1) // prettier-ignore
  const formats = readFormat(part, schema, false)
  const isFree = minLength === undefined && maxLength === undefined && pattern === undefined
  if (isFree && formats.length === 0) return freeString
  const facet: { -readonly [Key in keyof StringFacet]: StringFacet[Key] } = {
    patterns: typeof pattern === 'string' ? [{ value: pattern, pointer: `${part.pointer}/pattern` }] : [],
    formats,
  }
  if (minLength !== undefined) facet.minLength = minLength
  if (maxLength !== undefined) facet.maxLength = maxLength
  return facet
}

/** The greater of two least lengths, or the lesser of two greatest ones. */
function pickStricter(
  a: Stated<number> | undefined,
  b: Stated<number> | undefined,
  sign: 1 | -1,
): Stated<number> | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return (a.value - b.value) * sign >= 0 ? a : b
}

/** A format belongs to one type: to numbers where its name or the lack of strings says so, else to strings. */
function readFormat(part: Part, schema: Keywords, forNumbers: boolean): readonly StatedFormat[] {
  const { format } = schema
  if (typeof format !== 'string' || isMereNote(part, schema)) return []
  if (isOfNumber(schema, format) !== forNumbers) return []
  // What a format means that nobody knows is left open.
  const isAsserted =
    part.side.formats === 'assertion' && isRestricting(format, typeOf(schema, format)) === true
  return [{ value: format, pointer: `${part.pointer}/format`, ...(isAsserted ? { isAsserted } : {}) }]
}

/** A format that rejects nothing is no part of the set: where formats are annotations, or where it lets all pass. */
export function isMereNote({ side }: Part, schema: Keywords): boolean {
  const { format } = schema
  if (typeof format !== 'string' || side.formats === undefined || side.formats === 'either') return false
  if (side.formats === 'annotation') return true
  return isRestricting(format, typeOf(schema, format)) === false
}

function typeOf(schema: Keywords, format: string): 'string' | 'number' | 'integer' {
  if (!isOfNumber(schema, format)) return 'string'
  return (readTypes(schema) & FRACTION) === 0 ? 'integer' : 'number'
}

function isOfNumber(schema: Keywords, format: string): boolean {
  const types = readTypes(schema)
  return numberFormats.has(format) ? (types & NUMBER) !== 0 : (types & STRING) === 0
}

function readArray(workspace: Workspace, part: Part, schema: Keywords): ArrayFacet {
  if (!arrayKeywords.some((keyword) => keyword in schema)) return freeArray
  // Before 2020-12 a tuple was an array of `items`, followed by `additionalItems`.
  const isOldTuple = Array.isArray(schema.items)
  const prefix = listParts(part, schema, isOldTuple ? 'items' : 'prefixItems')
  const items = toPart(part, schema, isOldTuple ? 'additionalItems' : 'items')
  const contains = toPart(part, schema, 'contains')
  const minItems = readCount(part, schema, 'minItems')
  const maxItems = readCount(part, schema, 'maxItems')
  return {
    prefix: prefix.map((item) => workspace.toPlace(item)),
    items: items === undefined ? workspace.anything : workspace.toPlace(items),
    ...(minItems && { minItems }),
    ...(maxItems && { maxItems }),
    ...(schema.uniqueItems === true
      ? { unique: { value: true, pointer: `${part.pointer}/uniqueItems` } as const }
      : {}),
    contains:
      contains === undefined
        ? []
        : [
            {
              place: workspace.toPlace(contains),
              min: readCount(part, schema, 'minContains')?.value ?? 1,
              max: readCount(part, schema, 'maxContains')?.value,
              pointer: `${part.pointer}/contains`,
            },
          ],
  }
}
