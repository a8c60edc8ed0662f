import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { z } from 'zod'
import { defineChange, defineTimeline, renameField, type Timeline } from '../../lib/index.ts'
import { openapi, versioning } from '../../plugins/index.ts'

const User = {
  type: 'object',
  required: ['id', 'fullName'],
  properties: { id: { type: 'integer' }, fullName: { type: 'string', maxLength: 10 } },
}
const current = { id: 1, fullName: 'Ada' }
const old = { id: 1, name: 'Ada' }

function renamed(target: string | z.ZodType): Timeline {
  const operations = [renameField(target, 'name', 'fullName')]
  return defineTimeline({
    scheme: 'integer',
    versions: [
      {
        name: '2',
        aliases: ['v2'],
        changes: [defineChange({ summary: 'Users have a full name.', operations })],
      },
      { name: '1', aliases: ['v1'] },
    ],
  })
}

async function serve(t: Test, timeline: Timeline): Promise<FastifyInstance> {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(swagger, { openapi: { openapi: '3.1.0' } })
  await app.register(versioning, { timeline, verify: 'boot' })
  await app.register(openapi)
  return app
}

/** What a client of version 1 gets for a body of its own, of a route that echoes it. */
async function echo(app: FastifyInstance, body: unknown): Promise<unknown> {
  const answer = await app.inject({ method: 'POST', url: '/v1/echo', body: body as object })
  return [answer.statusCode, answer.json()]
}

for (const id of ['https://acme.example/schemas/user.json', 'urn:acme:user', 'acme/User.v1', 'User']) {
  t.test(`a shared schema is found by its $id: ${id}`, async (t) => {
    for (const reference of [id, `${id}#`]) {
      const app = await serve(t, renamed(id))
      app.addSchema({ ...User, $id: id })
      const schema = { $ref: reference }
      app.post('/echo', { schema: { body: schema, response: { 200: schema } } }, ({ body }) => {
        t.strictSame(body, current)
        return body
      })
      t.strictSame(await echo(app, old), [200, old])
      t.equal((await app.inject({ method: 'POST', url: '/v1/echo', body: current })).statusCode, 400)
    }
  })

  t.test(`a schema that a route names itself is found by its $id: ${id}`, async (t) => {
    const app = await serve(t, renamed(id))
    const schema = { type: 'array', items: { ...User, $id: id } }
    app.post('/echo', { schema: { body: schema, response: { 200: schema } } }, ({ body }) => body)
    t.strictSame(await echo(app, [old]), [200, [old]])
  })
}

t.test('a pointer, an anchor and a relative URI lead into shared schemas', async (t) => {
  const app = await serve(t, renamed('https://acme.example/schemas/user.json'))
  app.addSchema({ ...User, $id: 'https://acme.example/schemas/user.json' })
  app.addSchema({
    $id: 'https://acme.example/schemas/page.json',
    type: 'object',
    properties: {
      first: { $ref: 'user.json' },
      others: { type: 'array', items: { $ref: '#/properties/first' } },
      tagged: { $ref: '#tag' },
    },
    definitions: {
      Found: { type: 'object', properties: { user: { $ref: 'user.json#' } } },
      tagged: { $id: '#tag', type: 'object', properties: { user: { $ref: 'user.json#' } } },
    },
  })
  const page = 'https://acme.example/schemas/page.json#'
  const body = {
    type: 'object',
    properties: {
      whole: { $ref: page },
      found: { $ref: `${page}/definitions/Found` },
      first: { $ref: `${page}/properties/first`, description: 'The first one.' },
      others: { $ref: `${page}/properties/others` },
    },
  }
  app.post('/echo', { schema: { body } }, (request) => {
    t.strictSame(request.body, {
      whole: { first: current, others: [current], tagged: { user: current } },
      found: { user: current },
      first: current,
      others: [current],
    })
    return null
  })
  const sent = {
    whole: { first: old, others: [old], tagged: { user: old } },
    found: { user: old },
    first: old,
    others: [old],
  }
  t.strictSame(await echo(app, sent), [200, null])
})

t.test('pointers within one schema are followed, also where it refers to itself by them', async (t) => {
  const app = await serve(t, renamed('User'))
  app.addSchema({ ...User, $id: 'User' })
  const tree = {
    type: 'object',
    properties: {
      node: {
        type: 'object',
        properties: {
          user: { $ref: 'User#' },
          children: { type: 'array', items: { $ref: '#/properties/node' } },
        },
      },
      last: { $ref: '#/properties/node/properties/user' },
    },
  }
  app.post('/echo', { schema: { body: tree, response: { 200: tree } } }, ({ body }) => body)
  const sent = { node: { user: old, children: [{ user: old, children: [{ user: old }] }] }, last: old }
  t.strictSame(await echo(app, sent), [200, sent])
  const wrong = { node: { children: [{ children: [{ user: current }] }] } }
  t.equal((await app.inject({ method: 'POST', url: '/v1/echo', body: wrong })).statusCode, 400)
})

t.test('parameters refer to shared schemas in the same ways', async (t) => {
  const app = await serve(t, renamed('urn:acme:filter'))
  app.addSchema({ $id: 'urn:acme:filter', type: 'object', properties: { fullName: { type: 'string' } } })
  app.get('/users', { schema: { querystring: { $ref: 'urn:acme:filter#' } } }, ({ query }) => query)
  t.strictSame((await app.inject('/v1/users?name=Ada')).json(), { fullName: 'Ada' })
})

