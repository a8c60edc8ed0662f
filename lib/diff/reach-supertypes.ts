import {
  isObject,
  joinPointer,
  listComponents,
  type OpenApiDocument,
  readKey,
  type Supertype,
} from '../openapi/index.ts'
import type { LocatedSchema } from '../schema/index.ts'
import type { ChangedSupertypes } from './find-changed-supertypes.ts'
import { createHeldLister } from './list-held.ts'

/** Finds which of the changed supertypes a schema reaches, and where in its values, by the shortest way. */
export function reachSupertypes(
  document: OpenApiDocument,
  supertypes: ReadonlyMap<string, Supertype>,
  changed: ReadonlyMap<string, unknown>,
): ChangedSupertypes['reach'] {
  const names = new Map([...supertypes].map(([name, { schema }]) => [schema.schema, name]))
  const leading = findLeading(document, supertypes, changed)
  const listHeld = createHeldLister(document, supertypes)
  const known = new Map<LocatedSchema['schema'], ReadonlyMap<string, string>>()
  const reach = (located: LocatedSchema): ReadonlyMap<string, string> => {
    const held = known.get(located.schema)
    if (held !== undefined) return held
    const found = new Map<string, string>()
    const seen = new Set<unknown>()
    // What stands outside of components is walked for each operation, and what it refers to once for all.
    const isComponent = toComponent(located.pointer) === located.pointer
    const referred: { readonly target: LocatedSchema; readonly location: string }[] = []
    const queue: { readonly schema: unknown; readonly location: string }[] = [{ schema: located.schema, location: '' }] // prettier-ignore
    for (const { schema, location } of queue) {
      if (!isObject(schema) || seen.has(schema)) continue
      seen.add(schema)
      const name = names.get(schema)
      if (name !== undefined) {
        if (changed.has(name)) found.set(name, location)
        for (const subtype of supertypes.get(name)?.subtypes.values() ?? []) queue.push({ schema: subtype.schema, location }) // prettier-ignore
      }
      const reference = readKey(schema, '$ref')
      if (typeof reference === 'string') {
        const target = document.find(reference)
        const component = target && toComponent(target.pointer)
        // Few components lead to one of them, and most of what is referred to is not worth a look.
        if (target !== undefined && (component === undefined || leading.has(component))) {
          if (isComponent || component !== target.pointer) queue.push({ schema: target.schema, location })
          else referred.push({ target, location })
        }
      }
      for (const [child, token] of listHeld(schema)) {
        queue.push({ schema: child, location: token === undefined ? location : joinPointer(location, token) })
      }
    }
    for (const { target, location } of referred) {
      for (const [name, inner] of reach(target)) {
        const held = found.get(name)
        const way = location + inner
        if (held === undefined || countSteps(way) < countSteps(held)) found.set(name, way)
      }
    }
    known.set(located.schema, found)
    return found
  }
  return reach
}

function countSteps(location: string): number {
  return location.split('/').length
}

/** The components that lead to one of the changed supertypes, and what stands apart from them and does, by their pointers. */
function findLeading(
  document: OpenApiDocument,
  supertypes: ReadonlyMap<string, Supertype>,
  changed: ReadonlyMap<string, unknown>,
): ReadonlySet<string> {
  const referrers = new Map<string, string[]>()
  const link = (from: string, to: string): void => {
    const held = referrers.get(to)
    if (held !== undefined) held.push(from)
    else referrers.set(to, [from])
  }
  const nodes: LocatedSchema[] = listComponents(document)
  const apart = new Set<string>()
  // What stands in other files leads further, as components do.
  const enter = (target: LocatedSchema): string => {
    const component = toComponent(target.pointer)
    if (component !== undefined) return component
    if (!apart.has(target.pointer)) nodes.push(target)
    apart.add(target.pointer)
    return target.pointer
  }
  for (const { schema, subtypes } of supertypes.values()) {
    enter(schema)
    for (const subtype of subtypes.values()) link(schema.pointer, enter(subtype))
  }
  for (const { schema, pointer } of nodes) {
    for (const reference of listReferences(schema)) {
      const target = document.find(reference)
      if (target !== undefined) link(pointer, enter(target))
    }
  }
  const leading = new Set([...changed.keys()].flatMap((name) => supertypes.get(name)?.schema.pointer ?? []))
  for (const one of leading) for (const referrer of referrers.get(one) ?? []) leading.add(referrer)
  return leading
}

/** The component that a pointer leads into. */
function toComponent(pointer: string): string | undefined {
  return /^#\/(?:components\/schemas|definitions)\/[^/]+/.exec(pointer)?.[0]
}

function* listReferences(schema: unknown): Generator<string> {
  const seen = new Set<unknown>()
  const queue = [schema]
  for (const node of queue) {
    if (typeof node !== 'object' || node === null || seen.has(node)) continue
    seen.add(node)
    const reference = readKey(node, '$ref')
    if (typeof reference === 'string') yield reference
    for (const child of Object.values(node) as unknown[]) queue.push(child)
  }
}
