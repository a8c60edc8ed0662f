import { toEmptyShape } from './empty-shape.ts'
import { intersectShapes } from './intersect-shapes.ts'
import { isKeywords, type Keywords, listParts, mapParts, toPart } from './list-parts.ts'
import { negate } from './read-negation.ts'
import { ARRAY, OBJECT, type Part, type Shape } from './shape.ts'
import { uniteBranches } from './unite-branches.ts'
import type { Workspace } from './workspace.ts'

/** A schema may go through so many combinations of branches; with more of them it stays undecided. */
const maximalWays = 16
const maximalDepth = 20

type Late = 'unevaluatedProperties' | 'unevaluatedItems'

/**
 * Adds what `unevaluatedProperties` and `unevaluatedItems` say (2020-12 §11.2, §11.3): to each way through the
 * branches beside it, the limits that `additionalProperties` and `items` would set if all of that way stood in one
 * schema. A way that more branches hold than it counts is within the way that counts them, so nothing is lost.
 */
export function readUnevaluated(workspace: Workspace, part: Part, schema: Keywords, shape: Shape): Shape {
  let whole = shape
  for (const keyword of ['unevaluatedProperties', 'unevaluatedItems'] as const) {
    const limit = toPart(part, schema, keyword)
    // `true` and `{}` restrict nothing.
    if (limit === undefined || limit.schema === true) continue
    const pointer = `${part.pointer}/${keyword}`
    const ways = listWays(part, 0)
    const closings = ways?.map((way) => closeWay(part, way, keyword, limit, pointer))
    if (closings === undefined || closings.includes(undefined)) {
      const mask = keyword === 'unevaluatedItems' ? ARRAY : OBJECT
      const rest = [...whole.rest, { mask, keyword, value: schema[keyword], pointer }]
      whole = { ...whole, rest }
      continue
    }
    const closed = closings.flatMap((closing) => closing ?? [])
    whole = intersectShapes(workspace, whole, unite(workspace, closed, pointer))
  }
  return whole
}

function unite(workspace: Workspace, ways: readonly Part[], pointer: string): Shape {
  const [only, ...others] = ways
  const nothing = toEmptyShape(pointer)
  if (only === undefined) return nothing
  return others.length === 0
    ? (workspace.shapeOfPart(only) ?? nothing)
    : uniteBranches(workspace, ways, false, pointer)
}

/** One way through a schema: what holds in any case, and the branches that hold beside it. */
interface Way {
  readonly sure: readonly Part[]
  readonly chosen: readonly Part[]
}

/** All ways through a schema; `undefined` for too many, and for what only a value could tell. */
function listWays(part: Part, depth: number): readonly Way[] | undefined {
  const { schema } = part
  if (typeof schema === 'boolean') return [{ sure: [part], chosen: [] }]
  if (depth > maximalDepth || '$dynamicRef' in schema || '$recursiveRef' in schema) return undefined
  let ways: readonly Way[] = [{ sure: [part], chosen: [] }]
  for (const choices of listChoices(part, schema)) {
    const next: Way[] = []
    for (const choice of choices) {
      const inner = listAll(choice.parts, depth)
      if (inner === undefined) return undefined
      for (const way of ways) {
        for (const { sure, chosen } of inner) {
          next.push(
            choice.isSure
              ? { sure: [...way.sure, ...sure], chosen: [...way.chosen, ...chosen] }
              : { sure: way.sure, chosen: [...way.chosen, ...sure, ...chosen] },
          )
        }
      }
      if (next.length > maximalWays) return undefined
    }
    ways = next
  }
  return ways
}

/** The ways through several schemas that all hold. */
function listAll(parts: readonly Part[], depth: number): readonly Way[] | undefined {
  let all: readonly Way[] = [{ sure: [], chosen: [] }]
  for (const part of parts) {
    const ways = listWays(part, depth + 1)
    if (ways === undefined || ways.length * all.length > maximalWays) return undefined
    all = all.flatMap((own) =>
      ways.map((way) => ({ sure: [...own.sure, ...way.sure], chosen: [...own.chosen, ...way.chosen] })),
    )
  }
  return all
}

/** Schemas that hold together, in any case or only if they are chosen. */
interface Choice {
  readonly parts: readonly Part[]
  readonly isSure: boolean
}