t.test('what cannot be followed stops the boot, with the route', async (t) => {
  const refused = async (add: (app: FastifyInstance) => void, reference: string): Promise<void> => {
    const app = await serve(t, renamed('User'))
    app.addSchema({ ...User, $id: 'User' })
    app.setValidatorCompiler(() => () => true)
    app.post('/users', { schema: { body: { $ref: 'User#' } } }, () => null)
    add(app)
    await t.rejects(async () => app.ready(), {
      code: 'TDM_SCHEMA_REFERENCE',
      message: `A schema of the route POST /lists refers to "${reference}", which is neither in it nor among the shared schemas of its instance. Add it with addSchema.`,
    })
  }
  for (const reference of [
    'Elsewhere#',
    'User#/properties/none',
    '#/definitions/None',
    'User#nowhere',
    'urn:x',
  ]) {
    await refused((app) => {
      const body = { type: 'object', properties: { user: { $ref: reference } } }
      app.post('/lists', { schema: { body } }, () => null)
    }, reference)
  }
  await refused((app) => {
    app.addSchema({ $id: 'List', type: 'array', items: { $ref: 'urn:missing#' } })
    app.post('/lists', { schema: { body: { $ref: 'List#' } } }, () => null)
  }, 'urn:missing#')
})

t.test(
  'a shared schema that no route reaches may refer to nothing; validators know the schema of schemas',
  async (t) => {
    const app = await serve(t, renamed('User'))
    app.addSchema({ ...User, $id: 'User' })
    app.addSchema({ $id: 'Unused', type: 'array', items: { $ref: 'Missing#' } })
    const body = {
      type: 'object',
      properties: { user: { $ref: 'User#' }, schema: { $ref: 'http://json-schema.org/draft-07/schema#' } },
    }
    app.post('/echo', { schema: { body } }, (request) => request.body)
    t.strictSame(await echo(app, { user: old, schema: { type: 'string' } }), [
      200,
      { user: current, schema: { type: 'string' } },
    ])
    t.equal(((await echo(app, { user: old, schema: { type: 7 } })) as unknown[])[0], 400)
  },
)

const ids = [
  ...[
    'User.Dto',
    'User Dto',
    'Page<User>',
    'Müller',
    'acme/User',
    'acme:User',
    '#User',
    'A%20B',
    'a~b',
    'a~1b',
  ],
  ...['toString', 'constructor', '__proto__', '0', '<>'],
]
for (const id of ids) {
  t.test(`a schema in zod may be called ${id}`, async (t) => {
    const Named = z.object({ id: z.int(), fullName: z.string() }).meta({ id })
    const app = await serve(t, renamed(Named))
    app.post('/echo', { schema: { body: Named, response: { 200: z.array(Named) } } }, ({ body }) => [body])
    t.strictSame(await echo(app, old), [200, [old]])
    const answer = await app.inject({ method: 'POST', url: '/v2/echo', body: current })
    t.strictSame(answer.json(), [current])
    for (const version of ['1', '2']) {
      const { components } = app.tidemark.document(version) as { components: { schemas: object } }
      for (const name of Object.keys(components.schemas)) t.match(name, /^[\w.-]+$/)
    }
    z.globalRegistry.remove(Named)
  })
}

t.test('old versions have fields that are called as members of every object are', async (t) => {
  const Odd = z
    .object({ constructor: z.string(), toString: z.string(), valueOf: z.string(), fullName: z.string() })
    .meta({ id: 'Odd' })
  const app = await serve(t, renamed(Odd))
  app.post('/echo', { schema: { body: Odd, response: { 200: Odd } } }, ({ body }) => body)
  app.post('/lists', { schema: { body: Odd, response: { 200: z.array(Odd) } } }, ({ body }) => [body])
  const odd = { constructor: 'c', toString: 't', valueOf: 'v' }
  t.strictSame(await echo(app, { ...odd, name: 'Ada' }), [200, { ...odd, name: 'Ada' }])
  const body = { ...odd, name: 'Ada' }
  t.strictSame((await app.inject({ method: 'POST', url: '/v1/lists', body })).json(), [body])
  z.globalRegistry.remove(Odd)
})

t.test('documents have names that can be read, and a name for each schema', async (t) => {
  const app = await serve(t, renamed('https://acme.example/schemas/user.json'))
  app.addSchema({ ...User, $id: 'https://acme.example/schemas/user.json' })
  app.addSchema({ $id: 'a/b', type: 'string' })
  app.addSchema({ $id: 'a:b', type: 'integer' })
  const body = {
    type: 'object',
    properties: {
      user: { $ref: 'https://acme.example/schemas/user.json#' },
      one: { $ref: 'a/b#' },
      two: { $ref: 'a:b#' },
    },
  }
  app.post('/echo', { schema: { body } }, (request) => request.body)
  app.post('/plain', { schema: { body }, config: { versioning: false } }, (request) => request.body)
  await app.ready()
  const { components } = app.tidemark.document('1') as { components: { schemas: Record<string, unknown> } }
  t.strictSame(Object.keys(components.schemas), [
    ...['a_b', 'a_bInput', 'def-2'],
    ...['https_acme.example_schemas_user.json', 'https_acme.example_schemas_user.jsonCurrent'],
  ])
})
