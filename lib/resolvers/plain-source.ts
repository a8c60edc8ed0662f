import type { Reading, RequestFacts, VersionSource } from './version-source.ts'

type Read = (facts: RequestFacts) => Reading

const plainKey: unique symbol = Symbol('tidemark.plainKey')

/** Notes that a function reads what stands under a key, and looks at nothing else of a request. */
export function readPlainly(key: string, read: Read): Read {
  return Object.assign(read, { [plainKey]: key })
}

/**
 * Whether a source reads what stands under its key, and looks at nothing else of a request: what it says is known
 * without asking it. It is a property of the function: a source that is made out of another one may have its own.
 */
export function isPlain(source: VersionSource): boolean {
  const { kind, key } = source
  if (kind !== 'path' && kind !== 'header' && kind !== 'query') return false
  return (source.read as Read & { readonly [plainKey]?: string })[plainKey] === key
}
