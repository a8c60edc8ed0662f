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
  const types = new Set<unknown>(jsonTypes)
  const visits: Visit[] = [
    { value: root, shape: isSwagger ? 'swagger' : 'root', name: '#', parent: undefined },
  ]
  // A stack of its own: documents may be deep.
  for (let visit = visits.pop(); visit !== undefined; visit = visits.pop()) {
    const { value, shape } = visit
    const kind = shape.startsWith('[]') ? '[]' : shape.startsWith('{}') ? '{}' : ''
    const inner = kind === '' ? shape : shape.slice(2)
    const isRight = kind === '[]' ? Array.isArray(value) : isObject(value)
    if (!isRight) {
      if (inner === 'schema' && inner === shape && typeof value === 'boolean') continue
      warn(toPointer(visit), inner === shape && inner === 'schema' ? 'A schema is expected here.' : kind === '[]' ? 'A list is expected here.' : 'An object is expected here.') // prettier-ignore
      continue
    }
    // Parts may be shared by aliases.
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    // A callback may be a reference as a whole; no other map may, and none would be followed.
    if (inner === '' || (shape === '{}item' && typeof Reflect.get(value, '$ref') === 'string')) continue
    if (shape === 'schema' || (isSwagger && shape === 'parameter')) warnOfTypes(visit, value, types, warn)
    if (inner === shape) {
      const ranks = order[shape]
      const start = visits.length
      let isInOrder = true
      let last = -1
      for (const name of Object.keys(value)) {
        const field = shapes[shape]?.[name]
        const rank = ranks?.get(name)
        if (field === undefined || rank === undefined) continue
        // In Swagger 2.0, it is the name of the property.
        if (isSwagger && shape === 'schema' && name === 'discriminator') continue
        isInOrder &&= rank > last
        last = rank
        visits.push({ value: Reflect.get(value, name), shape: field, name, parent: visit })
      }
      // What is told comes in the order of the table, however the document is written.
      if (!isInOrder && ranks !== undefined) {
        const fields = visits.splice(start)
        fields.sort((a, b) => (ranks.get(a.name) ?? 0) - (ranks.get(b.name) ?? 0))
        visits.push(...fields)
      }
      continue
    }
    for (const name of Object.keys(value)) {
      const child: unknown = Reflect.get(value, name)
      // An extension may be anything, and a path without operations may be empty.
      const isFree = kind === '{}' && inner !== 'schema' && name.startsWith('x-')
      if (isFree || (inner === 'item' && child === null)) continue
      visits.push({ value: child, shape: inner, name, parent: visit })
    }
  }
}

/** Warns of a type that JSON Schema does not have, once for each, at the first place that is met. */
function warnOfTypes(
  visit: Visit,
  schema: object,
  known: Set<unknown>,
  warn: (pointer: string, message: string) => void,
): void {
  const type: unknown = Reflect.get(schema, 'type')
  if (type === undefined || known.has(type)) return
  for (const name of (Array.isArray(type) ? type : [type]) as readonly unknown[]) {
    // In a list, a null is what YAML makes of the name without quotes.
    if (known.has(name) || (name === null && type !== null)) continue
    known.add(name)
    const told =
      typeof name === 'string'
        ? `The type ${JSON.stringify(name)} is none of JSON Schema`
        : 'A type is a text'
    warn(joinPointer(toPointer(visit), 'type'), `${told}; what this stands for is unknown.`)
  }
}

/** The types of JSON Schema, and that of uploads in Swagger 2.0. */
const jsonTypes = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object', 'file']

interface Visit {
  readonly value: unknown
  readonly shape: string
  /** The key in the parent: a pointer is written only where something is told. */
  readonly name: string
  readonly parent: Visit | undefined
}

function toPointer(visit: Visit): string {
  const names: string[] = []
  let current = visit
  for (; current.parent !== undefined; current = current.parent) names.push(current.name)
  // One by one: a document may be deeper than a call may have arguments.
  return names.reduceRight((pointer, name) => joinPointer(pointer, name), current.name)
}

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

/** Where each field stands in its table. */
const order: Readonly<Record<string, ReadonlyMap<string, number>>> = Object.fromEntries(
  Object.entries(shapes).map(([shape, fields]) => [
    shape,
    new Map(Object.keys(fields).map((name, index) => [name, index])),
  ]),
)
