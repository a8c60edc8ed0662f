import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import {
  defineChange,
  defineTimeline,
  headersOf,
  mapEnum,
  moveEndpoint,
  pathOf,
  queryOf,
  renameField,
  retypeField,
  type Operation,
} from '../../lib/index.ts'
import { defineOperation } from '../../lib/operations/define-operation.ts'
import { deprecation, openapi, problems, versioning } from '../../plugins/index.ts'
import { validateDocument } from '../lib/openapi/validate-document.ts'

/** A server with two versions, closed when the test ends. */
async function start(
  test: { readonly teardown: (end: () => unknown) => void },
  operations: readonly Operation[],
  server: FastifyServerOptions = {},
): Promise<FastifyInstance> {
  const app = Fastify(server)
  test.teardown(() => app.close())
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes: [defineChange({ summary: 'A change.', operations })] },
      { name: '1', aliases: ['v1'], deprecated: '2026-01-01' },
    ],
  })
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '0' } } })
  await app.register(versioning, { timeline })
  await app.register(deprecation)
  await app.register(openapi)
  return app
}

const list = 'GET /users'
const renameLimit = renameField(queryOf(list), 'page_size', 'limit')

t.test(
  'an old client’s query parameters have their old names and types, and the handler’s are current',
  async (t) => {
    const ListQuery = z.object({
      limit: z.int().max(50).default(20),
      order: z.enum(['asc', 'desc']).optional(),
    })
    const order = mapEnum(queryOf(list, ListQuery), 'order', {
      pairs: [
        ['up', 'asc'],
        ['down', 'desc'],
      ],
    })
    const app = await start(t, [renameLimit, order])
    app.get('/users', { schema: { querystring: ListQuery } }, (request) => request.query)
    for (const [url, status, answer] of [
      ['/v1/users?page_size=5&order=down', 200, { limit: 5, order: 'desc' }],
      ['/v1/users?page_size=5&other=x', 200, { limit: 5, other: 'x' }],
      ['/v1/users', 200, { limit: 20 }],
      ['/v2/users?limit=5&order=desc', 200, { limit: 5, order: 'desc' }],
      ['/users?limit=5&api-version=2', 200, { limit: 5 }],
      ['/users?page_size=5&api-version=1', 200, { limit: 5 }],
      ['/v1/users?page_size=many', 400, 'querystring/page_size must be integer'],
      ['/v1/users?page_size=51', 400, 'querystring/page_size must be <= 50'],
      ['/v1/users?order=desc', 400, 'querystring/order must be equal to one of the allowed values'],
      ['/v2/users?limit=many', 400, 'querystring/limit must be integer'],
    ] as const) {
      const got = await app.inject(url)
      t.equal(got.statusCode, status, url)
      const body = got.json<{ readonly message?: string }>()
      t.strictSame(status === 200 ? body : body.message, answer, url)
    }
  },
)

t.test('parameters in JSON Schema, and under Fastify’s other name for the query', async (t) => {
  const app = await start(t, [renameLimit])
  const query = { type: 'object', properties: { limit: { type: 'integer' } }, required: ['limit'] }
  const schema: object = { query }
  app.get('/users', { schema }, (request) => request.query)
  t.strictSame((await app.inject('/v1/users?page_size=5')).json(), { limit: 5 })
  t.strictSame((await app.inject('/v2/users?limit=5')).json(), { limit: 5 })
  const refused = await app.inject('/v1/users')
  t.equal(refused.json<{ message: string }>().message, "querystring must have required property 'page_size'")
})

t.test('an old path may call its parameters otherwise', async (t) => {
  const moved = defineOperation({
    name: 'move-endpoint',
    loss: [],
    describe: () => [],
    address: {
      oldAddress: ({ method, path }) => ({ method, path: path === '/users/:id' ? '/people/:user_id' : path }),
    },
  })
  const rename = renameField(pathOf('GET /users/:id'), 'user_id', 'id')
  for (const schema of [{}, { params: z.strictObject({ id: z.int() }) }]) {
    const app = await start(t, [moved, rename])
    app.get('/users/:id', { schema }, (request) => request.params)
    const id = 'params' in schema ? 7 : '7'
    const old = await app.inject('/v1/people/7?a=b')
    t.strictSame(old.json(), { id })
    t.equal(
      old.headers.link,
      '</v2/users/7?a=b>; rel="successor-version", </v2/users/7?a=b>; rel="latest-version"',
    )
    t.strictSame((await app.inject('/v2/users/7')).json(), { id })
    if (!('params' in schema)) continue
    const refused = await app.inject('/v1/people/x')
    t.equal(refused.json<{ message: string }>().message, 'params/user_id must be integer')
    t.equal(refused.headers.link, undefined, 'where an id leads that is none is not known')
  }
})

