import type { OpenApiDocument, Parameter } from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import type { DiffContext } from './context.ts'
import { readScalar } from './free-text.ts'
import { peelNull } from './peel-null.ts'
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
  const [before, after] = [from.inner, to.inner]
  const old = readType(context.base, before)
  const now = readType(context.revision, after)
  const oldList = readArray(context.base, before)
  const nowList = readArray(context.revision, after)
  if (old !== undefined && nowList !== undefined && isWrittenAsItem(old, revision)) {
    const pair = toAnyTexts(context, before, nowList.items)
    const list = nowList.of(pair.revision)
    return { base: from.of(toListOfOne(pair.base)), revision: to.of(list), from: old, to: 'array' }
  }
  if (now !== undefined && oldList !== undefined && isWrittenAsItem(now, base)) {
    const pair = toAnyTexts(context, oldList.items, after)
    const list = oldList.of(pair.base)
    return { base: from.of(list), revision: to.of(toListOfOne(pair.revision)), from: 'array', to: now }
  }
  return undefined
}

function toListOfOne({ schema, pointer }: LocatedSchema): LocatedSchema {
  return { schema: { type: 'array', items: schema, minItems: 1, maxItems: 1 }, pointer }
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
