import t from 'tap'
import { diffDocuments, LoadedDocument, type DiffOptions, type DiffReport } from '../../../lib/diff/index.ts'

type Json = Record<string, unknown>

/** A document around paths, or with anything else on top. */
function api(paths: Json, rest: Json = {}): Json {
  return { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths, ...rest }
}

/** A document with one operation. */
function operation(fields: Json, rest: Json = {}): Json {
  return api({ '/a': { post: { responses: {}, ...fields } } }, rest)
}

const json = (schema: unknown): Json => ({ content: { 'application/json': { schema } } })
const answer = (responses: Json): Json =>
  operation({
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, one]) => [status, { description: '', ...(one as Json) }]),
    ),
  })

/** Each finding as one line: severity, id, operations and location. */
function find(base: unknown, revision: unknown, options: DiffOptions = {}): string[] {
  return diffDocuments(base, revision, options).changes.map(({ severity, id, operations, location }) => {
    const names = operations.map(({ method, path }) => `${method} ${path}`).join(', ')
    return `${severity} ${id} (${names}) ${location}`.trim()
  })
}

t.test('paths go together whatever their parameters are called', async (t) => {
  const get = { get: { responses: {} } }
  const path = (name: string, type: string): Json =>
    api({
      [`/users/{${name}}/posts`]: {
        ...get,
        parameters: [{ name, in: 'path', required: true, schema: { type } }],
      },
    })
  t.strictSame(find(path('id', 'string'), path('userId', 'string')), [])
  t.strictSame(find(path('id', 'string'), path('userId', 'integer')), [
    'breaking request-type-changed (get /users/{id}/posts) /parameters/path/id',
  ])
  t.strictSame(find(api({ '/a': get }), api({ '/b': get })), [
    'breaking operation-removed (get /a)',
    'safe operation-added (get /b)',
  ])
})

t.test('a path parameter that only one side declares may be any text on the other', async (t) => {
  const get = { get: { responses: {} } }
  const silent = api({ '/users/{id}': get })
  const declared = (schema: Json): Json =>
    api({ '/users/{id}': { ...get, parameters: [{ name: 'id', in: 'path', required: true, schema }] } })
  t.strictSame(find(silent, declared({ type: 'string' })), [], 'the document was repaired')
  t.strictSame(find(silent, declared({ enum: ['me', 'you'] })), [
    'breaking request-value-became-enum (get /users/{id}) /parameters/path/id',
  ])
  t.strictSame(find(declared({ type: 'integer' }), silent), [
    'safe request-type-changed (get /users/{id}) /parameters/path/id',
  ])
  const astray = { name: 'no', in: 'path', required: true, schema: { type: 'integer' } }
  t.strictSame(
    find(silent, api({ '/users/{id}': { ...get, parameters: [astray] } })),
    [],
    'not in the template',
  )
})

t.test('one template under two names is served by either, with a warning', async (t) => {
  const get = { get: { responses: {} } }
  const both = api({ '/a/{id}': get, '/a/{name}': get })
  t.strictSame(find(both, both), [])
  t.strictSame(find(both, api({ '/a/{name}': get })), [])
  t.strictSame(
    diffDocuments(both, both).warnings.map(({ document, pointer }) => `${document} ${pointer}`),
    ['base #/paths/~1a~1{name}/get', 'revision #/paths/~1a~1{name}/get'],
  )
})

t.test('a parameter of the path is one of its operations, which come first', async (t) => {
  const limit = (maximum: number): Json => ({
    name: 'limit',
    in: 'query',
    schema: { type: 'integer', maximum },
  })
  const inPath = api({ '/a': { parameters: [limit(5)], get: { responses: {} } } })
  const inOperation = api({
    '/a': { parameters: [limit(9)], get: { parameters: [limit(5)], responses: {} } },
  })
  t.strictSame(find(inPath, inOperation), [])
  const header = (name: string): Json =>
    operation({ parameters: [{ name, in: 'header', schema: { type: 'string' } }] })
  t.strictSame(find(header('X-Id'), header('x-id')), [], 'header names have no case')
  t.strictSame(
    find(header('Accept'), operation({})),
    [],
    'headers that are described elsewhere are no parameters',
  )
})

t.test('outside bodies, values are text', async (t) => {
  const query = (schema: Json): Json => operation({ parameters: [{ name: 'q', in: 'query', schema }] })
  t.strictSame(find(query({ type: 'integer' }), query({ type: 'string' })), [
    'safe request-type-changed (post /a) /parameters/query/q',
  ])
  t.strictSame(find(query({ type: 'string' }), query({ type: 'integer' })), [
    'breaking request-type-changed (post /a) /parameters/query/q',
  ])
  const style = (explode: boolean, type: string): Json =>
    operation({ parameters: [{ name: 'q', in: 'query', explode, schema: { type } }] })
  t.strictSame(find(style(true, 'string'), style(false, 'string')), [], 'a scalar has no parts to explode')
  const header = (explode: boolean, schema: Json): Json =>
    operation({ parameters: [{ name: 'X-Ids', in: 'header', explode, schema }] })
  const list = { type: 'array', items: { type: 'string' } }
  t.strictSame(find(header(true, list), header(false, list)), [], 'a list in a header has commas in any case')
  const either = { anyOf: [list, { type: 'object' }] }
  t.strictSame(find(header(true, either), header(false, either)), [
    'breaking request-parameter-serialization-changed (post /a) /parameters/header/X-Ids',
  ])
  t.strictSame(find(style(true, 'array'), style(false, 'array')), [
    'breaking request-parameter-serialization-changed (post /a) /parameters/query/q',
  ])
})

t.test('the parts of a parameter or a header are text as well', async (t) => {
  const query = (schema: Json): Json =>
    operation({ parameters: [{ name: 'q', in: 'query', style: 'deepObject', schema }] })
  const list = (type: string): Json => ({ type: 'array', items: { type } })
  t.strictSame(find(query(list('integer')), query(list('string'))), [
    'safe request-type-changed (post /a) /parameters/query/q/*',
  ])
  t.strictSame(find(query(list('string')), query(list('integer'))), [
    'breaking request-type-changed (post /a) /parameters/query/q/*',
  ])
  const header = (schema: Json): Json => answer({ 200: { headers: { 'X-Ids': { schema } } } })
  t.strictSame(find(header(list('integer')), header(list('string'))), [
    'breaking response-type-changed (post /a) /responses/200/headers/X-Ids/*',
  ])
  const map = (properties: Json): Json => ({ type: 'object', properties, additionalProperties: true })
  const named = (schema: Json): Json => map({ name: { type: 'string' }, more: schema })
  const unnamed = map({ name: { type: 'string' } })
  t.strictSame(find(query(unnamed), query(named({ type: 'string' }))), [
    'safe request-property-added (post /a) /parameters/query/q/more',
  ])
  t.strictSame(find(query(unnamed), query(named({ type: 'integer' }))), [
    'breaking request-property-added (post /a) /parameters/query/q/more',
  ])
  t.strictSame(
    find(
      operation({ requestBody: json(unnamed) }),
      operation({ requestBody: json(named({ type: 'string' })) }),
    ),
    ['breaking request-property-added (post /a) /requestBody/application~1json/more'],
    'a body has other values, too',
  )
  const either = { oneOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] }
  t.strictSame(find(query(either), query({ type: 'string' })), [
    'breaking request-type-changed (post /a) /parameters/query/q',
  ])
})

t.test('a redirect is what a request is made for where there is no success', async (t) => {
  const error = json({ type: 'string' })
  const removed = (status: string): string =>
    `breaking response-success-status-removed (post /a) /responses/${status}`
  const added = (status: string): string =>
    `risky response-success-status-added (post /a) /responses/${status}`
  t.strictSame(find(answer({ 302: {}, default: error }), answer({ default: error })), [removed('302')])
  t.strictSame(find(answer({ 302: {} }), answer({ 307: {} })), [removed('302'), added('307')])
  t.strictSame(find(answer({ 101: {}, 400: {} }), answer({ 400: {} })), [removed('101')])
  t.strictSame(find(answer({ 200: {} }), answer({ 200: {}, 302: {} })), [added('302')])
  for (const beside of ['302', '304', '101', '103'])
    t.strictSame(find(answer({ 200: {}, [beside]: {} }), answer({ 200: {} })), [
      `safe response-status-removed (post /a) /responses/${beside}`,
    ])
  for (const known of ['304', '101', '103'])
    t.strictSame(find(answer({ 200: {} }), answer({ 200: {}, [known]: {} })), [
      `safe response-status-added (post /a) /responses/${known}`,
    ])
  for (const [status, words] of [
    ['302', 'redirect'],
    ['101', 'response'],
    ['201', 'success response'],
  ] as const)
    t.equal(
      diffDocuments(answer({ [status]: {} }), answer({ 400: {} })).changes[0]?.message,
      `The ${words} ${status} was removed.`,
    )
})

t.test('statuses are covered by their class and by default, but a success only by its class', async (t) => {
  const text = json({ type: 'string' })
  t.strictSame(find(answer({ 200: {}, 404: text }), answer({ 200: {}, '4XX': text })), [
    'safe response-status-added (post /a) /responses/4XX',
  ])
  t.strictSame(find(answer({ 200: {}, default: text }), answer({ 200: {}, 404: text, default: text })), [])
  t.strictSame(find(answer({ 200: {} }), answer({ '2XX': {} })), [
    'risky response-success-status-added (post /a) /responses/2XX',
  ])
  t.strictSame(find(answer({ '2XX': {} }), answer({ 200: {} })), [
    'safe response-success-status-removed (post /a) /responses/2XX',
  ])
  t.strictSame(find(answer({ 200: {}, default: {} }), answer({ default: {} })), [
    'breaking response-success-status-removed (post /a) /responses/200',
  ])
  t.strictSame(
    find(
      answer({ 200: {}, default: text }),
      answer({ 200: {}, 404: json({ type: 'integer' }), default: text }),
    ),
    ['breaking response-type-changed (post /a) /responses/404/application~1json'],
  )
})

t.test('media types go by name, range and suffix', async (t) => {
  const types = (...names: string[]): Json =>
    operation({ requestBody: { content: Object.fromEntries(names.map((name) => [name, {}])) } })
  t.strictSame(find(types('application/json'), types('Application/JSON; charset=utf-8')), [])
  const inCharset = (charset: string): Json => types(`text/csv; header=present; charset=${charset}`)
  for (const [base, revision] of [
    [types('text/csv; charset=utf-8'), types('text/csv; charset=utf-16')],
    [types('text/csv; charset=utf-16'), types('text/csv; charset=utf-8')],
    [inCharset('utf-8'), inCharset('utf-16')],
  ] as const) {
    t.equal(diffDocuments(base, revision).verdict, 'breaking', 'another charset')
  }
  t.equal(diffDocuments(types('text/csv; charset=utf-16'), types('text/csv')).verdict, 'safe')
  t.equal(diffDocuments(types('text/csv'), types('text/csv; charset=utf-16')).verdict, 'breaking')
  t.strictSame(find(types('application/json', 'application/xml'), types('*/*')), [
    'safe request-media-type-generalized (post /a) /requestBody/application~1json',
  ])
  t.strictSame(find(types('text/*'), types('text/plain')), [
    'breaking request-media-type-specialized (post /a) /requestBody/text~1*',
  ])
  t.strictSame(find(types('application/json;version=1'), types('application/json;version=2')), [
    'breaking request-media-type-removed (post /a) /requestBody/application~1json;version=1',
    'safe request-media-type-added (post /a) /requestBody/application~1json;version=2',
  ])
})

