import { freeObject } from './empty-shape.ts'
import { isKeywords, type Keywords, listParts, mapParts, toPart, toPointerToken } from './list-parts.ts'
import { readCount } from './read-facets.ts'
import { type Dependent, isAnything, type ObjectFacet, type Part, type Stated } from './shape.ts'
import type { Workspace } from './workspace.ts'

/** References are followed this far to learn whether a property is hidden: enough for any honest document. */
const maximalHops = 16

const objectKeywords = [
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'dependentRequired',
  'dependentSchemas',
  'dependencies',
]

/** A pattern of characters that stand for themselves, from `^` to `$`. */
const literalName = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[\\^$.*+?()[\]{}|/-])+)\$$/u

/** What the keywords say of objects, without the properties that messages of this direction do not hold. */
export function readObject(workspace: Workspace, part: Part, schema: Keywords): ObjectFacet {
  if (!objectKeywords.some((keyword) => keyword in schema)) return freeObject
  const properties = new Map(mapParts(part, schema, 'properties'))
  const patterns: { source: string; part: Part }[] = []
  for (const [source, pattern] of mapParts(part, schema, 'patternProperties')) {
    // A pattern that one name alone fits is another way to declare it.
    const name = literalName.exec(source)?.[1]?.replaceAll(/\\(.)/g, '$1')
    if (name === undefined || properties.has(name)) patterns.push({ source, part: pattern })
    else properties.set(name, pattern)
  }
  const additional = toPart(part, schema, 'additionalProperties')
  const names = toPart(part, schema, 'propertyNames')
  const minProperties = readCount(part, schema, 'minProperties')
  const maxProperties = readCount(part, schema, 'maxProperties')
  const speaks = properties.size > 0 || patterns.length > 0 || additional !== undefined
  return {
    panels: speaks ? [{ properties, patterns, additional, pointer: part.pointer }] : [],
    required: readRequired(part, schema),
    hidden: findHidden(workspace, properties),
    ...(minProperties && { minProperties }),
    ...(maxProperties && { maxProperties }),
    names: names === undefined ? workspace.anything : workspace.toPlace(names),
    dependents: readDependents(workspace, part, schema),
  }
}

function readRequired(part: Part, schema: Keywords): ReadonlyMap<string, string> {
  const required = new Map<string, string>()
  if (!Array.isArray(schema.required)) return required
  schema.required.forEach((name: unknown, index) => {
    if (typeof name === 'string') required.set(name, `${part.pointer}/required/${index}`)
  })
  return required
}

/** OpenAPI: a readOnly property is not part of a request, a writeOnly one not of a response, required or not. */
function findHidden(
  workspace: Workspace,
  properties: ReadonlyMap<string, Part>,
): ReadonlyMap<string, Stated<'readOnly' | 'writeOnly'>> {
  const keyword = workspace.direction === 'request' ? 'readOnly' : 'writeOnly'
  const hidden = new Map<string, Stated<'readOnly' | 'writeOnly'>>()
  for (const [name, property] of properties) {
    const pointer = findMark(property, keyword, maximalHops)
    if (pointer !== undefined) hidden.set(name, { value: keyword, pointer })
  }
  return hidden
}

/** Follows references and combinators to the `readOnly` or `writeOnly` of a property. */
export function findMark(
  part: Part,
  keyword: 'readOnly' | 'writeOnly',
  hops: number,
  known?: KnownMarks,
): string | undefined {
  const { schema, side } = part
  if (typeof schema === 'boolean' || hops === 0) return undefined
  const isReference = typeof schema.$ref === 'string'
  if (schema[keyword] === true && (!isReference || side.dialect === 'openapi-3.1')) {
    return `${part.pointer}/${keyword}`
  }
  if (typeof schema.$ref === 'string') {
    const target = side.resolve(schema.$ref)
    return target && findMark(target, keyword, hops - 1, known)
  }
  if (!('allOf' in schema || 'anyOf' in schema || 'oneOf' in schema)) return undefined
  // Members that refer to one schema, whose members do the same again, are countless: each is looked at once.
  const marks = known ?? new Map<object, Map<number, string | undefined>>()
  const ofSchema = marks.get(schema) ?? new Map<number, string | undefined>()
  if (ofSchema.has(hops)) return ofSchema.get(hops)
  const found = findMarkInside(part, schema, keyword, hops - 1, marks)
  marks.set(schema, ofSchema.set(hops, found))
  return found
}

/** What was found, by schema and by how far it was looked for. */
type KnownMarks = Map<object, Map<number, string | undefined>>

function findMarkInside(
  part: Part,
  schema: Keywords,
  keyword: 'readOnly' | 'writeOnly',
  hops: number,
  known: KnownMarks,
): string | undefined {
  for (const member of listParts(part, schema, 'allOf')) {
    const pointer = findMark(member, keyword, hops, known)
    if (pointer !== undefined) return pointer
  }
  for (const branches of ['anyOf', 'oneOf'].map((union) => listParts(part, schema, union))) {
    const marks = branches
      .filter((branch) => !isBeside(branch))
      .map((branch) => findMark(branch, keyword, hops, known))
    if (marks.length > 0 && marks.every((mark) => mark !== undefined)) return marks[0]
  }
  return undefined
}

/** A branch beside those that hold the value: `null`, or nothing. */
function isBeside({ schema }: Part): boolean {
  if (typeof schema === 'boolean') return !schema
  const types: unknown = schema.type ?? ('const' in schema ? schema.const : schema.enum)
  const listed: readonly unknown[] = Array.isArray(types) ? types : [types]
  const [type, ...others] = listed
  if (others.length === 0 && (type === 'null' || type === null)) return true
  return isKeywords(schema.not) && Object.keys(schema.not).length === 0
}

function readDependents(workspace: Workspace, part: Part, schema: Keywords): readonly Dependent[] {
  const dependents: Dependent[] = []
  // `dependencies` is what draft 7 called both keywords.
  for (const keyword of ['dependentRequired', 'dependencies']) {
    const map = schema[keyword]
    if (!isKeywords(map)) continue
    for (const [name, needs] of Object.entries(map)) {
      if (!Array.isArray(needs) || needs.length === 0) continue
      const pointer = `${part.pointer}/${keyword}/${toPointerToken(name)}`
      dependents.push({ name, needs: needs.map(String).sort(), place: undefined, pointer })
    }
  }
  for (const keyword of ['dependentSchemas', 'dependencies']) {
    for (const [name, dependent] of mapParts(part, schema, keyword)) {
      const place = workspace.toPlace(dependent)
      if (!isAnything(place)) {
        dependents.push({ name, needs: [], place, pointer: dependent.pointer })
      }
    }
  }
  return dependents
}
