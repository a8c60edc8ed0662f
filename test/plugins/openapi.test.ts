import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import t, { type Test } from 'tap'
import { parse } from 'yaml'
import { z } from 'zod'
import {
  addEndpoint,
  changeErrorShape,
  defineChange,
  defineTimeline,
  fromHeader,
  fromPath,
  fromQuery,
  mapEnum,
  moveEndpoint,
  onlyIn,
  queryOf,
  renameField,
  retypeField,
  type Operation,
  type VersionSource,
} from '../../lib/index.ts'
import { deprecation, openapi, problems, versioning, type OpenapiOptions } from '../../plugins/index.ts'
import { validateDocument } from '../lib/openapi/validate-document.ts'

const User = z
  .object({
    id: z.int(),
    fullName: z.string().meta({ examples: ['Ada Lovelace'] }),
    born: z.number().positive().nullable(),
  })
  .meta({ id: 'User', examples: [{ id: 1, fullName: 'Ada Lovelace', born: 1815 }] })
const names = defineChange({
  summary: '`name` is `fullName`.',
  operations: [renameField(User, 'name', 'fullName')],
})

interface ServiceOptions {
  readonly operations?: readonly Operation[]
  readonly openapi?: FastifyDynamicSwaggerOptions['openapi']
  readonly sources?: readonly VersionSource[]
  readonly plugin?: OpenapiOptions
  readonly server?: FastifyServerOptions
  readonly swagger?: Omit<FastifyDynamicSwaggerOptions, 'openapi'>
  readonly isQuiet?: boolean
}

/** A service of three versions, of which the oldest is deprecated and has a sunset. */
async function start(t: Test, options: ServiceOptions = {}): Promise<FastifyInstance> {
  const { operations = names.operations } = options
  const app = Fastify(options.server)
  t.teardown(() => app.close())
  await app.register(swagger, {
    ...options.swagger,
    openapi: { openapi: '3.1.0', info: { title: 'T', version: '0' }, ...options.openapi },
  })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '3', aliases: ['v3'], changes: [defineChange({ summary: 'C', operations })] },
      { name: '2', aliases: ['v2'], deprecated: '2026-03-01', changes: [] },
      { name: '1', aliases: ['v1'], deprecated: '2025-09-01', sunset: '2026-12-01' },
    ],
  })
  await app.register(versioning, { timeline, ...(options.sources && { sources: options.sources }) })
  if (options.isQuiet !== true) await app.register(deprecation)
  await app.register(openapi, options.plugin ?? {})
  return app
}

type Item = Readonly<Record<string, Document | undefined>>

interface Document {
  readonly [key: string]: unknown
  readonly servers?: unknown
  readonly paths: Readonly<Record<string, Item>>
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>
    readonly responses?: Readonly<Record<string, unknown>>
    readonly headers: Readonly<Record<string, unknown>>
  }
  readonly responses: Readonly<Record<string, Document>>
  readonly content: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly requestBody: Document
}

/** The document of a version, once an independent validator has found nothing wrong with it. */
async function documentOf(
  t: Test,
  app: Pick<FastifyInstance, 'ready' | 'tidemark'>,
  version: string,
): Promise<Document> {
  await app.ready()
  const document = app.tidemark.document(version) as object as Document
  t.strictSame(await validateDocument(document), { valid: true }, version)
  return document
}

for (const version of ['3.0.3', '3.1.0', '3.2.0']) {
  t.test(`documents are valid in ${version}, and have the schemas of its dialect`, async (t) => {
    const is30 = version.startsWith('3.0')
    const app = await start(t, { openapi: { openapi: version } })
    app.get('/users', { schema: { response: { 200: z.array(User) } } }, () => [])
    app.get(
      '/pairs',
      {
        config: { versioning: false },
        schema: {
          response: {
            200: { type: 'array', items: [{ type: 'string' }, { type: 'integer', nullable: true }] },
          },
        },
      },
      () => [],
    )
    for (const name of ['1', '2', '3']) {
      const document = await documentOf(t, app, name)
      t.equal(document.openapi, version)
      t.strictSame(document.info, { title: 'T', version: name })
      const key = name === '3' ? 'fullName' : 'name'
      const example = { id: 1, [key]: 'Ada Lovelace', born: 1815 }
      t.strictSame(document.components.schemas.User, {
        type: 'object',
        properties: {
          id: { type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 },
          [key]: { type: 'string', ...(is30 ? { example: 'Ada Lovelace' } : { examples: ['Ada Lovelace'] }) },
          born: is30
            ? { type: 'number', minimum: 0, exclusiveMinimum: true, nullable: true }
            : { anyOf: [{ type: 'number', exclusiveMinimum: 0 }, { type: 'null' }] },
        },
        required: ['id', key, 'born'],
        ...(is30 ? { example } : { examples: [example] }),
      })
      const pairs = document.paths['/pairs']?.get?.responses['200']?.content['application/json']?.schema
      const [first, second] = [
        { type: 'string' },
        is30 ? { type: 'integer', nullable: true } : { type: ['integer', 'null'] },
      ]
      t.strictSame(
        pairs,
        is30
          ? { type: 'array', items: {}, 'x-prefixItems': [first, second] }
          : { type: 'array', prefixItems: [first, second] },
      )
    }
  })
}

