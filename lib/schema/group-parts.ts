import { listReferences, type Components } from './components.ts'

/**
 * The names of the parts in groups: those that refer to each other in circles stand in one, and what a group refers
 * to stands in groups before it (Tarjan's strongly connected components).
 */
export function groupParts(parts: Components): readonly (readonly string[])[] {
  const groups: string[][] = []
  const found = new Map<string, { readonly at: number; lowest: number; isOpen: boolean }>()
  const open: string[] = []
  const visit = (name: string): { readonly at: number; lowest: number; isOpen: boolean } => {
    const one = { at: found.size, lowest: found.size, isOpen: true }
    found.set(name, one)
    open.push(name)
    for (const next of listReferences(parts.get(name) ?? true)) {
      if (!parts.has(next)) continue
      const other = found.get(next)
      if (other === undefined) one.lowest = Math.min(one.lowest, visit(next).lowest)
      else if (other.isOpen) one.lowest = Math.min(one.lowest, other.at)
    }
    if (one.lowest === one.at) {
      const group = open.splice(open.indexOf(name))
      for (const member of group) {
        const held = found.get(member)
        if (held !== undefined) held.isOpen = false
      }
      groups.push(group)
    }
    return one
  }
  for (const name of parts.keys()) if (!found.has(name)) visit(name)
  return groups
}