t.test('security is compared by what clients have to show', async (t) => {
  const schemes = {
    securitySchemes: { a: { type: 'http', scheme: 'Basic' }, b: { type: 'http', scheme: 'basic' } },
  }
  const scoped = { securitySchemes: { o: { type: 'oauth2', flows: { implicit: {} } } } }
  const secure = (security: unknown, components: Json = schemes): Json =>
    operation({ security }, { components })
  t.strictSame(find(secure([{ a: [] }]), secure([{ b: [] }])), [], 'the name of a scheme does not count')
  t.strictSame(find(secure([]), operation({}, { components: schemes })), [])
  t.strictSame(find(secure([{ a: [] }, {}]), secure([{ a: [] }])), [
    'breaking request-security-tightened (post /a) /security',
  ])
  t.strictSame(find(secure([{ o: ['read'] }], scoped), secure([{ o: ['read', 'write'] }], scoped)), [
    'breaking request-security-tightened (post /a) /security',
  ])
  t.strictSame(find(secure([{ o: ['read', 'write'] }], scoped), secure([{ o: ['read'] }], scoped)), [
    'safe request-security-loosened (post /a) /security',
  ])
  // Whoever shows nothing is let in by both.
  const [anybody, byKey, byOther] = [secure([]), secure([{ a: [] }, {}]), secure([{ o: [] }, {}], scoped)]
  t.strictSame(find(anybody, byKey), ['safe request-security-loosened (post /a) /security'])
  t.strictSame(find(byKey, anybody), ['risky request-security-tightened (post /a) /security'])
  t.strictSame(find(byKey, byOther), ['risky request-security-tightened (post /a) /security'])
  t.strictSame(find(byKey, byKey), [])
  const flows = (...names: string[]): Json => ({
    securitySchemes: { o: { type: 'oauth2', flows: Object.fromEntries(names.map((name) => [name, {}])) } },
  })
  t.strictSame(
    find(secure([{ o: [] }], flows('implicit')), secure([{ o: [] }], flows('implicit', 'password'))),
    ['safe request-security-loosened (post /a) /security'],
    'one flow of a scheme is enough',
  )
  const key = (name: string, place = 'header'): Json =>
    secure([{ k: [] }], { securitySchemes: { k: { type: 'apiKey', in: place, name } } })
  t.strictSame(find(key('X-API-Key'), key('x-api-key')), [], 'the names of headers have no case')
  t.strictSame(find(key('Key', 'query'), key('key', 'query')), [
    'breaking request-security-tightened (post /a) /security',
  ])
  t.strictSame(
    diffDocuments(key('X-API-Key'), key('X-Token')).changes.map((change) => change.message),
    [
      'The operation now requires API key in header X-Token; before, it required API key in header X-API-Key.',
    ],
    'and are told as the documents write them',
  )
})

t.test('from OpenAPI 3.2 on, a security scheme is called by a reference, too', async (t) => {
  const key = (scheme: string, name: string): Json =>
    operation(
      { security: [{ [scheme]: [] }] },
      { openapi: '3.2.0', components: { securitySchemes: { k: { type: 'apiKey', in: 'query', name } } } },
    )
  const reference = '#/components/securitySchemes/k'
  t.strictSame(find(key(reference, 'key'), key('k', 'key')), [])
  t.strictSame(diffDocuments(key(reference, 'key'), key(reference, 'key')).warnings, [])
  t.strictSame(find(key(reference, 'key'), key(reference, 'token')), [
    'breaking request-security-tightened (post /a) /security',
  ])
})

t.test('a value that told an alternative may not tell another one, or none', async (t) => {
  const animal = { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } }
  const Cat = { ...animal, properties: { ...animal.properties, lives: { type: 'integer' } } }
  const Dog = { ...animal, properties: { ...animal.properties, trick: { type: 'string' } } }
  const [cat, dog] = ['#/components/schemas/Cat', '#/components/schemas/Dog']
  const union = (mapping?: Json, branches: readonly string[] = [cat, dog], propertyName = 'kind'): Json => {
    const anyOf = branches.map(($ref) => ({ $ref }))
    const schema = { anyOf, discriminator: { propertyName, ...(mapping && { mapping }) } }
    return operation({ requestBody: json(schema) }, { components: { schemas: { Cat, Dog, Puppy: Dog } } })
  }
  const finding = 'request-discriminator-changed (post /a) /requestBody/application~1json'
  const both = union({ c: cat, d: dog })
  t.strictSame(find(both, union({ cat, d: dog })), [`risky ${finding}`], 'another value')
  t.strictSame(find(both, union({ c: dog, d: cat })), [`risky ${finding}`], 'another alternative')
  t.strictSame(find(both, union({ d: dog })), [`risky ${finding}`], 'no value')
  t.strictSame(
    find(both, union({ c: cat, d: dog }, [cat, dog], 'type')),
    [`risky ${finding}`],
    'another property',
  )
  t.strictSame(find(both, union({ c: cat, d: dog, dog })), [`safe ${finding}`], 'one value more')
  t.strictSame(find(both, union({ c: 'Cat', d: 'Dog' })), [`safe ${finding}`], 'another way to write it')
  t.strictSame(find(union({ Cat: cat, Dog: dog }), union()), [`safe ${finding}`], 'what goes without saying')
  const puppy = '#/components/schemas/Puppy'
  t.strictSame(find(both, union({ c: cat, d: puppy }, [cat, puppy])), [`safe ${finding}`], 'another name')
  t.strictSame(find(union(), union(undefined, [cat, puppy])), [`risky ${finding}`], 'whose name is the value')
  t.strictSame(
    find(union({ d: dog }), union({ d: puppy }, [cat, puppy])),
    [`safe ${finding}`],
    'of which only the other one is',
  )
  t.strictSame(find(union(), union(undefined, [dog, cat])), [], 'in another order')
  const swagger = (discriminator: string): Json => ({
    swagger: '2.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': {
        post: {
          parameters: [{ name: 'b', in: 'body', schema: { ...animal, discriminator } }],
          responses: {},
        },
      },
    },
  })
  t.match(find(swagger('kind'), swagger('type')), [/^risky request-discriminator-changed/])
})

t.test('webhooks and callbacks are judged the other way round', async (t) => {
  const hook = (schema: unknown): Json => ({
    post: { requestBody: { required: true, ...json(schema) }, responses: {} },
  })
  const narrow = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } }
  const wide = { type: 'object', properties: { id: { type: 'string' } } }
  const webhook = (schema: unknown): Json => api({}, { webhooks: { paid: hook(schema) } })
  const callback = (schema: unknown): Json =>
    operation({ callbacks: { paid: { '{$request.body#/url}': hook(schema) } } })
  t.strictSame(find(webhook(wide), webhook(narrow)), [
    'safe request-property-became-required (post paid) /requestBody/application~1json/id',
  ])
  t.strictSame(find(webhook(narrow), webhook(wide)), [
    'breaking request-property-became-optional (post paid) /requestBody/application~1json/id',
  ])
  t.strictSame(find(callback(narrow), callback(wide)), [
    'breaking request-property-became-optional (post /a) ' +
      '/callbacks/paid/{$request.body#~1url}/post/requestBody/application~1json/id',
  ])
})

t.test(
  'who gets a parameter or a field that they do not know ignores it, and misses one that goes',
  async (t) => {
    const hook = (fields: Json): Json => api({}, { webhooks: { w: { post: { responses: {}, ...fields } } } })
    const sends = (place: string, required: boolean): Json =>
      hook({ parameters: [{ name: 'X', in: place, required, schema: { type: 'string' } }] })
    for (const place of ['header', 'query']) {
      for (const required of [true, false])
        t.match(find(hook({}), sends(place, required)), [/^safe request-(required-)?parameter-added /])
      t.match(find(sends(place, false), hook({})), [/^risky request-parameter-removed /])
      t.match(find(sends(place, true), hook({})), [/^breaking request-parameter-removed /])
    }
    t.match(find(hook({}), sends('header', true), { strict: true }), [/^safe /], 'RFC 9110 §5.1')
    t.match(find(hook({}), sends('query', true), { strict: true }), [/^breaking /])

    const field = { type: 'string' }
    const form = (properties: Json): Json => ({
      content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', properties } } },
    })
    for (const to of [(body: Json) => hook({ requestBody: body }), (body: Json) => answer({ 200: body })]) {
      const [less, more] = [to(form({ a: field })), to(form({ a: field, b: field }))]
      t.match(find(less, more), [/^safe re(quest|sponse)-property-added /])
      t.match(find(more, less), [/^risky re(quest|sponse)-property-removed /])
    }
  },
)

t.test(
  'the properties of an object in the query are a closed list where they are written as parameters',
  async (t) => {
    const query = (names: readonly string[], fields: Json, rest: Json = {}): Json => {
      const properties = Object.fromEntries(names.map((name) => [name, { type: 'integer' }]))
      const schema = { type: 'object', properties, ...rest }
      return operation({ parameters: [{ name: 'q', in: 'query', schema, ...fields }] })
    }
    const removed = (severity: string): string[] => [
      `${severity} request-property-removed (post /a) /parameters/query/q/b`,
    ]
    for (const fields of [{ style: 'deepObject' }, { style: 'form', explode: true }]) {
      t.strictSame(find(query(['a', 'b'], fields), query(['a'], fields)), removed('breaking'))
      t.strictSame(find(query(['a'], fields), query(['a', 'b'], fields)), [
        'safe request-property-added (post /a) /parameters/query/q/b',
      ])
      const map = { additionalProperties: { type: 'integer' } }
      t.strictSame(find(query(['a', 'b'], fields, map), query(['a'], fields, map)), removed('risky'))
    }
    const inOne = { style: 'form', explode: false }
    t.strictSame(find(query(['a', 'b'], inOne), query(['a'], inOne)), removed('risky'))
  },
)

t.test(
  'schemes that make the client do the same are one, with all places that credentials come from',
  async (t) => {
    const login = (tokenUrl: string): Json => ({
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl, scopes: { read: '' } } },
    })
    const securitySchemes = { a: login('https://a.test'), b: login('https://b.test') }
    const either = (...names: string[]): Json =>
      operation(
        { security: names.map((name) => ({ [name]: ['read'] })) },
        { components: { securitySchemes } },
      )
    t.strictSame(find(either('a', 'b'), either('b', 'a', 'b')), [])
    for (const both of [either('a', 'b'), either('b', 'a')]) {
      t.strictSame(find(both, either('a')), ['risky request-security-scheme-changed (post /a) /security'])
      t.strictSame(find(either('a'), both), ['safe request-security-scheme-changed (post /a) /security'])
    }
  },
)

t.test('another address of OpenID Connect is another place that credentials come from', async (t) => {
  const by = (openIdConnectUrl: string): Json =>
    operation(
      { security: [{ login: [] }] },
      { components: { securitySchemes: { login: { type: 'openIdConnect', openIdConnectUrl } } } },
    )
  const [change, ...others] = diffDocuments(by('https://a.test'), by('https://b.test')).changes
  t.strictSame(others, [])
  t.match(change, { severity: 'risky', id: 'request-security-scheme-changed' })
  t.match(change?.message, /openIdConnectUrl.*`https:\/\/a\.test`.*`https:\/\/b\.test`/)
})

