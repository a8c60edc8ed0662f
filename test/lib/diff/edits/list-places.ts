import { isObject, type Json, listObjects, resolve, toObject } from '../rewrites/walk.ts'

/** An operation's use of a place: in a message of whom, and as what. */
export interface Use {
  /** Method and path, or the name of the webhook; what is in a callback belongs to the operation that has it. */
  readonly operation: string
  readonly sender: 'client' | 'server'
  /** Whether the server sends the request. */
  readonly isReversed: boolean
  /** For schemas: what stands at the root of the value, and how it is written. */
  readonly root: readonly string[]
  readonly isText: boolean
  readonly isForm: boolean
  /** A field of a form, or an item of one that is a list: these are texts, and what is in them is not. */
  readonly field: 'none' | 'field' | 'item'
  readonly isXml: boolean
  /** A member of an `allOf`: what others of it exclude, it may accept, and nothing comes of it. */
  readonly isMember: boolean
  /** Whether less of this place is less of the message; else only values tell. */
  readonly isExact: boolean
}

/** Kinds of objects that are edited. */
export type PlaceKind =
  | 'root'
  | 'item'
  | 'outgoing'
  | 'operation'
  | 'parameter'
  | 'body'
  | 'response'
  | 'header'
  | 'media'
  | 'form'
  | 'link'
  | 'schema'

/** An object of a document, the way to it, and every use of it; none where nothing leads to it. */
export interface Place {
  readonly kind: PlaceKind
  readonly node: Json
  readonly way: readonly string[]
  readonly uses: Use[]
}

export const methods: readonly string[] = ['get', 'put', 'post', 'delete', 'patch']

/** The operations of a path item: those of its methods, and those that OpenAPI 3.2 adds. */
export function listMethods(item: unknown): [method: string, operation: Json][] {
  const { additionalOperations, ...own } = toObject(item)
  return [
    ...[...methods, 'query'].map((method): [string, unknown] => [method, own[method]]),
    ...Object.entries(toObject(additionalOperations)).map(([method, one]): [string, unknown] => [method.toLowerCase(), one]), // prettier-ignore
  ].flatMap(([method, one]): [string, Json][] => (isObject(one) ? [[method, one]] : []))
}

/** Lists what of a kind can be edited, found by the way that a reader goes: from the operations, by references. */
export function listPlaces(document: Json, wanted: PlaceKind): Place[] {
  const ways = mapWays(document)
  const places = new Map<Json, Place & { readonly met: Set<string> }>()
  const keys = new Map<Use, string>()
  const meet = (kind: PlaceKind, node: Json, use?: Use): boolean => {
    if (kind !== wanted) return true
    const place = places.get(node) ?? { kind, node, way: ways.get(node) ?? [], uses: [], met: new Set() }
    places.set(node, place)
    if (use === undefined) return true
    const key = keys.get(use) ?? Object.values(use).join(' ')
    keys.set(use, key)
    if (place.met.has(key)) return false
    place.met.add(key)
    place.uses.push(use)
    return true
  }
  const schema = (value: unknown, use: Use): void => {
    if (!isObject(value)) return
    const node = resolve(document, value)
    const own =
      use.isExact && (node.readOnly === true || node.writeOnly === true) ? { ...use, isExact: false } : use
    if (!meet('schema', node, own)) return
    const members: readonly unknown[] = Array.isArray(node.allOf) ? node.allOf : []
    for (const [inner, isExact] of listInner(document, node))
      schema(inner, enter(own, node, isExact, members.includes(inner)))
    // Its messages are what takes it over, though no value tells so.
    if (typeof node.discriminator === 'string')
      for (const one of listSubtypes(document, node)) schema(one, enter(own, node, false, false))
  }
  const root = (value: unknown, use: Use, how: Partial<Use> = {}): void => {
    if (isObject(value) && wanted === 'schema') schema(value, { ...use, ...how, root: ways.get(value) ?? [] })
  }
  const content = (owner: Json, use: Use): void => {
    for (const [name, value] of Object.entries(toObject(owner.content))) {
      const media = resolve(document, value)
      const isForm = /form/.test(name)
      meet(isForm ? 'form' : 'media', media, use)
      for (const encoding of /^multipart/.test(name) ? listEncodings(media) : [])
        for (const one of Object.values(toObject(encoding.headers))) valued('header', resolve(document, one), use) // prettier-ignore
      for (const key of ['schema', 'itemSchema']) root(media[key], use, { isForm, isXml: /xml/.test(name) })
    }
  }
  const valued = (kind: 'parameter' | 'header', node: Json, use: Use): void => {
    if (!meet(kind, node, use)) return
    if (node.type !== undefined) root(node, use, { isText: true, isXml: false })
    root(node.schema, use, node.in === 'body' ? {} : { isText: true, isXml: false })
    content(node, use)
  }
  const operation = (node: Json, item: Json, use: Use): void => {
    meet('operation', node, use)
    const answer: Use = { ...use, sender: use.sender === 'client' ? 'server' : 'client' }
    // In Swagger 2.0, media types are listed apart from what is written in them.
    const isXml = (key: 'consumes' | 'produces'): boolean => /xml/.test(JSON.stringify(node[key] ?? document[key]) ?? '') // prettier-ignore
    for (const one of listParameters(document, node, item)) valued('parameter', one, { ...use, isXml: isXml('consumes') }) // prettier-ignore
    if (node.requestBody !== undefined) {
      const body = resolve(document, node.requestBody)
      meet('body', body, use)
      content(body, use)
    }
    for (const value of Object.values(toObject(node.responses))) {
      const response = resolve(document, value)
      meet('response', response, answer)
      for (const header of Object.values(toObject(response.headers))) valued('header', resolve(document, header), answer) // prettier-ignore
      for (const link of Object.values(toObject(response.links)))
        meet('link', resolve(document, link), answer)
      content(response, answer)
      root(response.schema, answer, { isXml: isXml('produces') })
    }
    for (const callback of Object.values(toObject(node.callbacks)))
      items(resolve(document, callback), () => ({ ...use, isReversed: true, sender: 'server' }))
  }
  const items = (map: Json, start: (method: string, path: string) => Use): void => {
    for (const [path, value] of Object.entries(map)) {
      const item = resolve(document, value)
      for (const [method, node] of listMethods(item)) {
        const use = start(method, path)
        operation(node, item, use)
        meet(use.isReversed ? 'outgoing' : 'item', item, use)
      }
    }
  }
  meet('root', document)
  items(toObject(document.paths), (method, path) => startUse(`${method} ${path}`))
  items(toObject(document.webhooks), (method, name) => ({
    ...startUse(`${method} ${name}`),
    sender: 'server',
    isReversed: true,
  }))
  const schemas = toObject(document.definitions ?? toObject(document.components).schemas)
  for (const node of listObjects(Object.values(schemas))) meet('schema', node)
  return [...places.values()]
}

