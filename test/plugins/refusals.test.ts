import { Ajv } from 'ajv'
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyRequest,
  type FastifyServerOptions,
  type InjectOptions,
} from 'fastify'
import t from 'tap'
import { z } from 'zod'
import {
  addField,
  custom,
  defineChange,
  defineTimeline,
  headersOf,
  mergeFields,
  nestFields,
  pathOf,
  queryOf,
  renameField,
  requestOf,
  retypeField,
  wrapBody,
  type Operation,
} from '../../lib/index.ts'
import { problems, versioning } from '../../plugins/index.ts'

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
      { name: '1', aliases: ['v1'] },
    ],
  })
  await app.register(versioning, { timeline })
  return app
}

/** What an error handler of the service finds. */
function tellAll(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, _request, reply) =>
    reply.code(error.statusCode ?? 500).send({
      message: error.message,
      code: error.code,
      context: error.validationContext,
      errors: error.validation?.map(({ keyword, instancePath, params, schemaPath, message }) => ({
        keyword,
        instancePath,
        params,
        schemaPath,
        message,
      })),
    }),
  )
}

function listPlaces(errors: unknown): readonly string[] | undefined {
  return (errors as readonly { readonly instancePath: string }[] | undefined)?.map((one) => one.instancePath)
}

async function refuse(app: FastifyInstance, request: InjectOptions): Promise<unknown> {
  const answer = await app.inject(request)
  return answer.statusCode === 400 ? answer.json<{ message: string }>().message : answer.statusCode
}

/** An old field that the current schema is stricter on than the old one: what the client sends passes its own schema. */
function narrowed(subject: Parameters<typeof retypeField>[0], field: string): Operation {
  return retypeField(subject, field, {
    old: z.string(),
    upgrade: (value) => value,
    downgrade: (value) => String(value),
  })
}

const Person = z
  .object({ id: z.int(), fullName: z.string().max(12), contact: z.object({ mail: z.string().min(5) }) })
  .meta({ id: 'Person' })
const people = [
  mergeFields(Person, 'fullName', {
    old: { firstName: z.string(), lastName: z.string() },
    merge: ({ firstName, lastName }) => `${firstName} ${lastName}`,
    split: (name) => ({ firstName: name, lastName: name }),
  }),
  narrowed('Person', 'mail'),
  nestFields(Person, ['mail'], 'contact'),
]
const ada = { id: 1, firstName: 'Ada', lastName: 'Lovelace', mail: 'ada@example.com' }

t.test('what only the current schema refuses is told at the places that the client knows', async (t) => {
  const app = await start(t, people)
  app.post('/people', { schema: { body: Person } }, ({ body }) => body)
  app.post('/teams', { schema: { body: z.object({ members: z.array(Person) }) } }, ({ body }) => body)
  app.post('/maps', { schema: { body: z.record(z.string(), Person) } }, ({ body }) => body)
  const long = { ...ada, lastName: 'Lovelace-King' }
  const names = (at: string): string =>
    `body${at}/firstName together with ${at}/lastName must NOT have more than 12 characters, ` +
    `body${at}/lastName together with ${at}/firstName must NOT have more than 12 characters`
  for (const [url, payload, told] of [
    ['/v1/people', ada, 200],
    ['/v1/people', long, names('')],
    ['/v1/people', { ...ada, mail: 'a@b' }, 'body/mail must NOT have fewer than 5 characters'],
    ['/v1/people', { ...ada, id: 'x' }, 'body/id must be integer'],
    [
      '/v1/teams',
      { members: [ada, { ...ada, mail: '' }] },
      'body/members/1/mail must NOT have fewer than 5 characters',
    ],
    ['/v1/teams', { members: [long] }, names('/members/0')],
    ['/v1/maps', { 'a/b': long }, names('/a~1b')],
    [
      '/v2/people',
      { id: 1, fullName: 'x'.repeat(13), contact: { mail: 'a@b.c' } },
      'body/fullName must NOT have more than 12 characters',
    ],
  ] as const) {
    t.strictSame(await refuse(app, { method: 'POST', url, payload }), told, url)
  }
})

t.test('handlers of errors find the same list, without a way through the current schema', async (t) => {
  const app = await start(t, people)
  tellAll(app)
  app.post('/people', { schema: { body: Person } }, ({ body }) => body)
  const answer = await app.inject({ method: 'POST', url: '/v1/people', payload: { ...ada, mail: '' } })
  t.strictSame(answer.json(), {
    message: 'body/mail must NOT have fewer than 5 characters',
    code: 'FST_ERR_VALIDATION',
    context: 'body',
    errors: [
      {
        keyword: 'minLength',
        instancePath: '/mail',
        params: { limit: 5 },
        schemaPath: '',
        message: 'must NOT have fewer than 5 characters',
      },
    ],
  })
})