t.test('what 3.0 has no words for is told at boot, once, with its places', async (t) => {
  const lines: { readonly msg: string; readonly places: unknown }[] = []
  const stream = { write: (line: string) => lines.push(JSON.parse(line) as (typeof lines)[number]) }
  const serve = async (version: string) => {
    const app = await start(t, {
      openapi: { openapi: version },
      server: { logger: { level: 'warn', stream } },
    })
    app.get(
      '/pairs',
      { schema: { response: { 200: z.object({ user: User, pair: z.tuple([z.string()]) }) } } },
      () => [],
    )
    await app.ready()
  }
  await serve('3.1.0')
  t.strictSame(lines, [])
  await serve('3.0.3')
  t.equal(lines.length, 1)
  t.match(lines[0]?.msg, /^OpenAPI 3\.0 has no words for prefixItems: documents have them as x-prefixItems/)
  t.strictSame(lines[0]?.places, [
    {
      keyword: 'prefixItems',
      pointer: '#/paths/~1pairs/get/responses/200/content/application~1json/schema',
    },
  ])
})

t.test('examples of old versions are made by the conversions that serve them', async (t) => {
  const NewUser = z
    .object({ fullName: z.string(), kind: z.enum(['person', 'bot']).meta({ examples: ['person', 'bot'] }) })
    .meta({
      id: 'NewUser',
      examples: [
        { fullName: 'Grace Hopper', kind: 'person' },
        { fullName: 'R2', kind: 'bot' },
      ],
    })
  const limit = z
    .int()
    .min(1)
    .meta({ examples: [5, 10] })
  const app = await start(t, {
    operations: [
      renameField([User, NewUser], 'name', 'fullName'),
      mapEnum(NewUser, 'kind', {
        pairs: [
          ['human', 'person'],
          ['bot', 'bot'],
        ],
      }),
      renameField(queryOf('POST /users'), 'max', 'limit'),
    ],
  })
  const Holder = z
    .object({ user: User })
    .meta({ examples: [{ user: { id: 2, fullName: 'Grace Hopper', born: null } }] })
  app.post(
    '/users',
    { schema: { body: NewUser, querystring: z.object({ limit }), response: { 201: Holder } } },
    () => ({}),
  )
  const shown = {
    type: 'object',
    properties: {
      name: { type: 'string' },
      tag: { type: 'string' },
    },
  }
  app.put(
    '/users',
    {
      schema: {
        // Named examples, as @fastify/swagger takes them.
        response: { 200: { ...shown, 'x-examples': { one: { summary: 'One', value: { name: 'x' } } } } },
      },
    },
    () => ({}),
  )
  const read = async (version: string) => {
    const { paths, components } = await documentOf(t, app, version)
    const post = paths['/users']?.post
    const schemas = components.schemas as Readonly<
      Record<string, { examples?: unknown; properties?: unknown }>
    >
    return { post, put: paths['/users']?.put, schemas }
  }
  const old = await read('1')
  t.strictSame(old.schemas.NewUser, {
    type: 'object',
    properties: {
      name: { type: 'string' },
      kind: { type: 'string', enum: ['human', 'bot'] },
    },
    required: ['name', 'kind'],
    examples: [
      { name: 'Grace Hopper', kind: 'human' },
      { name: 'R2', kind: 'bot' },
    ],
  })
  t.strictSame(old.post?.responses['201']?.content['application/json'], {
    schema: {
      type: 'object',
      properties: { user: { $ref: '#/components/schemas/User' } },
      required: ['user'],
    },
    example: { user: { id: 2, name: 'Grace Hopper', born: null } },
  })
  t.strictSame(old.post?.parameters, [
    {
      schema: { type: 'integer', minimum: 1, maximum: 9007199254740991 },
      examples: { example1: { value: 5 }, example2: { value: 10 } },
      in: 'query',
      name: 'max',
      required: true,
    },
  ])
  t.strictSame(old.put?.responses['200']?.content['application/json']?.examples, {
    one: { summary: 'One', value: { name: 'x' } },
  })
  const current = await read('3')
  t.strictSame(current.post?.responses['201']?.content['application/json']?.example, {
    user: { id: 2, fullName: 'Grace Hopper', born: null },
  })
  t.strictSame(current.schemas.NewUser?.examples, [
    { fullName: 'Grace Hopper', kind: 'person' },
    { fullName: 'R2', kind: 'bot' },
  ])
})