t.test('links to a newer version have its own query parameters', async (t) => {
  const app = await start(t, [renameLimit])
  const querystring = z.object({ limit: z.int().optional(), tag: z.array(z.string()).optional() })
  app.get('/users', { schema: { querystring } }, () => [])
  const { link } = (await app.inject('/v1/users?page_size=5&tag=a&tag=b')).headers
  t.equal(
    link,
    '</v2/users?limit=5&tag=a&tag=b>; rel="successor-version", </v2/users?limit=5&tag=a&tag=b>; rel="latest-version"',
  )
})

t.test(
  'headers are upgraded whatever case their names are written in, and the old name is gone',
  async (t) => {
    const app = await start(t, [
      renameField(headersOf(list), 'x-count', 'x-limit'),
      retypeField(headersOf(list), 'x-since', {
        old: z.int(),
        upgrade: (seconds) => new Date(seconds * 1000).toISOString(),
        downgrade: (time) => Date.parse(String(time)) / 1000,
      }),
    ])
    const headers = {
      type: 'object',
      properties: { 'X-Limit': { type: 'integer' }, 'X-Since': { type: 'string', format: 'date-time' } },
      required: ['X-Limit'],
    }
    app.get('/users', { schema: { headers } }, ({ headers, raw }) => ({
      shown: { limit: headers['x-limit'], count: headers['x-count'], since: headers['x-since'] },
      names: Object.keys(raw.headers)
        .filter((name) => name.startsWith('x-'))
        .sort(),
      host: headers.host,
    }))
    const answer = { shown: { limit: 5, since: '1970-01-01T00:00:10.000Z' }, names: ['x-limit', 'x-since'] }
    const old = await app.inject({ url: '/v1/users', headers: { 'X-Count': '5', 'X-Since': '10' } })
    t.strictSame(old.json(), { ...answer, host: 'localhost:80' })
    const sent = { 'X-Limit': '5', 'X-Since': '1970-01-01T00:00:10.000Z' }
    t.strictSame((await app.inject({ url: '/v2/users', headers: sent })).json(), {
      ...answer,
      host: 'localhost:80',
    })
    const refused = await app.inject({ url: '/v1/users', headers: sent })
    t.equal(refused.json<{ message: string }>().message, "headers must have required property 'x-count'")
  },
)

t.test('headers that a hook has laid over those of the message are upgraded, too', async (t) => {
  const app = await start(t, [renameField(headersOf(list), 'x-count', 'x-limit')])
  app.addHook('onRequest', (request, _reply, done) => {
    Object.assign(request, { headers: { 'x-count': '7' } })
    done()
  })
  const headers = z.object({ 'x-limit': z.string() })
  app.get('/users', { schema: { headers } }, (request) => ({ limit: request.headers['x-limit'] }))
  t.strictSame((await app.inject('/v1/users')).json(), { limit: '7' })
})

t.test('all parts are validated, in the order of Fastify, before the first is converted', async (t) => {
  const seen: unknown[] = []
  const note = (name: string) =>
    ({
      old: z.int(),
      upgrade: (value: number) => {
        seen.push(name)
        return value
      },
      downgrade: (value: unknown) => value as number,
    }) as const
  const endpoint = 'POST /users/:id'
  const Body = z.object({ n: z.int() }).meta({ id: 'ParametersBody' })
  const app = await start(t, [
    retypeField(pathOf(endpoint), 'id', note('params')),
    retypeField(queryOf(endpoint), 'q', note('query')),
    retypeField(headersOf(endpoint), 'h', note('headers')),
    retypeField('ParametersBody', 'n', note('body')),
  ])
  const schema = {
    params: z.object({ id: z.int() }),
    querystring: z.object({ q: z.int() }),
    headers: z.object({ h: z.int() }),
    body: Body,
  }
  app.post('/users/:id', { schema }, ({ params, query, body, headers: { h } }) => ({
    params,
    query,
    body,
    h,
  }))
  const send = async (id: string, q: string, h: string, n: unknown): Promise<unknown> => {
    const url = `/v1/users/${id}?q=${q}`
    const answer = await app.inject({ method: 'POST', url, headers: { h }, body: { n } as object })
    return answer.statusCode === 200 ? answer.json() : answer.json<{ message: string }>().message
  }
  t.equal(await send('x', 'x', 'x', 'x'), 'params/id must be integer')
  t.equal(await send('1', 'x', 'x', 'x'), 'body/n must be integer')
  t.equal(await send('1', 'x', 'x', 4), 'querystring/q must be integer')
  t.equal(await send('1', '2', 'x', 4), 'headers/h must be integer')
  t.strictSame(seen, [])
  t.strictSame(await send('1', '2', '3', 4), { params: { id: 1 }, query: { q: 2 }, body: { n: 4 }, h: 3 })
  t.strictSame(seen, ['params', 'body', 'query', 'headers'])
})

