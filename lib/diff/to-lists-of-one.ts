import { readKey, type OpenApiDocument, type Parameter } from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import type { DiffContext } from './context.ts'
import { readScalar, toFreeText } from './free-text.ts'
import { peelNull } from './peel-null.ts'
import { peelSchema } from './peel-schema.ts'
import { readArray } from './read-array.ts'
import { toTextSchema } from './to-text-schema.ts'
import { type RetypedPair, toAnyTexts } from './to-texts.ts'

/**
 * A value that became a list, or the reverse, where a list of one is written as the value is: it is one all along.
 * A string may hold what separates the items, unless each of them has the name before it.
 */
export function toListsOfOne(
  context: DiffContext,
  base: Parameter,
  revision: Parameter,
): RetypedPair | undefined {
  if (base.schema === undefined || revision.schema === undefined) return undefined
  // Null is one value beside the others: who becomes a list keeps it, or does not.
  const from = peelNull(context.base, base.schema)
  const to = peelNull(context.revision, revision.schema)
  const [before, after] = [toFreeText(context.base, from.inner), toFreeText(context.revision, to.inner)]
  const old = readType(context.base, before)
  const now = readType(context.revision, after)
  const oldList = readArray(context.base, before)
  const nowList = readArray(context.revision, after)
  if (old !== undefined && nowList !== undefined && isWrittenAsItem(old, revision)) {
    const pair = toAnyTexts(context, before, toFreeText(context.revision, nowList.items))
    const list = nowList.of(pair.revision)
    return {
      base: from.of(toListOfOne(pair.base)),
      revision: to.of(list),
      from: nameTypes(context.base, from.inner) ?? old,
      to: 'array',
    }
  }
  if (now !== undefined && oldList !== undefined && isWrittenAsItem(now, base)) {
    const pair = toAnyTexts(context, toFreeText(context.base, oldList.items), after)
    const list = withoutEmpty(oldList.of(pair.base))
    return {
      base: from.of(list),
      revision: to.of(toListOfOne(pair.revision)),
      from: 'array',
      to: nameTypes(context.revision, to.inner) ?? now,
    }
  }
  return undefined
}

function toListOfOne({ schema, pointer }: LocatedSchema): LocatedSchema {
  return { schema: { type: 'array', items: schema, minItems: 1, maxItems: 1 }, pointer }
}

/** A list without items is written as no parameter at all: nobody sends it. */
function withoutEmpty({ schema, pointer }: LocatedSchema): LocatedSchema {
  const least = readKey(schema, 'minItems')
  const minItems = typeof least === 'number' ? Math.max(least, 1) : 1
  return typeof schema === 'boolean' ? { schema, pointer } : { schema: { ...schema, minItems }, pointer }
}

/** The types that a schema lists, as a message names them. */
function nameTypes(document: OpenApiDocument, located: LocatedSchema): unknown {
  const types = readKey(peelSchema(document, located)?.value, 'type')
  return Array.isArray(types) ? types : undefined
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