t.test('what refers to a schema that is another one in requests is another one there, too', async (t) => {
  const Colour = z.enum(['red', 'blue']).meta({ id: 'Colour' })
  const Paint = z
    .object({
      colour: Colour,
      get under() {
        return z.array(Wall).optional()
      },
    })
    .meta({ id: 'Paint' })
  const Wall = z.object({ paint: Paint }).meta({ id: 'Wall' })
  const pairs = [
    ['rot', 'red'],
    ['blau', 'blue'],
  ] as const
  const app = await start(t, { operations: [onlyIn('response', mapEnum(Colour, { pairs }))] })
  app.put('/walls', { schema: { body: Wall, response: { 200: Wall } } }, ({ body }) => body)
  app.get('/paints', { schema: { response: { 200: Paint } } }, () => ({ colour: 'red' as const }))
  const { schemas } = (await documentOf(t, app, 'v1')).components
  const paint = (suffix: string): object => ({
    type: 'object',
    properties: {
      colour: { $ref: `#/components/schemas/Colour${suffix}` },
      under: { type: 'array', items: { $ref: `#/components/schemas/Wall${suffix}` } },
    },
    required: ['colour'],
  })
  t.match(schemas, {
    Colour: { enum: ['rot', 'blau'] },
    ColourInput: { enum: ['red', 'blue'] },
    Paint: paint(''),
    PaintInput: paint('Input'),
    Wall: { properties: { paint: { $ref: '#/components/schemas/Paint' } } },
    WallInput: { properties: { paint: { $ref: '#/components/schemas/PaintInput' } } },
  })
})

t.test('an example that a change cannot convert, or that is wrong in the end, is left out', async (t) => {
  const Time = z
    .object({ at: z.string() })
    .meta({ id: 'Time', examples: [{ at: '2026-01-01T00:00:00Z' }, { at: 'soon' }, { at: 'throws' }] })
  const app = await start(t, {
    operations: [
      retypeField(Time, 'at', {
        old: z.int(),
        upgrade: (seconds) => new Date(seconds * 1000).toISOString(),
        downgrade: (time) => {
          if (time === 'throws') throw new RangeError('no time')
          return Date.parse(time) / 1000
        },
      }),
    ],
  })
  app.get('/time', { schema: { response: { 200: Time } } }, () => ({}))
  const { components } = await documentOf(t, app, '1')
  t.strictSame((components.schemas.Time as { examples: unknown }).examples, [{ at: 1767225600 }])
})

t.test('errors of an old shape have the examples of theirs', async (t) => {
  const Problem = z
    .object({ title: z.string(), status: z.int() })
    .meta({ id: 'Problem', examples: [{ title: 'No', status: 404 }] })
  const app = await start(t, {
    operations: [
      changeErrorShape({
        current: Problem,
        old: z.object({ error: z.string() }).meta({ id: 'OldError' }),
        oldMediaType: 'application/json',
        downgrade: ({ title }) => ({ error: title }),
      }),
    ],
  })
  await app.register(problems)
  const content = {
    'application/problem+json': {
      schema: Problem,
      example: { title: 'No', status: 404 },
    },
  }
  app.get('/users', { schema: { response: { 200: User, 404: { description: 'D', content } } } }, () => ({}))
  const { paths } = await documentOf(t, app, '1')
  t.strictSame(paths['/users']?.get?.responses['404']?.content, {
    'application/json': { schema: { $ref: '#/components/schemas/OldError' }, example: { error: 'No' } },
  })
})

