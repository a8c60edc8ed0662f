import { alterShape } from './alter-shape.ts'
import { acceptsAll } from './accepts-all.ts'
import { toEmptyShape, toLoop } from './empty-shape.ts'
import { acceptNull, intersectAll, intersectShapes } from './intersect-shapes.ts'
import { type Keywords, listParts, toPart } from './list-parts.ts'
import { isNullable } from './is-nullable.ts'
import { declareTogether } from './declare-together.ts'
import { readCondition } from './read-condition.ts'
import { readEnums } from './read-enums.ts'
import { readFacets, readTypes, readUnknownType } from './read-facets.ts'
import { readNegation } from './read-negation.ts'
import { readNotes } from './read-notes.ts'
import { readObject } from './read-object.ts'
import { readUnevaluated } from './read-unevaluated.ts'
import { ANY, type Part, type RestKeyword, type Shape, STRING } from './shape.ts'
import { uniteBranches } from './unite-branches.ts'
import type { Workspace } from './workspace.ts'

/** Keywords without a law here, and the types they concern: on both sides the same, or undecided. */
const restKeywords: ReadonlyMap<string, number> = new Map([
  ['contentSchema', STRING],
  ['contentEncoding', STRING],
  ['contentMediaType', STRING],
  ['$dynamicRef', ANY],
  ['$recursiveRef', ANY],
])

const isRest = (keyword: string): boolean => restKeywords.has(keyword)

/**
 * Reads one schema into its normal form: dialect, references and combinators resolved, not yet settled.
 *
 * @returns `undefined` for a reference to what is being read
 */
export function readShape(workspace: Workspace, part: Part): Shape | undefined {
  const { schema, side } = part
  const empty = toEmptyShape(part.pointer)
  if (typeof schema === 'boolean') return schema ? empty : alterShape(empty, { types: 0 })
  if (typeof schema.$ref !== 'string') {
    return readUnevaluated(workspace, part, schema, readDynamic(workspace, part, schema))
  }
  const target = side.resolve(schema.$ref)
  const hasSiblings = side.dialect === 'openapi-3.1' && Object.keys(schema).length > 1
  const referred: Shape | undefined =
    target === undefined
      ? alterShape(empty, {
          rest: [{ mask: ANY, keyword: '$ref', value: schema.$ref, pointer: part.pointer }],
        })
      : workspace.shapeOfPart(target, hasSiblings ? 'whole' : 'branch')
  // Before 3.1 a reference object has no other keywords: what stands beside `$ref` is ignored.
  if (!hasSiblings) return referred
  const shape = intersectShapes(workspace, readDynamic(workspace, part, schema), referred ?? empty)
  return readUnevaluated(workspace, part, schema, declareTogether(workspace, shape))
}

/** A dynamic reference is one like others where its anchor stands once in the document. */
function readDynamic(workspace: Workspace, part: Part, schema: Keywords): Shape {
  const shape = readKeywords(workspace, part, schema)
  const target = typeof schema.$dynamicRef === 'string' ? part.side.resolve(schema.$dynamicRef) : undefined
  if (target === undefined) return shape
  const referred = workspace.shapeOfPart(target) ?? toEmptyShape(part.pointer)
  return intersectShapes(workspace, shape, referred)
}

function readKeywords(workspace: Workspace, part: Part, schema: Keywords): Shape {
  const empty = toEmptyShape(part.pointer)
  const { boolean, number, string, array } = readFacets(workspace, part, schema)
  const object = readObject(workspace, part, schema)
  const [rest, notes] = [readRest(part, schema), readNotes(part, schema)]
  let shape: Shape = alterShape(empty, { types: readTypes(schema), boolean, number, string, array, object, rest, notes }) // prettier-ignore
  const restrict = (other: Shape | undefined): void => {
    if (other !== undefined) shape = intersectShapes(workspace, shape, other)
  }
  const members = listParts(part, schema, 'allOf').map((member) => workspace.shapeOfPart(member))
  // What a schema says is said already where it is read as a part of itself: that is how subtypes refer to their type.
  const others = members.filter((member) => member !== undefined)
  shape = declareTogether(workspace, intersectAll(workspace, shape, others))
  if (others.length < members.length && acceptsAll(shape, ANY)) return toLoop(part.pointer)
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = listParts(part, schema, keyword)
    if (branches.length === 0) continue
    restrict(uniteBranches(workspace, branches, keyword === 'oneOf', `${part.pointer}/${keyword}`))
  }
  const excluded = toPart(part, schema, 'not')
  if (excluded !== undefined) restrict(readNegation(workspace, excluded))
  restrict(readCondition(workspace, part, schema))
  // OpenAPI 3.0.3 lets `nullable` past the type; authors also write it beside allOf and $ref. An enum still counts.
  if (isNullable(schema, part.side.dialect)) shape = acceptNull(shape)
  for (const listed of readEnums(part, schema)) restrict(listed)
  return shape
}

function readRest(part: Part, schema: Keywords): readonly RestKeyword[] {
  const unknown = readUnknownType(part, schema)
  const found: RestKeyword[] = unknown === undefined ? [] : [unknown]
  for (const [keyword, mask] of Object.keys(schema).some(isRest) ? restKeywords : []) {
    const value = schema[keyword]
    // `true` and `{}` restrict nothing.
    if (value === undefined || value === true) continue
    if (keyword === '$dynamicRef' && typeof value === 'string' && part.side.resolve(value) !== undefined)
      continue
    found.push({ mask, keyword, value, pointer: `${part.pointer}/${keyword}` })
  }
  return found
}
