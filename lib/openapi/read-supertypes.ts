import { bystanders } from '../schema/bystanders.ts'
import { isNever } from '../schema/is-trivial.ts'
import type { LocatedSchema } from '../schema/types.ts'
import { isObject, joinPointer, readKey, readList, readString } from './json-value.ts'
import { listMapped } from './list-mapped.ts'
import type { OpenApiDocument } from './open-document.ts'

/** A schema that stands for those that take it over, and these by the values of its discriminator. */
export interface Supertype {
  readonly schema: LocatedSchema
  readonly subtypes: ReadonlyMap<string, LocatedSchema>
}

/**
 * Reads which components stand for others: those with a discriminator and no alternatives of their own are taken over by
 * `allOf`, by components whose names are the values that go unsaid in `mapping` (OpenAPI 3.1.1 §4.8.25; in Swagger 2.0,
 * `discriminator` of the Schema Object). What takes one of them over, and is taken over itself, stands for the latter.
 * What stands in another file and is no component does by its `mapping`.
 *
 * @returns by their names, or by where they stand
 */
export function readSupertypes(document: OpenApiDocument): ReadonlyMap<string, Supertype> {
  const place = placeOf(document)
  const components = listComponents(document).map((one) => ({ ...one, ...followOut(document, one, place) }))
  const named = new Set(components.map(({ schema }) => schema))
  const candidates = [...components, ...listMapped(document).filter(({ schema }) => !named.has(schema))]
  const supers = candidates.filter(({ schema }) => isSupertype(unwrap(schema)))
  if (supers.length === 0) return new Map()
  const located = new Map(candidates.map((one) => [one.name, one]))
  const children = new Map<string, string[]>()
  for (const { name, schema } of components) {
    for (const parent of listParents(schema)) {
      const pointer = followNames(document, parent)
      const held = pointer === undefined ? undefined : children.get(pointer)
      if (held !== undefined) held.push(name)
      else if (pointer !== undefined) children.set(pointer, [name])
    }
  }
  let left = maximalSubtypes
  const own = new Map(
    supers.map(({ name, schema, pointer }) => {
      const mapped = readMapping(document, unwrap(schema), place)
      const targets = new Set([...mapped.values()].map((target) => target.pointer))
      const implied = listDescendants(name, located, children, left).flatMap(
        (child): [string, LocatedSchema][] => {
          const found = located.get(child)
          if (found === undefined || targets.has(found.pointer)) return []
          return [[child, { schema: found.schema, pointer: found.pointer }]]
        },
      )
      left -= implied.length
      return [name, { schema: { schema, pointer }, subtypes: new Map([...mapped, ...implied]) }]
    }),
  )
  return new Map([...own, ...listBetween(own, located, children, left)])
}

/** What takes a supertype over and is taken over itself, with those of the subtypes that are below it. */
function listBetween(
  own: ReadonlyMap<string, Supertype>,
  located: ReadonlyMap<string, LocatedSchema>,
  children: ReadonlyMap<string, readonly string[]>,
  most: number,
): readonly (readonly [name: string, supertype: Supertype])[] {
  let left = most
  return [...own].flatMap(([name, { subtypes }]) =>
    listDescendants(name, located, children, left).flatMap((child) => {
      const found = located.get(child)
      if (found === undefined || own.has(child) || !children.has(found.pointer)) return []
      const taken = listDescendants(child, located, children, left)
      const targets = new Set(taken.flatMap((one) => located.get(one)?.pointer ?? []))
      left -= targets.size
      const below = new Map([...subtypes].filter(([, { pointer }]) => targets.has(pointer)))
      const schema = { schema: found.schema, pointer: found.pointer }
      return below.size === 0 ? [] : [[child, { schema, subtypes: below }] as const]
    }),
  )
}

/** Reads what a component stands for that lists it: the components among the alternatives of its union. */
export function readUnion(document: OpenApiDocument, name: string): Supertype | undefined {
  const component = findComponent(document, name)
  if (component === undefined) return undefined
  const place = placeOf(document)
  const unions = [component.schema, unwrap(component.schema)]
  const references = unions.flatMap((union) =>
    ['oneOf', 'anyOf'].flatMap((keyword) =>
      readList(union, keyword).flatMap((branch) => readString(branch, '$ref') ?? []),
    ),
  )
  const mapped = readMapping(document, unions[1], place)
  const targets = new Set([...mapped.values()].map((target) => target.pointer))
  const named = references.flatMap((reference): [string, LocatedSchema][] => {
    const found = document.find(reference)
    const isNamed = found?.pointer.startsWith(`${place}/`) === true && !targets.has(found.pointer)
    return isNamed ? [[found.pointer.slice(place.length + 1), found]] : []
  })
  const subtypes = new Map([...mapped, ...named])
  return subtypes.size === 0 ? undefined : { schema: component, subtypes }
}

