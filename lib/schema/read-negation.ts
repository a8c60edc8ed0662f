import { alterShape } from './alter-shape.ts'
import { toEmptyShape } from './empty-shape.ts'
import { intersectShapes } from './intersect-shapes.ts'
import { acceptsAll } from './accepts-all.ts'
import { listParts, toPart } from './list-parts.ts'
import { type Part, type Shape, TYPE_CLASSES } from './shape.ts'
import { uniteBranches } from './unite-branches.ts'
import type { Workspace } from './workspace.ts'

/** Keywords that do not change the meaning of the one combinator that stands beside them. */
const silent: ReadonlySet<string> = new Set(['description', 'title', '$comment', 'example', 'examples'])

/** The shape of `not`: negation is pushed inwards as far as it goes, and whole types are taken out. */
export function readNegation(workspace: Workspace, excluded: Part): Shape {
  const empty = toEmptyShape(excluded.pointer)
  const { schema } = excluded
  if (typeof schema === 'boolean') return schema ? alterShape(empty, { types: 0 }) : empty
  const keywords = Object.keys(schema).filter((keyword) => !silent.has(keyword) && !keyword.startsWith('x-'))
  const only = keywords.length === 1 ? keywords[0] : undefined
  const inner = only === 'not' ? toPart(excluded, schema, 'not') : undefined
  if (inner !== undefined) return workspace.shapeOfPart(inner) ?? empty
  if (only === 'anyOf') {
    return listParts(excluded, schema, 'anyOf')
      .map((branch) => readNegation(workspace, branch))
      .reduce((joined, shape) => intersectShapes(workspace, joined, shape), empty)
  }
  if (only === 'allOf') {
    const branches = listParts(excluded, schema, 'allOf').map(negate)
    return uniteBranches(workspace, branches, false, excluded.pointer)
  }
  return excludeShape(workspace, excluded, empty)
}

function excludeShape(workspace: Workspace, excluded: Part, empty: Shape): Shape {
  const shape = workspace.shapeOfPart(excluded)
  if (shape === undefined) return alterShape(empty, { ended: 'a schema excludes itself' })
  if (shape.ended !== undefined) return alterShape(empty, { ended: shape.ended })
  let { types } = empty
  let mask = 0
  for (const typeClass of TYPE_CLASSES) {
    const accepted = shape.types & typeClass
    if (accepted === 0) continue
    if (acceptsAll(shape, accepted)) types &= ~accepted
    else mask |= accepted
  }
  if (mask === 0) return alterShape(empty, { types })
  const place = workspace.toPlace(excluded)
  return alterShape(empty, { types, negations: [{ mask, place, pointer: excluded.pointer }] })
}

/** A schema that stands in no document: made once for each negated one, so that places stay unique. */
export function negate(part: Part): Part {
  const { schema, pointer, side } = part
  if (typeof schema === 'boolean') return { schema: !schema, pointer, side }
  let negation = side.negations.get(schema)
  if (negation === undefined)
    side.negations.set(schema, (negation = { schema: { not: schema }, pointer, side }))
  return negation
}
