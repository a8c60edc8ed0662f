import { isKeywords, type Keywords } from './list-parts.ts'
import { isMereNote } from './read-facets.ts'
import type { Notes, Part, Promises } from './shape.ts'

/** What a schema says beside the values that it accepts. */
export function readNotes(part: Part, schema: Keywords): Notes {
  const { pointer } = part
  const notes: { -readonly [Key in keyof Notes]: Notes[Key] } = {}
  if (schema.default !== undefined) notes.default = { value: schema.default, pointer: `${pointer}/default` }
  if (schema.deprecated === true) notes.deprecated = { ofAll: [readDeprecated(schema, pointer)] }
  const { 'x-stability-level': level } = schema
  if (level !== undefined)
    notes.stability = { ofAll: [{ value: level, pointer: `${pointer}/x-stability-level` }] }
  if (schema.readOnly === true) notes.readOnly = { value: true, pointer: `${pointer}/readOnly` }
  if (schema.writeOnly === true) notes.writeOnly = { value: true, pointer: `${pointer}/writeOnly` }
  if (schema.discriminator !== undefined)
    notes.discriminator = {
      value: schema.discriminator,
      pointer: `${pointer}/discriminator`,
      implied: listImplied(schema),
    }
  const { 'x-extensible-enum': named } = schema
  if (Array.isArray(named) && !('enum' in schema))
    notes.extensible = { value: named, pointer: `${pointer}/x-extensible-enum` }
  if (isMereNote(part, schema)) notes.format = { value: String(schema.format), pointer: `${pointer}/format` }
  return notes
}

function readDeprecated(schema: Keywords, pointer: string): Promises['ofAll'][number] {
  const { 'x-sunset': sunset, 'x-deprecated-since': since } = schema
  return {
    value: typeof sunset === 'string' ? sunset : '',
    pointer: `${pointer}/${typeof sunset === 'string' ? 'x-sunset' : 'deprecated'}`,
    ...(typeof since === 'string' ? { since } : {}),
  }
}

/** The values that a discriminator has without saying so: the names of the alternatives that its mapping leaves out. */
function listImplied({ discriminator, oneOf, anyOf }: Keywords): readonly string[] {
  const mapping = isKeywords(discriminator) ? discriminator.mapping : undefined
  const targets = new Set(isKeywords(mapping) ? Object.values(mapping) : [])
  return [oneOf, anyOf].flatMap((branches: unknown) => {
    if (!Array.isArray(branches)) return []
    return branches.flatMap((branch: unknown) => {
      const reference = isKeywords(branch) ? branch.$ref : undefined
      const name = typeof reference === 'string' ? componentName.exec(reference)?.[1] : undefined
      return name === undefined || targets.has(name) || targets.has(reference) ? [] : [name]
    })
  })
}

const componentName = /^#\/components\/schemas\/([^/]+)$/
