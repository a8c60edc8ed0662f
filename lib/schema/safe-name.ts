import { createHash } from 'node:crypto'

/** A name as a component of an OpenAPI document may have it (OpenAPI 3.1.1 §4.8.7). Two names may become the same. */
export function toDocumentName(name: string): string {
  const plain = name.replaceAll(/[^\w.-]+/g, '_').replaceAll(/^_|_$/g, '')
  return plain === '' ? 'Schema' : isPlain(name) ? name : plain
}

/**
 * A name that stands in a reference as it is, whoever reads that: some readers decode what is escaped, others do not.
 * Different names stay different.
 */
export function toSafeName(name: string): string {
  if (isPlain(name) && !isInherited(name)) return name
  return `${toDocumentName(name)}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`
}

/** A name for a shared schema of Fastify's: the name itself wherever its validators and serialisers can resolve it. */
export function toSharedName(name: string): string {
  return /^[\w.:/-]+$/.test(name) && !isInherited(name) ? name : toSafeName(name)
}

function isPlain(name: string): boolean {
  return /^[\w.-]+$/.test(name)
}

/** Every object seems to have it: it is found where nothing was put. */
function isInherited(name: string): boolean {
  return name in Object.prototype
}
