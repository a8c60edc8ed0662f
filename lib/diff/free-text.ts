import { isObject, readKey, type OpenApiDocument } from '../openapi/index.ts'
import type { Effect, LocatedSchema, SchemaFact } from '../schema/index.ts'
import type { DiffContext } from './context.ts'
import { peelSchema } from './peel-schema.ts'

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

/** Says whether some of the types are written as several pieces of text. */
function hasParts(types: unknown): boolean {
  return Array.isArray(types) && (types.includes('array') || types.includes('object'))
}

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
  const target = schema && peelSchema(document, schema)?.value
  const type = readKey(target, 'type')
  if (type !== 'string' && type !== 'integer' && type !== 'number' && type !== 'boolean') return undefined
  return { type, isFree: isFreeText(target) }
}

function isFreeAt(document: OpenApiDocument, pointer: string | undefined): boolean {
  const schema = pointer === undefined ? undefined : document.resolve(pointer)?.schema
  return isObject(schema) && isFreeText(peelSchema(document, { schema, pointer: pointer ?? '' })?.value)
}

function isFreeText(schema: unknown): boolean {
  const type = readKey(schema, 'type')
  const isText = type === 'string' || (Array.isArray(type) && type.includes('string'))
  return isText && !restricting.some((key) => readKey(schema, key) !== undefined)
}

const restricting = [
  'enum',
  'const',
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
]
