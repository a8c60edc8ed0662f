import { alterShape } from './alter-shape.ts'
import type { ObjectFacet, Panel, Shape } from './shape.ts'
import type { Workspace } from './workspace.ts'

/**
 * Lets closed schemas that hold together (`allOf`) pass what the others of them declare. Taken at their word they reject
 * each other's properties, and nobody writes a property to have it rejected: NSwag and Swashbuckle write inheritance so.
 */
export function declareTogether(workspace: Workspace, shape: Shape): Shape {
  const { panels } = shape.object
  if (!workspace.declaresTogether || panels.length < 2 || !panels.some(isClosed)) return shape
  const names = new Set(panels.flatMap(({ properties }) => [...properties.keys()]))
  return alterShape(shape, { object: letPass(shape.object, names) })
}

/** What a closed schema requires and does not declare is no contradiction: what stands beside it may declare that. */
export function letRequiredPass({ declaresTogether }: Workspace, object: ObjectFacet): ObjectFacet {
  return declaresTogether && object.panels.some(isClosed) ? letPass(object, object.required.keys()) : object
}

function letPass(object: ObjectFacet, names: Iterable<string>): ObjectFacet {
  const passing = [...names]
  const panels = object.panels.map((panel) =>
    isClosed(panel) ? { ...panel, beside: new Set([...(panel.beside ?? []), ...passing]) } : panel,
  )
  return { ...object, panels }
}

function isClosed({ additional }: Panel): boolean {
  return additional?.schema === false
}
