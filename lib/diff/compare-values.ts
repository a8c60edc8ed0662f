import { type OpenApiDocument, type Parameter, readKey, readString } from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import { isDocument } from './are-written-alike.ts'
import { compareSchemaUses } from './compare-schema-uses.ts'
import { addFact, type OperationContext, toSender } from './context.ts'
import { readScalar } from './free-text.ts'
import { peelSchema } from './peel-schema.ts'
import { readArray } from './read-array.ts'
import { mayBeSpread } from './spread-parameters.ts'
import { toNumber } from './to-number.ts'
import { toListsOfOne } from './to-lists-of-one.ts'
import { writeNotes } from './to-text-schema.ts'
import { type Pair, type RetypedPair, toTexts } from './to-texts.ts'

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

/** Compares the values of two parameters or headers. Outside a body, every value is text. */
export function compareValues(
  context: OperationContext,
  base: Parameter,
  revision: Parameter,
  common: ValuePlace,
): void {
  const { direction, part, location, pointer } = common
  const isText = !isDocument(base) && !isDocument(revision)
  const use = {
    direction,
    part,
    location,
    pointer,
    isText,
    isForm: mayBeSpread(base) && mayBeSpread(revision),
    isRequired: base.required && revision.required,
  }
  const before = isText ? toNumber(context, context.base, base.schema) : base.schema
  const after = isText ? toNumber(context, context.revision, revision.schema) : revision.schema
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
    compareSchemaUses(context, toNotes(context.base, before), toNotes(context.revision, after), use)
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

/** Of a schema, what it says beside its values: what an absent one means, say, as the text that says the same. */
function toNotes(document: OpenApiDocument, located: LocatedSchema): LocatedSchema {
  const { value, pointer = located.pointer } = peelSchema(document, located) ?? {}
  return { schema: writeNotes(value), pointer }
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
