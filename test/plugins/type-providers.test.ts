import swagger from '@fastify/swagger'
import { Type, TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance, type FastifySchema, type FastifyServerOptions } from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod'
import t from 'tap'
import { z } from 'zod'
import { changeErrorShape, defineChange, defineTimeline, renameField, type Change } from '../../lib/index.ts'
import { openapi, problems, versioning } from '../../plugins/index.ts'

const titles = defineChange({ summary: 'Titles.', operations: [renameField('Item', 'name', 'title')] })

interface Test {
  readonly teardown: (end: () => unknown) => void
}

const document = { openapi: { openapi: '3.1.0', info: { title: 'Items', version: '2' } } } as const

/** A server with two versions, closed when the test ends. */
async function start(
  test: Test,
  options: FastifyServerOptions,
  prepare: (app: FastifyInstance) => unknown,
  ...changes: readonly Change[]
): Promise<FastifyInstance> {
  const app = Fastify(options)
  test.teardown(() => app.close())
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes: [titles, ...changes] },
      { name: '1', aliases: ['v1'] },
    ],
  })
  await prepare(app)
  if (!app.hasDecorator('swagger')) await app.register(swagger, document)
  await app.register(versioning, { timeline })
  await app.register(openapi)
  return app
}

const setZod = (app: FastifyInstance): void => {
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
}

const item = { id: 1, title: 'One' }
const old = { id: 1, name: 'One' }
const stray = { secret: 'x' }

const ZodItem = z.object({ id: z.int(), title: z.string().min(2) }).meta({ id: 'Item' })
const toSchema = (maxLength: number) => ({
  type: 'object',
  required: ['id', 'title'],
  properties: { id: { type: 'integer' }, title: { type: 'string', minLength: 2, maxLength } },
})

/** The same route four times, in four ways to write its schemas. */
function addRoutes(app: FastifyInstance): void {
  const TypeBoxItem = Type.Object(
    { id: Type.Integer(), title: Type.String({ minLength: 2, maxLength: 7 }) },
    { $id: 'BoxItem' },
  )
  app.addSchema({ ...toSchema(9), $id: 'SharedItem' })
  const add = (url: string, schema: FastifySchema): void => {
    app.post(url, { schema }, ({ body }) => ({ ...(body as object), ...stray }))
  }
  const query = { type: 'object', properties: { limit: { type: 'integer' } } }
  add('/zod', {
    body: ZodItem,
    querystring: z.object({ limit: z.coerce.number() }),
    response: { 200: ZodItem },
  })
  add('/box', { body: TypeBoxItem, querystring: query, response: { 200: TypeBoxItem } })
  add('/json', {
    body: { $id: 'JsonItem', ...toSchema(8) },
    querystring: query,
    response: { 200: toSchema(8) },
  })
  add('/shared', {
    body: { $ref: 'SharedItem#' },
    querystring: query,
    headers: { type: 'object', required: ['X-Key'], properties: { 'X-Key': { type: 'string' } } },
    response: { 200: { $ref: 'SharedItem#' } },
  })
}

const everywhere = defineChange({
  summary: 'Titles of all of them.',
  operations: ['BoxItem', 'JsonItem', 'SharedItem'].map((name) => renameField(name, 'name', 'title')),
})

