import { isObject, type OpenApiDocument, readKey, readList } from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import type { DiffContext } from './context.ts'
import { peelSchema } from './peel-schema.ts'
import { readArray } from './read-array.ts'
import { textsOf } from './to-text-schema.ts'

/**
 * A number that may also be a string of digits, as ASP.NET Core writes every number, is that number where everything is
 * text; the same for the items of a list.
 */
export function toNumber(
  context: DiffContext,
  document: OpenApiDocument,
  located: LocatedSchema | undefined,
): LocatedSchema | undefined {
  if (located === undefined) return undefined
  const list = readArray(document, located)
  if (list !== undefined) {
    const items = toNumber(context, document, list.items)
    return items === undefined || items === list.items ? located : list.of(items)
  }
  const found = peelSchema(document, located)
  const types = readList(found?.value, 'type')
  const pattern = readKey(found?.value, 'pattern')
  if (found === undefined || !isObject(found.value) || !types.includes('string') || pattern === undefined)
    return located
  const type = types.filter((one) => one !== 'string')
  const [digits, ...others] = type.filter((one) => one !== 'null').map(textsOf)
  if (digits === undefined || others.length > 0) return located
  const toTexts = (source: unknown): LocatedSchema => ({
    schema: { type: 'string', pattern: source },
    pointer: found.pointer,
  })
  const { relation } = context.comparer.compare(toTexts(pattern), toTexts(digits), 'request')
  if (relation !== 'equal' && relation !== 'wider') return located
  const schema = Object.fromEntries(Object.entries(found.value).filter(([keyword]) => keyword !== 'pattern'))
  return { schema: { ...schema, type: type.length === 1 ? type[0] : type }, pointer: found.pointer }
}
