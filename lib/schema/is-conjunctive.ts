import { isGrounded } from './is-grounded.ts'
import { listParts, mapParts, toPart } from './list-parts.ts'
import type { Part } from './shape.ts'
import type { Workspace } from './workspace.ts'

/** Keywords by which one part of a schema makes up for another, or has a say in what another one means. */
const entangling = [
  ...['anyOf', 'oneOf', 'not', 'if', 'contains', 'pattern', 'patternProperties', 'propertyNames'],
  ...['minProperties', 'maxProperties', 'dependentRequired', 'dependentSchemas', 'dependencies'],
  ...[
    'unevaluatedItems',
    'unevaluatedProperties',
    'uniqueItems',
    'multipleOf',
    '$dynamicRef',
    '$recursiveRef',
  ],
]

/**
 * Says whether a schema, with all that it refers to, is a plain list of what has to hold: then what is told of one
 * place of it holds for the whole. Where one accepts nothing, what is told of another may be no difference.
 */
export function isConjunctive(workspace: Workspace, root: Part): boolean {
  const parts = new Set([root])
  const seen = new Set([root.schema])
  for (const part of parts) {
    const { schema, side } = part
    if (typeof schema === 'boolean') continue
    if (workspace.shapeOf(workspace.toPlace(part)).types === 0) return false
    if (entangling.some((keyword) => keyword in schema)) return false
    if ('format' in schema && side.formats !== 'annotation') return false
    const target = typeof schema.$ref === 'string' ? side.resolve(schema.$ref) : undefined
    if (target === undefined && '$ref' in schema) return false
    const inner = [
      ...['items', 'additionalItems', 'additionalProperties'].map((keyword) => toPart(part, schema, keyword)),
      ...['items', 'prefixItems', 'allOf'].flatMap((keyword) => listParts(part, schema, keyword)),
      ...[...mapParts(part, schema, 'properties')].map(([, property]) => property),
      target,
    ]
    for (const one of inner) {
      if (one === undefined || seen.has(one.schema)) continue
      seen.add(one.schema)
      parts.add(one)
    }
  }
  return isGrounded([...parts])
}
