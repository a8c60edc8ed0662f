/** An object of a parsed document. Rewrites get a copy of their own, and may change it. */
export type Json = Record<string, unknown>

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query']

/** An object, or an empty one in place of anything else. */
export function toObject(value: unknown): Json {
  return isObject(value) ? value : {}
}

/** Says whether a value is an object, and no list. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The objects in a list; none of anything else. */
export function listObjects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** The path items that stand in `paths` themselves, by their templates. */
export function listPathItems(document: Json): (readonly [template: string, item: Json])[] {
  return Object.entries(toObject(document.paths)).flatMap(([template, item]) =>
    template.startsWith('/') && isObject(item) ? [[template, item] as const] : [],
  )
}

/** The operations of a path item. */
export function listOperations(item: Json): Json[] {
  return methods.flatMap((method) => (isObject(item[method]) ? [item[method]] : []))
}

/** Every operation of `paths`. */
export function listAllOperations(document: Json): Json[] {
  return listPathItems(document).flatMap(([, item]) => listOperations(item))
}

/** Every media type in the bodies and responses of the operations, and in those of the components. */
export function listContents(document: Json): Json[] {
  const components = toObject(document.components)
  const bodies = [
    ...listAllOperations(document).map(({ requestBody }) => requestBody),
    ...Object.values(toObject(components.requestBodies)),
    ...listAllOperations(document).flatMap(({ responses }) => Object.values(toObject(responses))),
    ...Object.values(toObject(components.responses)),
  ]
  return listObjects(bodies).flatMap(({ content }) => (isObject(content) ? [content] : []))
}

/** What a local reference leads to. */
export function resolve(document: Json, value: unknown): Json {
  const reference = toObject(value).$ref
  if (typeof reference !== 'string') return toObject(value)
  const steps = reference.split('/').slice(1)
  let node: unknown = document
  for (const step of steps)
    node = toObject(node)[decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')]
  return resolve(document, node)
}

/** The value with each object in it replaced, the inner ones first. */
export function mapObjects(value: unknown, map: (object: Json) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, map))
  if (!isObject(value)) return value
  return map(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapObjects(inner, map)])))
}

/** The document with its references turned. */
export function mapReferences(document: Json, turn: (reference: string) => string): Json {
  return toObject(
    mapObjects(document, (object) => ({
      ...object,
      ...(typeof object.$ref === 'string' ? { $ref: turn(object.$ref) } : {}),
      ...(isObject(object.mapping) && typeof object.propertyName === 'string'
        ? {
            mapping: Object.fromEntries(
              Object.entries(object.mapping).map(([name, target]) => [
                name,
                typeof target === 'string' ? turn(target) : target,
              ]),
            ),
          }
        : {}),
    })),
  )
}

/** A copy that may be changed. */
export function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
