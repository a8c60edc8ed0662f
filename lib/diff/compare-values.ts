import { type OpenApiDocument, type Parameter, readKey, readString } from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import { compareSchemaUses } from './compare-schema-uses.ts'
import { addFact, type OperationContext, toSender } from './context.ts'
import { readScalar } from './free-text.ts'
import { peelSchema } from './peel-schema.ts'
import { readArray } from './read-array.ts'
import { toTextSchema, writeDefault } from './to-text-schema.ts'

/** Where two parameters or headers stand, and what they are called. */
interface ValuePlace {
  readonly direction: 'request' | 'response'
  readonly part: string
  readonly location: string
  readonly name: string
  /** Where in the value. */
  readonly path?: string
  readonly pointer: { readonly base: string; readonly revision: string }
}

/** The schemas of both sides. */
interface Pair {
  readonly base: LocatedSchema
  readonly revision: LocatedSchema
}

/** Schemas of the texts of both sides, and the types of the values that they are written from. */
interface RetypedPair extends Pair {
  readonly from: string
  readonly to: string
}

/** Compares the values of two parameters or headers. Outside a body, every value is text. */
export function compareValues(
  context: OperationContext,
  base: Parameter,
  revision: Parameter,
  common: ValuePlace,
): void {
  const { direction, part, location, pointer } = common
  const isText = !isDocument(base) && !isDocument(revision)
  const use = { direction, part, location, pointer, isText }
  const { schema: before } = base
  const { schema: after } = revision
  if (!isText || before === undefined || after === undefined) {
    compareSchemaUses(context, before, after, use)
    return
  }
  if (areOfOneType(before, after)) {
    compareSchemaUses(context, before, after, use)
    return
  }
  const list = toListsOfOne(context, base, revision)
  const { pair, retyped = list } =
    toTexts(context, before, after) ?? toListsOfTexts(context, before, after, common) ?? {}
  if (
    isFreed(context, before, after, common) ||
    (retyped !== undefined && addRetyped(context, retyped, common))
  ) {
    compareSchemaUses(context, toDefault(context.base, before), toDefault(context.revision, after), use)
  } else {
    compareSchemaUses(context, pair?.base ?? before, pair?.revision ?? after, use)
  }
}

/** Most parameters are of one type before and after, and list no values: there is nothing to read them as. */
function areOfOneType(base: LocatedSchema, revision: LocatedSchema): boolean {
  const [before, after] = [base.schema, revision.schema].map((schema) => {
    const isListed = readKey(schema, 'enum') !== undefined || readKey(schema, 'const') !== undefined
    return isListed ? undefined : readString(schema, 'type')
  })
  return before !== undefined && before === after && before !== 'array'
}

/** Of a schema, what an absent value means, as the text that says the same. */
function toDefault(document: OpenApiDocument, located: LocatedSchema): LocatedSchema {
  const { value, pointer = located.pointer } = peelSchema(document, located) ?? {}
  return { schema: writeDefault(value), pointer }
}

/** Says whether the values of two parameters or headers are written in the same way. */
export function areWrittenAlike(context: OperationContext, base: Parameter, revision: Parameter): boolean {
  if (base.serialization === revision.serialization)
    return base.serialization !== 'scalar' || areEncodedAlike(context, base, revision)
  const { schema: before } = base
  const { schema: after } = revision
  if (isDocument(base) || isDocument(revision) || before === undefined || after === undefined) return false
  if (toListsOfOne(context, base, revision) !== undefined) return true
  // Whether a value has parts is read off the keywords: where both sides accept the same, it is their way to say so.
  const isReading = base.serialization === 'scalar' || revision.serialization === 'scalar'
  if (!isReading || base.style !== revision.style) return false
  return context.comparer.compare(before, after, 'request').relation === 'equal'
}

/** A cookie is written as it is where its style says so (OpenAPI 3.2, style `cookie`); else it is percent-encoded. */
function areEncodedAlike(
  { base: before, revision: after }: OperationContext,
  base: Parameter,
  revision: Parameter,
): boolean {
  const isRaw = ({ style }: Parameter): boolean => style.startsWith('cookie')
  const isNumber = (type: string | undefined): boolean => type !== undefined && type !== 'string'
  if (isRaw(base) === isRaw(revision)) return true
  return isNumber(readScalar(before, base.schema)?.type) && isNumber(readScalar(after, revision.schema)?.type)
}

/** Says whether both sides take the empty text for a value like others. */
export function takesEmpty(context: OperationContext, base: Parameter, revision: Parameter): boolean {
  return (
    readScalar(context.base, base.schema)?.isFree === true &&
    readScalar(context.revision, revision.schema)?.isFree === true
  )
}

/** A value of a media type of its own (`content`) has the types of that. */
function isDocument({ serialization }: Pick<Parameter, 'serialization'>): boolean {
  return serialization.startsWith('as ')
}

/** Tells that a value has become any text, or was one: what reads as an integer is also a string. */
function isFreed(
  context: OperationContext,
  base: LocatedSchema,
  revision: LocatedSchema,
  common: ValuePlace,
): boolean {
  const before = readScalar(context.base, base)
  const after = readScalar(context.revision, revision)
  if (before === undefined || after === undefined) return false
  if (before.isFree === after.isFree || before.type === after.type) return false
  addFact(context, {
    ...common,
    kind: 'type-changed',
    effect: after.isFree ? 'widens' : 'narrows',
    base: before.type,
    revision: after.type,
  })
  return true
}

