import type { OpenApiDocument, Parameter } from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import type { DiffContext } from './context.ts'
import { readScalar } from './free-text.ts'
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
