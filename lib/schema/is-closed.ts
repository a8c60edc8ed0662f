import type { z } from 'zod'
import { definitionOf, isZodSchema, listZodParts } from './zod-definition.ts'

/** Whether a zod schema refuses members of an object that it does not know, be it as one side or alternative. */
export function isClosed(schema: z.core.$ZodType): boolean {
  return refusesOthers(schema, new Set())
}

function refusesOthers(schema: z.core.$ZodType, seen: Set<unknown>): boolean {
  if (seen.has(schema)) return false
  seen.add(schema)
  const { type, catchall } = definitionOf(schema)
  if (type === 'object') return isZodSchema(catchall) && definitionOf(catchall).type === 'never'
  return listZodParts(schema, ({ in: before, out }) => [before, out]).some(
    (part) => part.at === '' && refusesOthers(part.schema, seen),
  )
}
