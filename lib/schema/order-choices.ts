import { followName, listAlternatives, listKinds } from './is-coercible.ts'
import { isKept } from './marks.ts'
import { isObject, mapSubschemas } from './subschemas.ts'
import type { JsonSchema } from './types.ts'

type SchemaObject = Readonly<Record<string, unknown>>

/**
 * A schema of what is sent as texts, such as a query, for a validator that coerces. A choice of zod's is tried in an order
 * in which nothing is made of a text that an alternative takes as it is, and no list of what one takes by itself. Of
 * objects with a tag, only the one that it names is tried: another would coerce the members on its way to being refused.
 */
export function orderChoices(root: JsonSchema): JsonSchema {
  const order = (schema: JsonSchema): JsonSchema => {
    const copy = mapSubschemas(schema, order)
    if (!isObject(copy) || !isObject(schema) || !isKept(copy)) return copy
    return guardByTag(copy, schema, root) ?? sortTexts(copy, root)
  }
  return order(root)
}

/** With texts first and lists last. */
function sortTexts(choice: SchemaObject, root: JsonSchema): SchemaObject {
  const keyword = keywordOf(choice)
  const list = choice[keyword]
  if (!Array.isArray(list)) return choice
  const ranked = list.map((one: unknown) => [one, rank(one, root)] as const)
  return { ...choice, [keyword]: ranked.toSorted(([, a], [, b]) => a - b).map(([one]) => one) }
}

function rank(alternative: unknown, root: JsonSchema): number {
  const found = leavesOf(alternative, root, new Set()).flatMap(listKinds)
  if (found.includes('text')) return 0
  return found.every((kind) => kind === 'list') && found.length > 0 ? 2 : 1
}

/** Each alternative behind a condition for its tag, where all of them have one. */
function guardByTag(copy: SchemaObject, choice: SchemaObject, root: JsonSchema): SchemaObject | undefined {
  const keyword = keywordOf(choice)
  const list = copy[keyword]
  const tag = findTag(listAlternatives(choice), root)
  if (!Array.isArray(list) || tag === undefined) return undefined
  const leaves = leavesOf(choice, root, new Set())
  // A condition names all members: those that a schema does not name are removed by the option `removeAdditional: 'all'`.
  const names = leaves.flatMap(({ properties }) => (isObject(properties) ? Object.keys(properties) : []))
  const members = Object.fromEntries(names.map((name) => [name, true]))
  const guarded = list.map((one: unknown): unknown => {
    if (isObject(one) && one.type === 'null') return one
    const properties = { ...members, [tag]: { enum: textsOf(one, tag, root) } }
    const condition = { properties, required: [tag] }
    return { type: 'object', ...condition, if: condition, then: one }
  })
  const { [keyword]: _, ...rest } = copy
  return { ...rest, anyOf: guarded }
}

function keywordOf({ oneOf }: SchemaObject): 'anyOf' | 'oneOf' {
  return Array.isArray(oneOf) ? 'oneOf' : 'anyOf'
}

/** The name of a member by whose text alternatives are told from each other. */
function findTag(alternatives: readonly unknown[], root: JsonSchema): string | undefined {
  const [first] = leavesOf(alternatives[0], root, new Set())
  const names = isObject(first?.properties) ? Object.keys(first.properties) : []
  return names.find((name) => {
    const texts = alternatives.map((one) => textsOf(one, name, root))
    const all = texts.flat()
    return texts.every((some) => some.length > 0) && new Set(all).size === all.length
  })
}

/** The texts that a member has to be one of; none where it may be something else. */
function textsOf(alternative: unknown, name: string, root: JsonSchema): readonly string[] {
  const texts = leavesOf(alternative, root, new Set()).map(({ properties, required }): readonly string[] => {
    const isThere = isObject(properties) && Object.hasOwn(properties, name)
    const member = isThere ? followName(properties[name], root) : undefined
    if (!isObject(member) || !Array.isArray(required) || !required.includes(name)) return []
    const values: readonly unknown[] = Array.isArray(member.enum) ? member.enum : [member.const]
    return values.every((value) => typeof value === 'string') ? values : []
  })
  return texts.every((some) => some.length > 0) ? [...new Set(texts.flat())] : []
}

/** What there is to choose from in the end, where alternatives are choices themselves. */
function leavesOf(schema: unknown, root: JsonSchema, seen: Set<unknown>): readonly SchemaObject[] {
  const followed = followName(schema, root)
  if (!isObject(followed) || seen.has(followed)) return []
  seen.add(followed)
  const alternatives = listAlternatives(followed)
  return alternatives.length === 0
    ? [followed]
    : alternatives.flatMap((alternative) => leavesOf(alternative, root, seen))
}
