import { isDate, isObject, readKey, readList, readString, type OpenApiDocument } from '../openapi/index.ts'
import type { LocatedSchema, SchemaFact } from '../schema/index.ts'
import { readWrapped } from '../schema/read-wrapping.ts'
import type { OperationContext } from './context.ts'

/** Adds to a fact what a property that goes has said of its end, and since when a value is deprecated. */
export function readEnd(
  context: OperationContext,
  fact: SchemaFact,
  told: { sunset?: string; deprecatedSince?: string },
): void {
  if (fact.kind === 'property-removed') readEndOfProperty(context.base, fact, told)
  else if (fact.kind === 'became-deprecated' || fact.kind === 'sunset-changed') {
    if (fact.deprecatedSince !== undefined) told.deprecatedSince = fact.deprecatedSince
    for (const side of ['base', 'revision'] as const) {
      const pointer = fact.pointer[side]
      if (pointer !== undefined) warnOfSunset(context[side], pointer)
    }
  }
}

/** @param pointer to one of the keywords by which a value is deprecated */
function warnOfSunset(document: OpenApiDocument, pointer: string): void {
  const schema = document.findAt(pointer.slice(0, pointer.lastIndexOf('/')))
  isDate(document, { pointer }, 'x-sunset', readKey(schema?.schema, 'x-sunset'))
}

function readEndOfProperty(
  base: OpenApiDocument,
  { pointer }: SchemaFact,
  told: { sunset?: string; deprecatedSince?: string },
): void {
  const property = pointer.base === undefined ? undefined : base.findAt(pointer.base)
  if (property === undefined) return
  const ends = listSaying(base, property).filter((schema) => readKey(schema, 'deprecated') === true)
  // What stands around others is said of this property, and before what all of its kind say.
  const end = ends.find((schema) => readString(schema, 'x-sunset') !== undefined) ?? ends[0]
  const [sunset, since] = [readString(end, 'x-sunset'), readString(end, 'x-deprecated-since')]
  if (sunset !== undefined) told.sunset = sunset
  if (since !== undefined) told.deprecatedSince = since
}

/** A property that is made of more schemas than this is no honest one. */
const maximalSchemas = 50

/** The schemas that all values of a property are of, null aside, from the outermost on. */
function listSaying(document: OpenApiDocument, property: LocatedSchema): readonly object[] {
  const saying: object[] = []
  const seen = new Set<object>()
  const waiting: unknown[] = [property.schema]
  for (const schema of waiting) {
    if (seen.size === maximalSchemas) break
    if (!isObject(schema) || seen.has(schema)) continue
    seen.add(schema)
    const reference = readString(schema, '$ref')
    if (reference !== undefined) waiting.push(document.resolve(reference)?.schema)
    // Before OpenAPI 3.1, what stands beside a reference says nothing.
    if (reference !== undefined && document.dialect !== 'openapi-3.1') continue
    saying.push(schema)
    waiting.push(...readList(schema, 'allOf'))
    for (const keyword of ['anyOf', 'oneOf'] as const) {
      const [only, ...others] = readWrapped(schema, keyword).members
      if (only !== undefined && others.length === 0) waiting.push(only.schema)
    }
  }
  return saying
}