t.test('a key is sent alike whether it is declared as a parameter or as a credential', async (t) => {
  const securitySchemes = {
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    mark: { type: 'apiKey', in: 'query', name: 'mark' },
    token: { type: 'http', scheme: 'bearer' },
  }
  const asks = (...security: string[][]): Json => ({
    security: security.map((names) => Object.fromEntries(names.map((name) => [name, []]))),
  })
  const sends = (place: string, name: string, required: boolean): Json => ({
    parameters: [{ name, in: place, required, schema: { type: 'string' } }],
  })
  const both = (one: Json, other: Json): string[][] => {
    const [base, revision] = [one, other].map((fields) =>
      operation(fields, { components: { securitySchemes } }),
    )
    return [find(base, revision), find(revision, base)]
  }
  const [key, mark] = [sends('header', 'x-key', true), sends('query', 'mark', true)]
  const nothing = [[], []]
  t.strictSame(both(key, asks(['key'])), nothing)
  t.strictSame(both(mark, asks(['mark'])), nothing)
  t.strictSame(both(key, { ...key, ...asks(['key']) }), nothing, 'it may be declared as both')
  t.strictSame(both({ ...key, ...asks(['token']) }, asks(['token', 'key'])), nothing)
  const maybe = sends('header', 'X-Key', false)
  t.strictSame(both(maybe, asks(['key'], [])), nothing)
  const [tightened, loosened] = [
    ['breaking request-security-tightened (post /a) /security'],
    ['safe request-security-loosened (post /a) /security'],
  ]
  t.strictSame(both(maybe, asks(['key'])), [tightened, loosened])
  t.strictSame(both(key, asks(['key'], ['token'])), [loosened, tightened])
  t.strictSame(both(sends('query', 'X-Key', true), asks(['key']))[0], [
    ...tightened,
    'breaking request-parameter-removed (post /a) /parameters/query/X-Key',
  ])
})

t.test('a key that is required is asked for, however many others may be sent', async (t) => {
  const names = Array.from({ length: 9 }, (_, at) => `X-Key-${at}`)
  const securitySchemes = Object.fromEntries(
    names.map((name) => [name, { type: 'apiKey', in: 'header', name }]),
  )
  const list = (required: string): Json[] =>
    names.map((name) => ({ name, in: 'header', required: name === required, schema: { type: 'string' } }))
  const severitiesOf = (base = api({}), revision = api({})): string[] =>
    find(base, revision).flatMap((line) => line.split(' ').slice(0, 1))
  const open = { security: [{}, ...names.map((name) => ({ [name]: [] }))] }
  for (const required of ['X-Key-0', 'X-Key-8']) {
    const [before, after] = [open, { parameters: list(required) }].map((fields) =>
      operation(fields, { components: { securitySchemes } }),
    )
    t.strictSame(severitiesOf(before, after), ['breaking'], required)
  }
})

t.test('what to do is said to the side that has to do it', async (t) => {
  const hook = (schema: unknown): Json =>
    api({}, { webhooks: { paid: { post: { requestBody: json(schema), responses: {} } } } })
  const closed = (...names: string[]): Json => ({
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  })
  const tell = (base: unknown, revision: unknown): unknown =>
    diffDocuments(base, revision).changes.map(({ severity, message, migrate }) => [
      severity,
      message,
      migrate,
    ])
  t.strictSame(tell(hook({ type: 'string' }), hook({ type: ['string', 'null'] })), [
    ['breaking', 'The body that the server sends may now be null.', 'Check the value for null before use.'],
  ])
  const sends = (...required: boolean[]): Json => {
    const parameters = required.map((one) => ({ name: 'X', in: 'header', required: one, schema: {} }))
    return api({}, { webhooks: { paid: { post: { parameters, responses: {} } } } })
  }
  const missed = 'Cope with the absence of what the revision no longer sends.'
  t.strictSame(tell(sends(true), sends()), [['breaking', 'The header parameter `X` was removed.', missed]])
  t.strictSame(tell(sends(true), sends(false)), [
    ['breaking', 'The header parameter `X` became optional.', missed],
  ])
  t.strictSame(
    tell(
      operation({ requestBody: json({ type: 'integer' }) }),
      operation({ requestBody: json({ type: 'number' }) }),
    ),
    [['safe', 'The type of the request body changed from `integer` to `number`.', 'Nothing to do.']],
  )
  t.strictSame(tell(sends(), sends(true)), [
    ['safe', 'The header parameter `X`, which is required, was added.', 'Nothing to do.'],
  ])
  t.strictSame(tell(answer({ 200: json(closed('a')) }), answer({ 200: json(closed('a', 'b')) })), [
    [
      'breaking',
      'The optional property `b` was added to the body of the response 200.',
      'Accept what the revision sends beside what the base describes.',
    ],
  ])
})

t.test('an edit in a shared component is one finding with all operations that it reaches', async (t) => {
  const user = { $ref: '#/components/schemas/User' }
  const paths = {
    '/users': { get: { responses: { 200: { description: '', ...json({ type: 'array', items: user }) } } } },
    '/me': {
      get: { responses: { 200: { description: '', ...json(user) } } },
      put: { requestBody: json(user), responses: {} },
    },
  }
  const shared = (required: string[]): Json => {
    const properties = { name: { type: 'string' }, boss: user }
    return api(paths, { components: { schemas: { User: { type: 'object', required, properties } } } })
  }
  t.strictSame(find(shared([]), shared(['name'])), [
    'breaking request-property-became-required (put /me) /requestBody/application~1json/name',
    'safe response-property-became-required (get /users, get /me) /responses/200/application~1json/*/name',
  ])
})

t.test('a fingerprint outlives edits elsewhere', async (t) => {
  const name = (required: boolean): Json => ({ name: 'q', in: 'query', required, schema: { type: 'string' } })
  const other = { name: 'first', in: 'query', schema: { type: 'string' } }
  const print = (base: Json, revision: Json): string | undefined =>
    diffDocuments(base, revision).changes.find(({ severity }) => severity === 'breaking')?.fingerprint
  const alone = print(operation({ parameters: [name(false)] }), operation({ parameters: [name(true)] }))
  const moved = print(
    operation({ parameters: [name(false)] }),
    operation({ parameters: [other, name(true)] }),
  )
  t.match(alone, /^[0-9a-f]{16}$/)
  t.equal(moved, alone)
})

t.test('Swagger 2.0 says the same as OpenAPI 3 in other words', async (t) => {
  const schema = { type: 'object', properties: { id: { type: 'integer' } } }
  const swagger = {
    swagger: '2.0',
    info: { title: 'T', version: '1' },
    host: 'API.example.com',
    basePath: '/v1/',
    consumes: ['application/json'],
    securityDefinitions: { basic: { type: 'basic' } },
    security: [{ basic: [] }],
    paths: {
      '/a': {
        post: {
          parameters: [
            { name: 'ids', in: 'query', type: 'array', items: { type: 'string' }, collectionFormat: 'multi' },
            { name: 'body', in: 'body', required: true, schema },
          ],
          responses: { 200: { description: '', schema, headers: { 'X-Total': { type: 'integer' } } } },
        },
      },
      '/upload': {
        post: {
          parameters: [
            { name: 'file', in: 'formData', type: 'file', required: true },
            { name: 'note', in: 'formData', type: 'string' },
          ],
          responses: {},
        },
      },
    },
  }
  const form = {
    type: 'object',
    required: ['file'],
    properties: { file: { type: 'string', format: 'binary' }, note: { type: 'string' } },
  }
  const openapi = {
    openapi: '3.0.3',
    info: { title: 'T', version: '1' },
    servers: [{ url: 'https://api.example.com/{version}', variables: { version: { default: 'v1' } } }],
    components: { securitySchemes: { login: { type: 'http', scheme: 'basic' } } },
    security: [{ login: [] }],
    paths: {
      '/a': {
        post: {
          parameters: [{ name: 'ids', in: 'query', schema: { type: 'array', items: { type: 'string' } } }],
          requestBody: { required: true, ...json(schema) },
          responses: {
            200: {
              description: '',
              ...json(schema),
              headers: { 'X-Total': { schema: { type: 'integer' } } },
            },
          },
        },
      },
      '/upload': {
        post: {
          requestBody: { required: true, content: { 'multipart/form-data': { schema: form } } },
          responses: {},
        },
      },
    },
  }
  t.strictSame(find(swagger, openapi), [])
  t.strictSame(find(openapi, swagger), [])
})

t.test('OpenAPI 3.0, 3.1 and 3.2 meet in one model', async (t) => {
  const of = (version: string, document: Json): Json => ({ ...document, openapi: version })
  const body = (schema: unknown): Json => operation({ requestBody: json(schema) })
  const before = of('3.0.3', body({ type: 'string', nullable: true, maxLength: 5, example: 'a' }))
  t.strictSame(
    find(before, of('3.1.0', body({ type: ['string', 'null'], maxLength: 5, examples: ['a'] }))),
    [],
  )
  t.strictSame(find(before, of('3.2.0', body({ type: 'string', maxLength: 5 }))), [
    'breaking request-value-became-not-nullable (post /a) /requestBody/application~1json',
    'safe document-examples-changed ()',
  ])
  const search = { query: { responses: {} }, additionalOperations: { COPY: { responses: {} } } }
  t.strictSame(find(of('3.2.0', api({ '/a': search })), of('3.2.0', api({ '/a': {} }))), [
    'breaking operation-removed (query /a)',
    'breaking operation-removed (copy /a)',
  ])
})

t.test('a bad spot is a warning, and the rest is compared', async (t) => {
  const bad = (extra: Json): Json =>
    api({
      '/a': { get: { parameters: [{ $ref: '#/nowhere' }, { name: 'x' }], responses: { 20: {}, 200: null } } },
      b: {},
      '/c': { $ref: '#/paths/~1c' },
      ...extra,
    })
  const report = diffDocuments(bad({}), bad({ '/d': { get: { responses: {} } } }))
  t.strictSame(
    report.changes.map(({ id }) => id),
    ['operation-added'],
  )
  t.equal(report.warnings.length, 12, 'six spots on each side')
})

t.test('tolerances, severities and the day are options', async (t) => {
  const before = answer({ 200: {} })
  const after = answer({ 200: {}, 202: {} })
  const severity = (options: DiffOptions): string | undefined =>
    find(before, after, options)[0]?.split(' ')[0]
  t.equal(severity({}), 'risky')
  t.equal(severity({ strict: true }), 'breaking')
  t.equal(severity({ strict: true, tolerances: { 'new-success-status': true } }), 'risky')
  t.equal(severity({ tolerances: { 'new-success-status': false } }), 'breaking')
  t.equal(severity({ severities: { 'response-success-status-added': 'safe' } }), 'safe')
  t.equal(severity({ severities: { 'response-success-status-added': 'off' } }), undefined)
  const old = operation({ deprecated: true, 'x-sunset': '2026-06-30' })
  t.strictSame(find(old, api({}), { today: new Date('2026-06-29') }), [
    'breaking operation-removed (post /a)',
  ])
  t.strictSame(find(old, api({}), { today: new Date('2026-07-01') }), ['risky operation-removed (post /a)'])
  const wrong = [
    { tolerances: { no: true } },
    { severities: { no: 'off' } },
    { severities: { 'operation-added': 'no' } },
  ]
  for (const options of wrong) {
    t.throws(() => diffDocuments(before, after, options as DiffOptions), { code: 'TDM_DIFF_OPTION' })
  }
})

t.test('the limits of safe integers come and go without a break, others do not', async (t) => {
  const taken = (schema: Json): Json => operation({ requestBody: json({ type: 'integer', ...schema }) })
  const given = (schema: Json): Json => answer({ 200: json({ type: 'integer', ...schema }) })
  const [least, most] = [-(2 ** 53 - 1), 2 ** 53 - 1]
  const severities = (base: Json, revision: Json, options: DiffOptions = {}): string[] =>
    find(base, revision, options).map((line) => line.split(' ')[0] ?? '')
  const limits = { minimum: least, maximum: most }
  t.strictSame(severities(taken({}), taken(limits)), ['risky', 'risky'])
  t.strictSame(severities(given(limits), given({})), ['risky', 'risky'])
  t.strictSame(severities(taken(limits), taken({})), ['safe', 'safe'])
  t.strictSame(severities(taken({}), taken(limits), { strict: true }), ['breaking', 'breaking'])
  t.strictSame(severities(taken({}), taken(limits), { tolerances: { 'safe-integers': false } }), ['breaking', 'breaking']) // prettier-ignore
  t.strictSame(severities(taken({}), taken({ minimum: 0, maximum: most })), ['breaking', 'risky'])
  t.strictSame(severities(taken({}), taken({ minimum: most, maximum: most })), ['breaking', 'risky'])
  t.strictSame(severities(taken(limits), taken({ ...limits, maximum: most - 1 })), ['breaking'])
})

