import t from 'tap'
import { diffDocuments, type DiffReport } from '../../../lib/diff/index.ts'

const wrap = (root: object): unknown => ({ openapi: '3.1.0', info: { title: 'T', version: '1' }, ...root })
const inItem = (item: unknown): unknown => wrap({ paths: { '/a': item } })
const inOperation = (operation: unknown): unknown => inItem({ post: operation })
const inParameter = (parameter: unknown): unknown => inOperation({ parameters: [parameter], responses: {} })
const inBody = (requestBody: unknown): unknown => inOperation({ requestBody, responses: {} })
const inSchema = (schema: unknown): unknown => inBody({ content: { 'application/json': { schema } } })
const inResponses = (responses: unknown): unknown => inOperation({ responses })
const inResponse = (response: unknown): unknown => inResponses({ 200: response })
const inScheme = (scheme: unknown): unknown =>
  wrap({
    paths: { '/a': { get: { security: [{ s: [] }], responses: {} } } },
    components: { securitySchemes: { s: scheme } },
  })

/** Each place of a document, and how a document looks with something else in it. */
const places: Readonly<Record<string, (value: unknown) => unknown>> = {
  info: (info) => wrap({ info, paths: {} }),
  servers: (servers) => wrap({ servers, paths: {} }),
  server: (server) => wrap({ servers: [server], paths: {} }),
  'server variables': (variables) => wrap({ servers: [{ url: '/{a}', variables }], paths: {} }),
  tags: (tags) => wrap({ tags, paths: {} }),
  security: (security) => wrap({ security, paths: { '/a': { get: {} } } }),
  'security requirement': (one) => wrap({ security: [one], paths: { '/a': { get: {} } } }),
  scopes: (scopes) => wrap({ security: [{ s: scopes }], paths: { '/a': { get: {} } } }),
  components: (components) => wrap({ components, paths: {} }),
  'components.schemas': (schemas) => wrap({ components: { schemas }, paths: {} }),
  'components.securitySchemes': (securitySchemes) => wrap({ components: { securitySchemes }, paths: {} }),
  'security scheme': inScheme,
  flows: (flows) => inScheme({ type: 'oauth2', flows }),
  flow: (flow) => inScheme({ type: 'oauth2', flows: { implicit: flow } }),
  paths: (paths) => wrap({ paths }),
  webhooks: (webhooks) => wrap({ paths: {}, webhooks }),
  webhook: (webhook) => wrap({ paths: {}, webhooks: { w: webhook } }),
  'path item': inItem,
  'path parameters': (parameters) => inItem({ parameters, get: {} }),
  operation: inOperation,
  parameters: (parameters) => inOperation({ parameters, responses: {} }),
  parameter: inParameter,
  'parameter name': (name) => inParameter({ name, in: 'query', schema: {} }),
  'parameter in': (place) => inParameter({ name: 'a', in: place, schema: {} }),
  'parameter schema': (schema) => inParameter({ name: 'a', in: 'query', schema }),
  'parameter content': (content) => inParameter({ name: 'a', in: 'query', content }),
  'parameter style': (style) =>
    inParameter({ name: 'a', in: 'query', schema: {}, style, explode: style, required: style }),
  requestBody: inBody,
  content: (content) => inBody({ content }),
  'media type': (media) => inBody({ content: { 'application/json': media } }),
  encoding: (encoding) => inBody({ content: { 'multipart/form-data': { schema: {}, encoding } } }),
  'encoding of a part': (one) =>
    inBody({
      content: { 'multipart/form-data': { schema: { properties: { a: {} } }, encoding: { a: one } } },
    }),
  responses: inResponses,
  response: inResponse,
  headers: (headers) => inResponse({ description: 'x', headers }),
  header: (header) => inResponse({ description: 'x', headers: { A: header } }),
  'response content': (content) => inResponse({ description: 'x', content }),
  links: (links) => inResponse({ description: 'x', links }),
  link: (link) => inResponse({ description: 'x', links: { a: link } }),
  'link parameters': (parameters) =>
    inResponse({ description: 'x', links: { a: { operationId: 'a', parameters } } }),
  callbacks: (callbacks) => inOperation({ callbacks, responses: {} }),
  callback: (callback) => inOperation({ callbacks: { a: callback }, responses: {} }),
  'callback item': (item) => inOperation({ callbacks: { a: { '{$url}': item } }, responses: {} }),
  'operation security': (security) => inOperation({ security, responses: {} }),
  'operation texts': (text) =>
    inOperation({
      operationId: text,
      tags: text,
      summary: text,
      deprecated: text,
      servers: text,
      responses: {},
    }),
  schema: inSchema,
  ...Object.fromEntries(
    [
      'type', 'properties', 'required', 'items', 'prefixItems', 'allOf', 'anyOf', 'oneOf', 'not', 'if', 'enum', 'const', 'default', 'format',
      'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'multipleOf', 'minLength', 'maxItems', 'uniqueItems', 'additionalProperties',
      'patternProperties', 'propertyNames', 'dependentRequired', 'dependentSchemas', 'contains', 'minContains', 'unevaluatedProperties', '$ref',
      '$defs', '$anchor', '$dynamicRef', '$id', 'discriminator', 'xml', 'nullable', 'readOnly', 'deprecated', 'examples', 'example', 'x-sunset',
    ].map((keyword) => [`schema.${keyword}`, (value: unknown) => inSchema({ [keyword]: value })]),
  ), // prettier-ignore
  'a property': (value) => inSchema({ properties: { a: value } }),
  'items of allOf': (value) => inSchema({ allOf: [value] }),
  'a mapping': (mapping) => inSchema({ oneOf: [], discriminator: { propertyName: 'a', mapping } }),
}

