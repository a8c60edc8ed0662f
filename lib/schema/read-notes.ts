import type { Keywords } from './list-parts.ts'
import { isMereNote } from './read-facets.ts'
import type { Notes, Part } from './shape.ts'

/** What a schema says beside the values that it accepts. */
export function readNotes(part: Part, schema: Keywords): Notes {
  const { pointer } = part
  const notes: { -readonly [Key in keyof Notes]: Notes[Key] } = {}
  if (schema.default !== undefined) notes.default = { value: schema.default, pointer: `${pointer}/default` }
  if (schema.deprecated === true) notes.deprecated = { value: true, pointer: `${pointer}/deprecated` }
  if (schema.readOnly === true) notes.readOnly = { value: true, pointer: `${pointer}/readOnly` }
  if (schema.writeOnly === true) notes.writeOnly = { value: true, pointer: `${pointer}/writeOnly` }
  if (schema.discriminator !== undefined)
    notes.discriminator = { value: schema.discriminator, pointer: `${pointer}/discriminator` }
  if (isMereNote(part, schema)) notes.format = { value: String(schema.format), pointer: `${pointer}/format` }
  return notes
}