t.test('the parameter that names the version does not disturb a closed query', async (t) => {
  const app = await start(t, [renameLimit], { ajv: { customOptions: { removeAdditional: false } } })
  const closed = { type: 'object', properties: { limit: { type: 'integer' } }, additionalProperties: false }
  app.get('/users', { schema: { querystring: closed } }, (request) => request.query)
  const own = { ...closed, properties: { 'api-version': { type: 'string' } }, required: ['api-version'] }
  app.get('/own', { schema: { querystring: own } }, (request) => request.query)
  app.get('/none', (request) => request.query)
  t.strictSame((await app.inject('/users?page_size=5&api-version=1')).json(), { limit: 5 })
  t.strictSame((await app.inject('/users?limit=5&api-version=2')).json(), { limit: 5 })
  t.equal((await app.inject('/users?limit=5&other=1')).statusCode, 400)
  t.strictSame((await app.inject('/own?api-version=1')).json(), { 'api-version': '1' })
  t.strictSame((await app.inject('/none?api-version=1')).json(), { 'api-version': '1' })
})

t.test('a problem points to the parameter that the old client has sent', async (t) => {
  const app = await start(t, [renameLimit])
  await app.register(problems)
  app.get('/users', { schema: { querystring: z.object({ limit: z.int() }) } }, () => [])
  const answer = (await app.inject('/v1/users?page_size=x')).json<{ errors: unknown; detail: unknown }>()
  t.equal(answer.detail, 'querystring/page_size must be integer')
  t.strictSame(answer.errors, [{ pointer: '#/page_size', detail: 'must be integer' }])
})

t.test('a conversion of a parameter that fails is an error of the server', async (t) => {
  const fail = (): never => {
    throw new Error('the inside of a transform')
  }
  const app = await start(t, [
    retypeField(queryOf(list), 'limit', { old: z.string(), upgrade: fail, downgrade: fail }),
  ])
  app.get('/users', { schema: { querystring: z.object({ limit: z.int() }) } }, () => [])
  t.equal((await app.inject('/v1/users?limit=1')).statusCode, 500)
  t.equal((await app.inject('/v2/users?limit=1')).statusCode, 200)
})

interface Document {
  readonly [member: string]: unknown
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly parameters?: unknown }>>>>
}