/** What stands in another file in place of a component, whose name it has all the same. */
function followOut(document: OpenApiDocument, component: LocatedSchema, place: string): LocatedSchema {
  let found = component
  for (let left = maximalWraps; left > 0; left -= 1) {
    const reference = readString(found.schema, '$ref')
    if (reference === undefined) return found
    const next = document.find(reference)
    // What is nothing but a reference to another component is that one by another name.
    if (next === undefined || next.pointer.startsWith(`${place}/`)) return component
    found = next
  }
  return component
}

/** Where that stands which is referred to, by whichever of its names. */
function followNames(document: OpenApiDocument, reference: string): string | undefined {
  let found = document.find(reference)
  for (let left = maximalWraps; left > 0; left -= 1) {
    const next = readString(found?.schema, '$ref')
    if (next === undefined) break
    found = document.find(next)
  }
  return found?.pointer
}

/** A schema of the components by its name. */
export function findComponent(document: OpenApiDocument, name: string): LocatedSchema | undefined {
  const schema = readKey(readComponents(document), name)
  return isObject(schema) ? { schema, pointer: joinPointer(placeOf(document), name) } : undefined
}

function placeOf({ version }: OpenApiDocument): string {
  return version === '2.0' ? '#/definitions' : '#/components/schemas'
}

/** All schemas of the components. */
export function listComponents(document: OpenApiDocument): (LocatedSchema & { readonly name: string })[] {
  const components = readComponents(document)
  const place = placeOf(document)
  return Object.entries(isObject(components) ? components : {}).flatMap(([name, schema]) =>
    isObject(schema) ? [{ name, schema, pointer: joinPointer(place, name) }] : [],
  )
}

function readComponents({ root, version }: OpenApiDocument): unknown {
  return version === '2.0' ? readKey(root, 'definitions') : readKey(readKey(root, 'components'), 'schemas')
}

/** Wraps nest this deep in honest documents. */
const maximalWraps = 8

/** A schema behind what wraps it alone. */
function unwrap(schema: unknown): unknown {
  let current = schema
  for (let left = maximalWraps; left > 0 && isObject(current); left -= 1) {
    const [keyword, ...others] = Object.keys(current).filter((key) => !isBystander(key))
    const members = keyword !== undefined && wrapping.has(keyword) ? readList(current, keyword) : []
    if (others.length > 0 || members.length !== 1) return current
    current = members[0]
  }
  return current
}

const wrapping: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf'])

function isBystander(key: string): boolean {
  return bystanders.has(key) || key.startsWith('x-')
}

/** The references to what a component takes over; one that is nothing but a reference is the same by another name. */
function listParents(component: unknown): readonly string[] {
  return typeof readKey(component, '$ref') === 'string' ? [] : [...findParents(component, maximalWraps)]
}

function findParents(schema: unknown, left: number): ReadonlySet<string> {
  const reference = readString(schema, '$ref')
  const parents = new Set(reference === undefined ? [] : [reference])
  if (left === 0) return parents
  for (const member of readList(schema, 'allOf')) {
    for (const parent of findParents(member, left - 1)) parents.add(parent)
  }
  for (const keyword of ['anyOf', 'oneOf']) {
    const [first, ...others] = readList(schema, keyword)
      .filter((branch) => branch !== false && !(isObject(branch) && isNever(branch)))
      .map((branch) => findParents(branch, left - 1))
    // Whichever alternative it is.
    for (const parent of first ?? []) if (others.every((other) => other.has(parent))) parents.add(parent)
  }
  return parents
}

function isSupertype(schema: unknown): boolean {
  const discriminator = readKey(schema, 'discriminator')
  const isSaid = typeof discriminator === 'string' || isObject(discriminator)
  return isSaid && readKey(schema, 'oneOf') === undefined && readKey(schema, 'anyOf') === undefined
}

/** A schema is called by its name, or referred to. */
function readMapping(document: OpenApiDocument, schema: unknown, place: string): Map<string, LocatedSchema> {
  const mapping = readKey(readKey(schema, 'discriminator'), 'mapping')
  if (!isObject(mapping)) return new Map()
  return new Map(
    Object.entries(mapping).flatMap(([value, target]): [string, LocatedSchema][] => {
      if (typeof target !== 'string') return []
      const isName = !/[#/]/.test(target) && !/\.(?:json|ya?ml)$/.test(target)
      const found = isName ? document.findAt(joinPointer(place, target)) : document.find(target)
      if (found === undefined) return []
      const meant = followOut(document, found, place)
      return meant.schema === schema ? [] : [[value, { schema: meant.schema, pointer: meant.pointer }]]
    }),
  )
}

/** Components that take over one another, each with a discriminator, are countless. */
const maximalSubtypes = 20_000

/** Those that take a component over, and those that take these over. */
function listDescendants(
  name: string,
  located: ReadonlyMap<string, LocatedSchema>,
  children: ReadonlyMap<string, readonly string[]>,
  limit: number,
): readonly string[] {
  const found = new Set([name])
  for (const one of found) {
    if (found.size > limit) break
    for (const child of children.get(located.get(one)?.pointer ?? '') ?? []) found.add(child)
  }
  found.delete(name)
  return [...found]
}
