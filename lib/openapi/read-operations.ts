import {
  isObject,
  joinPointer,
  readEntries,
  readKey,
  readList,
  readString,
  type Located,
} from './json-value.ts'
import type { OpenApiDocument } from './open-document.ts'
import { readDeprecation } from './read-parameters.ts'
import type { Operation } from './types.ts'

/** The operations of `paths`, in the document's order, and of `x-ms-paths`, where a path may go on with a query. */
export function readPathOperations(document: OpenApiDocument): Operation[] {
  return readAllItems(document, ['paths', 'x-ms-paths'], false)
}

/** The operations of `webhooks` (OpenAPI 3.1) or of `x-webhooks`, as they were written before. */
export function readWebhookOperations(document: OpenApiDocument): Operation[] {
  return readAllItems(document, ['webhooks', 'x-webhooks'], true)
}

function readAllItems(document: OpenApiDocument, keys: readonly string[], isOutgoing: boolean): Operation[] {
  return keys.flatMap((key) => readItems(document, readKey(document.root, key), `#/${key}`, isOutgoing))
}

/** The operations of a map of path items; outgoing ones are named by anything but a path. */
export function readItems(
  document: OpenApiDocument,
  items: unknown,
  pointer: string,
  isOutgoing: boolean,
): Operation[] {
  if (items === undefined || items === null) return []
  if (!isObject(items)) {
    document.warn(pointer, 'An object with path items is expected here.')
    return []
  }
  const operations: Operation[] = []
  for (const path of Object.keys(items)) {
    const value = items[path]
    if (path.startsWith('x-') || value === null) continue
    const at = joinPointer(pointer, path)
    if (!isOutgoing && !path.startsWith('/')) {
      document.warn(at, `The path ${path} does not start with "/"; it was left out.`)
      continue
    }
    const item = followItem(document, value, at)
    if (item !== undefined) readItem(document, path, item, isOutgoing, operations)
  }
  return operations
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const

/** Says whether a field of a path item is an operation. */
export function isMethod(key: string): boolean {
  return methods.some((method) => method === key)
}

/** A path item may have fields beside its `$ref`; they come on top of what it refers to. */
function followItem(document: OpenApiDocument, value: unknown, pointer: string): Located | undefined {
  const target = document.follow(value, pointer)
  if (target === undefined || !isObject(value) || Object.keys(value).length === 1) return target
  return target.value === value ? target : { ...target, value: { ...target.value, ...value } }
}

function readItem(
  document: OpenApiDocument,
  path: string,
  item: Located,
  isOutgoing: boolean,
  operations: Operation[],
): void {
  const add = (method: string, value: unknown, ...way: readonly string[]): void => {
    if (value === undefined) return
    const source = document.follow(value, joinPointer(item.pointer, ...way))
    if (source === undefined) return
    operations.push(readOperation(document, { method, path, isOutgoing }, source, item))
  }
  for (const method of methods) add(method, readKey(item.value, method), method)
  for (const [method, value] of readEntries(item.value, 'additionalOperations')) {
    add(method.toLowerCase(), value, 'additionalOperations', method)
  }
}

function readOperation(
  document: OpenApiDocument,
  { method, path, isOutgoing }: Pick<Operation, 'method' | 'path' | 'isOutgoing'>,
  source: Located,
  item: Located,
): Operation {
  const id = readString(source.value, 'operationId')
  const stability = readStability(document, source)
  const { deprecated, sunset, since } = readDeprecation(document, source)
  const operation: { -readonly [Key in keyof Operation]: Operation[Key] } = {
    method,
    path,
    pointer: source.pointer,
    source,
    item,
    tags: readList(source.value, 'tags').filter((tag) => typeof tag === 'string'),
    deprecated,
    isOutgoing,
  }
  if (id !== undefined) operation.id = id
  if (stability !== undefined) operation.stability = stability
  if (sunset !== undefined) operation.sunset = sunset
  if (since !== undefined) operation.since = since
  return operation
}

/** From what promises least to what promises most; `ga` is another word for stable. */
const stabilities: readonly string[] = ['draft', 'alpha', 'beta', 'stable', 'ga']

function readStability(document: OpenApiDocument, { value, pointer }: Located): string | undefined {
  const level = readKey(value, 'x-stability-level')
  if (level === undefined) return undefined
  if (typeof level === 'string' && stabilities.includes(level)) return level
  const written = typeof level === 'object' ? 'of this operation' : JSON.stringify(level)
  document.warn(pointer, `The x-stability-level ${written} is none; write draft, alpha, beta, stable or ga.`)
  return undefined
}
