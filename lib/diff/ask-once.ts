/**
 * Answers a question about a schema that asks the same of its parts. Each schema is looked at once: a union may hold
 * itself in all of its branches, and until its answer is known, it is no.
 */
export function askOnce(known: Map<unknown, boolean>, schema: unknown, answer: () => boolean): boolean {
  const held = known.get(schema)
  if (held !== undefined) return held
  known.set(schema, false)
  const found = answer()
  known.set(schema, found)
  return found
}