t.test('answers name the headers that come with them, where they come', async (t) => {
  const read = async (isQuiet: boolean, version: string) => {
    const app = await start(t, { isQuiet })
    const schema = {
      response: { 200: { type: 'object', headers: { deprecation: { type: 'string' } } } },
    }
    app.get('/users', { schema: { operationId: 'list', response: { 200: z.array(User) } } }, () => [])
    app.get('/own', { schema }, () => ({}))
    const { paths, components } = await documentOf(t, app, version)
    const get = paths['/users']?.get
    return {
      components: Object.keys(components.headers),
      all: Object.keys(get?.responses['200']?.headers ?? {}),
      own: Object.keys(paths['/own']?.get?.responses['200']?.headers ?? {}),
      gone: get?.responses['410'],
      marks: [get?.deprecated, get?.['x-sunset']],
      response: components.responses?.RetiredVersion,
    }
  }
  const told = await read(false, '1')
  t.strictSame([told.components, told.all], Array(2).fill(['api-version', 'Deprecation', 'Sunset', 'Link']))
  t.strictSame(
    told.own,
    ['deprecation', 'api-version', 'Sunset', 'Link'],
    'what the author says of a header stays',
  )
  t.strictSame(told.gone, { $ref: '#/components/responses/RetiredVersion' })
  t.strictSame(told.marks, [true, '2026-12-01'])
  t.match(told.response, {
    description: 'The version has reached its sunset, and no longer answers.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/VersionProblem' } } },
    headers: Object.fromEntries(told.all.map((name) => [name, { $ref: `#/components/headers/${name}` }])),
  })
  t.match(await read(false, '2'), { all: ['api-version', 'Deprecation', 'Link'], gone: undefined })
  t.match(await read(false, '3'), { all: ['api-version', 'Link'], marks: [undefined, undefined] })
  t.match(await read(true, '1'), { all: ['api-version'], gone: undefined, marks: [true, '2026-12-01'] })
})

t.test('the problems of a version that a parameter names are responses of every operation', async (t) => {
  const app = await start(t, {
    sources: [fromHeader(), fromQuery()],
    openapi: {
      components: {
        responses: { VersionProblem: { description: 'The service’s own.' } },
        headers: { Link: { schema: { type: 'string' } } },
      },
    },
  })
  const schema = {
    headers: z.object({ 'API-Version': z.string() }),
    response: { 200: z.array(User), 400: z.object({ error: z.string() }), default: z.object({}) },
  }
  app.get('/own', { schema }, () => [])
  app.get('/users', { schema: { response: { 200: z.array(User) } } }, () => [])
  const { paths, components } = await documentOf(t, app, '1')
  t.strictSame(paths['/users']?.get?.responses['400'], {
    $ref: '#/components/responses/Tidemark.VersionProblem',
  })
  t.strictSame(paths['/users']?.get?.parameters, [
    { name: 'api-version', in: 'header', required: true, schema: { type: 'string', const: '1' } },
  ])
  t.strictSame(components.responses?.VersionProblem, { description: 'The service’s own.' })
  t.strictSame(paths['/own']?.get?.responses['400']?.content, {
    'application/problem+json': { schema: { $ref: '#/components/schemas/VersionProblem' } },
    'application/json': {
      schema: { type: 'object', properties: { error: { type: 'string' } }, required: ['error'] },
    },
  })
  t.strictSame(
    (paths['/own']?.get?.parameters as { name: string }[]).map(({ name }) => name),
    ['API-Version'],
    'a parameter that the author has declared is there once',
  )
  t.strictSame(Object.keys(components.headers), [
    'Link',
    'api-version',
    'Deprecation',
    'Sunset',
    'Tidemark.Link',
  ])
  t.strictSame((paths['/users']?.get?.responses['200']?.headers as Document).Link, {
    $ref: '#/components/headers/Tidemark.Link',
  })
})

t.test('what a path does not name is no answer of the operations below it', async (t) => {
  const app = await start(t)
  app.get('/users', { schema: { response: { 200: z.array(User) } } }, () => [])
  const { paths, components } = await documentOf(t, app, '3')
  t.strictSame(Object.keys(paths['/users']?.get?.responses ?? {}), ['200'])
  t.equal(components.responses, undefined)
  t.notOk('VersionProblem' in components.schemas)
})

