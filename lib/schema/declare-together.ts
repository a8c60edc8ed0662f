import { alterShape } from './alter-shape.ts'
import type { Panel, Shape } from './shape.ts'
import type { Workspace } from './workspace.ts'

/**
 * Lets closed schemas that hold together (`allOf`) pass what the others of them declare. Taken at their word they reject
 * each other's properties, and nobody writes a property to have it rejected: NSwag and Swashbuckle write inheritance so.
 */
export function declareTogether(workspace: Workspace, shape: Shape): Shape {
  const { panels } = shape.object
  if (!workspace.declaresTogether || panels.length < 2 || !panels.some(isClosed)) return shape
  const names = new Set(panels.flatMap(({ properties }) => [...properties.keys()]))
  const opened = panels.map((panel) => (isClosed(panel) ? { ...panel, beside: names } : panel))
  return alterShape(shape, { object: { ...shape.object, panels: opened } })
}

function isClosed({ additional }: Panel): boolean {
  return additional?.schema === false
}