t.test(
  'a format that servers check breaks where it is new or another, one that few check in strict mode only',
  async (t) => {
    const sent = (schema: Json): Json => operation({ requestBody: json(schema) })
    const got = (schema: Json): Json => answer({ 200: json(schema) })
    const judge = (wrap: (schema: Json) => Json, base: Json, revision: Json): string[] =>
      [{}, { strict: true }].map(
        (options) => find(wrap(base), wrap(revision), options)[0]?.split(' ')[0] ?? 'identical',
      )
    const free = { type: 'string' }
    const uuid = { type: 'string', format: 'uuid' }
    t.strictSame(judge(sent, free, uuid), ['breaking', 'breaking'])
    t.strictSame(judge(sent, free, { type: 'string', format: 'our-key' }), ['risky', 'breaking'])
    t.strictSame(judge(sent, uuid, free), ['safe', 'safe'])
    t.strictSame(judge(got, free, uuid), ['safe', 'safe'])
    t.strictSame(judge(got, uuid, free), ['risky', 'breaking'])
    t.strictSame(judge(sent, uuid, { type: 'string', format: 'uri' }), ['breaking', 'breaking'])
    t.strictSame(judge(sent, uuid, { type: 'string', format: 'our-key' }), ['risky', 'breaking'])
    t.strictSame(judge(sent, { type: 'string', format: 'email' }, { type: 'string', format: 'idn-email' }), [
      'safe',
      'safe',
    ])
    const integer = (format: string): Json => ({ type: 'integer', format })
    t.strictSame(judge(sent, { type: 'integer' }, integer('int32')), ['breaking', 'breaking'])
    t.strictSame(
      judge(sent, { type: 'integer' }, integer('int64')),
      ['risky', 'breaking'],
      'as wide as JSON is read',
    )
    t.strictSame(judge(sent, integer('int32'), integer('int64')), ['safe', 'safe'])
    t.strictSame(judge(got, integer('int32'), integer('int64')), ['breaking', 'breaking'])
    const [change] = diffDocuments(got(integer('int32')), got(integer('int64'))).changes
    t.equal(change?.proof, 'witness')
    t.ok(Math.abs(Number(change?.witness?.value)) > 2 ** 31 - 1, 'a number that 32 bits do not hold')
  },
)

t.test('a pattern that clients get may grow by a tolerance, and may not become another', async (t) => {
  const got = (pattern?: string): Json => answer({ 200: json({ type: 'string', pattern }) })
  const sent = (pattern?: string): Json => operation({ requestBody: json({ type: 'string', pattern }) })
  const judge = (base: Json, revision: Json): string[] =>
    [{}, { strict: true }, { tolerances: { 'pattern-growth': false } }].map(
      (options) => find(base, revision, options)[0]?.split(' ')[0] ?? 'identical',
    )
  t.strictSame(judge(got('^[a-z]+$'), got('^[a-z0-9]+$')), ['risky', 'breaking', 'breaking'])
  t.strictSame(judge(got('^[a-z]+$'), got()), ['risky', 'breaking', 'breaking'])
  t.strictSame(
    judge(got('^ord_'), got('^po_')),
    ['breaking', 'breaking', 'breaking'],
    'another kind of value',
  )
  t.strictSame(judge(got('^[a-z0-9]+$'), got('^[a-z]+$')), ['safe', 'safe', 'safe'])
  t.strictSame(
    judge(sent('^[a-z0-9]+$'), sent('^[a-z]+$')),
    ['breaking', 'breaking', 'breaking'],
    'servers check',
  )
  t.strictSame(judge(sent(), sent('^[a-z]+$')), ['breaking', 'breaking', 'breaking'])
  const hook = (pattern?: string): Json =>
    api(
      {},
      { webhooks: { made: { post: { requestBody: json({ type: 'string', pattern }), responses: {} } } } },
    )
  t.strictSame(judge(hook('^[a-z]+$'), hook()), ['risky', 'breaking', 'breaking'], 'clients get it, too')
})

t.test('a property that a pattern takes over is not removed', async (t) => {
  const [text, number] = [{ type: 'string' }, { type: 'integer' }]
  const of = (properties: Json, ofPattern: Json | undefined, more: Json = {}): Json =>
    operation({
      requestBody: json({
        type: 'object',
        properties: { id: text, ...properties },
        patternProperties: { '^x_a|^y$': text, ...(ofPattern && { '^x_': ofPattern }) },
        ...more,
      }),
    })
  const kinds = (base: Json, revision: Json): string[] =>
    find(base, revision).flatMap((one) =>
      one.includes('pattern-property') ? [] : [one.split(' ').slice(0, 2).join(' ')],
    )
  t.strictSame(kinds(of({ x_b: text }, undefined), of({}, text)), [])
  t.strictSame(kinds(of({}, text), of({ x_b: text }, undefined)), [])
  t.strictSame(kinds(of({ x_b: number }, undefined), of({}, text)), ['breaking request-type-changed'])
  t.strictSame(kinds(of({ x_b: text }, undefined, { required: ['x_b'] }), of({}, text)), [
    'safe request-property-became-optional',
  ])
  t.strictSame(kinds(of({ x_b: text }, undefined), of({}, undefined)), ['risky request-property-removed'])
})

t.test('what a side says of undeclared properties is taken at its word', async (t) => {
  const properties = { id: { type: 'string' } }
  const text = { type: 'string' }
  for (const [schema, kinds] of [
    [{ patternProperties: { '^x-': text } }, ['pattern-property-changed', 'pattern-property-changed']],
    [{ additionalProperties: text }, ['additional-properties-changed', 'additional-properties-changed']],
    [{ unevaluatedProperties: text }, ['additional-properties-changed', 'additional-properties-changed']],
    [{ additionalProperties: false }, ['additional-properties-closed', 'additional-properties-opened']],
    [{ propertyNames: { enum: ['id'] } }, ['property-names-changed', 'property-names-changed']],
  ] as const) {
    for (const [to, name, place, severities] of [
      [
        (schema: Json) => operation({ requestBody: json(schema) }),
        'request',
        '/requestBody/application~1json',
        ['breaking', 'safe'],
      ],
      [
        (schema: Json) => answer({ 200: json(schema) }),
        'response',
        '/responses/200/application~1json',
        ['safe', 'breaking'],
      ],
    ] as const) {
      const without = to({ type: 'object', properties })
      const spoken = to({ type: 'object', properties, ...schema })
      for (const strict of [false, true]) {
        const judged = (base: Json, revision: Json): unknown =>
          diffDocuments(base, revision, { strict }).changes.map(({ id, severity, location, proof }) => [id, severity, location, proof]) // prettier-ignore
        const expected = (at: 0 | 1): unknown => [
          [
            `${name}-${kinds[at]}`,
            severities[at],
            place,
            severities[at] === 'breaking' ? 'witness' : 'derived',
          ],
        ]
        t.strictSame(judged(without, spoken), expected(0))
        t.strictSame(judged(spoken, without), expected(1))
      }
    }
  }
})

t.test('a property may be added where the names of properties are restricted on both sides alike', (t) => {
  const propertyNames = { pattern: '^[a-z]+$' }
  const body = (properties: Json): Json =>
    operation({ requestBody: json({ type: 'object', properties, propertyNames }) })
  t.strictSame(
    find(body({ id: { type: 'string' } }), body({ id: { type: 'string' }, name: { type: 'string' } })),
    ['safe request-property-added (post /a) /requestBody/application~1json/name'],
  )
  t.end()
})

t.test('an optional header that goes away is missed, unless it told of the deprecation', async (t) => {
  const header = { schema: { type: 'string' } }
  const withHeaders = answer({
    200: { description: 'ok', headers: { Deprecation: header, SUNSET: header, 'X-Rate': header } },
  })
  t.strictSame(find(withHeaders, answer({ 200: { description: 'ok' } })).sort(), [
    'risky response-header-removed (post /a) /responses/200/headers/X-Rate',
    'safe response-header-removed (post /a) /responses/200/headers/Deprecation',
    'safe response-header-removed (post /a) /responses/200/headers/SUNSET',
  ])
})

t.test('a stability level that is none is a warning, and takes back what could be read', async (t) => {
  const leveled = (level: unknown): Json => operation({ 'x-stability-level': level })
  const lost = 'breaking operation-stability-unreadable (post /a) /x-stability-level'
  const extension = 'safe document-extension-changed ()'
  for (const [base, revision, sides, findings] of [
    [operation({}), leveled('solid'), ['revision'], [lost]],
    [leveled('draft'), leveled(1), ['revision'], [lost]],
    [leveled(1), operation({}), ['base'], [extension]],
    [leveled('solid'), leveled('stable'), ['base'], [extension]],
    [
      leveled('solid'),
      leveled('draft'),
      ['base'],
      ['breaking operation-stability-lowered (post /a) /x-stability-level'],
    ],
    [leveled('solid'), leveled('sound'), ['base', 'revision'], [extension]],
  ] as const) {
    const { warnings } = diffDocuments(base, revision)
    t.strictSame(find(base, revision), findings)
    t.strictSame(
      warnings.map(({ document, pointer, message }) => [document, pointer, message.slice(0, 21)]),
      sides.map((side) => [side, '#/paths/~1a/post', 'The x-stability-level']),
    )
  }
})