t.test('operations keep what has no versions: ids, tags, security, callbacks, links', async (t) => {
  const app = await start(t, {
    operations: [
      addEndpoint('GET /users/:id'),
      moveEndpoint('GET /people', 'GET /users'),
      ...names.operations,
    ],
    openapi: {
      components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } } },
      security: [{ key: [] }],
      tags: [{ name: 'users', description: 'People' }],
      externalDocs: { url: 'https://example.com' },
    },
  })
  const kept = {
    operationId: 'listUsers',
    tags: ['users'],
    security: [{ key: [] }, {}],
    summary: 'S',
    description: 'D',
    externalDocs: { url: 'https://example.com/users' },
  }
  const callbacks = {
    changed: {
      '{$request.query.url}': {
        post: {
          requestBody: { content: { 'application/json': { schema: { $ref: 'User#' } } } },
          responses: { 204: { description: 'Read' } },
        },
      },
    },
  }
  const links = {
    200: { one: { operationId: 'getUser' }, all: { operationId: 'listUsers' } },
  }
  app.get(
    '/users',
    { schema: { ...kept, callbacks, response: { 200: z.array(User) } } as object, links } as object,
    () => [],
  )
  app.get('/users/:id', { schema: { operationId: 'getUser', response: { 200: User } } }, () => ({}))
  const [old, current] = [await documentOf(t, app, '1'), await documentOf(t, app, '3')]
  for (const { tags, security, externalDocs } of [old, current]) {
    t.strictSame(
      [tags, security, externalDocs],
      [[{ name: 'users', description: 'People' }], [{ key: [] }], { url: 'https://example.com' }],
    )
  }
  t.strictSame([Object.keys(old.paths), Object.keys(current.paths)], [['/people'], ['/users', '/users/{id}']])
  for (const get of [old.paths['/people']?.get, current.paths['/users']?.get]) {
    t.match(get, kept)
    t.ok(get?.callbacks)
  }
  t.strictSame(old.paths['/people']?.get?.responses['200']?.links, { all: { operationId: 'listUsers' } })
  t.strictSame(current.paths['/users']?.get?.responses['200']?.links, links[200])
})

t.test('servers lead to the version, whatever path they have themselves', async (t) => {
  const read = async (
    servers: readonly { readonly url: string; readonly variables?: object }[],
    prefixes: { readonly outer?: string; readonly inner?: string },
    sources?: readonly VersionSource[],
    more: FastifyDynamicSwaggerOptions = {},
  ) => {
    const app = Fastify()
    t.teardown(() => app.close())
    await app.register(swagger, {
      ...more,
      openapi: {
        openapi: '3.1.0',
        info: { title: 'T', version: '0' },
        servers: servers as { url: string }[],
      },
    })
    let documents: Document | undefined
    await app.register(
      async (scope) => {
        const timeline = defineTimeline({
          scheme: 'integer',
          versions: [
            { name: '2', changes: [names] },
            { name: '1', aliases: ['v1'] },
          ],
        })
        await scope.register(versioning, { timeline, ...(sources && { sources }) })
        await scope.register(openapi)
        const schema = { response: { 200: z.array(User) } }
        await scope.register(
          async (inner) => {
            inner.get('/users', { schema }, () => [])
          },
          { prefix: prefixes.inner ?? '' },
        )
        scope.addHook('onReady', async () => {
          documents = scope.tidemark.document('1') as object as Document
        })
      },
      { prefix: prefixes.outer ?? '' },
    )
    app.get(`${prefixes.outer ?? ''}/health`, { config: { versioning: false } }, () => ({}))
    await app.ready()
    t.strictSame(await validateDocument(documents), {
      valid: true,
    })
    const urls = (list: unknown): unknown => (list as { url: string }[] | undefined)?.map(({ url }) => url)
    const paths = documents?.paths ?? {}
    const versioned = Object.entries(paths).find(([path]) => path.endsWith('/users'))
    const health = Object.entries(paths).find(([path]) => path.endsWith('/health'))
    const schema = versioned?.[1]?.get?.responses['200']?.content['application/json']?.schema
    t.strictSame(schema, { type: 'array', items: { $ref: '#/components/schemas/User' } })
    t.ok(JSON.stringify(documents?.components.schemas.User).includes('"name"'), 'it is the old one')
    return [urls(documents?.servers), versioned?.[0], health?.[0], urls(health?.[1]?.get?.servers)]
  }
  const host = 'https://api.example.com'
  t.strictSame(await read([{ url: host }, { url: 'http://localhost:3000/' }], {}), [
    [`${host}/v1`, 'http://localhost:3000/v1'],
    '/users',
    '/health',
    [host, 'http://localhost:3000/'],
  ])
  t.strictSame(
    await read([{ url: `${host}/gateway` }], {}),
    [[`${host}/gateway/v1`], '/users', '/health', [`${host}/gateway`]],
    'a path that a proxy takes off',
  )
  t.strictSame(
    await read([{ url: `${host}/api` }], { outer: '/api' }),
    [[`${host}/api/v1`], '/users', '/health', [`${host}/api`]],
    'a path that the routes have, too',
  )
  t.strictSame(await read([{ url: `${host}/api` }], { outer: '/api/shop' }), [
    [`${host}/api/shop/v1`],
    '/users',
    '/shop/health',
    [`${host}/api`],
  ])
  t.strictSame(
    await read([{ url: `${host}/api` }], { inner: '/api' }),
    [[`${host}/v1`], '/api/users', '/health', [`${host}/api`]],
    'a path that stands behind the version',
  )
  t.strictSame(
    await read(
      [{ url: 'https://{host}/{base}', variables: { host: { default: 'x' }, base: { default: 'api' } } }],
      { outer: '/api' },
    ),
    [['https://{host}/{base}/v1'], '/users', '/health', ['https://{host}/{base}']],
  )
  t.strictSame(
    await read([{ url: `${host}/api` }], { outer: '/api' }, undefined, { stripBasePath: false }),
    [[`${host}/api/api/v1`], '/users', '/api/health', [`${host}/api`]],
    'told not to, the generator leaves paths whole, and so do we',
  )
  t.strictSame(await read([{ url: `${host}/api` }], { outer: '/api' }, [fromHeader()]), [
    [`${host}/api`],
    '/users',
    '/health',
    undefined,
  ])
  t.strictSame(await read([], { outer: '/api' }, [fromHeader()]), [
    [],
    '/api/users',
    '/api/health',
    undefined,
  ])
})

