import type { JsonSchema, LocatedSchema } from '../../../lib/schema/index.ts'

export { toSource } from '../../../lib/schema/to-source.ts'

/** A schema that is the whole of its document. */
export function toRoot(schema: JsonSchema): LocatedSchema {
  return { schema, pointer: '#' }
}