t.test('a stability or a sunset of what no rule tells of is an extension like others', async (t) => {
  const of = ({ response = {}, ...own }: Json, query: Json = {}, key: Json = {}): Json =>
    operation(
      {
        ...own,
        parameters: [{ name: 'q', in: 'query', schema: {}, ...query }],
        responses: { 200: { description: 'ok', ...(response as Json) } },
      },
      { components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key', ...key } } } },
    )
  const [before, after] = [
    { deprecated: true, 'x-sunset': '2099-02-01' },
    { deprecated: true, 'x-sunset': '2099-01-01' },
  ]
  const draft = { 'x-stability-level': 'draft' }
  const extension = ['safe document-extension-changed ()']
  t.strictSame(find(of({}), of({ response: draft })), extension)
  t.strictSame(find(of({}), of({}, draft)), extension)
  t.strictSame(find(of({ response: before }), of({ response: after })), extension)
  t.strictSame(find(of({}, {}, before), of({}, {}, after)), extension)
  t.strictSame(find(of({}, before), of({}, after)), [
    'breaking parameter-sunset-moved-earlier (post /a) /parameters/query/q',
  ])
  t.strictSame(find(of(before), of(after)), ['breaking operation-sunset-moved-earlier (post /a)'])
})

t.test('a sunset that is no date promises as little as none', async (t) => {
  const until = (sunset?: unknown): Json =>
    operation({
      deprecated: true,
      'x-sunset': sunset,
      parameters: [{ name: 'q', in: 'query', deprecated: true, 'x-sunset': sunset, schema: {} }],
    })
  const { changes } = diffDocuments(until('2099-01-01'), until('soon'))
  t.strictSame(
    changes.map(({ severity, message }) => [severity, message]),
    [
      ['breaking', 'The sunset `2099-01-01` of the deprecated operation became `soon`, which is no date.'],
      [
        'breaking',
        'The sunset `2099-01-01` of the query parameter `q`, which is deprecated, became `soon`, which is no date.',
      ],
    ],
  )
  t.strictSame(find(until('soon'), until('2099-01-01')), [
    'safe operation-sunset-added (post /a)',
    'safe parameter-sunset-added (post /a) /parameters/query/q',
  ])
  t.strictSame(find(until(), until('soon')), ['safe document-extension-changed ()'])
  t.strictSame(
    diffDocuments(until('2099-01-01'), until(20_990_101)).warnings.map(({ message }) => message),
    Array.from({ length: 2 }, () => 'The x-sunset 20990101 is no date; write YYYY-MM-DD.'),
    'a number, as YAML reads it, is told of',
  )
})

t.test('a date is a day of the calendar, or what the header has; a number in words is none', async (t) => {
  const removed = (sunset: string): string[] =>
    find(operation({ deprecated: true, 'x-sunset': sunset }), api({}), { today: new Date('2026-11-01') })
  const dates = ['2026-06-30', '2026-06-30T12:00:00+02:00', 'Tue, 30 Jun 2026 12:00:00 GMT']
  for (const date of dates) t.strictSame(removed(date), ['risky operation-removed (post /a)'], date)
  const words = ['after version 3', '5', 'end of 2026', 'until version 2000', '2026', '2026-02-30', '2026-13-01', '06/07/26'] // prettier-ignore
  for (const text of words) t.strictSame(removed(text), ['breaking operation-removed (post /a)'], text)
  const { warnings } = diffDocuments(operation({ 'x-sunset': 'after version 3' }), operation({}))
  t.strictSame(
    warnings.map(({ message }) => message),
    ['The x-sunset "after version 3" is no date; write YYYY-MM-DD.'],
  )
})

t.test('an unstable operation may change; a stable one may not become unstable', async (t) => {
  const level = (stability: string, parameters: unknown[]): Json =>
    operation({ 'x-stability-level': stability, parameters })
  const query = { name: 'q', in: 'query', schema: { type: 'string' } }
  t.strictSame(find(level('alpha', [query]), level('alpha', [])), [
    'risky request-parameter-removed (post /a) /parameters/query/q',
  ])
  t.strictSame(find(level('alpha', []), level('stable', [])), [
    'safe operation-stability-raised (post /a) /x-stability-level',
  ])
  t.strictSame(find(operation({}), level('stable', [])), [])
  t.strictSame(find(operation({}), level('beta', [])), [
    'breaking operation-stability-lowered (post /a) /x-stability-level',
  ])
})

t.test('a path that moves between the server and the paths stays the same', async (t) => {
  const get = { get: { responses: {} } }
  const server = (url: string): Json => ({ servers: [{ url }] })
  const inServer = api({ '/users/{id}': get }, server('https://api.example.com/v2/'))
  const inPath = api({ '/v2/users/{key}': get }, server('https://api.example.com'))
  t.strictSame(find(inServer, inPath), [])
  t.strictSame(find(inPath, inServer), [])
  t.strictSame(find(inServer, api({ '/users/{id}': get }, server('https://api.example.com/v3'))), [
    'risky request-server-removed (get /users/{id}) /servers',
    'safe request-server-added (get /users/{id}) /servers',
  ])
})

t.test('the values that an enum gains or loses are one finding', async (t) => {
  const body = (...values: string[]): Json => operation({ requestBody: json({ enum: values }) })
  const report = diffDocuments(body('a', 'b', 'c'), body('c', 'd', 'e'))
  t.strictSame(
    report.changes.map(({ severity, message }) => [severity, message]),
    [
      ['breaking', 'The request body may no longer be `a`, `b`.'],
      ['safe', 'The request body may now also be `d`, `e`.'],
    ],
  )
})

t.test('the fields of a form are a closed list, as parameters are; those of JSON are not', async (t) => {
  const schema = (...names: string[]): Json => ({
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
  })
  const form = (...names: string[]): Json =>
    operation({
      requestBody: { content: { 'application/x-www-form-urlencoded': { schema: schema(...names) } } },
    })
  t.strictSame(find(form('a', 'b'), form('a')), [
    'breaking request-property-removed (post /a) /requestBody/application~1x-www-form-urlencoded/b',
  ])
  t.strictSame(
    find(operation({ requestBody: json(schema('a', 'b')) }), operation({ requestBody: json(schema('a')) })),
    ['risky request-property-removed (post /a) /requestBody/application~1json/b'],
  )
})

t.test('documents that share objects are told apart', async (t) => {
  const user = { $ref: '#/components/schemas/User' }
  const properties = { name: { type: 'string' }, boss: user }
  const shared = (required: string[]): Json =>
    operation(
      { requestBody: json(user) },
      { components: { schemas: { User: { type: 'object', required, properties } } } },
    )
  t.strictSame(find(shared([]), shared(['name'])), [
    'breaking request-property-became-required (post /a) /requestBody/application~1json/name',
  ])
  const odd = { ...shared([]), 'x-build': () => undefined }
  t.strictSame(find(odd, odd), [], 'what is no data does no harm')
})

t.test('inputs are not changed, and a report is the same every time', async (t) => {
  const base = answer({
    200: json({ type: 'object', properties: { a: { type: 'string' }, b: { $ref: '#/x' } } }),
  })
  const revision = answer({ 200: json({ type: 'object', properties: { b: { type: 'string' } } }), 400: {} })
  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze)
    return value
  }
  const texts = [0, 1].map(() => JSON.stringify(diffDocuments(freeze(base), freeze(revision))))
  t.equal(texts[0], texts[1])
})

t.test('a finding stands where no validator ends', async (t) => {
  const body = (schema: unknown, schemas: Json): Json =>
    operation({ requestBody: json(schema) }, { components: { schemas } })
  const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
  const proofs = (base: unknown, revision: unknown): string[] =>
    diffDocuments(base, revision).changes.map(({ severity, id, location, proof }) =>
      [severity, id, location, proof].join(' '),
    )
  const pets = (type: string): Json => ({
    Pet: { type: 'object', properties: { m: { type } }, oneOf: [ref('Cat'), ref('Dog')] },
    Cat: { allOf: [ref('Pet'), { type: 'object', properties: { purrs: { type: 'boolean' } } }] },
    Dog: { allOf: [ref('Pet'), { type: 'object', properties: { barks: { type: 'boolean' } } }] },
  })
  t.strictSame(proofs(body(ref('Pet'), pets('string')), body(ref('Pet'), pets('integer'))), [
    'breaking request-type-changed /requestBody/application~1json/m derived',
  ])
  const wide = (type: string): Json => ({
    Wide: {
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`p${index}`, { type }])),
    },
  })
  t.equal(
    diffDocuments(body(ref('Wide'), wide('string')), body(ref('Wide'), wide('integer'))).verdict,
    'breaking',
  )
  for (const A of [{ allOf: [ref('B')] }, { oneOf: [ref('A'), { type: 'string' }] }, { not: ref('A') }]) {
    const looped = body(ref('A'), { A, B: { allOf: [ref('A')] } })
    t.strictSame(proofs(looped, looped), [])
    t.doesNotThrow(() => diffDocuments(body({ type: 'string' }, {}), looped))
    t.doesNotThrow(() => diffDocuments(looped, body({ type: 'integer' }, {})))
  }
})

t.test('what one side requires and the other declares is the same property', async (t) => {
  const required = { type: 'object', required: ['b'] }
  const declared = { type: 'object', properties: { b: { type: 'integer' } } }
  const request = (schema: unknown): Json => operation({ requestBody: { required: true, ...json(schema) } })
  const response = (schema: unknown): Json => answer({ 200: json(schema) })
  for (const strict of [false, true]) {
    t.strictSame(find(request(declared), request(required), { strict }), [
      'breaking request-property-became-required (post /a) /requestBody/application~1json/b',
      'safe request-type-changed (post /a) /requestBody/application~1json/b',
    ])
    t.strictSame(find(response(required), response(declared), { strict }), [
      'breaking response-property-became-optional (post /a) /responses/200/application~1json/b',
      'safe response-type-changed (post /a) /responses/200/application~1json/b',
    ])
    const among = (properties: Json): Json => ({ ...required, properties: { a: {}, ...properties } })
    const [any, integer] = [among({}), among({ b: { type: 'integer' } })]
    const place = '/requestBody/application~1json/b'
    t.strictSame(find(request(any), request(integer), { strict }), [
      `breaking request-type-changed (post /a) ${place}`,
    ])
    t.strictSame(find(request(integer), request(any), { strict }), [
      `safe request-type-changed (post /a) ${place}`,
    ])
    const closed = { type: 'object', properties: { a: {} }, additionalProperties: false }
    t.strictSame(find(request(any), request(closed), { strict }).slice(0, 1), [
      `breaking request-required-property-removed (post /a) ${place}`,
    ])
  }
})

t.test('header names and media types have no extensions among them', async (t) => {
  const header = (name: string, schema: Json): Json =>
    answer({ 200: { headers: { [name]: { required: true, schema } } } })
  t.strictSame(find(header('X-Total', { type: 'integer' }), header('x-total', { type: 'integer' })), [])
  t.strictSame(find(header('x-rate', { type: 'integer' }), header('X-Rate', { type: 'string' })), [
    'breaking response-type-changed (post /a) /responses/200/headers/x-rate',
  ])
  const body = (type: string): Json =>
    answer({ 200: { content: { 'x-world/x-vrml': { schema: { type } } } } })
  t.strictSame(find(body('integer'), body('string')), [
    'breaking response-type-changed (post /a) /responses/200/x-world~1x-vrml',
  ])
  const server = (value: string): Json =>
    operation({}, { servers: [{ url: 'https://a.test/{x-v}', variables: { 'x-v': { default: value } } }] })
  t.strictSame(find(server('1'), operation({}, { servers: [{ url: 'https://a.test/1' }] })), [])
})

t.test('a sequence is a list of its items, however that is written', async (t) => {
  const stream = (media: Json, type = 'application/jsonl'): Json =>
    operation({ requestBody: { content: { [type]: media } } }, { openapi: '3.2.0' })
  const [text, number] = [{ type: 'string' }, { type: 'integer' }]
  const list = (items: Json, more: Json = {}): Json => ({ schema: { type: 'array', items, ...more } })
  t.strictSame(find(stream(list(text)), stream({ itemSchema: text })), [])
  t.strictSame(find(stream({ itemSchema: text }), stream(list(text))), [])
  const changed = (type: string): string => `breaking request-type-changed (post /a) /requestBody/${type}/*`
  t.strictSame(find(stream(list(text)), stream({ itemSchema: number })), [changed('application~1jsonl')])
  t.strictSame(find(stream({ itemSchema: text }), stream(list(number))), [changed('application~1jsonl')])
  t.not(find(stream({ itemSchema: text }), stream(list(text, { maxItems: 3 }))).length, 0, 'more is said')
  const inJson = 'application/json'
  t.not(find(stream(list(text), inJson), stream({ itemSchema: text }, inJson)).length, 0, 'no sequence')
})

t.test('a generic type of JSON Schema is compared as what it is made into', async (t) => {
  const generic = (type: string, id: string | undefined): Json => {
    const named = (name: string): Json => (id === undefined ? {} : { $id: `${id}/${name}` })
    const $ref = id === undefined ? '#/components/schemas/List' : `${id}/list`
    const listOf = (name: string, item: string): Json => ({
      ...named(name),
      $defs: { item: { $dynamicAnchor: 'T', type: item } },
      $ref,
    })
    return operation(
      { requestBody: json({ $ref: '#/components/schemas/Ids' }) },
      {
        components: {
          schemas: {
            List: { ...named('list'), type: 'array', items: { $dynamicRef: '#T' } },
            Ids: listOf('ids', type),
            Names: listOf('names', 'string'),
          },
        },
      },
    )
  }
  for (const id of [undefined, 'https://schemas.test']) {
    t.strictSame(find(generic('integer', id), generic('integer', id)), [])
    t.strictSame(find(generic('integer', id), generic('string', id)), [
      'breaking request-type-changed (post /a) /requestBody/application~1json/*',
    ])
    t.strictSame(diffDocuments(generic('integer', id), generic('string', id)).warnings, [])
  }
})

