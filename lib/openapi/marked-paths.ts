import type { DocumentObject } from './derive-messages.ts'
import { isObject } from '../schema/subschemas.ts'

/**
 * A generator keeps one operation for each path and method. Where several handlers share them, each for versions of
 * its own, every one gets a path of its own for the time of generation: the path, and a mark.
 */
export function markPath(path: string, mark: string): string {
  return `${path}${marker}${mark}`
}

/** An operation of a generated document. */
export interface ListedOperation {
  /** The path template, without its mark. */
  readonly template: string
  /** In lower case, as the Path Item Object has it. */
  readonly method: string
  readonly operation: DocumentObject
  /** What `markPath` was given; `undefined` for a path without a mark. */
  readonly mark: string | undefined
}

/** The operations of a document, in its order, with what their Path Item Objects say for all of them. */
export function listOperations(document: DocumentObject): readonly ListedOperation[] {
  return Object.entries(isObject(document.paths) ? document.paths : {}).flatMap(([path, item]) => {
    const { template, mark } = readPath(path)
    return listMethods(isObject(item) ? item : {}).map(([method, operation]) => ({
      template,
      method,
      mark,
      operation: withShared(operation, isObject(item) ? item : {}),
    }))
  })
}

/** No path of Fastify's has a fragment: what a client sends never holds one. */
const marker = '#tidemark-'

function readPath(path: string): { readonly template: string; readonly mark: string | undefined } {
  const at = path.lastIndexOf(marker)
  return at < 0
    ? { template: path, mark: undefined }
    : { template: path.slice(0, at), mark: path.slice(at + marker.length) }
}

/** Those that OpenAPI 3.0 to 3.2 name; others stand in `additionalOperations` from 3.2 on. */
const methods: ReadonlySet<string> = new Set([
  'get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query',
]) // prettier-ignore

function listMethods(item: DocumentObject): readonly (readonly [string, DocumentObject])[] {
  const others = isObject(item.additionalOperations) ? Object.entries(item.additionalOperations) : []
  return [...Object.entries(item).filter(([name]) => methods.has(name)), ...others].flatMap(
    ([method, operation]) => (isObject(operation) ? [[method, operation] as const] : []),
  )
}

/** What stands beside the operations of a path holds for each of them; in another version they may part. */
function withShared(operation: DocumentObject, item: DocumentObject): DocumentObject {
  const own: readonly unknown[] = Array.isArray(operation.parameters) ? operation.parameters : []
  const shared = (Array.isArray(item.parameters) ? (item.parameters as readonly unknown[]) : []).filter(
    (parameter) => !own.some((other) => isSameParameter(parameter, other)),
  )
  return {
    ...(item.servers === undefined ? {} : { servers: item.servers }),
    ...operation,
    ...(shared.length === 0 ? {} : { parameters: [...own, ...shared] }),
  }
}

function isSameParameter(first: unknown, second: unknown): boolean {
  return isObject(first) && isObject(second) && first.in === second.in && first.name === second.name
}
