import { isObject, toSchema } from '../../lib/schema/subschemas.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'

/** An OpenAPI document as it was served: nothing of it is known before it is looked at. */
export type ServedDocument = Readonly<Record<string, unknown>>

/** A schema, and where in the document it stands, as the fragment of a URI. */
export interface DocumentedSchema {
  readonly schema: JsonSchema
  readonly pointer: string
}

/** A parameter, or a header of a response. */
export interface DocumentedParameter {
  readonly name: string
  readonly place: string
  readonly isRequired: boolean
  readonly style: string
  readonly explodes: boolean
  /** Set where the value is written in a media type instead of a style. */
  readonly mediaType: string | undefined
  readonly value: DocumentedSchema
}

/** A body of one media type; without a schema it may be anything. */
export interface DocumentedBody {
  readonly mediaType: string
  readonly value: DocumentedSchema | undefined
}

/** What an operation may answer by one status, or range of statuses. */
export interface DocumentedResponse {
  /** `undefined` where the document says nothing about the body. */
  readonly bodies: readonly DocumentedBody[] | undefined
  readonly headers: readonly DocumentedParameter[]
}

/** All that a document says of one operation, references followed. */
export interface DocumentedOperation {
  /** Such as `GET /users/{id}`. */
  readonly name: string
  readonly id: string | undefined
  readonly method: string
  /** The path of the server that the document names. */
  readonly base: string
  readonly template: string
  readonly parameters: readonly DocumentedParameter[]
  readonly bodies: readonly DocumentedBody[]
  readonly responses: ReadonlyMap<string, DocumentedResponse>
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/**
 * Reads the operations of a document as a client has to who knows nothing else. It is on its own on purpose: what
 * made the document has no part in reading it.
 */
export function readOperations(document: ServedDocument): readonly DocumentedOperation[] {
  const root: Node = { value: document, pointer: '#' }
  return entriesOf(root, 'paths').flatMap(([template, item]) =>
    methods.flatMap((method) => {
      const operation = at(item, method)
      return operation === undefined ? [] : [readOperation({ root, item, operation, template, method })]
    }),
  )

  function readOperation(found: Found): DocumentedOperation {
    const { operation, template, method } = found
    const id = operation.value.operationId
    return {
      name: `${method.toUpperCase()} ${template}`,
      id: typeof id === 'string' ? id : undefined,
      method: method.toUpperCase(),
      base: readBase(found),
      template,
      parameters: listParameters(found).map((node) => readParameter(node, textOf(node, 'name'))),
      bodies: readBodies(follow(at(operation, 'requestBody'))) ?? [],
      responses: new Map(entriesOf(operation, 'responses').map(([key, node]) => [key, readResponse(node)])),
    }
  }

  function listParameters({ item, operation }: Found): Node[] {
    const own = itemsOf(operation, 'parameters').map((node) => follow(node) ?? node)
    const isSame = (a: Node, b: Node): boolean => a.value.name === b.value.name && a.value.in === b.value.in
    const shared = itemsOf(item, 'parameters').map((node) => follow(node) ?? node)
    return [...shared.filter((node) => !own.some((other) => isSame(node, other))), ...own]
  }

  function readParameter(node: Node, name: string): DocumentedParameter {
    const place = typeof node.value.in === 'string' ? node.value.in : 'header'
    const style =
      typeof node.value.style === 'string'
        ? node.value.style
        : place === 'query' || place === 'cookie'
          ? 'form'
          : 'simple'
    const content = readBodies(node)?.[0]
    const value = content?.value ?? schemaOf(node)
    if (value === undefined) throw new Error(`The parameter ${name} at ${node.pointer} has no schema.`)
    return {
      name,
      place,
      isRequired: node.value.required === true,
      style,
      explodes: typeof node.value.explode === 'boolean' ? node.value.explode : style === 'form',
      mediaType: content?.mediaType,
      value,
    }
  }

  function readResponse(unresolved: Node): DocumentedResponse {
    const node = follow(unresolved) ?? unresolved
    return {
      bodies: readBodies(node),
      headers: entriesOf(node, 'headers').map(([name, header]) =>
        readParameter(follow(header) ?? header, name),
      ),
    }
  }

  /** Where a reference leads; a dangling one is an error. */
  function follow(node: Node | undefined): Node | undefined {
    const reference = node?.value.$ref
    if (node === undefined || typeof reference !== 'string') return node
    const names = reference.replace(/^#\//, '').split('/').map(decodePart)
    const target = names.reduce<Node | undefined>((found, name) => found && at(found, name), root)
    if (target === undefined)
      throw new Error(`${node.pointer} refers to ${reference}, which the document does not have.`)
    return follow(target)
  }
}

/** The members of an object that are objects themselves, in order. */
interface Node {
  readonly value: Readonly<Record<string, unknown>>
  readonly pointer: string
}

interface Found {
  readonly root: Node
  readonly item: Node
  readonly operation: Node
  readonly template: string
  readonly method: string
}

function readBase({ root, item, operation }: Found): string {
  const [server] = [operation, item, root].map((node) => itemsOf(node, 'servers')[0]).filter(Boolean)
  const url = server === undefined ? '/' : textOf(server, 'url')
  return new URL(url, 'http://localhost').pathname.replace(/\/$/, '')
}

function readBodies(node: Node | undefined): DocumentedBody[] | undefined {
  if (node === undefined || at(node, 'content') === undefined) return undefined
  return entriesOf(node, 'content').map(([mediaType, body]) => ({ mediaType, value: schemaOf(body) }))
}

function schemaOf(node: Node): DocumentedSchema | undefined {
  if (node.value.schema === undefined) return undefined
  return { schema: toSchema(node.value.schema), pointer: `${node.pointer}/schema` }
}

function at(node: Node, name: string): Node | undefined {
  const value = Object.hasOwn(node.value, name) ? node.value[name] : undefined
  return isObject(value) ? { value, pointer: `${node.pointer}/${encodePart(name)}` } : undefined
}

function entriesOf(node: Node, name: string): (readonly [string, Node])[] {
  const holder = at(node, name)
  if (holder === undefined) return []
  return Object.keys(holder.value).flatMap((key) => {
    const member = at(holder, key)
    return member === undefined ? [] : [[key, member] as const]
  })
}

function itemsOf(node: Node, name: string): Node[] {
  const list = node.value[name]
  if (!Array.isArray(list)) return []
  return list.flatMap((value: unknown, index) =>
    isObject(value) ? [{ value, pointer: `${node.pointer}/${name}/${index}` }] : [],
  )
}

function textOf(node: Node, name: string): string {
  const value = node.value[name]
  if (typeof value !== 'string') throw new Error(`${node.pointer} has no ${name}.`)
  return value
}

function encodePart(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))
}

function decodePart(part: string): string {
  return decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
}