t.test('what a callback is called is on no wire: those that go to one address are one', async (t) => {
  const to = (address: string, type = 'string'): Json => ({
    [`{$request.query.${address}}`]: {
      post: { requestBody: json({ type }), responses: { 200: { description: '' } } },
    },
  })
  const called = (callbacks: Json): Json => operation({ callbacks })
  t.strictSame(find(called({ old: to('u') }), called({ new: to('u') })), [])
  t.strictSame(find(called({ a: to('u'), b: to('v') }), called({ b: to('u'), a: to('v') })), [], 'exchanged')
  t.strictSame(find(called({ old: to('u') }), called({ new: to('u', 'integer') })), [
    'breaking request-type-changed (post /a) /callbacks/old/{$request.query.u}/post/requestBody/application~1json',
  ])
  t.strictSame(
    find(called({ a: to('u'), b: to('u') }), called({ c: to('u') })),
    ['breaking callback-removed (post /a) /callbacks/b/{$request.query.u}/post'],
    'two are not one',
  )
  t.strictSame(find(called({ a: to('u') }), called({ a: to('u'), b: to('u') })), [
    'safe callback-added (post /a) /callbacks/b/{$request.query.u}/post',
  ])
})

t.test('a callback may refer to the path that it belongs to', async (t) => {
  const own = (type: string): Json =>
    operation({
      requestBody: { required: true, ...json({ type }) },
      callbacks: { c: { '{$request.query.u}': { $ref: '#/paths/~1a' } } },
    })
  t.strictSame(find(own('string'), own('string')), [])
  t.strictSame(find(own('string'), own('integer')), [
    'breaking request-type-changed (post /a) /requestBody/application~1json',
    'breaking request-type-changed (post /a) /callbacks/c/{$request.query.u}/post/requestBody/application~1json',
  ])
})

t.test('what the server sends has neither the servers nor the security of the document', async (t) => {
  const schemes = {
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'header', name: 'X-Key' },
        basic: { type: 'http', scheme: 'basic' },
      },
    },
  }
  const outgoing = (rest: Json, own: Json = {}): Json => ({
    ...operation({
      security: [],
      servers: [{ url: 'https://own.test' }],
      callbacks: { c: { '{$request.query.u}': { post: { responses: {}, ...own } } } },
    }),
    ...schemes,
    ...rest,
    webhooks: { w: { post: { responses: {}, ...own } } },
  })
  const root = (scheme: string, url: string): Json => ({ security: [{ [scheme]: [] }], servers: [{ url }] })
  t.strictSame(find(outgoing(root('key', 'https://a.test')), outgoing(root('basic', 'https://b.test'))), [])
  t.strictSame(
    find(
      outgoing({}, { servers: [{ url: 'https://a.test' }, { url: 'https://b.test' }] }),
      outgoing({}, { servers: [{ url: 'https://b.test' }] }),
    ),
    [
      'risky request-server-removed (post /a) /callbacks/c/{$request.query.u}/post/servers',
      'risky request-server-removed (post w) /servers',
    ],
    'their own count',
  )
})

t.test(
  'security that a document asks for anew, or no longer, is one edit for all that inherit it',
  async (t) => {
    const get = (own: Json = {}): Json => ({ get: { responses: {}, ...own } })
    const of = (root: Json, own: Json = {}): Json => ({
      openapi: '3.1.0',
      info: { title: 'x', version: '1' },
      paths: { '/a': get(), '/b': get(), '/free': get({ security: [] }), '/own': get(own) },
      components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
      ...root,
    })
    const key = { security: [{ key: [] }] }
    const tell = (base: Json, revision: Json): unknown =>
      diffDocuments(base, revision).changes.map(({ severity, operations, pointer }) => [
        severity,
        operations.map(({ path }) => path).join(' '),
        pointer,
      ])
    t.strictSame(tell(of({}), of(key)), [['breaking', '/a /b /own', { base: '#', revision: '#/security' }]])
    t.strictSame(tell(of(key), of({})), [['safe', '/a /b /own', { base: '#/security', revision: '#' }]])
    const own = '#/paths/~1own/get'
    t.strictSame(tell(of({}), of({}, key)), [
      ['breaking', '/own', { base: own, revision: `${own}/security` }],
    ])
  },
)

t.test('an option that is misspelt or of another type is refused by its name', async (t) => {
  const document = operation({})
  const message = (options: unknown): string => {
    try {
      diffDocuments(document, document, options as DiffOptions)
      return ''
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
  }
  const names = 'strict, tolerances, severities, approvals, filter, deprecationWindow, witnesses, today'
  t.strictSame(
    [
      { stric: true },
      null,
      { strict: 'yes' },
      { witnesses: 'no' },
      { tolerances: { 'enum-growth': 'off' } },
    ].map(message),
    [
      `The diff option list has no value stric (did you mean strict?). Use one of: ${names}.`,
      `The diff option list has no value null. Use one of: an object of ${names}.`,
      'The diff option strict has no value "yes". Use one of: true, false.',
      'The diff option witnesses has no value "no". Use one of: true, false.',
      'The diff option tolerances.enum-growth has no value "off". Use one of: true, false.',
    ],
  )
  t.strictSame(
    [{ today: '2026-01-01' }, { today: new Date('x') }, { today: null }].map(message),
    ['"2026-01-01"', 'Invalid Date', 'null'].map(
      (shown) => `The diff option today has no value ${shown}. Use one of: a valid Date.`,
    ),
  )
  t.equal(message({ strict: undefined, today: undefined }), '')
})

t.test('objects that stand in many places at once are not written out for an example', async (t) => {
  let shared: Json = { type: 'string' }
  for (let level = 0; level < 20; level += 1) {
    const properties = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`p${index}`, shared]))
    shared = { type: 'object', properties }
  }
  const body = (type: string): Json =>
    operation({
      requestBody: { required: true, ...json({ type: 'object', properties: { x: { type }, shared } }) },
    })
  t.strictSame(
    diffDocuments(body('string'), body('integer')).changes.map(({ id, location, proof }) => [
      id,
      location,
      proof,
    ]),
    [['request-type-changed', '/requestBody/application~1json/x', 'derived']],
  )
})

t.test('references that lead to nothing but one another are unknown, with a warning', async (t) => {
  const body = (schema: Json): Json => ({
    ...operation({ requestBody: { required: true, ...json(schema) } }),
    components: {
      schemas: { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } },
    },
  })
  for (const openapi of ['3.0.3', '3.1.0']) {
    const loop = { ...body({ $ref: '#/components/schemas/A' }), openapi }
    const plain = { ...body({ type: 'string' }), openapi }
    t.strictSame(find(loop, loop), [])
    for (const [base, revision, side] of [
      [plain, loop, 'revision'],
      [loop, plain, 'base'],
    ] as const) {
      t.strictSame(find(base, revision), [
        'risky request-schema-undecided (post /a) /requestBody/application~1json',
      ])
      t.strictSame(
        diffDocuments(base, revision).warnings.map(({ document, pointer }) => [document, pointer]),
        [[side, '#/components/schemas/A']],
      )
    }
  }
})

t.test(
  'a definition of a schema is found by its short name, with a warning where the schema has no name',
  async (t) => {
    const of = (type: string, id: Json): Json =>
      operation(
        { requestBody: json({ $ref: '#/components/schemas/A' }) },
        {
          components: {
            schemas: {
              A: { ...id, type: 'array', items: { $ref: '#/$defs/item' }, $defs: { item: { type } } },
            },
          },
        },
      )
    const finding = ['breaking request-type-changed (post /a) /requestBody/application~1json/*']
    const warned = (id: Json): string[] =>
      diffDocuments(of('string', id), of('integer', id)).warnings.map(({ message }) => message)
    for (const id of [{}, { $id: 'https://example.com/a' }]) {
      t.strictSame(find(of('string', id), of('integer', id)), finding)
    }
    t.match(warned({}), [
      /^This reference leads nowhere; what the only schema/,
      /^This reference leads nowhere/,
    ])
    // References start from a schema that has an identifier (JSON Schema 2020-12, core §8.2.1).
    t.strictSame(warned({ $id: 'https://example.com/a' }), [])
  },
)

t.test('a schema, and a document, may be referred to by what they call themselves', async (t) => {
  const url = 'https://example.com/schemas/a'
  const of = (type: string, id: Json, $ref: string, more: Json = {}): Json =>
    operation(
      { requestBody: json({ $ref }) },
      {
        ...more,
        components: { schemas: { A: { ...id, properties: { a: { type } }, $defs: { B: { type } } } } },
      },
    )
  const finding = (place: string): string[] => [
    `breaking request-type-changed (post /a) /requestBody/application~1json${place}`,
  ]
  const whole = (type: string): Json => of(type, {}, '#/components/schemas/A')
  for (const [id, reference, place = '/a'] of [
    [{ $id: url }, url],
    [{ $id: url }, `${url}#/$defs/B`, ''],
    [{ $id: 'urn:a' }, 'urn:a'],
    [{ $id: 'A' }, 'A'],
  ] as const) {
    const named = (type: string): Json => of(type, id, reference)
    t.strictSame(find(named('string'), named('integer')), finding(place), reference)
    if (place === '/a') t.strictSame(find(whole('string'), named('string')), [], reference)
    t.strictSame(diffDocuments(named('string'), named('integer')).warnings, [], reference)
  }
  const self = (type: string, $self: string, $ref: string): Json =>
    of(type, {}, $ref, { openapi: '3.2.0', $self })
  for (const $ref of [`${url}#/components/schemas/A`, 'a#/components/schemas/A']) {
    t.strictSame(find(self('string', url, $ref), self('integer', url, $ref)), finding('/a'))
  }
  const old = (type: string): Json => of(type, { $id: url }, url, { openapi: '3.0.3' })
  t.match(diffDocuments(old('string'), old('integer')).warnings, [{}, {}], 'which 3.0 does not know')
})

t.test('a schema that calls itself by the name of no file is none that is missing', async (t) => {
  const of = (type: string, $id: string): LoadedDocument =>
    new LoadedDocument(
      'api.json',
      operation({ requestBody: json({ $ref: 'A' }) }, { components: { schemas: { B: { $id, type } } } }),
      new Map(),
      [{ pointer: 'A#', message: 'A was not read: no such file.' }],
    )
  t.strictSame(find(of('string', 'A'), of('integer', 'A')), [
    'breaking request-type-changed (post /a) /requestBody/application~1json',
  ])
  t.strictSame(diffDocuments(of('string', 'A'), of('integer', 'A')).warnings, [])
  t.match(diffDocuments(of('string', 'B'), of('string', 'B')).warnings, [
    { message: 'A was not read: no such file.' },
    { message: /leads nowhere/ },
    { message: 'A was not read: no such file.' },
    { message: /leads nowhere/ },
  ])
})

t.test('what a dynamic reference that leads nowhere stands for is unknown', async (t) => {
  const body = (schema: Json): Json => operation({ requestBody: json(schema) })
  const undecided = ['risky request-schema-undecided (post /a) /requestBody/application~1json']
  t.strictSame(find(body({ type: 'string' }), body({ $dynamicRef: '#gone' })), undecided)
  t.strictSame(find(body({ $dynamicRef: '#gone' }), body({ type: 'string' })), undecided)
})

