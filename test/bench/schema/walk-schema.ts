import type { LocatedSchema, SchemaSource } from '../../../lib/schema/index.ts'

/** The least that a comparison has to do: to look at a schema and all that it refers to, once. */
export function walkSchema({ schema }: LocatedSchema, source: SchemaSource): number {
  let hash = 0
  const seen = new Set<unknown>([schema])
  for (const value of seen) {
    if (typeof value !== 'object' || value === null) continue
    for (const [key, child] of Object.entries(value) as [string, unknown][]) {
      hash = mix(mix(hash, key), typeof child === 'object' ? '' : String(child))
      if (typeof child === 'object') seen.add(child)
      else if (key === '$ref' && typeof child === 'string') seen.add(source.resolve(child)?.schema)
    }
  }
  return hash
}

function mix(hash: number, text: string): number {
  let mixed = hash
  for (let index = 0; index < text.length; index += 1)
    mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01000193)
  return mixed
}