function listChoices(part: Part, schema: Keywords): readonly (readonly Choice[])[] {
  const choices: (readonly Choice[])[] = listParts(part, schema, 'allOf').map((member) => [
    { parts: [member], isSure: true },
  ])
  if (typeof schema.$ref === 'string') {
    const target = part.side.resolve(schema.$ref)
    choices.push([{ parts: target === undefined ? [] : [target], isSure: true }])
  }
  const choose = (...parts: readonly Part[]): Choice => ({ parts, isSure: false })
  const anyOf = listParts(part, schema, 'anyOf')
  if (anyOf.length > 0) choices.push(listSubsets(anyOf).map((subset) => choose(...subset)))
  const oneOf = listParts(part, schema, 'oneOf')
  if (oneOf.length > 0) choices.push(oneOf.map((branch) => choose(branch)))
  const test = toPart(part, schema, 'if')
  if (test !== undefined) {
    const arm = (keyword: 'then' | 'else'): readonly Part[] => {
      const found = toPart(part, schema, keyword)
      return found === undefined ? [] : [found]
    }
    choices.push([choose(test, ...arm('then')), choose(negate(test), ...arm('else'))])
  }
  for (const [name, dependent] of mapParts(part, schema, 'dependentSchemas')) {
    // What is no object lacks the property, though it meets `required`.
    const isThere: Part = { ...dependent, schema: { type: 'object', required: [name] } }
    choices.push([choose(isThere, dependent), choose(negate(isThere))])
  }
  return choices
}

function listSubsets(parts: readonly Part[]): readonly (readonly Part[])[] {
  // More than this is too many ways in any case.
  if (2 ** parts.length - 1 > maximalWays) return Array.from({ length: maximalWays + 1 }, () => parts)
  let subsets: readonly (readonly Part[])[] = [[]]
  for (const part of parts) subsets = [...subsets, ...subsets.map((subset) => [...subset, part])]
  return subsets.filter((subset) => subset.length > 0)
}

/**
 * A way in one schema, with the limit for all that it says nothing of.
 *
 * @returns `undefined` where only a value tells what is evaluated: items that are found by `contains`
 */
function closeWay(
  root: Part,
  { sure, chosen }: Way,
  keyword: Late,
  limit: Part,
  pointer: string,
): Part | undefined {
  const schemas = [...sure, ...chosen].flatMap(({ schema }) =>
    isKeywords(schema) && schema !== root.schema ? [schema] : [],
  )
  const own = isKeywords(root.schema) ? root.schema : {}
  const closing =
    keyword === 'unevaluatedProperties'
      ? closeObject(own, schemas, limit.schema)
      : closeArray(own, schemas, limit.schema)
  if (closing === undefined) return undefined
  // The schemas of a union stand where its branches do; the way is a schema that stands in no document.
  return { schema: { allOf: [...chosen.map(({ schema }) => schema), closing] }, pointer, side: root.side }
}

function closeObject(own: Keywords, others: readonly Keywords[], limit: Part['schema']): Part['schema'] {
  const evaluatesAll =
    own.additionalProperties !== undefined ||
    others.some((other) => 'additionalProperties' in other || 'unevaluatedProperties' in other)
  if (evaluatesAll) return true
  const all = [own, ...others]
  const toAnything = (keyword: string): object =>
    Object.fromEntries(
      all.flatMap((one) => {
        const map = one[keyword]
        return isKeywords(map) ? Object.keys(map).map((name) => [name, true] as const) : []
      }),
    )
  return {
    properties: toAnything('properties'),
    patternProperties: toAnything('patternProperties'),
    additionalProperties: limit,
  }
}

function closeArray(
  own: Keywords,
  others: readonly Keywords[],
  limit: Part['schema'],
): Part['schema'] | undefined {
  const all = [own, ...others]
  if (all.some((one) => 'contains' in one || Array.isArray(one.items))) return undefined
  if (own.items !== undefined || others.some((other) => 'items' in other || 'unevaluatedItems' in other))
    return true
  const lengths = all.map(({ prefixItems }) => (Array.isArray(prefixItems) ? prefixItems.length : 0))
  return { prefixItems: Array.from({ length: Math.max(...lengths) }, () => true), items: limit }
}
