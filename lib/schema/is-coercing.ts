import type { z } from 'zod'
import { definitionOf, listZodParts } from './zod-definition.ts'

/** Those of which it is known that nothing in them coerces: what refers to many others is walked once. */
const plain = new WeakSet<z.core.$ZodType>()

/** Says whether zod itself coerces in a schema, be it deep inside (`z.coerce.number()`). */
export function isCoercing(schema: z.core.$ZodType): boolean {
  const seen = new Set<z.core.$ZodType>()
  const coerces = (part: z.core.$ZodType): boolean => {
    if (plain.has(part) || seen.has(part)) return false
    seen.add(part)
    if (definitionOf(part).coerce === true) return true
    return listZodParts(part, ({ in: before, out }) => [before, out]).some((inner) => coerces(inner.schema))
  }
  if (coerces(schema)) return true
  for (const part of seen) plain.add(part)
  return false
}