/** What takes a definition over, in Swagger 2.0. */
function listSubtypes(document: Json, node: Json): Json[] {
  const isOfIt = (member: unknown): boolean => isObject(member) && resolve(document, member) === node
  const definitions = listObjects(Object.values(toObject(document.definitions)))
  return definitions.filter(({ allOf }) => Array.isArray(allOf) && allOf.some(isOfIt))
}

/** What an operation takes: its own parameters over those of its path. */
export function listParameters(document: Json, operation: Json, item: Json): Json[] {
  const all = [...listObjects(item.parameters), ...listObjects(operation.parameters)].map((one) => resolve(document, one)) // prettier-ignore
  return [...new Map(all.map((one) => [`${String(one.in)} ${String(one.name)}`, one])).values()]
}

/** What is said of how the parts of a body are written. */
function listEncodings({ encoding, prefixEncoding, itemEncoding }: Json): Json[] {
  return listObjects([...Object.values(toObject(encoding)), ...listObjects(prefixEncoding), itemEncoding])
}

/** What stands at a way; `undefined` where nothing does. */
export function readWay(document: unknown, way: readonly string[]): unknown {
  return way.reduce<unknown>((node, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined), document) // prettier-ignore
}

function startUse(operation: string): Use {
  return { operation, sender: 'client', isReversed: false, root: [], isText: false, isForm: false, field: 'none', isXml: false, isMember: false, isExact: true } // prettier-ignore
}

/** The use of what is in a schema; the same one where nothing is another. */
function enter(use: Use, node: Json, isExact: boolean, isMember: boolean): Use {
  const field = use.isForm ? 'field' : use.field === 'field' && node.type === 'array' ? 'item' : 'none'
  const isText = field !== 'none' || (use.isText && use.field === 'none')
  const next = { ...use, isForm: false, field, isText, isMember, isExact: use.isExact && isExact } as const
  const isSame = (Object.keys(next) as (keyof Use)[]).every((key) => next[key] === use[key])
  return isSame ? use : next
}

/** The schemas in a schema, and whether less of them is less of it. */
function listInner(document: Json, node: Json): [schema: unknown, isExact: boolean][] {
  const listed = (key: string): unknown[] => (Array.isArray(node[key]) ? (node[key] as unknown[]) : [])
  const tagOf = (branch: unknown): unknown => toObject(resolve(document, branch).properties).kind
  const isTagged = listed('oneOf').length > 0 && listed('oneOf').every((one) => tagOf(one) !== undefined)
  const isTag = (name: string): boolean => name === 'kind'
  return [
    ...Object.entries(toObject(node.properties)).map(([name, one]): [unknown, boolean] => [
      one,
      !isTag(name),
    ]),
    ...[node.items, node.additionalProperties].map((one): [unknown, boolean] => [one, true]),
    ...listed('prefixItems').map((one): [unknown, boolean] => [one, true]),
    ...listed('allOf').map((one): [unknown, boolean] => [one, true]),
    ...listed('oneOf').map((one): [unknown, boolean] => [one, isTagged]),
    ...listed('anyOf').map((one): [unknown, boolean] => [one, false]),
    ...['not', 'if', 'then', 'else', 'contains', 'propertyNames'].map((key): [unknown, boolean] => [
      node[key],
      false,
    ]),
    ...Object.values(toObject(node.patternProperties)).map((one): [unknown, boolean] => [one, false]),
  ]
}

function mapWays(document: Json): Map<unknown, readonly string[]> {
  const ways = new Map<unknown, readonly string[]>()
  const visit = (value: unknown, way: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) return
    ways.set(value, way)
    for (const [key, inner] of Object.entries(value)) visit(inner, [...way, key])
  }
  visit(document, [])
  return ways
}
