import { toError } from '../errors.ts'

/**
 * Finds the document of a folder: `openapi` or `swagger`, as `.yaml`, `.yml` or `.json`.
 *
 * @param names of all that is in the folder
 * @throws TDM_DOCUMENT_UNREADABLE where there is none, or more than one
 */
export function chooseDocument(names: readonly string[], folder: string): string {
  const found = names.filter((name) => /^(?:openapi|swagger)\.(?:ya?ml|json)$/.test(name)).sort()
  const [only, ...others] = found
  if (only !== undefined && others.length === 0) return only
  const reason =
    only === undefined
      ? `it is a directory without openapi.yaml, openapi.json or the like; ${nameSome(names)}`
      : `it is a directory with several documents; name one of ${found.join(', ')}`
  throw toError('TDM_DOCUMENT_UNREADABLE', folder, reason)
}

function nameSome(names: readonly string[]): string {
  const readable = names.filter((name) => /\.(?:ya?ml|json)$/i.test(name)).sort()
  if (readable.length === 0) return 'name the document'
  const rest = readable.length > 5 ? ' and others' : ''
  return `name the document, which may be one of ${readable.slice(0, 5).join(', ')}${rest}`
}