t.test('a path without versions may look as one with versions does', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '0' } } })
  const timeline = defineTimeline({ scheme: 'integer', versions: [{ name: '1', aliases: ['v1'] }] })
  app.get('/status', { schema: { summary: 'outside' } }, () => ({}))
  let scope: FastifyInstance | undefined
  const elsewhere: object = { servers: [{ url: '/elsewhere' }] }
  await app.register(
    async (api) => {
      scope = api
      await api.register(versioning, { timeline, sources: [fromPath()] })
      await api.register(openapi)
      api.get('/status', { schema: { summary: 'inside', ...elsewhere } }, () => ({}))
      api.get('/users', { schema: { ...elsewhere } }, () => ({}))
    },
    { prefix: '/api' },
  )
  await app.ready()
  if (scope === undefined) throw new Error('the plugin was not loaded')
  const { paths, servers } = await documentOf(
    t,
    { tidemark: scope.tidemark, ready: app.ready.bind(app) },
    '1',
  )
  const shown = Object.entries(paths).map(([path, item]) => [path, item.get?.summary, item.get?.servers])
  t.strictSame(servers, [{ url: '/api/v1' }])
  t.strictSame(shown, [
    ['/status', 'outside', [{ url: '/' }]],
    ['/v1/status', 'inside', [{ url: '/elsewhere/api' }]],
    ['/users', undefined, [{ url: '/elsewhere/api/v1' }]],
  ])
})

t.test('HEAD, parameters that may be left out, and wildcards are of the endpoint, too', async (t) => {
  const app = await start(t, { swagger: { exposeHeadRoutes: true } })
  app.get('/users/:id?', { schema: { operationId: 'get', response: { 200: User } } }, () => ({}))
  app.get('/files/*', { schema: { response: { 200: User } } }, () => ({}))
  const { paths } = await documentOf(t, app, '1')
  t.strictSame(Object.keys(paths), ['/users/{id}', '/files/{*}'])
  for (const item of Object.values(paths)) {
    t.strictSame(Object.keys(item), ['get', 'head'])
    for (const method of ['get', 'head']) t.equal(item[method]?.deprecated, true)
  }
})

t.test('hidden routes, routes without a schema, and routes that have no versions', async (t) => {
  const app = await start(t)
  app.get('/hidden', { schema: { hide: true, response: { 200: User } } }, () => ({}))
  app.get('/bare', () => ({}))
  app.get('/user', { schema: { response: { 200: User } } }, () => ({}))
  app.get(
    '/outside',
    { config: { versioning: false }, schema: { response: { 200: { $ref: 'User#' } } } },
    () => ({}),
  )
  const { paths, components } = await documentOf(t, app, '1')
  t.strictSame(Object.keys(paths), ['/bare', '/user', '/outside'])
  t.strictSame(Object.keys(paths['/outside']?.get ?? {}), ['servers', 'responses'])
  const refer = (path: string): unknown =>
    paths[path]?.get?.responses['200']?.content['application/json']?.schema
  t.strictSame(
    [refer('/user'), refer('/outside')],
    [{ $ref: '#/components/schemas/User' }, { $ref: '#/components/schemas/UserCurrent' }],
    'what has no versions goes on to be of the current schema',
  )
  t.strictSame(Object.keys(components.schemas), ['User', 'UserCurrent', 'VersionProblem'])
})

