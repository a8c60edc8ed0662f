import { isObject, joinPointer } from './json-value.ts'

/**
 * Warns where something stands that is no object, list or schema, as the specification asks for there. What reads
 * the document goes on as if nothing stood there. References are not followed: each part is looked at where it is.
 */
export function checkShapes(
  root: unknown,
  isSwagger: boolean,
  warn: (pointer: string, message: string) => void,
): void {
  const seen = new Set<object>()
  const visits: Visit[] = [[root, isSwagger ? 'swagger' : 'root', '#']]
  // A stack of its own: documents may be deep.
  for (let visit = visits.pop(); visit !== undefined; visit = visits.pop()) {
    const [value, shape, pointer] = visit
    const kind = shape.slice(0, 2)
    const inner = kind === '[]' || kind === '{}' ? shape.slice(2) : shape
    const isRight = kind === '[]' ? Array.isArray(value) : isObject(value)
    if (!isRight) {
      if (inner === 'schema' && inner === shape && typeof value === 'boolean') continue
      warn(pointer, inner === shape && inner === 'schema' ? 'A schema is expected here.' : kind === '[]' ? 'A list is expected here.' : 'An object is expected here.') // prettier-ignore
      continue
    }
    // Parts may be shared by aliases.
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    // A map may be a reference as a whole, as a callback may.
    if (inner === '' || (kind === '{}' && typeof Reflect.get(value, '$ref') === 'string')) continue
    if (inner === shape) {
      const fields = shapes[shape]
      for (const name in fields) {
        const field = fields[name]
        if (field !== undefined && Object.hasOwn(value, name))
          visits.push([Reflect.get(value, name), field, joinPointer(pointer, name)])
      }
      continue
    }
    for (const [name, child] of Object.entries(value) as Iterable<[string, unknown]>) {
      // An extension may be anything, and a path without operations may be empty.
      const isFree = kind === '{}' && inner !== 'schema' && name.startsWith('x-')
      if (isFree || (inner === 'item' && child === null)) continue
      visits.push([child, inner, joinPointer(pointer, name)])
    }
  }
}

type Visit = readonly [value: unknown, shape: string, pointer: string]

const content = { content: '{}media', schema: 'schema' }

/** `[]a` is a list of `a`, `{}a` a map of `a`; without a name, of anything. */
const shapes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  root: {
    paths: '{}item',
    webhooks: '{}item',
    components: 'components',
    security: '[]{}[]',
    servers: '[]server',
  },
  swagger: {
    paths: '{}item',
    definitions: '{}schema',
    parameters: '{}parameter',
    responses: '{}response',
    security: '[]{}[]',
    securityDefinitions: '{}scheme',
  },
  components: {
    schemas: '{}schema',
    responses: '{}response',
    parameters: '{}parameter',
    requestBodies: '{}body',
    headers: '{}parameter',
    securitySchemes: '{}scheme',
    links: '{}link',
    callbacks: '{}{}item',
    pathItems: '{}item',
    mediaTypes: '{}media',
  },
  item: {
    parameters: '[]parameter',
    servers: '[]server',
    additionalOperations: '{}operation',
    ...Object.fromEntries(
      ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'].map((name) => [
        name,
        'operation',
      ]),
    ),
  },
  operation: {
    parameters: '[]parameter',
    requestBody: 'body',
    responses: '{}response',
    callbacks: '{}{}item',
    security: '[]{}[]',
    servers: '[]server',
    tags: '[]',
    consumes: '[]',
    produces: '[]',
  },
  parameter: content,
  body: content,
  response: { ...content, headers: '{}parameter', links: '{}link' },
  media: {
    schema: 'schema',
    itemSchema: 'schema',
    encoding: '{}encoding',
    prefixEncoding: '[]encoding',
    itemEncoding: 'encoding',
  },
  encoding: { headers: '{}parameter' },
  server: { variables: '{}{}' },
  scheme: { flows: '{}flow', scopes: '{}' },
  flow: { scopes: '{}' },
  link: { parameters: '{}' },
  schema: {
    ...Object.fromEntries(
      ['properties', 'patternProperties', 'dependentSchemas', '$defs'].map((name) => [name, '{}schema']),
    ),
    ...Object.fromEntries(['allOf', 'anyOf', 'oneOf', 'prefixItems'].map((name) => [name, '[]schema'])),
    ...Object.fromEntries(
      ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'].map(
        (name) => [name, 'schema'],
      ),
    ),
    enum: '[]',
    required: '[]',
    discriminator: '{}',
  },
}