for (const [services, prepare] of [
  ['a plain service', () => undefined],
  ['a service with fastify-type-provider-zod', setZod],
] as const) {
  t.test(`zod, TypeBox, JSON Schema and shared schemas are mixed in ${services}`, async (t) => {
    const app = await start(t, {}, prepare, everywhere)
    addRoutes(app)
    const post = (url: string, body: object) =>
      app.inject({ method: 'POST', url: `${url}?limit=3`, body, headers: { 'x-key': 'k' } })
    for (const url of ['/zod', '/box', '/shared']) {
      t.strictSame((await post(`/v2${url}`, item)).json(), item, url)
      t.strictSame((await post(`/v1${url}`, old)).json(), old, url)
      for (const [version, wrong] of [
        ['v2', { id: 1, title: 'O' }],
        ['v1', { id: 1, name: 'O' }],
        ['v1', item],
      ] as const) {
        t.equal((await post(`/${version}${url}`, wrong)).statusCode, 400, `${version}${url}`)
      }
    }
    t.strictSame((await post('/v2/json', item)).json(), item)
    t.strictSame(
      (await post('/v1/json', old)).json(),
      item,
      'its answer has no name that a change could find',
    )
    const missing = await app.inject({ method: 'POST', url: '/v2/shared?limit=3', body: item })
    t.strictSame(
      [missing.statusCode, missing.json<{ message: string }>().message],
      [400, "headers must have required property 'x-key'"],
    )

    const version1 = app.tidemark.document('1')
    const version2 = app.tidemark.document('2')
    const toComponent = (field: string, bounds: object = {}, id: object = {}) => ({
      type: 'object',
      properties: {
        id: { type: 'integer', ...id },
        [field]: { type: 'string', minLength: 2, ...bounds },
      },
      required: ['id', field],
    })
    const toComponents = (field: string) => ({
      BoxItem: toComponent(field, { maxLength: 7 }),
      Item: toComponent(field, {}, { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }),
      JsonItem: toComponent(field, { maxLength: 8 }),
      SharedItem: toComponent(field, { maxLength: 9 }),
    })
    const schemasOf = (document: typeof version1) =>
      JSON.parse(JSON.stringify((document.components as { schemas: unknown }).schemas)) as unknown
    t.strictSame(schemasOf(version2), toComponents('title'))
    t.strictSame(schemasOf(version1), toComponents('name'))
  })
}

const When = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
})
const Event = z.object({ title: z.string(), at: When }).meta({ id: 'Item' })
const at = '2026-11-01T10:00:00.000Z'

t.test(
  'with a provider for zod, zod validates and serialises, and old versions go the same way',
  async (t) => {
    const app = await start(t, {}, setZod)
    const seen: unknown[] = []
    app
      .withTypeProvider<ZodTypeProvider>()
      .post('/events', { schema: { body: Event, response: { 200: Event } } }, ({ body }) => {
        seen.push(body)
        return { ...body, ...stray }
      })
    app.get('/wrong', { schema: { response: { 200: Event } } }, () => ({ title: 'One', at: 'no date' }))
    const post = (url: string, body: object) => app.inject({ method: 'POST', url, body })
    t.strictSame((await post('/v2/events', { title: 'One', at, ...stray })).json(), { title: 'One', at })
    t.strictSame((await post('/v1/events', { name: 'One', at, ...stray })).json(), { name: 'One', at })
    const handled = { title: 'One', at: new Date(at) }
    t.strictSame(seen, [handled, handled], 'stripped and decoded')
    const refused = await post('/v2/events', { title: 1, at })
    t.strictSame(
      [refused.statusCode, refused.json<{ message: string }>().message],
      [400, 'body/title Invalid input: expected string, received number'],
    )
    const refusedOld = await post('/v1/events', { title: 'One', at })
    t.strictSame(
      [refusedOld.statusCode, refusedOld.json<{ message: string }>().message],
      [400, "body must have required property 'name'"],
    )
    for (const version of ['v2', 'v1']) {
      const failed = await app.inject(`/${version}/wrong`)
      t.strictSame(
        [failed.statusCode, failed.json<{ code: string }>().code],
        [500, 'FST_ERR_RESPONSE_SERIALIZATION'],
        version,
      )
    }
    t.strictSame(
      app.tidemark.explain('POST', '/events', '1').parts.map(({ part, engine }) => [part, engine]),
      [
        ['request', { name: 'service', reasons: ['the service has set a validator compiler'] }],
        ['response', { name: 'service', reasons: ['the service has set a serializer compiler'] }],
      ],
    )
  },
)

t.test("a provider's own document tells of all schemas; that of a version of its own alone", async (t) => {
  z.object({ hidden: z.boolean() }).meta({ id: 'NotOfThisService' })
  const app = await start(t, {}, async (app) => {
    setZod(app)
    await app.register(swagger, {
      ...document,
      transform: jsonSchemaTransform,
      transformObject: jsonSchemaTransformObject,
    })
  })
  app.post('/events', { schema: { body: Event, response: { 200: Event } } }, ({ body }) => body)
  app.post('/plain', { schema: { body: toSchema(5), tags: ['plain'] } }, ({ body }) => body)
  app.get('/free', { schema: { response: { 200: Event } }, config: { versioning: false } }, () => ({}))
  await app.ready()
  const all = app.swagger() as { components: { schemas: object }; paths: Record<string, object> }
  t.ok('NotOfThisService' in all.components.schemas)
  for (const [version, name] of [
    ['2', 'title'],
    ['1', 'name'],
  ] as const) {
    const { components, paths } = app.tidemark.document(version) as typeof all
    const { Item, ...others } = components.schemas as Record<string, { required: string[] }>
    t.strictSame([Item?.required, Object.keys(others)], [[name, 'at'], ['ItemCurrent']], version)
    t.strictSame(Object.keys(paths), ['/events', '/plain', '/free'], version)
    t.strictSame((paths['/plain'] as { post: { tags: unknown } }).post.tags, ['plain'])
  }
})

