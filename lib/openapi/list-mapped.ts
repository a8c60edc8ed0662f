import type { LocatedSchema } from '../schema/types.ts'
import { isObject, joinPointer, readKey } from './json-value.ts'
import type { OpenApiDocument } from './open-document.ts'

/** The schemas in other files whose discriminator has a mapping. Most documents are one file. */
export function listMapped({ files }: OpenApiDocument): (LocatedSchema & { readonly name: string })[] {
  const found: (LocatedSchema & { readonly name: string })[] = []
  const seen = new Set<unknown>()
  const queue = [...files].map(([file, value]) => ({ value, pointer: `${file}#` }))
  for (const { value, pointer } of queue) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    if (isObject(value) && isObject(readKey(readKey(value, 'discriminator'), 'mapping')))
      found.push({ name: pointer, schema: value, pointer })
    for (const [key, child] of Object.entries(value) as Iterable<[string, unknown]>)
      queue.push({ value: child, pointer: joinPointer(pointer, key) })
  }
  return found
}