t.test('parameters, headers and wrapped bodies are told in old words as well', async (t) => {
  const [list, one] = ['GET /users', 'GET /users/:id'] as const
  const app = await start(t, [
    renameField(queryOf(list), 'page_size', 'limit'),
    narrowed(queryOf(list), 'limit'),
    narrowed(pathOf(one), 'id'),
    renameField(headersOf(list), 'x-order', 'x-sort'),
    narrowed(headersOf(list), 'x-sort'),
    renameField('Item', 'name', 'title'),
    narrowed('Item', 'title'),
    wrapBody(requestOf('POST /items'), { into: 'data' }),
  ])
  const Item = z.object({ title: z.string().max(3) }).meta({ id: 'Item' })
  const querystring = z.object({ limit: z.string().max(2).optional() })
  const headers = z.object({ 'X-Sort': z.enum(['asc', 'desc']).optional() })
  app.get('/users', { schema: { querystring, headers } }, () => [])
  app.get('/users/:id', { schema: { params: z.object({ id: z.string().length(2) }) } }, () => [])
  app.post('/items', { schema: { body: z.object({ data: z.array(Item) }) } }, ({ body }) => body)
  for (const [request, told] of [
    [{ url: '/v1/users?page_size=100' }, 'querystring/page_size must NOT have more than 2 characters'],
    [
      { url: '/v1/users', headers: { 'X-ORDER': 'up' } },
      'headers/x-order must be equal to one of the allowed values',
    ],
    [{ url: '/v1/users', headers: { 'x-order': 'asc' } }, 200],
    [{ url: '/v1/users/123' }, 'params/id must NOT have more than 2 characters'],
    [
      { url: '/v1/items', method: 'POST', payload: [{ name: 'One' }, { name: 'Three' }] },
      'body/1/name must NOT have more than 3 characters',
    ],
    [{ url: '/v2/users?limit=100' }, 'querystring/limit must NOT have more than 2 characters'],
    [
      { url: '/v2/items', method: 'POST', payload: { data: [{ title: 'Three' }] } },
      'body/data/0/title must NOT have more than 3 characters',
    ],
  ] as const) {
    t.strictSame(await refuse(app, request), told, request.url)
  }
})

t.test('what a change adds or fails to make is told without a current name', async (t) => {
  const silent = { old: z.string(), upgrade: () => undefined, downgrade: () => 'text' }
  const app = await start(
    t,
    [
      renameField('Thing', 'name', 'label'),
      retypeField('Thing', 'label', silent),
      addField('Thing', 'count', { upgrade: 0 }),
    ],
    { ajv: { customOptions: { allErrors: true } } },
  )
  tellAll(app)
  app.addSchema({
    $id: 'Thing',
    type: 'object',
    properties: { label: { type: 'string' }, count: { type: 'integer', minimum: 1 } },
    required: ['label', 'count'],
  })
  app.post('/things', { schema: { body: { $ref: 'Thing#' } } }, ({ body }) => body)
  const answer = await app.inject({ method: 'POST', url: '/v1/things', payload: { name: 'x' } })
  t.strictSame(answer.json(), {
    message:
      'body/name gives no value where one is required, body cannot be converted, since a value that is added to it must be >= 1',
    code: 'FST_ERR_VALIDATION',
    context: 'body',
    errors: [
      {
        keyword: 'required',
        instancePath: '/name',
        params: { missingProperty: 'label' },
        schemaPath: '',
        message: 'gives no value where one is required',
      },
      {
        keyword: 'minimum',
        instancePath: '',
        params: {},
        schemaPath: '',
        message: 'cannot be converted, since a value that is added to it must be >= 1',
      },
    ],
  })
})

const Account = z
  .object({ secret: z.string(), repeated: z.string() })
  .refine(({ secret, repeated }) => secret === repeated, { path: ['repeated'], message: 'must be the same' })
const account = [renameField(requestOf('POST /accounts', Account), 'again', 'repeated')]

t.test('what zod says beyond JSON Schema is told in old words, by the formatter of the route', async (t) => {
  const app = await start(t, account)
  app.post('/accounts', { schema: { body: Account } }, ({ body }) => body)
  const given = { method: 'POST', payload: { secret: 'a', again: 'b', repeated: 'b' } } as const
  t.strictSame(await refuse(app, { ...given, url: '/v1/accounts' }), 'body/again must be the same')
  t.strictSame(await refuse(app, { ...given, url: '/v2/accounts' }), 'body/repeated must be the same')
  t.strictSame(
    await refuse(app, { ...given, url: '/v1/accounts', payload: { secret: 'a', again: 'a' } }),
    200,
  )
})