t.test('a reference to a part of a shared schema leads there, under the name of that schema', async (t) => {
  const app = await start(t)
  const shelf = { type: 'object', properties: { size: { type: 'integer', minimum: 1 } } }
  app.addSchema({ $id: 'Shelf', ...shelf })
  const answer = { type: 'object', properties: { size: { $ref: 'Shelf#/properties/size' } } }
  app.get('/size', { config: { versioning: false }, schema: { response: { 200: answer } } }, () => ({}))
  const { paths, components } = await documentOf(t, app, '1')
  t.strictSame(paths['/size']?.get?.responses['200']?.content['application/json']?.schema, {
    type: 'object',
    properties: { size: { $ref: '#/components/schemas/Shelf/properties/size' } },
  })
  t.strictSame(components.schemas.Shelf, shelf)
})

t.test('schemas of different names are two, whatever they say', async (t) => {
  const app = await start(t)
  const row = z.object({ user: z.string().meta({ id: 'UserId' }), order: z.string().meta({ id: 'OrderId' }) })
  app.get('/row', { schema: { response: { 200: row } } }, () => ({ user: 'u', order: 'o' }))
  const { paths, components } = await documentOf(t, app, '1')
  t.match(paths['/row']?.get?.responses['200']?.content['application/json']?.schema, {
    properties: {
      user: { $ref: '#/components/schemas/UserId' },
      order: { $ref: '#/components/schemas/OrderId' },
    },
  })
  t.strictSame(
    [components.schemas.UserId, components.schemas.OrderId],
    [{ type: 'string' }, { type: 'string' }],
  )
})

t.test('a method that OpenAPI has no place for is left out, and is there from 3.2 on', async (t) => {
  for (const [version, expected] of [
    ['3.1.0', undefined],
    ['3.2.0', ['PURGE']],
  ] as const) {
    const app = await start(t, { openapi: { openapi: version }, server: { logger: false } })
    app.addHttpMethod('PURGE')
    app.route({ method: 'PURGE', url: '/users', schema: { response: { 200: User } }, handler: () => ({}) })
    const { paths } = await documentOf(t, app, '1')
    const others = paths['/users']?.additionalOperations
    t.strictSame(others && Object.keys(others), expected)
    if (others !== undefined) t.match(others, { PURGE: { deprecated: true } })
  }
})

t.test(
  'what a path says of itself stays with paths that have no versions, and reaches the others',
  async (t) => {
    const shared = { name: 'trace', in: 'header', schema: { type: 'string' } } as const
    const app = await start(t, {
      openapi: {
        paths: {
          '/users': { summary: 'S', parameters: [shared], servers: [{ url: '/other' }] },
          '/static': { summary: 'Static', get: { responses: { 200: { description: 'D' } } } },
        },
      },
    })
    app.get('/users', { schema: { response: { 200: User } } }, () => ({}))
    const { paths } = await documentOf(t, app, '1')
    t.equal(paths['/static']?.summary, 'Static')
    t.strictSame(paths['/users']?.get?.parameters, [shared])
    t.strictSame(paths['/users']?.get?.servers, [{ url: '/other/v1' }])
  },
)

t.test('each document is served as JSON and as YAML, with the same bytes each time', async (t) => {
  const app = await start(t, { plugin: { path: '/specs' } })
  app.get('/users', { schema: { response: { 200: z.array(User) } } }, () => [])
  const json = await app.inject('/specs/v1.json')
  const yaml = await app.inject('/specs/1.yaml')
  t.strictSame(
    [json, yaml].map(({ statusCode, headers }) => [
      statusCode,
      headers['content-type'],
      headers['cache-control'],
    ]),
    [
      [200, 'application/json; charset=utf-8', 'no-cache'],
      [200, 'application/yaml', 'no-cache'],
    ],
  )
  t.strictSame(json.json(), app.tidemark.document('1'))
  for (const version of ['1.1', '1.2'] as const)
    t.strictSame(parse(yaml.body, { version }), json.json(), `YAML ${version}`)
  t.notMatch(yaml.body, /[&*]\w+$/m, 'no anchors')

  for (const { url, first } of [
    { url: '/specs/1.json', first: json },
    { url: '/specs/v1.yaml', first: yaml },
  ]) {
    const again = await app.inject(url)
    t.strictSame([again.body, again.headers.etag], [first.body, first.headers.etag], 'by name and by alias')
    const head = await app.inject({ method: 'HEAD', url })
    t.strictSame(
      [head.statusCode, head.body, head.headers['content-length'], head.headers.etag],
      [200, '', first.headers['content-length'], first.headers.etag],
    )
    for (const [tag, status] of [
      [first.headers.etag, 304],
      [`"other", W/${String(first.headers.etag)}`, 304],
      ['*', 304],
      ['"other"', 200],
    ] as const) {
      const asked = await app.inject({ url, headers: { 'if-none-match': String(tag) } })
      t.strictSame([asked.statusCode, asked.body === ''], [status, status === 304], String(tag))
    }
  }
  const other = await app.inject('/specs/v3.json')
  t.not(other.headers.etag, json.headers.etag)
})