const odd: readonly unknown[] = [
  null,
  'text',
  '',
  7,
  -0.5,
  true,
  [],
  [null],
  [[]],
  ['a', 'a', 1],
  {},
  { $ref: 7 },
  { $ref: '#/nowhere' },
  { a: null },
  { constructor: 7, toString: {}, ...(JSON.parse('{"__proto__":[]}') as object) },
  JSON.parse('{"__proto__":{"$ref":"#/info"},"constructor":{"prototype":{}}}'),
]

t.test('whatever stands at any place is compared as far as it goes, and never a crash', (t) => {
  const failures: string[] = []
  const attempt = (name: string, value: unknown, run: () => DiffReport): void => {
    try {
      run()
    } catch (error) {
      const stack = error instanceof Error ? error.stack?.split('\n').slice(0, 3).join(' ') : String(error)
      failures.push(`${name} ${JSON.stringify(value)}: ${stack ?? ''}`)
    }
  }
  for (const [name, make] of Object.entries(places)) {
    const right = make({})
    for (const value of odd) {
      const wrong = make(value)
      attempt(name, value, () => diffDocuments(wrong, right))
      attempt(name, value, () => diffDocuments(right, wrong))
      attempt(name, value, () => diffDocuments(wrong, make('other')))
      attempt(name, value, () => {
        const report = diffDocuments(wrong, make(structuredClone(value)))
        if (report.verdict !== 'identical') failures.push(`${name} ${JSON.stringify(value)}: is not itself`)
        return report
      })
    }
  }
  t.strictSame(failures, [])
  t.end()
})

t.test('what stands where an object or a list of objects is expected is warned of', (t) => {
  const silent: string[] = []
  const objects = [
    'paths', 'webhooks', 'webhook', 'path item', 'parameter', 'requestBody', 'response', 'header', 'link',
    'callback', 'callback item', 'media type',
  ] // prettier-ignore
  for (const name of objects) {
    for (const value of ['text', 7, true, [1]]) {
      const document = places[name]?.(value)
      if (
        diffDocuments(document, document).warnings.length === 0 &&
        diffDocuments(places[name]?.({}), document).warnings.length === 0
      )
        silent.push(`${name} ${JSON.stringify(value)}`)
    }
  }
  const others: readonly string[] = [
    'parameters',
    'path parameters',
    'responses',
    'content',
    'headers',
    'links',
    'callbacks',
    'operation',
    'schema',
    'encoding',
    'components',
    'security',
    'servers',
    'security requirement',
    'a property',
    'items of allOf',
    'schema.properties',
    'schema.allOf',
    'schema.enum',
    'schema.required',
    'parameter schema',
    'security scheme',
    'flows',
    'server',
  ]
  for (const name of others) {
    for (const value of ['text', 7]) {
      const document = places[name]?.(value)
      if (diffDocuments(places[name]?.({}), document).warnings.length === 0)
        silent.push(`${name} ${JSON.stringify(value)}`)
    }
  }
  t.strictSame(silent, [])
  t.end()
})