t.test('a list has a style, wherever its type is written', async (t) => {
  const query = (schema: Json, explode: boolean): Json =>
    operation(
      { parameters: [{ name: 'q', in: 'query', explode, schema }] },
      {
        components: { schemas: { List: { type: 'array', items: { type: 'string' } } } },
      },
    )
  const list = { $ref: '#/components/schemas/List' }
  for (const schema of [list, { allOf: [list] }, { oneOf: [{ type: 'string' }, { anyOf: [list] }] }]) {
    t.strictSame(find(query(schema, true), query(schema, false)), [
      'breaking request-parameter-serialization-changed (post /a) /parameters/query/q',
    ])
  }
  const scalar = { oneOf: [{ type: 'string' }, { type: 'integer' }] }
  t.strictSame(find(query(scalar, true), query(scalar, false)), [])
})

t.test('a list of which no value is left has not grown', async (t) => {
  const body = (values: readonly string[], rest: Json = {}): Json =>
    answer({ 200: json({ type: 'string', enum: values, ...rest }) })
  const severities = (base: unknown, revision: unknown): string[] =>
    diffDocuments(base, revision).changes.map(({ severity, id }) => `${severity} ${id}`)
  t.strictSame(severities(body(['a']), body(['b'])), [
    'breaking response-enum-value-added',
    'safe response-enum-value-removed',
  ])
  t.strictSame(severities(body(['a']), body(['a', 'b'])), ['risky response-enum-value-added'])
  t.strictSame(severities(body(['a']), body(['b'], { 'x-extensible-enum': true })), [
    'safe response-enum-value-removed',
    'safe response-enum-value-added',
    'safe document-extension-changed',
  ])
})

t.test('an open list names the values that a server understands', async (t) => {
  const post = (kind: Json): Json => {
    const content = json({ type: 'object', properties: { kind } })
    return api({ '/a': { post: { requestBody: content, responses: { 200: { description: '', ...content } } } } }) // prettier-ignore
  }
  const open = (...values: readonly string[]): Json => ({ type: 'string', 'x-extensible-enum': values })
  const judge = (from: Json, to: Json, strict = false): unknown =>
    diffDocuments(post(from), post(to), { strict }).changes.map(
      ({ severity, message }) => `${severity}: ${message}`,
    )
  const sent = (what: string): string => `\`/kind\` in the request body may ${what}.`
  const got = (what: string): string => `\`/kind\` in the body of the response 200 may ${what}.`
  const lost = [`breaking: ${sent('no longer be `b`, `c`')}`, `safe: ${got('no longer be `b`, `c`')}`]
  t.strictSame(judge(open('a', 'b', 'c'), open('a')), lost)
  t.strictSame(judge(open('a', 'b', 'c'), open('c', 'b', 'a')), [])
  const printOf = (from: Json): unknown => diffDocuments(post(from), post(open('a'))).changes[0]?.fingerprint
  t.equal(printOf(open('c', 'b', 'a')), printOf(open('a', 'b', 'c')), 'in any order')
  t.strictSame(judge(open('a'), open('a', 'b'), true), [
    `safe: ${sent('now also be `b`')}`,
    `safe: ${got('now also be `b`')}`,
  ])
  const list = (values: readonly string[]): Json => ({ type: 'string', enum: values })
  t.strictSame(judge(list(['a', 'b', 'c']), open('a')), [
    `breaking: ${sent('no longer be `b`, `c`')}`,
    'breaking: `/kind` in the body of the response 200 is no longer restricted to `["a", "b", "c"]`.',
    'safe: `/kind` in the request body is no longer restricted to `["a", "b", "c"]`.',
    `safe: ${got('no longer be `b`, `c`')}`,
  ])
  // Wherever it stands.
  for (const wrap of [
    (kind: Json): Json => ({ anyOf: [kind, { type: 'integer' }] }),
    (kind: Json): Json => ({ oneOf: [kind, { type: 'string', maxLength: 3 }] }),
    (kind: Json): Json => ({ allOf: [kind, { description: 'A kind.' }] }),
    (kind: Json): Json => ({ ...kind, nullable: true }),
  ]) {
    t.strictSame(judge(wrap(open('a', 'b', 'c')), wrap(open('a'))), lost)
  }
  // An enum decides what is accepted, and the extension only that it may grow.
  const note = 'safe: The extension `x-extensible-enum` changed in `#/paths/~1a/post/requestBody/content/application~1json/schema/properties/kind/x-extensible-enum`.' // prettier-ignore
  t.strictSame(judge({ ...open('a', 'b'), enum: ['a'] }, { ...open('a'), enum: ['a'] }), [note])
  // Where nothing is told of the values, the extension is; in another order, it says the same.
  const not = (kind: Json): Json => ({ not: kind })
  t.strictSame(judge(not(open('a', 'b')), not(open('a'))), [note.replaceAll('kind/x', 'kind/not/x')])
  t.strictSame(judge(not(open('a', 'b')), not(open('b', 'a'))), [])
  t.strictSame(judge(open('a', 'b'), open('b', 'a')), [])
})

t.test('a media type that all operations of Swagger 2.0 inherit comes and goes once', async (t) => {
  const schema = { type: 'object' }
  const post = {
    parameters: [{ in: 'body', name: 'b', schema }],
    responses: { 200: { description: '', schema }, 201: { description: '', schema } },
  }
  const of = (lists: Json, own: Json = {}): Json => ({
    swagger: '2.0',
    info: { title: 'x', version: '1' },
    ...lists,
    paths: { '/a': { post }, '/b': { post }, '/own': { post: { ...post, ...own } } },
  })
  const tell = (base: Json, revision: Json): unknown =>
    diffDocuments(base, revision).changes.map(({ severity, message, operations, pointer }) => [
      `${severity}: ${message}`,
      operations.map(({ path }) => path).join(' '),
      pointer.base ?? '',
      pointer.revision ?? '',
    ])
  const [one, two] = [['application/json'], ['application/json', 'application/xml']]
  t.strictSame(tell(of({ consumes: two }, { consumes: two }), of({ consumes: one }, { consumes: one })), [
    ['breaking: The request body may no longer be `application/xml`.', '/a /b', '#/consumes/1', '#/consumes'],
    ['breaking: The request body may no longer be `application/xml`.', '/own', '#/paths/~1own/post/consumes/1', '#/paths/~1own/post/consumes'],
  ]) // prettier-ignore
  t.strictSame(tell(of({ consumes: one }), of({ consumes: two })), [
    ['safe: The request body may now also be `application/xml`.', '/a /b /own', '#/consumes', '#/consumes/1'],
  ])
  t.equal(diffDocuments(of({ produces: one }), of({ produces: two })).changes.length, 1)
  t.strictSame(tell(of({ produces: two }), of({ produces: one })), [
    ['breaking: The body of the response 200 is no longer available as `application/xml`. The same holds for other bodies that share the list of media types.', '/a /b /own', '#/produces/1', '#/produces'],
  ]) // prettier-ignore
  // Where nobody lists any, there is one all the same.
  const xml = ['application/xml']
  t.strictSame(tell(of({}), of({ consumes: xml })), [
    ['breaking: The request body may no longer be `application/json`.', '/a /b /own', '#', '#/consumes'],
    ['safe: The request body may now also be `application/xml`.', '/a /b /own', '#', '#/consumes/0'],
  ])
  t.strictSame(
    diffDocuments(of({ produces: xml }), of({})).changes.map(({ id }) => id),
    ['response-media-type-removed', 'response-media-type-added'],
  )
  t.strictSame(tell(of({}), of({ consumes: one, produces: one })), [])
})

t.test(
  'a schema that several media types share is compared for each way in which it is written',
  async (t) => {
    const text = { type: 'string' }
    const both = { type: 'object', properties: { a: text, b: text } }
    const one = { type: 'object', properties: { a: text } }
    const form = 'application/x-www-form-urlencoded'
    const shared = (names: readonly string[], part: 'request' | 'response', schema?: Json): Json => {
      const content = Object.fromEntries(names.map((name) => [name, { $ref: '#/components/mediaTypes/M' }]))
      return {
        openapi: '3.2.0',
        info: { title: 'x', version: '1' },
        paths: {
          '/a': {
            post: {
              ...(part === 'request' ? { requestBody: { content } } : {}),
              responses: { 200: { description: '', ...(part === 'response' ? { content } : {}) } },
            },
          },
        },
        components: { mediaTypes: { M: schema === undefined ? {} : { schema } } },
      }
    }
    const ofBody = (consumes: readonly string[], schema: Json): Json => ({
      swagger: '2.0',
      info: { title: 'x', version: '1' },
      consumes,
      paths: { '/a': { post: { parameters: [{ name: 'body', in: 'body', schema }], responses: {} } } },
    })
    for (const names of [
      ['application/json', form],
      [form, 'application/json'],
    ]) {
      t.strictSame(find(shared(names, 'request', both), shared(names, 'request', one)), [
        `breaking request-property-removed (post /a) /requestBody/${form.replace('/', '~1')}/b`,
        'risky request-property-removed (post /a) /requestBody/application~1json/b',
      ])
      const [first = ''] = names
      t.strictSame(
        find(ofBody(names, both), ofBody(names, one)),
        [`risky request-property-removed (post /a) /requestBody/${first.replace('/', '~1')}/b`],
        'a body is no form',
      )
    }
    const date = { type: 'string', format: 'date' }
    const raw = ['text/plain', 'application/json']
    t.strictSame(find(shared(raw, 'response', date), shared(raw, 'response')), [
      'breaking response-type-changed (post /a) /responses/200/application~1json',
      'risky response-format-changed (post /a) /responses/200/text~1plain',
    ])
  },
)

t.test('an open list of Swagger 2.0 stands beside the name of its parameter', async (t) => {
  const get = (values: readonly string[]): Json => ({
    swagger: '2.0',
    info: { title: 'x', version: '1' },
    paths: { '/a': { get: { parameters: [{ name: 'q', in: 'query', type: 'string', 'x-extensible-enum': values }], responses: {} } } }, // prettier-ignore
  })
  t.strictSame(find(get(['a', 'b']), get(['b'])), [
    'breaking request-enum-value-removed (get /a) /parameters/query/q',
  ])
})

t.test('what alternatives say beside the same values is told', async (t) => {
  const mode = (value: string): Json => ({ type: 'object', properties: { mode: { type: 'string', default: value } } }) // prettier-ignore
  const other = { type: 'object', properties: { size: { type: 'integer' } } }
  const body = (value: string): Json => answer({ 200: json({ anyOf: [mode(value), other] }) })
  t.strictSame(find(body('fast'), body('slow')), [
    'risky response-default-changed (post /a) /responses/200/application~1json/mode',
  ])
})

t.test('names with percent signs are taken as they are', async (t) => {
  // What a finding is judged by is looked up where it stands: `%20` in a name is no space there.
  const at = (path: string, type: string, values: readonly string[]): Json => {
    const kind = { 'x-extensible-enum': values, enum: values }
    const code = { name: 'code', in: 'query', schema: { type } }
    const sent = { name: 'range', in: 'query', ...json({ type: 'object', properties: { kind } }) }
    const responses = { 200: { description: '', ...json({ type: 'object', properties: { kind } }) } }
    return api({ [path]: { post: { parameters: [code, sent], responses } } })
  }
  const report = (path: string): unknown => {
    const { changes, warnings } = diffDocuments(at(path, 'integer', ['a']), at(path, 'string', ['a', 'b']))
    return [warnings, changes.map(({ severity, id, location }) => `${severity} ${id} ${location}`)]
  }
  const plain = report('/a b')
  t.strictSame(report('/a%20b'), plain)
  t.strictSame(report('/a%2Fb%'), plain)
  t.strictSame(plain, [
    [],
    [
      'safe request-type-changed /parameters/query/code',
      'safe request-enum-value-added /parameters/query/range/kind',
      'safe response-enum-value-added /responses/200/application~1json/kind',
      'safe document-extension-changed ',
    ],
  ])
})

