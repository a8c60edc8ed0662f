import { acceptNull, intersectShapes, toEmptyShape } from './intersect-shapes.ts'
import { type Keywords, listParts, toPart } from './list-parts.ts'
import { readCondition } from './read-condition.ts'
import { readEnums } from './read-enums.ts'
import { readFacets, readTypes } from './read-facets.ts'
import { readNegation } from './read-negation.ts'
import { readNotes } from './read-notes.ts'
import { readObject } from './read-object.ts'
import { ANY, ARRAY, OBJECT, type Part, type RestKeyword, type Shape, STRING } from './shape.ts'
import { uniteBranches } from './unite-branches.ts'
import type { Workspace } from './workspace.ts'

/** Keywords without a law here, and the types they concern: on both sides the same, or undecided. */
const restKeywords: ReadonlyMap<string, number> = new Map([
  ['unevaluatedProperties', OBJECT],
  ['unevaluatedItems', ARRAY],
  ['contentSchema', STRING],
  ['contentEncoding', STRING],
  ['contentMediaType', STRING],
  ['$dynamicRef', ANY],
  ['$recursiveRef', ANY],
])

/** Reads one schema into its normal form: dialect, references and combinators resolved, not yet settled. */
export function readShape(workspace: Workspace, part: Part): Shape {
  const { schema, side } = part
  const empty = toEmptyShape(workspace, part.pointer)
  if (typeof schema === 'boolean') return schema ? empty : { ...empty, types: 0 }
  if (typeof schema.$ref !== 'string') return readKeywords(workspace, part, schema)
  const target = side.resolve(schema.$ref)
  const referred: Shape =
    target === undefined
      ? { ...empty, rest: [{ mask: ANY, keyword: '$ref', value: schema.$ref, pointer: part.pointer }] }
      : (workspace.shapeOfPart(target) ?? empty)
  // Before 3.1 a reference object has no other keywords: what stands beside `$ref` is ignored.
  if (side.dialect !== 'openapi-3.1') return referred
  return intersectShapes(workspace, readKeywords(workspace, part, schema), referred)
}

function readKeywords(workspace: Workspace, part: Part, schema: Keywords): Shape {
  const empty = toEmptyShape(workspace, part.pointer)
  let shape: Shape = {
    ...empty,
    types: readTypes(schema),
    ...readFacets(workspace, part, schema),
    object: readObject(workspace, part, schema),
    rest: readRest(part, schema),
    notes: readNotes(part, schema),
  }
  const restrict = (other: Shape | undefined): void => {
    if (other !== undefined) shape = intersectShapes(workspace, shape, other)
  }
  for (const member of listParts(part, schema, 'allOf')) restrict(workspace.shapeOfPart(member))
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = listParts(part, schema, keyword)
    if (branches.length === 0) continue
    restrict(uniteBranches(workspace, branches, keyword === 'oneOf', `${part.pointer}/${keyword}`))
  }
  const excluded = toPart(part, schema, 'not')
  if (excluded !== undefined) restrict(readNegation(workspace, excluded))
  restrict(readCondition(workspace, part, schema))
  // OpenAPI 3.0.3 lets `nullable` past the type; authors also write it beside allOf and $ref. An enum still counts.
  if (schema.nullable === true && part.side.dialect !== 'openapi-3.1') shape = acceptNull(shape)
  for (const listed of readEnums(workspace, part, schema)) restrict(listed)
  return shape
}

function readRest(part: Part, schema: Keywords): readonly RestKeyword[] {
  const found: RestKeyword[] = []
  for (const [keyword, mask] of restKeywords) {
    const value = schema[keyword]
    // `true` and `{}` restrict nothing.
    if (value === undefined || value === true) continue
    found.push({ mask, keyword, value, pointer: `${part.pointer}/${keyword}` })
  }
  return found
}
