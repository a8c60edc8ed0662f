import type { LocatedSchema } from '../schema/types.ts'
import { isObject, joinPointer, readKey, readList, readString } from './json-value.ts'
import type { OpenApiDocument } from './open-document.ts'

/** A schema that stands for those that take it over, and these by the values of its discriminator. */
export interface Supertype {
  readonly schema: LocatedSchema
  readonly subtypes: ReadonlyMap<string, LocatedSchema>
}

/**
 * Reads which components stand for others: those with a discriminator and no alternatives of their own are taken over by
 * `allOf`, by components whose names are the values that go unsaid in `mapping` (OpenAPI 3.1.1 §4.8.25; in Swagger 2.0,
 * `discriminator` of the Schema Object).
 *
 * @returns by their names
 */
export function readSupertypes(document: OpenApiDocument): ReadonlyMap<string, Supertype> {
  const place = document.version === '2.0' ? '#/definitions' : '#/components/schemas'
  const components = listComponents(document)
  const supers = components.filter(([, schema]) => isSupertype(schema))
  if (supers.length === 0) return new Map()
  const children = new Map<string, string[]>()
  for (const [name, schema] of components) {
    for (const member of readList(schema, 'allOf')) {
      const parent = readString(member, '$ref')
      if (parent?.startsWith(`${place}/`) !== true) continue
      const pointer = document.resolve(parent)?.pointer ?? ''
      children.set(pointer, [...(children.get(pointer) ?? []), name])
    }
  }
  return new Map(
    supers.map(([name, schema]) => {
      const pointer = joinPointer(place, name)
      const mapped = readMapping(document, schema, place)
      const targets = new Set([...mapped.values()].map((target) => target.pointer))
      const implied = listDescendants(name, place, children).flatMap((child): [string, LocatedSchema][] => {
        const found = document.resolve(joinPointer(place, child))
        return found === undefined || targets.has(found.pointer) ? [] : [[child, found]]
      })
      return [name, { schema: { schema, pointer }, subtypes: new Map([...mapped, ...implied]) }]
    }),
  )
}

function listComponents({ root, version }: OpenApiDocument): [string, Readonly<Record<string, unknown>>][] {
  const components =
    version === '2.0' ? readKey(root, 'definitions') : readKey(readKey(root, 'components'), 'schemas')
  if (!isObject(components)) return []
  return Object.entries(components).flatMap(([name, schema]) => (isObject(schema) ? [[name, schema]] : []))
}

function isSupertype(schema: Readonly<Record<string, unknown>>): boolean {
  const discriminator = readKey(schema, 'discriminator')
  const isSaid = typeof discriminator === 'string' || isObject(discriminator)
  return isSaid && readKey(schema, 'oneOf') === undefined && readKey(schema, 'anyOf') === undefined
}

/** A schema is called by its name, or referred to. */
function readMapping(document: OpenApiDocument, schema: object, place: string): Map<string, LocatedSchema> {
  const mapping = readKey(readKey(schema, 'discriminator'), 'mapping')
  if (!isObject(mapping)) return new Map()
  return new Map(
    Object.entries(mapping).flatMap(([value, target]): [string, LocatedSchema][] => {
      if (typeof target !== 'string') return []
      const isName = !/[#/]/.test(target) && !/\.(?:json|ya?ml)$/.test(target)
      const found = document.resolve(isName ? joinPointer(place, target) : target)
      return found === undefined || found.schema === schema ? [] : [[value, found]]
    }),
  )
}

/** Those that take a component over, and those that take these over. */
function listDescendants(
  name: string,
  place: string,
  children: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const found = new Set([name])
  for (const one of found) for (const child of children.get(joinPointer(place, one)) ?? []) found.add(child)
  found.delete(name)
  return [...found]
}