t.test('schemas that stand in several places as one object are compared in each of them', async (t) => {
  const [text, number] = [{ type: 'string' }, { type: 'number' }]
  const list = (items: Json): Json =>
    answer({
      200: json({ type: 'object', properties: { a: text, b: number, list: { type: 'array', items } } }),
    })
  t.strictSame(find(list(text), list(number)), [
    'breaking response-type-changed (post /a) /responses/200/application~1json/list/*',
  ])
})

t.test('a oneOf whose branches overlap is the same where each branch is', async (t) => {
  const named = (names: readonly string[]): Json => ({
    openapi: '3.1.0',
    info: { title: 'x', version: '1' },
    paths: { '/a': { get: { responses: { 200: json({ oneOf: refer(names) }) } } } },
    components: {
      schemas: Object.fromEntries(
        names.map((name, index) => [
          name,
          { type: 'object', properties: { [['a', 'b'][index] ?? '']: { type: 'string', maxLength: 3 } } },
        ]),
      ),
    },
  })
  const refer = (names: readonly string[]): Json[] =>
    names.map((name) => ({ $ref: `#/components/schemas/${name}` }))
  t.strictSame(find(named(['One', 'Two']), named(['First', 'Second'])), [])
})

t.test('a keyword applies where a type of either side takes it', async (t) => {
  const at = (schema: object): object => ({
    openapi: '3.1.0',
    info: { title: 'Types', version: '1' },
    paths: {},
    components: { schemas: { A: schema } },
  })
  const ids = (base: object, revision: object): string[] =>
    diffDocuments(at(base), at(revision)).changes.map(({ id }) => id)
  const twice = { type: ['string', 'string'], minProperties: 1 }
  t.strictSame(ids(twice, { type: ['string', 'object'], minProperties: 2 }), [])
  t.strictSame(ids(twice, { ...twice, minProperties: 2 }), ['document-inapplicable-keywords-changed'])
})

t.test('a union that is no longer null and has one more alternative is told once each', async (t) => {
  const branch = (name: string): Json => ({
    type: 'object',
    required: [name],
    properties: { [name]: { type: 'string' } },
  })
  const body = (type: unknown[], ...names: string[]): Json =>
    operation({ requestBody: json({ anyOf: [{ oneOf: names.map(branch) }, ...type] }) })
  const orNull = [{ type: 'null' }]
  t.strictSame(find(body(orNull, 'a'), body([], 'a', 'b')), [
    'breaking request-value-became-not-nullable (post /a) /requestBody/application~1json',
    'safe request-union-branch-added (post /a) /requestBody/application~1json',
  ])
  t.strictSame(find(body([], 'a', 'b'), body(orNull, 'a')), [
    'breaking request-union-branch-removed (post /a) /requestBody/application~1json',
    'safe request-value-became-nullable (post /a) /requestBody/application~1json',
  ])
})

t.test('an alternative is called by its title, by what it alone says, or by its index', async (t) => {
  const kind = (name: string, rest: Json = {}): Json => ({
    type: 'object',
    required: ['shape', 'kind'],
    properties: { shape: { const: 'round' }, kind: { const: name } },
    ...rest,
  })
  const body = (oneOf: readonly Json[]): Json =>
    operation({ requestBody: { content: { 'application/json': { schema: { oneOf } } } } })
  const last = { type: 'object', required: ['cash'], properties: { cash: { type: 'boolean' } } }
  const all = [kind('a'), kind('b'), kind('c', { title: 'Sea' }), last]
  t.strictSame(
    diffDocuments(body(all), body(all.slice(0, 1))).changes.map(({ message }) => message),
    [
      'The alternative `kind: "b"` was removed from the request body.',
      'The alternative `Sea` was removed from the request body.',
      'The alternative number 4 was removed from the request body.',
    ],
  )
})

t.test('a name with backticks stands between more of them', async (t) => {
  const body = (properties: Json): Json =>
    operation({ requestBody: { content: { 'application/json': { schema: { type: 'object', properties } } } } }) // prettier-ignore
  t.strictSame(
    diffDocuments(body({ x: {} }), body({ x: {}, 'a`b': {}, '`c': {} })).changes.map(
      ({ message }) => message,
    ),
    [
      'The optional property ``a`b`` was added to the request body.',
      'The optional property `` `c `` was added to the request body.',
    ],
  )
})

t.test('of many ways in, those that stay are counted', async (t) => {
  const secured = (names: readonly string[]): Json => ({
    ...operation({ security: names.map((name) => ({ [name]: [] })) }),
    components: {
      securitySchemes: Object.fromEntries(
        names.map((name) => [name, { type: 'apiKey', in: 'header', name }]),
      ),
    },
  })
  const tell = (base: readonly string[], revision: readonly string[]): unknown =>
    diffDocuments(secured(base), secured(revision)).changes.map(({ message }) => message)
  const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  t.strictSame(tell([...many, 'old'], ['new', ...many]), [
    'The operation now requires API key in header new, or one of the same 8; before, it required API key in header old, or one of these 8.',
  ])
  t.strictSame(tell([...many, 'old'], many), [
    'The operation now requires one of the same 8; before, it required API key in header old, or one of these 8.',
  ])
  t.strictSame(tell(['a', 'b'], ['a']), [
    'The operation now requires API key in header a; before, it required API key in header a, or API key in header b.',
  ])
})

t.test('that most operations are called otherwise is one finding', async (t) => {
  const names = ['users', 'pets', 'shops', 'carts', 'orders', 'bills', 'notes', 'files']
  const called = (count: number, rest: readonly string[] = []): Json =>
    api(
      Object.fromEntries(
        [...names, ...rest].map((name, index) => [
          `/${name}`,
          { get: { operationId: `${index < count ? 'get_' : 'get-'}${name}`, responses: {} } },
        ]),
      ),
    )
  const changesOf = (revision: Json): DiffReport['changes'] => diffDocuments(called(0), revision).changes
  const [only, ...others] = changesOf(called(6))
  t.strictSame(others, [])
  t.match(only, {
    id: 'operation-id-changed',
    severity: 'safe',
    location: '/operationId',
    pointer: { base: '#/paths', revision: '#/paths' },
    message: 'The operationIds of 6 operations changed, that of the first from `get-users` to `get_users`.',
  })
  t.strictSame(only?.operations.map(({ path }) => path), names.slice(0, 6).map((name) => `/${name}`)) // prettier-ignore
  t.equal(changesOf(called(7))[0]?.fingerprint, only?.fingerprint)
  t.equal(changesOf(called(4)).length, 4, 'half of them are no most')
  t.strictSame(
    diffDocuments(called(0, ['a', 'b', 'c']), called(6, ['a', 'b', 'c'])).changes.map(
      ({ message }) => message,
    ),
    [only?.message],
  )
  const few = (mark: string): Json => api(Object.fromEntries(names.slice(0, 3).map((name) => [`/${name}`, { get: { operationId: mark + name, responses: {} } }]))) // prettier-ignore
  t.equal(diffDocuments(few('a'), few('b')).changes.length, 3)
})

t.test('paths of Azure that go on with a query are paths', async (t) => {
  const description = (text: string): Json => ({ responses: { 200: { description: text } } })
  const at = (paths: Json, rest: Json = {}): Json => ({ swagger: '2.0', info: { title: 'x', version: '1' }, paths, 'x-ms-paths': rest }) // prettier-ignore
  const size = (type: string): Json => ({ parameters: [{ name: 'size', in: 'query', type }], ...description('a') }) // prettier-ignore
  const base = at(
    { '/{box}': { put: description('a') } },
    { '/{box}?comp=acl': { put: size('string'), get: description('a') }, '/{box}?comp=lease': { put: description('a') } }, // prettier-ignore
  )
  const revision = at(
    { '/{box}': { put: description('a') }, '/{name}?comp=lease': { put: description('a') } },
    { '/{box}?comp=acl': { put: size('integer') } },
  )
  t.strictSame(find(base, revision), [
    'breaking request-type-changed (put /{box}?comp=acl) /parameters/query/size',
    'breaking operation-removed (get /{box}?comp=acl)',
  ])
  t.strictSame(
    find(
      at({}, { '/{box}?a=b': { get: description('a') } }),
      at({}, { '/{name}?a=b': { get: description('b') } }),
    ),
    ['safe document-texts-changed ()'],
  )
})

t.test('a message says where a shared schema stands at several places', async (t) => {
  const pet = { $ref: '#/components/schemas/Pet' }
  const get = (schema: unknown): Json => ({ get: { responses: { 200: { description: '', ...json(schema) } } } }) // prettier-ignore
  const at = (others: Json, rest: Json): Json =>
    api({ '/pet': get(pet), ...others }, { components: { schemas: { Pet: { type: 'object', properties: { name: { type: 'string', ...rest } } } } } }) // prettier-ignore
  const told = (others: Json): unknown =>
    diffDocuments(at(others, { maxLength: 3 }), at(others, {})).changes.map(({ message }) => message)
  const [alone] = told({}) as readonly string[]
  t.strictSame(told({ '/best': get(pet) }), [alone], 'the same place')
  t.strictSame(told({ '/pets': get({ type: 'array', items: pet }) }), [`${String(alone)} The same holds at other places that share the schema.`]) // prettier-ignore
})

t.test('of an operation that is gone, a new one with its operationId is named', async (t) => {
  const paths = (...names: readonly string[]): Json => ({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: Object.fromEntries(names.map((name) => [name, { get: { operationId: 'list', responses: {} } }])),
  })
  const tell = (base: Json, revision: Json): unknown =>
    diffDocuments(base, revision).changes.map(({ id, message }) => [id, message])
  const added = ['operation-added', 'The operation was added.']
  t.strictSame(tell(paths('/old'), paths('/new')), [
    ['operation-removed', 'The operation was removed; `GET /new` is new, and has its operationId.'],
    added,
  ])
  t.strictSame(
    tell(paths('/old'), paths('/a', '/b')),
    [['operation-removed', 'The operation was removed.'], added, added],
    'not where several have it',
  )
})

t.test(
  'what stands twice in one body is told at its first place, and that it stands elsewhere',
  async (t) => {
    const person = { $ref: '#/components/schemas/Person' }
    const order = (...names: readonly string[]): Json => ({
      type: 'object',
      properties: Object.fromEntries(names.map((name) => [name, person])),
    })
    const place = (type: string, ...bodies: readonly Json[]): Json => ({
      ...api(Object.fromEntries(bodies.map((schema, index) => [`/${String(index)}`, { post: { requestBody: json(schema), responses: {} } }]))), // prettier-ignore
      components: {
        schemas: {
          Person: { type: 'object', properties: { home: { $ref: '#/components/schemas/Home' } } },
          Home: { type: 'object', properties: { zip: { type } } },
        },
      },
    })
    const tell = (...bodies: readonly Json[]): readonly string[] =>
      diffDocuments(place('string', ...bodies), place('integer', ...bodies)).changes.map(
        ({ message }) => message,
      )
    const told = 'The type of `/buyer/home/zip` in the request body changed from `string` to `integer`.'
    const elsewhere = `${told} The same holds at other places that share the schema.`
    t.strictSame(tell(order('buyer')), [told])
    t.strictSame(tell(order('buyer', 'payer')), [elsewhere])
    t.strictSame(tell(order('buyer'), order('buyer')), [told])
    t.strictSame(tell(order('buyer'), order('buyer', 'payer')), [elsewhere])
  },
)