t.test('a document that is asked for is the caller’s own, whatever becomes of it', async (t) => {
  const app = await start(t)
  app.get('/users', { schema: { response: { 200: z.array(User) } } }, () => [])
  await app.ready()
  const document = app.tidemark.document('v1')
  const untouched = structuredClone(document)
  Reflect.set(Object(document.paths) as object, '/users', document)
  t.strictSame((await app.inject('/openapi/v1.json')).json(), untouched)
  t.strictSame(app.tidemark.document('v1'), untouched)
})

t.test('the list of documents has the released versions, their states, and where they are', async (t) => {
  const plugin = { now: () => new Date('2026-06-01') }
  const app = await start(t, { plugin })
  const list = await app.inject('/openapi/index.json')
  t.equal(list.headers['content-type'], 'application/json; charset=utf-8')
  const { versions } = list.json<{ versions: { documents: Readonly<Record<string, string>> }[] }>()
  t.strictSame(versions, [
    { version: '3', aliases: ['v3'], state: 'current', documents: { json: '3.json', yaml: '3.yaml' } },
    {
      version: '2',
      aliases: ['v2'],
      state: 'deprecated',
      deprecated: '2026-03-01',
      documents: { json: '2.json', yaml: '2.yaml' },
    },
    {
      version: '1',
      aliases: ['v1'],
      state: 'deprecated',
      deprecated: '2025-09-01',
      sunset: '2026-12-01',
      documents: { json: '1.json', yaml: '1.yaml' },
    },
  ])
  for (const { documents } of versions) {
    for (const file of Object.values(documents)) {
      const { pathname } = new URL(file, 'http://x/openapi/index.json')
      t.equal((await app.inject(pathname)).statusCode, 200, pathname)
    }
  }
  t.equal((await app.inject({ method: 'HEAD', url: '/openapi/index.json' })).statusCode, 200)
})

t.test('a document that is not there is a problem that says where the documents are', async (t) => {
  const app = await start(t)
  for (const [file, detail] of [
    ['1', 'The document is /openapi/1.json, or /openapi/1.yaml.'],
    ['v1', 'The document is /openapi/v1.json, or /openapi/v1.yaml.'],
    ['1.yml', 'The path names version "1.yml", which this API does not have.'],
    ['9.json', 'The path names version "9", which this API does not have.'],
    ['..%2F..%2Fetc%2Fpasswd', 'The path names version "../../etc/passwd", which this API does not have.'],
    ['__proto__.json', 'The path names version "__proto__", which this API does not have.'],
  ] as const) {
    const answer = await app.inject(`/openapi/${file}`)
    t.equal(answer.statusCode, 404, file)
    t.match(answer.headers['content-type'], 'application/problem+json')
    const title = detail.startsWith('The document') ? 'Not Found' : 'There is no such API version'
    const problem = answer.json<{ title: string; detail: string }>()
    t.strictSame([problem.title, problem.detail], [title, detail])
  }
})

t.test('a generator that makes another dialect stops the boot, and a wrong option does', async (t) => {
  const bare = Fastify()
  t.teardown(() => bare.close())
  const timeline = defineTimeline({ scheme: 'integer', versions: [{ name: '1' }] })
  await bare.register(swagger, { swagger: { info: { title: 'T', version: '0' } } })
  await bare.register(versioning, { timeline })
  await bare.register(openapi)
  await t.rejects(async () => await bare.ready(), { code: 'TDM_DOCUMENT_GENERATOR' })
  for (const [options, message] of [
    [{ path: 'specs' }, 'The plugin openapi cannot use its option "path": give it a path such as /openapi.'],
    [
      { page: 'docs' },
      'The plugin openapi cannot use its option "page": give it true, false or a path such as /docs.',
    ],
    [{ now: 1 }, 'The plugin openapi cannot use its option "now": give it a function that answers a Date.'],
  ] as const) {
    const app = Fastify()
    t.teardown(() => app.close())
    await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '0' } } })
    await app.register(versioning, { timeline })
    await t.rejects(async () => await app.register(openapi, options as object), { message })
  }
})