t.test('a route that attaches what is wrong gets it in old words, and nothing is laid over it', async (t) => {
  const app = await start(t, [...people, ...account, renameField(queryOf('POST /people'), 'dry', 'dryRun')])
  const tell = (request: FastifyRequest): unknown => ({
    told: request.validationError?.message,
    context: request.validationError?.validationContext,
    paths: listPlaces(request.validationError?.validation),
    body: request.body,
    query: request.query,
  })
  const querystring = z.object({ dryRun: z.boolean().optional() })
  app.post('/people', { attachValidation: true, schema: { body: Person, querystring } }, tell)
  app.post('/accounts', { attachValidation: true, schema: { body: Account } }, tell)
  app.post('/cleared', { attachValidation: true, schema: { body: Person } }, (request) => {
    const held = request.validationError?.message
    Object.assign(request, { validationError: undefined })
    return [held, request.validationError ?? 'none']
  })
  const post = async (url: string, payload: object): Promise<unknown> =>
    (await app.inject({ method: 'POST', url, payload })).json()
  const converted = { id: 1, fullName: 'Ada Lovelace', contact: { mail: 'ada@example.com' } }

  t.strictSame(await post('/v1/people?dry=true', ada), { body: converted, query: { dryRun: true } })
  t.strictSame(
    await post('/v1/people?dry=true', { ...ada, firstName: undefined }),
    {
      told: "body must have required property 'firstName'",
      context: 'body',
      paths: [''],
      body: { id: 1, lastName: 'Lovelace', mail: 'ada@example.com' },
      query: { dryRun: true },
    },
    'what is valid is current all the same',
  )
  t.strictSame(await post('/v1/people?dry=maybe', { ...ada, mail: 'a@b' }), {
    told: 'querystring/dry must be boolean',
    context: 'querystring',
    paths: ['/dry'],
    body: { ...converted, contact: { mail: 'a@b' } },
    query: { dry: 'maybe' },
  })
  t.strictSame(await post('/v1/people', { ...ada, mail: 'a@b' }), {
    told: 'body/mail must NOT have fewer than 5 characters',
    context: 'body',
    paths: ['/mail'],
    body: { ...converted, contact: { mail: 'a@b' } },
    query: {},
  })
  t.strictSame(await post('/v2/people', { ...converted, fullName: 1, contact: {} }), {
    told: "body/contact must have required property 'mail'",
    context: 'body',
    paths: ['/contact'],
    body: { ...converted, fullName: '1', contact: {} },
    query: {},
  })
  t.strictSame(await post('/v1/accounts', { secret: 'a', again: 'b' }), {
    told: 'body/again must be the same',
    context: 'body',
    paths: ['/again'],
    body: { secret: 'a', repeated: 'b' },
    query: {},
  })
  t.strictSame(await post('/v1/cleared', { id: 1 }), ["body must have required property 'firstName'", 'none'])
})

t.test('the formatter of a route, of its instance or of the server makes all of these errors', async (t) => {
  const formatAs =
    (name: string) =>
    (errors: readonly { readonly instancePath: string; readonly message?: string }[], part: string): Error =>
      Object.assign(
        new Error(
          `${name}: ${errors.map((error) => `${part}${error.instancePath} ${String(error.message)}`).join('; ')}`,
        ),
        name === 'teapot' ? { statusCode: 418, code: 'TEAPOT' } : {},
      )
  const app = await start(t, [...people, ...account], { schemaErrorFormatter: formatAs('server') })
  tellAll(app)
  app.post('/people', { schema: { body: Person } }, ({ body }) => body)
  app.post(
    '/teapots',
    { schema: { body: Person }, schemaErrorFormatter: formatAs('teapot') },
    ({ body }) => body,
  )
  await app.register(async (scope) => {
    scope.post('/scoped/people', { schema: { body: Person } }, ({ body }) => body)
    scope.post('/accounts', { schema: { body: Account } }, ({ body }) => body)
    // It is found though it comes after the routes, as in Fastify.
    scope.setSchemaErrorFormatter(formatAs('scope'))
    await Promise.resolve()
  })
  const short = { ...ada, mail: 'a@b' }
  const pair = { secret: 'a', again: 'b', repeated: 'b' }
  const current = { id: 1, fullName: 'Ada', contact: { mail: 'a@b' } }
  const [mail, id] = ['body/mail must NOT have fewer than 5 characters', 'body/id must be integer']
  for (const [url, payload, status, told] of [
    ['/v1/people', short, 400, `server: ${mail}`],
    ['/v1/people', { ...ada, id: 'x' }, 400, `server: ${id}`],
    ['/v2/people', current, 400, 'server: body/contact/mail must NOT have fewer than 5 characters'],
    ['/v1/teapots', short, 418, `teapot: ${mail}`],
    ['/v1/teapots', { ...ada, id: 'x' }, 418, `teapot: ${id}`],
    ['/v2/teapots', current, 418, 'teapot: body/contact/mail must NOT have fewer than 5 characters'],
    ['/v1/scoped/people', short, 400, `scope: ${mail}`],
    ['/v1/scoped/people', { ...ada, id: 'x' }, 400, `scope: ${id}`],
    ['/v1/accounts', pair, 400, 'scope: body/again must be the same'],
    ['/v2/accounts', pair, 400, 'scope: body/repeated must be the same'],
  ] as const) {
    const answer = await app.inject({ method: 'POST', url, payload })
    const body = answer.json<{ message: string; code: string; context: string }>()
    t.strictSame(
      [answer.statusCode, body.message, body.code, body.context],
      [status, told, status === 418 ? 'TEAPOT' : 'FST_ERR_VALIDATION', 'body'],
      url,
    )
  }
})