t.test('documents have the parameters of their version, and what is said about the others', async (t) => {
  const moved = defineOperation({
    name: 'move-endpoint',
    loss: [],
    describe: () => [],
    address: {
      oldAddress: ({ method, path }) => ({ method, path: path === '/users/:id' ? '/people/:user_id' : path }),
    },
  })
  const endpoint = 'GET /users/:id'
  const app = await start(
    t,
    [
      moved,
      renameField(pathOf(endpoint), 'user_id', 'id'),
      renameField(queryOf(endpoint), 'page_size', 'limit'),
      renameField(headersOf(endpoint), 'x-count', 'x-limit'),
      retypeField(queryOf(endpoint), 'since', {
        old: z.int(),
        upgrade: (seconds) => new Date(seconds * 1000).toISOString(),
        downgrade: (time) => Date.parse(String(time)) / 1000,
      }),
    ],
    { ajv: { customOptions: { keywords: ['style'] } } },
  )
  app.addSchema({ $id: 'ParameterOrder', type: 'string', enum: ['asc', 'desc'] })
  const schema: object = {
    params: z.object({ id: z.int().describe('The user.') }),
    querystring: {
      type: 'object',
      style: 'form',
      properties: {
        limit: { type: 'integer', description: 'How many.', examples: [20] },
        since: { type: 'string', format: 'date-time', description: 'From when on.', examples: ['a', 'b'] },
        order: { $ref: 'ParameterOrder#' },
      },
      required: ['limit'],
    },
    headers: {
      type: 'object',
      properties: { 'X-Limit': { type: 'integer' }, 'X-Other': { type: 'string' } },
    },
    cookies: { type: 'object', properties: { session: { type: 'string' } } },
  }
  app.get('/users/:id', { schema }, () => [])
  app.get('/files/:name/*', () => [])
  await app.ready()
  const read = async (version: string): Promise<Document> => {
    const document = app.tidemark.document(version) as object as Document
    const { valid, errors } = await validateDocument(document)
    t.equal(valid, true, JSON.stringify(errors))
    return document
  }
  const int = { type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 }
  const order = {
    schema: { $ref: '#/components/schemas/ParameterOrder' },
    in: 'query',
    name: 'order',
    required: false,
    style: 'form',
  }
  const others = [
    { schema: { type: 'string' }, in: 'header', name: 'X-Other', required: false },
    { schema: { type: 'string' }, in: 'cookie', name: 'session', required: false },
  ]
  const limit = {
    schema: { type: 'integer' },
    in: 'query',
    required: true,
    description: 'How many.',
    style: 'form',
    example: 20,
  }
  const since = { in: 'query', name: 'since', required: false, description: 'From when on.', style: 'form' }
  const current = await read('2')
  t.strictSame(current.paths['/users/{id}']?.get?.parameters, [
    { ...limit, name: 'limit' },
    {
      ...since,
      schema: { type: 'string', format: 'date-time' },
      examples: { a: { value: 'a' }, b: { value: 'b' } },
    },
    order,
    { schema: int, in: 'path', name: 'id', required: true, description: 'The user.' },
    { schema: { type: 'integer' }, in: 'header', name: 'X-Limit', required: false },
    ...others,
  ])
  const old = await read('1')
  t.strictSame(Object.keys(old.paths), ['/people/{user_id}', '/files/{name}/{*}'])
  t.strictSame(old.paths['/people/{user_id}']?.get?.parameters, [
    { ...limit, name: 'page_size' },
    { ...since, schema: int },
    order,
    { schema: int, in: 'path', name: 'user_id', required: true, description: 'The user.' },
    { schema: { type: 'integer' }, in: 'header', name: 'x-count', required: false },
    ...others,
  ])
  t.strictSame(
    old.paths['/files/{name}/{*}']?.get?.parameters,
    current.paths['/files/{name}/{*}']?.get?.parameters,
  )
})

t.test('a path parameter that is called otherwise is the same path', async (t) => {
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      {
        name: '3',
        aliases: ['v3'],
        changes: [
          defineChange({
            summary: 'Things have a home.',
            operations: [moveEndpoint('/a/:iid', '/things/a/:iid')],
          }),
        ],
      },
      {
        name: '2',
        aliases: ['v2'],
        changes: [
          defineChange({
            summary: 'An id is an internal id.',
            operations: [moveEndpoint('/a/:id', '/a/:iid'), renameField(pathOf('GET /a/:iid'), 'id', 'iid')],
          }),
        ],
      },
      { name: '1', aliases: ['v1'] },
    ],
  })
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(versioning, { timeline })
  const params = z.object({ iid: z.string().min(2) })
  app.get('/things/a/:iid', { schema: { params } }, (request) => request.params)
  await app.ready()
  for (const url of ['/v3/things/a/xx', '/v2/a/xx', '/v1/a/xx', '/things/a/xx']) {
    const answer = await app.inject(url)
    t.strictSame([answer.statusCode, answer.json()], [200, { iid: 'xx' }], url)
  }
  const header = await app.inject({ url: '/a/xx', headers: { 'api-version': '1' } })
  t.strictSame([header.statusCode, header.json()], [200, { iid: 'xx' }])
  for (const [version, name] of [
    ['v1', 'id'],
    ['v2', 'iid'],
  ] as const) {
    const refused = await app.inject(`/${version}/a/x`)
    t.equal(refused.statusCode, 400)
    t.match(refused.json<{ message: string }>().message, new RegExp(`^params/${name} `), 'in its own words')
  }
  t.equal((await app.inject('/v3/a/xx')).statusCode, 404)
  t.equal((await app.inject('/v1/things/a/xx')).statusCode, 404)
})
