import type { Found } from '../schema/find-fragment.ts'
import { resolveUri } from '../schema/index-schemas.ts'
import { isObject, joinPointer, readString } from './json-value.ts'

/**
 * Finds what calls itself by a URI, as it is written or as it is resolved against that around it: schemas by `$id` (JSON
 * Schema 2020-12 Core §8.2.1), and the document by `$self` (OpenAPI 3.2.0 §4.1.2). Of several with one name, the first.
 */
export function indexIdentifiers(
  root: unknown,
  files: ReadonlyMap<string, unknown>,
): (uri: string) => Found | undefined {
  const self = resolveUri(readString(root, '$self') ?? '')
  const found = new Map<string, Found>()
  if (self !== '') found.set(self, { value: root, pointer: '#' })
  const seen = new Set<unknown>()
  const queue = [['', root] as const, ...files].map(([file, value]) => ({
    value,
    pointer: `${file}#`,
    base: file === '' ? self : '',
  }))
  for (const { value, pointer, base } of queue) {
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    const id = readString(value, '$id')
    const uri = id === undefined ? base : resolveUri(id, base)
    for (const name of id === undefined || !isObject(value) ? [] : [uri, resolveUri(id)]) {
      if (!found.has(name)) found.set(name, { value, pointer })
    }
    for (const [key, child] of Object.entries(value) as Iterable<[string, unknown]>)
      queue.push({ value: child, pointer: joinPointer(pointer, key), base: uri })
  }
  return (uri) => found.get(resolveUri(uri)) ?? (self === '' ? undefined : found.get(resolveUri(uri, self)))
}
