/**
 * How a place of a document is read: as an object with fixed fields, as a map by names, or as something that is told
 * whole. The same key means different things in them: `description` may be the name of a property.
 */
export type Reading =
  | 'root'
  | 'components'
  | 'object'
  | 'schema'
  | 'link'
  | 'server'
  | 'variable'
  | 'choice'
  // Maps: those of `patterns` may have extensions among their names.
  | 'paths'
  | 'patterns'
  | 'names'
  | 'schemas'
  | 'callbacks'
  | 'links'
  | 'variables'
  | 'scopes'
  | 'examples'
  // What is told, and what is told elsewhere.
  | 'text'
  | 'example'
  | 'extension'
  | 'inapplicable'
  | 'skipped'

/** How the value of a key is read, in a place that is read in some way. */
export function toReading(parent: Reading, key: string, base: unknown, revision: unknown): Reading {
  const ofMap = maps[parent]
  if (ofMap !== undefined) return ofMap
  if (parent === 'variables') return hasChoice(base) || hasChoice(revision) ? 'choice' : 'variable'
  // Which scopes there are is told of the security scheme.
  if (parent === 'scopes') return typeof base === typeof revision ? 'text' : 'skipped'
  if (key === 'x-webhooks') return 'patterns'
  if (key === 'x-ms-paths') return parent === 'root' ? 'paths' : 'extension'
  if (key.startsWith('x-')) return 'extension'
  if (parent === 'paths' || parent === 'patterns') return 'object'
  const known = fields[parent]
  const reading = known !== undefined && Object.hasOwn(known, key) ? known[key] : undefined
  // A map of examples that comes or goes as a whole is told as one.
  if (reading === 'examples' && (base === undefined || revision === undefined)) return 'example'
  if (reading !== undefined) return reading
  if (parent === 'components') return 'names'
  return parent === 'object' ? 'object' : 'skipped'
}

/** Maps of which any name is a name. */
const maps: Readonly<Partial<Record<Reading, Reading>>> = {
  names: 'object',
  schemas: 'schema',
  callbacks: 'patterns',
  links: 'link',
  examples: 'example',
}

const texts = { summary: 'text', description: 'text', externalDocs: 'text' } as const

const fields: Readonly<Partial<Record<Reading, Readonly<Record<string, Reading>>>>> = {
  root: {
    ...texts,
    tags: 'text',
    servers: 'server',
    paths: 'paths',
    webhooks: 'patterns',
    components: 'components',
    definitions: 'schemas',
    parameters: 'names',
    responses: 'names',
    securityDefinitions: 'names',
  },
  components: { schemas: 'schemas', callbacks: 'callbacks', links: 'links', examples: 'examples' },
  object: {
    ...texts,
    name: 'skipped',
    servers: 'server',
    example: 'example',
    examples: 'examples',
    schema: 'schema',
    itemSchema: 'schema',
    items: 'schema',
    content: 'names',
    headers: 'names',
    encoding: 'names',
    additionalOperations: 'names',
    responses: 'patterns',
    flows: 'patterns',
    callbacks: 'callbacks',
    links: 'links',
    variables: 'variables',
    scopes: 'scopes',
    security: 'skipped',
    default: 'skipped',
    enum: 'skipped',
  },
  // A name by which people tell addresses apart (OpenAPI 3.2, Server Object).
  server: { ...texts, name: 'text', variables: 'variables' },
  link: texts,
  variable: texts,
  choice: { ...texts, default: 'text' },
  schema: {
    ...texts,
    title: 'text',
    $comment: 'text',
    example: 'example',
    examples: 'example',
    properties: 'schemas',
    patternProperties: 'schemas',
    dependentSchemas: 'schemas',
    $defs: 'schemas',
    definitions: 'schemas',
    allOf: 'schema',
    anyOf: 'schema',
    oneOf: 'schema',
    prefixItems: 'schema',
    items: 'schema',
    contains: 'schema',
    additionalProperties: 'schema',
    unevaluatedProperties: 'schema',
    unevaluatedItems: 'schema',
    propertyNames: 'schema',
    not: 'schema',
    if: 'schema',
    then: 'schema',
    else: 'schema',
  },
}

/** A variable with a choice: its default is one of the addresses that are compared, and no address of its own. */
function hasChoice(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Array.isArray(Reflect.get(value, 'enum'))
}
