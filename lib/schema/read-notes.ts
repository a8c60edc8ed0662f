import type { Keywords } from './list-parts.ts'
import { isMereNote } from './read-facets.ts'
import type { Notes, Part } from './shape.ts'

/** What a schema says beside the values that it accepts. */
export function readNotes(part: Part, schema: Keywords): Notes {
  const { pointer } = part
  return {
    ...(schema.default === undefined
      ? {}
      : { default: { value: schema.default, pointer: `${pointer}/default` } }),
    ...(schema.deprecated === true
      ? { deprecated: { value: true, pointer: `${pointer}/deprecated` } as const }
      : {}),
    ...(schema.readOnly === true
      ? { readOnly: { value: true, pointer: `${pointer}/readOnly` } as const }
      : {}),
    ...(schema.writeOnly === true
      ? { writeOnly: { value: true, pointer: `${pointer}/writeOnly` } as const }
      : {}),
    ...(schema.discriminator === undefined
      ? {}
      : { discriminator: { value: schema.discriminator, pointer: `${pointer}/discriminator` } }),
    ...(isMereNote(part, schema)
      ? { format: { value: String(schema.format), pointer: `${pointer}/format` } }
      : {}),
  }
}
