import { listReferences } from './hash-schema.ts'
import { isKeywords, type Keywords } from './list-parts.ts'
import { mapSubschemas } from './subschemas.ts'
import type { JsonSchema, LocatedSchema, SchemaSource } from './types.ts'

/** A source whose dynamic references are references like others. */
export interface BoundSource {
  /** A schema of the document, with all that it refers to as it is from there. */
  enter(located: LocatedSchema): LocatedSchema
  /** Where a reference leads that stands in the document, or in what was entered. */
  resolve(reference: string): LocatedSchema | undefined
}

/** The anchors that were met on the way to a schema, the outermost of each name. */
type Scope = ReadonlyMap<string, LocatedSchema>

/** More copies than this are made by no honest document: generic types are taken over with a few others each. */
const maximalCopies = 5000

/** Schemas that nest deeper are left as they are. */
const maximalDepth = 100

/**
 * Follows `$dynamicRef` to the outermost schema on the way to it that has such a `$dynamicAnchor` (JSON Schema 2020-12
 * Core §8.2.3.2): a generic list is one for each type that it is taken over with. What leads to a dynamic reference is
 * copied for each set of anchors, with references in its place; all else stays the object that it is in the document.
 *
 * Strictly, anchors belong to schemas with an `$id` of their own. Components mostly have none, and each is meant to be one.
 *
 * @param name of the document: what is left out in one is not the same as what is left out in another
 */
export function bindDynamic(source: SchemaSource, name: string): BoundSource {
  const reaching = new WeakMap<object, boolean>()
  const references = new WeakMap<object, readonly string[]>()
  const anchors = new WeakMap<object, ReadonlyMap<string, Anchor | undefined>>()
  const copies = new WeakMap<object, Map<string, JsonSchema>>()
  const targets = new Map<string, () => LocatedSchema | undefined>()
  const noScope: Scope = new Map()
  let copied = 0

  /** Whether a schema has a dynamic reference, or leads to one. */
  function reaches(start: object): boolean {
    const found = new Set([start])
    for (const one of found) {
      const isKnown = reaching.get(one)
      if (isKnown === false) continue
      if (isKnown === true || listReferences(one, ['$dynamicRef']).length > 0) {
        reaching.set(start, true)
        return true
      }
      let own = references.get(one)
      if (own === undefined) references.set(one, (own = listReferences(one, ['$ref'])))
      for (const reference of own) {
        const target = source.resolve(reference)?.schema
        if (typeof target === 'object') found.add(target)
      }
    }
    for (const one of found) reaching.set(one, false)
    return false
  }

  /** The anchors in a schema, what it refers to aside; none where one name stands for several of them. */
  function anchorsOf(schema: Keywords, depth: number): ReadonlyMap<string, Anchor | undefined> {
    const known = anchors.get(schema)
    if (known !== undefined) return known
    const found = new Map<string, Anchor | undefined>()
    anchors.set(schema, found)
    mapSubschemas(schema, (inner, path) => {
      if (!isKeywords(inner) || depth === 0 || typeof inner.$id === 'string') return inner
      for (const [anchor, held] of anchorsOf(inner, depth - 1)) {
        found.set(anchor, held && !found.has(anchor) ? { ...held, path: `/${path}${held.path}` } : undefined)
      }
      return inner
    })
    const own = schema.$dynamicAnchor
    if (typeof own === 'string') found.set(own, { schema, path: '' })
    return found
  }

  function widen(scope: Scope, schema: Keywords, pointer: string): Scope {
    const own = [...anchorsOf(schema, maximalDepth)].flatMap(([anchor, held]) =>
      held === undefined || scope.has(anchor)
        ? []
        : [[anchor, { schema: held.schema, pointer: pointer + held.path }] as const],
    )
    return own.length === 0 ? scope : new Map([...scope, ...own])
  }

  function copy(outer: Scope, { schema, pointer }: LocatedSchema, depth = maximalDepth): JsonSchema {
    if (typeof schema === 'boolean' || depth === 0 || !reaches(schema)) return schema
    const scope = widen(outer, schema, pointer)
    const key = toKey(scope)
    const known = copies.get(schema)?.get(key)
    if (known !== undefined) return known
    copied += 1
    const ofSchema = copies.get(schema) ?? new Map<string, JsonSchema>()
    copies.set(schema, ofSchema)
    const { $defs, definitions, ...own } = schema
    const mapped = mapSubschemas(own, (inner, path) =>
      copy(scope, { schema: inner, pointer: `${pointer}/${path}` }, depth - 1),
    )
    const made = isKeywords(mapped) ? refer(scope, mapped) : mapped
    ofSchema.set(key, made)
    return made
  }

  function refer(scope: Scope, { $dynamicRef, ...keywords }: Keywords): Keywords {
    const made: Record<string, unknown> = { ...keywords }
    if (typeof keywords.$ref === 'string') made.$ref = toReference(scope, keywords.$ref)
    if (typeof $dynamicRef !== 'string') return made
    const bound = scope.get($dynamicRef.slice($dynamicRef.indexOf('#') + 1))
    if (bound === undefined) return { ...made, $dynamicRef }
    const reference = hold(scope, bound.pointer, bound)
    if (made.$ref === undefined) return { ...made, $ref: reference }
    const members: readonly unknown[] = Array.isArray(made.allOf) ? made.allOf : []
    return { ...made, allOf: [...members, { $ref: reference }] }
  }

  function toReference(scope: Scope, reference: string): string {
    const target = source.resolve(reference)
    if (target === undefined || typeof target.schema === 'boolean' || !reaches(target.schema))
      return reference
    return hold(scope, reference, target)
  }

  /** A reference of its own for what stands in a scope. Its end is that of the reference, and so its name. */
  function hold(scope: Scope, reference: string, { schema, pointer }: LocatedSchema): string {
    const isLeftOut = copied > maximalCopies
    const text = isLeftOut ? `${reference} in ${name}` : `${toKey(scope)} ${reference}`
    targets.set(text, () => (isLeftOut ? undefined : { schema: copy(scope, { schema, pointer }), pointer }))
    return text
  }

  return {
    enter: (located) => {
      const schema = copy(noScope, located)
      return schema === located.schema ? located : { schema, pointer: located.pointer }
    },
    resolve(reference) {
      const find = targets.get(reference)
      return find === undefined ? source.resolve(reference) : find()
    },
  }
}

/** A schema with a dynamic anchor, and where it stands in another one. */
interface Anchor {
  readonly schema: Keywords
  readonly path: string
}

function toKey(scope: Scope): string {
  return `(${[...scope].map(([anchor, { pointer }]) => `${anchor}=${pointer}`).sort().join()})` // prettier-ignore
}