/**
 * Two schemas that take values of other types, as schemas of their texts. Where both list their values, these are
 * compared; else it is the type that has changed.
 */
function toTexts(
  context: OperationContext,
  base: LocatedSchema,
  revision: LocatedSchema,
): { readonly pair?: Pair; readonly retyped?: RetypedPair } | undefined {
  const before = toTextSchema(context.base, base)
  const after = toTextSchema(context.revision, revision)
  if (before === undefined || after === undefined || before.types === after.types) return undefined
  const pair = { base: before, revision: after }
  if (before.isListed && after.isListed) return { pair }
  return { retyped: { ...pair, from: before.types, to: after.types } }
}

/** Two schemas as those of their texts, where they are of other types; else they are as they were. */
function toAnyTexts(context: OperationContext, base: LocatedSchema, revision: LocatedSchema): Pair {
  const { pair, retyped } = toTexts(context, base, revision) ?? {}
  return pair ?? retyped ?? { base, revision }
}

/** The same of the items of two lists: what has become of their type is told at once. */
function toListsOfTexts(
  context: OperationContext,
  base: LocatedSchema,
  revision: LocatedSchema,
  common: ValuePlace,
): { readonly pair: Pair; readonly retyped?: RetypedPair } | undefined {
  const before = readArray(context.base, base)
  const after = readArray(context.revision, revision)
  if (before === undefined || after === undefined) return undefined
  const { pair, retyped } = toTexts(context, before.items, after.items) ?? {}
  if (pair !== undefined) return { pair: { base: before.of(pair.base), revision: after.of(pair.revision) } }
  if (retyped === undefined) return undefined
  // What the sender may send shows it, whatever else has changed of the lists, and the same goes the other way round.
  const isOfBase = toSender(common.direction, context.reversed) === 'request'
  const { list, item } = isOfBase
    ? { list: before, item: retyped.base }
    : { list: after, item: retyped.revision }
  const lists = { ...retyped, base: list.of(retyped.base), revision: list.of(retyped.revision) }
  const pointer = { base: before.items.pointer, revision: after.items.pointer }
  const place = { ...common, location: `${common.location}/*`, path: '/*', pointer }
  if (!addRetyped(context, lists, place)) return undefined
  return { pair: { base: before.of(item), revision: after.of(item) } }
}

/**
 * A value that became a list, or the reverse, where a list of one is written as the value is: it is one all along.
 * A string may hold what separates the items, unless each of them has the name before it.
 */
function toListsOfOne(
  context: OperationContext,
  base: Parameter,
  revision: Parameter,
): RetypedPair | undefined {
  const { schema: before } = base
  const { schema: after } = revision
  if (before === undefined || after === undefined) return undefined
  const old = readType(context.base, before)
  const now = readType(context.revision, after)
  const oldList = readArray(context.base, before)
  const nowList = readArray(context.revision, after)
  const toOne = (schema: LocatedSchema): LocatedSchema => ({
    schema: { type: 'array', items: schema.schema, minItems: 1, maxItems: 1 },
    pointer: schema.pointer,
  })
  if (old !== undefined && nowList !== undefined && isWrittenAsItem(old, revision)) {
    const pair = toAnyTexts(context, before, nowList.items)
    return { base: toOne(pair.base), revision: nowList.of(pair.revision), from: old, to: 'array' }
  }
  if (now !== undefined && oldList !== undefined && isWrittenAsItem(now, base)) {
    const pair = toAnyTexts(context, oldList.items, after)
    return { base: oldList.of(pair.base), revision: toOne(pair.revision), from: 'array', to: now }
  }
  return undefined
}

/** The type of a value that is written as one piece. */
function readType(document: OpenApiDocument, located: LocatedSchema): string | undefined {
  return readScalar(document, located)?.type ?? toTextSchema(document, located)?.types
}

function isWrittenAsItem(type: string, { serialization }: Parameter): boolean {
  return (
    /^(?:form|cookie), exploded$/.test(serialization) ||
    (!type.includes('string') && separated.has(serialization))
  )
}

const separated: ReadonlySet<string> = new Set([
  'form',
  'simple',
  'spaceDelimited',
  'pipeDelimited',
  'tabDelimited',
])

/**
 * Tells that values have another type, with the effect that this has on their texts: it is shown by one of these.
 *
 * @returns false where the effect is not known
 */
function addRetyped(
  context: OperationContext,
  { base, revision, from, to }: RetypedPair,
  common: ValuePlace,
): boolean {
  const direction = toSender(common.direction, context.reversed)
  const { relation } = context.comparer.compare(base, revision, direction)
  if (relation === 'unknown') return false
  const fact = { ...common, kind: 'type-changed', effect: effects[relation], base: from, revision: to }
  const schemas = { base, revision, direction, location: '' }
  addFact(context, fact, { source: { of: schemas, as: 'text' }, schemas })
  return true
}

const effects = { equal: 'none', narrower: 'narrows', wider: 'widens', incomparable: 'both' } as const