t.test('a map that is a reference as a whole is not followed, and a warning says so', async (t) => {
  const reference = { $ref: '#/x-maps/a' }
  const warnings = (document: unknown): readonly string[] =>
    diffDocuments(document, document).warnings.flatMap(({ document: side, pointer }) => (side === 'base' ? [pointer] : [])) // prettier-ignore
  t.strictSame(warnings(inSchema({ type: 'object', properties: reference })), [
    '#/paths/~1a/post/requestBody/content/application~1json/schema/properties/$ref',
  ])
  t.strictSame(warnings(wrap({ paths: {}, components: { schemas: reference } })), [
    '#/components/schemas/$ref',
  ])
  t.strictSame(
    warnings(inSchema({ type: 'object', properties: { $ref: { type: 'string' } } })),
    [],
    'a property',
  )
  const callback = { '{$url}': { post: { responses: {} } } }
  t.strictSame(
    warnings(wrap({ paths: { '/a': { post: { callbacks: { a: { $ref: '#/components/callbacks/a' } }, responses: {} } } }, components: { callbacks: { a: callback } } })), // prettier-ignore
    [],
    'a callback may be one',
  )
})

t.test('what has a type that JSON Schema does not know is unknown, and a warning says so once', (t) => {
  const inProperty = (schema: object): unknown => inSchema({ type: 'object', properties: { a: schema } })
  const compare = (base: object, revision: object): DiffReport =>
    diffDocuments(inProperty(base), inProperty(revision))
  const judge = (base: unknown, revision: unknown): string =>
    compare({ type: base }, { type: revision }).verdict
  t.equal(judge('int', 'string'), 'risky')
  t.equal(judge('string', 'int'), 'risky')
  t.equal(judge('int', 'integer'), 'risky', 'a repair')
  t.equal(judge('int', 'float'), 'risky')
  t.equal(judge('int', 'int'), 'identical')
  t.equal(judge(['string', 'int'], ['int', 'string']), 'identical')
  t.equal(judge(['string', 'int'], ['int']), 'risky')
  t.equal(judge(['string', null], ['string', 'null']), 'identical', 'YAML without quotes')
  t.equal(judge(['string', null], ['string']), 'breaking')
  t.equal(compare({ type: 'int', maximum: 5 }, { type: 'int', maximum: 4 }).verdict, 'breaking')
  t.equal(compare({ type: 'int', enum: [1, 2] }, { type: 'int', enum: [1] }).verdict, 'breaking')
  t.strictSame(
    compare({ type: 'int' }, { type: 'string' }).changes.map(({ id, message }) => [id, message]),
    [
      [
        'request-schema-undecided',
        '`/a` in the request body could not be compared to the end (the type int).',
      ],
    ],
  )
  const old = (schema: object): object => ({ ...(inProperty(schema) as object), openapi: '3.0.3' })
  t.equal(diffDocuments(old({ type: 'int', nullable: true }), old({ type: 'int' })).verdict, 'risky')
  t.equal(judge(['int', 'null'], 'int'), 'risky')
  const pointer = '#/paths/~1a/post/requestBody/content/application~1json/schema/properties/b/type'
  const both = inSchema({ type: 'object', properties: { a: { type: 'int' }, b: { type: 'int' } } })
  t.strictSame(
    diffDocuments(both, inSchema({})).warnings.map((one) => [one.pointer, one.message]),
    [[pointer, 'The type "int" is none of JSON Schema; what this stands for is unknown.']],
  )
  const swagger = (type: string): unknown => ({
    swagger: '2.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { parameters: [{ name: 'a', in: 'query', type }], responses: {} } } },
  })
  const { verdict, warnings } = diffDocuments(swagger('int'), swagger('string'))
  t.strictSame([verdict, warnings.length], ['risky', 1])
  t.end()
})
