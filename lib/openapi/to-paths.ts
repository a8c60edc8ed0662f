import { isObject } from '../schema/subschemas.ts'
import type { DerivedOperation, DocumentObject } from './derive-messages.ts'

/**
 * The `paths` of a derived document. What the original says of a path itself, such as its summary, stays with
 * paths that have no versions.
 *
 * @param write where an operation that has versions is found in the document
 */
export function toPaths(
  original: DocumentObject,
  operations: readonly DerivedOperation[],
  write: (template: string, operation: DerivedOperation) => string,
): DocumentObject {
  const versioned = new Set(
    operations.flatMap((derived) => (derived.isVersioned ? [write(derived.template, derived)] : [])),
  )
  const paths = new Map<string, Record<string, unknown>>()
  for (const [path, item] of Object.entries(isObject(original.paths) ? original.paths : {})) {
    const said = Object.entries(isObject(item) ? item : {}).filter(
      ([name]) => ['$ref', 'summary', 'description'].includes(name) || name.startsWith('x-'),
    )
    if (said.length > 0 && !versioned.has(path)) paths.set(path, Object.fromEntries(said))
  }
  for (const derived of operations) {
    const { template, method, operation, isVersioned } = derived
    const path = (isVersioned ? write(template, derived) : template) || '/'
    const item = paths.get(path) ?? {}
    const field = toField(method, original)
    if (field === undefined) continue
    if (field === 'additionalOperations') {
      const others = isObject(item[field]) ? item[field] : {}
      paths.set(path, { ...item, [field]: { ...others, [method.toUpperCase()]: operation } })
    } else {
      paths.set(path, { ...item, [field]: operation })
    }
  }
  return Object.fromEntries(paths)
}

/** Where a Path Item Object has a method; `undefined` where the version of OpenAPI has no place for it. */
function toField(method: string, { openapi }: DocumentObject): string | undefined {
  const field = method.toLowerCase()
  if (named.has(field)) return field
  const isLater = typeof openapi === 'string' && /^3\.(?:[2-9]|\d\d)/.test(openapi)
  if (!isLater) return undefined
  return field === 'query' ? field : 'additionalOperations'
}

const named: ReadonlySet<string> = new Set([
  'get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace',
]) // prettier-ignore