t.test(
  'a compiler of a route itself, or one that takes JSON Schema only, is asked for old schemas, too',
  async (t) => {
    const app = await start(t, {}, (app) => app.setValidatorCompiler(TypeBoxValidatorCompiler), everywhere)
    const Box = Type.Object({ id: Type.Integer(), title: Type.String({ minLength: 2 }) }, { $id: 'BoxItem' })
    app
      .withTypeProvider<TypeBoxTypeProvider>()
      .post('/box', { schema: { body: Box, response: { 200: Box } } }, ({ body }) => body)
    const asked: unknown[] = []
    app.post(
      '/route',
      {
        schema: { body: ZodItem, response: { 200: ZodItem } },
        validatorCompiler: (definition) => {
          asked.push(definition.schema)
          return validatorCompiler(definition as never)
        },
      },
      ({ body }) => body,
    )
    const post = (url: string, body: object) => app.inject({ method: 'POST', url, body })
    for (const url of ['/box', '/route']) {
      t.strictSame((await post(`/v2${url}`, item)).json(), item, url)
      t.strictSame((await post(`/v1${url}`, old)).json(), old, url)
      t.equal((await post(`/v2${url}`, { id: 1, title: 'O' })).statusCode, 400, url)
      t.equal((await post(`/v1${url}`, { id: 1, name: 'O' })).statusCode, 400, url)
      t.equal((await post(`/v1${url}`, item)).statusCode, 400, url)
    }
    t.ok(asked.includes(ZodItem))
    const part = app.tidemark.explain('POST', '/route', '1').parts.find((one) => one.part === 'response')
    t.strictSame(part?.engine, { name: 'json-schema', reasons: [] })
  },
)

t.test("the server's options for Ajv are those of old schemas, whichever compiler is set", async (t) => {
  const ajv = { customOptions: { coerceTypes: false, removeAdditional: 'all' } } as const
  for (const prepare of [() => undefined, setZod]) {
    const app = await start(t, { ajv }, prepare)
    const schema = { body: { ...toSchema(9), $id: 'Item' } }
    app.post('/items', { schema }, ({ body }) => body)
    const post = (url: string, body: object) => app.inject({ method: 'POST', url, body })
    t.strictSame((await post('/v1/items', { ...old, ...stray })).json(), item)
    t.strictSame((await post('/v2/items', { ...item, ...stray })).json(), item)
    for (const [url, body] of [
      ['/v1/items', { ...old, id: '1' }],
      ['/v2/items', { ...item, id: '1' }],
    ] as const) {
      t.equal((await post(url, body)).statusCode, 400, url)
    }
  }
})

t.test('errors of old versions are written whatever the compiler takes, those of no route too', async (t) => {
  const shapes = changeErrorShape({
    old: z.object({ error: z.string() }),
    current: z.object({ title: z.string(), status: z.int() }),
    downgrade: ({ title }) => ({ error: title }),
  })
  const app = await start(t, {}, setZod, defineChange({ summary: 'Problems.', operations: [shapes] }))
  await app.register(problems)
  app.get('/broken', { schema: { response: { 200: Event } } }, () => {
    throw new Error('inside')
  })
  for (const _ of [1, 2]) t.strictSame((await app.inject('/v1/nowhere')).json(), { error: 'Not Found' })
  t.strictSame((await app.inject('/v1/broken')).json(), { error: 'Internal Server Error' })
})

t.test(
  'a compiler that takes no JSON Schema is set before the routes in zod, or the boot stops',
  async (t) => {
    const app = await start(t, {}, () => undefined)
    app.post('/items', { schema: { body: ZodItem } }, ({ body }) => body)
    app.setValidatorCompiler(validatorCompiler)
    await t.rejects(async () => await app.ready(), {
      code: 'TDM_COMPILER_LATE',
      message:
        'The validator compiler does not accept JSON Schema, but was set after the route POST /items was declared, whose zod schemas had been converted to JSON Schema by then. Set compilers before you declare routes.',
    })
  },
)