t.test('a compiler of the service’s own is believed, whichever way it answers', async (t) => {
  const app = await start(t, [renameField('Word', 'text', 'word'), renameField('Word', 'way', 'how')])
  const word = {
    $id: 'Word',
    type: 'object',
    properties: { word: { type: 'string' }, how: { type: 'string' } },
  }
  app.addSchema(word)
  const ajv = new Ajv({ schemas: [word] })
  const fault = {
    keyword: 'taboo',
    instancePath: '/word',
    schemaPath: '#',
    params: {},
    message: '`word` is taboo',
  }
  app.post(
    '/words',
    {
      schema: { body: { $ref: 'Word#' } },
      validatorCompiler: ({ schema }) => {
        const check = ajv.compile(schema as object)
        const isOld = '$defs' in (schema as object)
        return (given: Readonly<Record<string, string>>) => {
          if (!check(given)) return { error: check.errors ?? [] }
          const text = given[isOld ? 'text' : 'word']
          if (text === (isOld ? 'old' : 'new'))
            return { error: [{ ...fault, instancePath: isOld ? '/text' : '/word' }] }
          if (text === 'thrown') return { error: new Error('no such word') }
          return { value: isOld ? { ...given, text: text?.trim() } : given }
        }
      },
    },
    ({ body }) => body,
  )
  const post = async (payload: object): Promise<unknown> => {
    const answer = await app.inject({ method: 'POST', url: '/v1/words', payload })
    const { message, ...rest } = answer.json<{ readonly message?: string }>()
    return message === undefined ? rest : [answer.statusCode, message]
  }
  t.strictSame(
    await post({ text: ' fine ', way: 'x' }),
    { word: 'fine', how: 'x' },
    'the value that it gives is taken',
  )
  t.strictSame(await post({ text: 'old' }), [400, 'body/text `word` is taboo'])
  t.strictSame(await post({ text: 'new' }), [400, 'body/text `text` is taboo'])
  t.strictSame(await post({ text: 'thrown' }), [400, 'no such word'])
})

t.test('a whole value that Ajv makes another is upgraded as that', async (t) => {
  const Tags = z.array(z.string())
  const upper = custom(requestOf('POST /tags', Tags), {
    old: z.array(z.string()),
    upgrade: (tags) => tags.map((tag) => tag.toUpperCase()),
    downgrade: (tags) => tags,
  })
  const app = await start(t, [upper])
  app.post('/tags', { schema: { body: Tags } }, ({ body }) => body)
  const payload = JSON.stringify('one')
  const answer = await app.inject({
    method: 'POST',
    url: '/v1/tags',
    payload,
    headers: { 'content-type': 'application/json' },
  })
  t.strictSame(answer.json(), ['ONE'])
})

t.test('requests of several versions at once do not get each other’s words', async (t) => {
  const app = await start(t, people)
  await app.register(problems)
  app.post('/people', { schema: { body: Person } }, ({ body }) => body)
  // Another preValidation hook lets others in between.
  app.addHook('preValidation', async () => {
    await new Promise((resolve) => setImmediate(resolve))
  })
  const current = { id: 1, fullName: 'Ada', contact: { mail: '' } }
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const [url, payload, pointer] =
        index % 2 === 0
          ? (['/v1/people', { ...ada, mail: '' }, '#/mail'] as const)
          : (['/v2/people', current, '#/contact/mail'] as const)
      const answer = await app.inject({ method: 'POST', url, payload })
      const { errors } = answer.json<{ errors: readonly { pointer: string }[] }>()
      return errors.map((error) => error.pointer).join() === pointer
    }),
  )
  t.strictSame(answers.filter((isRight) => !isRight).length, 0)
})
