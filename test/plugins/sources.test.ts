import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import {
  addEndpoint,
  defineChange,
  defineTimeline,
  fromClient,
  fromHeader,
  fromMediaType,
  fromPath,
  fromRequest,
  moveEndpoint,
  renameField,
  type RequestFacts,
  type Timeline,
} from '../../lib/index.ts'
import { problems, versioning, type VersioningOptions } from '../../plugins/index.ts'

const Item = z.object({ id: z.int(), title: z.string() }).meta({ id: 'Item' })
const titles = defineChange({
  summary: '`name` is `title`.',
  operations: [renameField(Item, 'name', 'title')],
})

const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    { name: '2', aliases: ['v2', 'latest', 'stable'], changes: [titles] },
    { name: '1', aliases: ['v1'] },
  ],
})
const item = { id: 1, title: 'One' }
const old = { id: 1, name: 'One' }

async function start(
  test: Test,
  options: Partial<VersioningOptions> = {},
  server: FastifyServerOptions = {},
): Promise<FastifyInstance> {
  const app = Fastify(server)
  test.teardown(() => app.close())
  await app.register(versioning, { timeline, ...options })
  await app.register(problems)
  return app
}

const toOne = (header: string | readonly string[] | undefined) => header?.toString()

interface Test {
  readonly teardown: (end: () => unknown) => void
}

function addItems(app: FastifyInstance, prefix = ''): void {
  app.get(`${prefix}/items`, { schema: { response: { 200: z.array(Item) } } }, () => [item])
  app.post<{ Body: typeof item }>(
    `${prefix}/items`,
    { schema: { body: Item, response: { 201: Item } } },
    ({ body }, reply) => reply.code(201).send(body),
  )
}

t.test('Accept chooses the version, and the answer is of the type that was asked for', async (t) => {
  const app = await start(t, { sources: [fromMediaType({ vendor: 'acme' })] })
  addItems(app)
  const get = async (accept: string) => {
    const { statusCode, headers, body } = await app.inject({ url: '/items', headers: { accept } })
    return [
      statusCode,
      headers['content-type'],
      headers['api-version'],
      headers.vary,
      statusCode < 400 ? body : '',
    ]
  }
  const [now, then] = [JSON.stringify([item]), JSON.stringify([old])]
  const utf8 = '; charset=utf-8'
  const problem = ['application/problem+json; charset=utf-8', undefined, 'accept', '']
  t.strictSame(await get('application/vnd.acme.v1+json'), [
    200,
    `application/vnd.acme.v1+json${utf8}`,
    '1',
    'accept',
    then,
  ])
  t.strictSame(await get('application/vnd.acme.2+json'), [
    200,
    `application/vnd.acme.2+json${utf8}`,
    '2',
    'accept',
    now,
  ])
  t.strictSame(await get('APPLICATION/Vnd.Acme.V1+JSON;Q=0.3'), [
    200,
    `application/vnd.acme.v1+json${utf8}`,
    '1',
    'accept',
    then,
  ])
  t.strictSame(await get('application/json; version=1'), [
    200,
    `application/json; version=1${utf8}`,
    '1',
    'accept',
    then,
  ])
  t.strictSame(await get('application/json; version="v1"'), [
    200,
    `application/json; version=v1${utf8}`,
    '1',
    'accept',
    then,
  ])
  t.strictSame(await get('application/vnd.acme+json; version=1'), [
    200,
    `application/vnd.acme+json; version=1${utf8}`,
    '1',
    'accept',
    then,
  ])
  t.strictSame(
    await get('application/vnd.acme.v2+json;q=0.5, application/vnd.acme.v1+json;q=0.8, */*;q=0.1'),
    [200, `application/vnd.acme.v1+json${utf8}`, '1', 'accept', then],
    'the most wanted one',
  )
  t.strictSame(
    await get('application/vnd.acme.v9+json, application/vnd.acme.v1+json;q=0.1'),
    [200, `application/vnd.acme.v1+json${utf8}`, '1', 'accept', then],
    'the most wanted one that there is',
  )
  t.strictSame(
    await get('application/vnd.acme.v1+json;q=0, application/vnd.acme.v2+json'),
    [200, `application/vnd.acme.v2+json${utf8}`, '2', 'accept', now],
    'what is not acceptable is not taken',
  )
  for (const parameters of [
    '; charset=utf-7',
    '; a="\\x"; boundary=z',
    '; profile="http://x/y"',
    '; x="\u0007"',
    '; x="\u20ac"',
    `; x=${'a'.repeat(9000)}`,
  ]) {
    t.strictSame(
      await get(`application/json; version=1${parameters}`),
      [200, `application/json; version=1${utf8}`, '1', 'accept', then],
      'of what a client has written, the version is sent back and nothing else',
    )
  }
  for (const open of [
    '*/*',
    'application/json',
    'text/html, *;q=.2',
    'application/vnd.other.v1+json',
    '',
    'nonsense',
    ';;;',
    'a/b/c',
  ]) {
    t.strictSame(await get(open), [200, `application/json${utf8}`, '2', 'accept', now], open)
  }
  t.strictSame(
    await get('application/vnd.acme.v9+json, application/*;q=0.1'),
    [200, `application/json${utf8}`, '2', 'accept', now],
    'another representation will do',
  )
  t.strictSame(await get('application/vnd.acme.v9+json'), [406, ...problem])
  t.strictSame(await get('application/vnd.acme.9+json, application/json;q=0'), [406, ...problem])
  t.strictSame(await get('application/json; version=v9, text/html'), [406, ...problem])
})

t.test('a media type that names a version, but not which, is refused in either header', async (t) => {
  const app = await start(t, { sources: [fromMediaType({ vendor: 'acme' })] })
  addItems(app)
  const types = [
    'application/json; version',
    'application/json; version=',
    'application/json; version="v1',
    'application/json; version=v1; version=v2',
    'application/json; version=v1; version=v1',
    'application/vnd.acme.v1+json; version=v2',
    'application/vnd.acme.+json',
  ]
  for (const type of types) {
    const accepted = await app.inject({ url: '/items', headers: { accept: type } })
    t.equal(accepted.statusCode, 406, `Accept: ${type}`)
    const sent = await app.inject({
      method: 'POST',
      url: '/items',
      headers: { 'content-type': type },
      body: JSON.stringify(item),
    })
    t.equal(sent.statusCode, 415, `Content-Type: ${type}`)
    t.match(sent.json(), { type: 'urn:tidemark:problem:malformed-version' })
  }
  const odd = await app.inject({
    url: '/items',
    headers: { accept: 'application/json; charset; x="; version=2' },
  })
  t.equal(odd.statusCode, 200, 'what says nothing of a version may be as it is')
})

t.test('Content-Type says of which version a body is, and disagrees with Accept at its peril', async (t) => {
  const app = await start(t, { sources: [fromMediaType({ vendor: 'acme' })] })
  addItems(app)
  const post = async (headers: Record<string, string>, body: object | string) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/items',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    const { type, detail } = answer.json<{ type?: string; detail?: string }>()
    return answer.statusCode < 400
      ? [answer.statusCode, answer.json<object>()]
      : [answer.statusCode, type, detail]
  }
  t.strictSame(await post({ 'content-type': 'application/vnd.acme.v1+json' }, old), [201, old])
  t.strictSame(await post({ 'content-type': 'application/vnd.acme.v1+json; charset=utf-8' }, old), [201, old])
  t.strictSame(await post({ 'content-type': 'application/json; version=1' }, old), [201, old])
  t.strictSame(await post({ 'content-type': 'application/json' }, item), [201, item])
  t.strictSame(
    await post(
      { 'content-type': 'application/vnd.acme.v1+json', accept: 'application/vnd.acme.1+json' },
      old,
    ),
    [201, old],
    'two names of one version agree',
  )
  t.strictSame(
    await post(
      { 'content-type': 'application/vnd.acme.v1+json', accept: 'application/vnd.acme.v2+json' },
      old,
    ),
    [
      400,
      'urn:tidemark:problem:conflicting-versions',
      'The header "accept" names "v2", which means 2, but the header "content-type" names "v1", which means 1. Name one version, or the same one twice.',
    ],
  )
  t.strictSame(await post({ 'content-type': 'application/vnd.acme.v9+json' }, old), [
    415,
    'urn:tidemark:problem:malformed-version',
    'The header "content-type" is "v9", which is neither an alias nor a whole number such as 2.',
  ])
  t.strictSame(await post({ 'content-type': 'application/vnd.acme.9+json' }, old), [
    415,
    'urn:tidemark:problem:unknown-version',
    'The header "content-type" names version "9", which this API does not have.',
  ])
  for (const list of [
    'application/vnd.acme.v1+json, application/json',
    'application/json, application/json; version=1',
    'application/vnd.acme.v1+json, application/vnd.acme.v1+json',
  ]) {
    t.strictSame((await post({ 'content-type': list }, old)).slice(0, 2), [
      415,
      'urn:tidemark:problem:malformed-version',
    ])
  }
  t.strictSame(await post({ 'content-type': 'application/vnd.acme.v1+xml' }, '<a/>'), [
    415,
    'about:blank',
    'Unsupported Media Type',
  ])
  t.strictSame((await post({ 'content-type': 'application/vnd.acme.v1+json' }, '{')).slice(0, 2), [
    400,
    'about:blank',
  ])
})

t.test(
  'a body with a media type of its own for each route is found by its type without the version',
  async (t) => {
    const app = await start(t, { sources: [fromMediaType({ vendor: 'acme' })] })
    app.post<{ Body: typeof item }>(
      '/items',
      { schema: { body: { content: { 'application/json': { schema: Item } } } } },
      ({ body, headers }) => [body, String(headers['content-type'])],
    )
    const answer = await app.inject({
      method: 'POST',
      url: '/items',
      headers: { 'content-type': 'application/vnd.acme.v1+json; charset=utf-8' },
      body: JSON.stringify(old),
    })
    t.strictSame(answer.json(), [item, 'application/json; charset=utf-8'])
  },
)

t.test('a pinned client gets its version, unless the request names another one', async (t) => {
  const asked: string[] = []
  const pins: Record<string, string> = { old: 'v1', new: '2', gone: '7' }
  const client = fromClient({
    key: ({ headers }) => toOne(headers.authorization),
    lookup: (key) => {
      asked.push(key)
      return pins[key]
    },
  })
  const app = await start(t, { sources: [client, fromHeader()] })
  addItems(app)
  const get = async (authorization: string | undefined, version?: string) => {
    const headers = {
      ...(authorization === undefined ? {} : { authorization }),
      ...(version === undefined ? {} : { 'api-version': version }),
    }
    const answer = await app.inject({ url: '/items', headers })
    return [answer.statusCode, answer.headers['api-version'], answer.headers.vary]
  }
  const vary = 'api-version, authorization'
  t.strictSame(await get('old'), [200, '1', vary])
  t.strictSame(await get('new'), [200, '2', vary])
  t.strictSame(await get('nobody'), [200, '2', vary], 'not pinned')
  t.strictSame(await get(undefined), [200, '2', vary], 'not known')
  t.strictSame(await get('old', 'v2'), [200, '2', vary], 'the request wins')
  const gone = await app.inject({ url: '/items', headers: { authorization: 'gone' } })
  t.strictSame(
    [gone.statusCode, gone.json<{ detail: string }>().detail],
    [400, 'The client\'s pin names version "7", which this API does not have.'],
  )
  t.strictSame(await get('old'), [200, '1', vary])
  t.strictSame(
    asked,
    ['old', 'new', 'nobody', 'gone'],
    'each client is looked up once, and not where the request wins',
  )
})

t.test('a pin that is not overridable is a source like others', async (t) => {
  const client = fromClient({
    key: ({ headers }) => toOne(headers.authorization),
    lookup: () => 'v1',
    overridable: false,
  })
  const app = await start(t, { sources: [fromHeader(), client] })
  addItems(app)
  const answer = await app.inject({ url: '/items', headers: { authorization: 'a', 'api-version': '2' } })
  t.strictSame(
    [answer.statusCode, answer.json<{ detail: string }>().detail],
    [
      400,
      'The header "api-version" names "2", but the client\'s pin names "v1", which means 1. Name one version, or the same one twice.',
    ],
  )
})

t.test('what a client is known by may have to be waited for, as where a token is verified', async (t) => {
  const asked: string[] = []
  const client = fromClient({
    key: async ({ headers }) => {
      await Promise.resolve()
      if (headers.authorization === 'forged') throw new Error('The signature is wrong.')
      return toOne(headers.authorization)
    },
    lookup: (key) => {
      asked.push(key)
      return key === 'old' ? 'v1' : undefined
    },
  })
  const app = await start(t, { sources: [client] })
  addItems(app)
  const get = async (authorization?: string) => {
    const headers = authorization === undefined ? {} : { authorization }
    const answer = await app.inject({ url: '/items', headers })
    return [answer.statusCode, answer.headers['api-version']]
  }
  for (const _ of [1, 2]) t.strictSame(await get('old'), [200, '1'])
  t.strictSame(await get('new'), [200, '2'])
  t.strictSame(await get(), [200, '2'])
  t.equal((await get('forged'))[0], 500)
  t.strictSame(asked, ['old', 'new'])
})

t.test('lookups that come at once share one call, and one that fails is not remembered', async (t) => {
  let calls = 0
  const client = fromClient({
    key: ({ headers }) => toOne(headers.authorization),
    lookup: async () => {
      calls += 1
      await new Promise((resolve) => setTimeout(resolve, 10))
      if (calls === 1) throw new Error('The database is away.')
      return 'v1'
    },
  })
  const app = await start(t, { sources: [client] })
  addItems(app)
  const get = () => app.inject({ url: '/items', headers: { authorization: 'a' } })
  t.strictSame(
    (await Promise.all([get(), get(), get()])).map(({ statusCode }) => statusCode),
    [500, 500, 500],
  )
  t.equal(calls, 1)
  t.strictSame(
    (await Promise.all([get(), get(), get()])).map(({ statusCode }) => statusCode),
    [200, 200, 200],
  )
  t.equal(calls, 2)
})

t.test('a cache forgets after its time and beyond its room, and may be left out', async (t) => {
  const asked: string[] = []
  const withCache = async (cache: false | { ttl?: number; max?: number }) => {
    const key = ({ headers }: RequestFacts) => toOne(headers.authorization)
    const lookup = (client: string) => {
      asked.push(client)
      return 'v1'
    }
    const app = await start(t, { sources: [fromClient({ key, lookup, cache })] })
    addItems(app)
    return (authorization: string) => app.inject({ url: '/items', headers: { authorization } })
  }
  const small = await withCache({ max: 1 })
  for (const client of ['a', 'a', 'b', 'a']) await small(client)
  t.strictSame(asked.splice(0), ['a', 'b', 'a'])
  const short = await withCache({ ttl: 20 })
  await short('a')
  await new Promise((resolve) => setTimeout(resolve, 40))
  await short('a')
  t.strictSame(asked.splice(0), ['a', 'a'])
  const none = await withCache(false)
  for (const client of ['a', 'a']) await none(client)
  t.strictSame(asked.splice(0), ['a', 'a'])
  for (const cache of [{ max: 0 }, { ttl: -1 }, { ttl: 0.5 }, { ttl: Infinity }, { max: NaN }]) {
    t.throws(() => fromClient({ key: () => 'a', lookup: () => 'v1', cache }), { code: 'TDM_CLIENT_OPTION' })
  }
})

t.test('a function of the service’s own is a source like any other', async (t) => {
  const subdomain = fromRequest(({ headers }) => /^(v\d+)\./.exec(String(headers.host))?.[1], {
    name: 'the subdomain',
    inUrl: true,
  })
  const app = await start(t, { sources: [subdomain, fromHeader()] })
  addItems(app)
  const get = async (host: string, version?: string) => {
    const headers = { host, ...(version === undefined ? {} : { 'api-version': version }) }
    const answer = await app.inject({ url: '/items', headers })
    const { detail } = answer.json<{ detail?: string }>()
    return [answer.statusCode, answer.headers['api-version'] ?? detail, answer.headers.vary]
  }
  t.strictSame(await get('v1.example.com'), [200, '1', undefined])
  t.strictSame(await get('example.com'), [200, '2', 'api-version'])
  t.strictSame(await get('v1.example.com', 'v2'), [
    400,
    'The subdomain names "v1", which means 1, but the header "api-version" names "v2", which means 2. Name one version, or the same one twice.',
    'api-version',
  ])
  t.strictSame((await get('v7.example.com')).slice(0, 2), [
    400,
    'The subdomain is "v7", which is neither an alias nor a whole number such as 2.',
  ])
})

t.test(
  'a source that is made out of another one is asked as it is, and not for what that would say',
  async (t) => {
    const trimmed = {
      ...fromHeader(),
      read: ({ headers }: RequestFacts) => toOne(headers['api-version'])?.slice(1),
    }
    const elsewhere = { ...fromHeader('x-version'), key: 'api-version' }
    for (const [source, name, value] of [
      [trimmed, 'api-version', '21'],
      [elsewhere, 'x-version', '1'],
    ] as const) {
      const app = await start(t, { sources: [source] })
      addItems(app)
      t.strictSame((await app.inject({ url: '/items', headers: { [name]: value } })).json(), [old])
    }
    const app = await start(t)
    addItems(app)
    const headers = { 'api-version': '1' }
    t.strictSame((await app.inject({ url: '/items', headers })).json(), [old])
    t.strictSame((await app.inject({ url: '/1/items' })).json(), [old])
    t.strictSame((await app.inject({ url: '/1/items', headers })).json(), [old])
    // Two that disagree are compared, however each of them is written.
    t.equal((await app.inject({ url: '/2/items', headers })).statusCode, 400)
    t.equal((await app.inject({ url: '/items?api-version=2', headers })).statusCode, 400)
    t.strictSame((await app.inject({ url: '/items?api-version=1', headers })).json(), [old])
  },
)

t.test('a source that throws fails the request, and neither the process nor another request', async (t) => {
  const thrower = fromRequest(
    ({ headers }) => {
      if (headers['x-fail'] === 'now') throw Object.assign(new Error('No.'), { statusCode: 418 })
      if (headers['x-fail'] === 'later') return Promise.reject(new Error('Later.'))
      return 'v1'
    },
    { name: 'the test' },
  )
  for (const ranged of [false, true]) {
    const app = await start(t, { sources: [thrower] })
    addItems(app)
    if (ranged) app.get('/ranged', { config: { versions: 'v1' } }, () => 'x')
    const get = async (fail: string, url = '/items') =>
      (await app.inject({ url, headers: { 'x-fail': fail } })).statusCode
    t.strictSame([await get('now'), await get('later'), await get('not')], [418, 500, 200])
    if (ranged)
      t.strictSame(
        [await get('now', '/ranged'), await get('later', '/ranged'), await get('', '/ranged')],
        [418, 500, 200],
      )
  }
})

t.test('a source says nothing by null, may answer by any promise, and nothing but names', async (t) => {
  const errors: string[] = []
  const answers: Readonly<Record<string, unknown>> = {
    null: null,
    later: Promise.resolve(null),
    thenable: {
      then: (resolve: (name: string) => void) => {
        resolve('v1')
      },
    },
    number: 1,
    row: { version: 'v1' },
  }
  const read = ({ headers }: RequestFacts) => answers[String(headers['x-key'])] as string
  const sources = [
    [
      fromClient({
        key: ({ headers }) => toOne(headers['x-key']) ?? null,
        lookup: (_key, facts) => read(facts),
      }),
    ],
    [fromRequest(read, { name: 'the tenant' })],
  ]
  for (const own of sources) {
    const app = await start(t, { sources: own })
    app.addHook('onError', async (_request, _reply, error) => {
      errors.push(error.message)
    })
    addItems(app)
    const get = async (key: string) => {
      const answer = await app.inject({ url: '/items', headers: { 'x-key': key } })
      return [answer.statusCode, answer.headers['api-version']]
    }
    t.strictSame(
      [await get('null'), await get('later')],
      [
        [200, '2'],
        [200, '2'],
      ],
    )
    // What is remembered is the same again.
    t.strictSame(
      [await get('thenable'), await get('thenable')],
      [
        [200, '1'],
        [200, '1'],
      ],
    )
    t.strictSame([(await get('number'))[0], (await get('row'))[0]], [500, 500])
    t.equal((await app.inject('/items')).statusCode, 200)
  }
  const fix = 'It has to return the name of a version as a string, or undefined if there is none.'
  t.strictSame(errors, [
    `The source of versions "the client's pin" returned a value of the type number. ${fix}`,
    `The source of versions "the client's pin" returned a value of the type object. ${fix}`,
    `The source of versions "the tenant" returned a value of the type number. ${fix}`,
    `The source of versions "the tenant" returned a value of the type object. ${fix}`,
  ])
})

t.test('the fallback may be a function, or a refusal', async (t) => {
  const app = await start(t, {
    fallback: ({ headers }) => (headers['user-agent'] === 'old-sdk' ? 'v1' : Promise.resolve('latest')),
  })
  addItems(app)
  const get = async (agent: string, url = '/items') => {
    const answer = await app.inject({ url, headers: { 'user-agent': agent } })
    return [answer.statusCode, answer.headers['api-version']]
  }
  t.strictSame(await get('old-sdk'), [200, '1'])
  t.strictSame(await get('other'), [200, '2'])
  t.strictSame(await get('old-sdk', '/v2/items'), [200, '2'])
  const wrong = await start(t, { fallback: () => 'v9' }, { logger: false })
  addItems(wrong)
  t.equal((await wrong.inject('/items')).statusCode, 500)

  const required = await start(t, { fallback: 'required' })
  addItems(required)
  required.get('/health', { config: { versioning: false } }, () => 'ok')
  const refused = await required.inject('/items')
  t.strictSame(
    [
      refused.statusCode,
      refused.headers['content-type'],
      refused.headers.vary,
      refused.headers['cache-control'],
    ],
    [400, 'application/problem+json; charset=utf-8', 'api-version', 'no-store'],
  )
  t.strictSame(refused.json(), {
    type: 'urn:tidemark:problem:missing-version',
    title: 'The request has to name an API version',
    status: 400,
    detail: 'Name a version in the path or the header "api-version" or the query parameter "api-version".',
    supported: [
      { version: '2', aliases: ['v2', 'latest', 'stable'] },
      { version: '1', aliases: ['v1'] },
    ],
  })
  t.strictSame((await required.inject('/v1/items')).json(), [old])
  t.equal((await required.inject('/health')).statusCode, 200)
  t.equal((await required.inject('/nowhere')).statusCode, 404)
})

t.test('what reads a header where no version is named is a source, and Vary names the header', async (t) => {
  const ofTenant = fromRequest(({ headers }) => (headers['x-tenant'] === 'old' ? 'v1' : undefined), {
    name: 'the tenant',
    vary: ['x-tenant'],
    isDefault: true,
  })
  const app = await start(t, { sources: [ofTenant, fromHeader()] })
  addItems(app)
  for (const [headers, version] of [
    [{ 'x-tenant': 'old' }, '1'],
    [{ 'x-tenant': 'new' }, '2'],
    [{ 'x-tenant': 'old', 'api-version': '2' }, '2'],
  ] as const) {
    const answer = await app.inject({ url: '/items', headers })
    t.strictSame(
      [answer.statusCode, answer.headers['api-version'], answer.headers.vary],
      [200, version, 'api-version, x-tenant'],
    )
  }
})

t.test('matching is exact or nearest, whatever the scheme', async (t) => {
  const dates = defineTimeline({ scheme: 'date', versions: [{ name: '2026-06-01' }, { name: '2026-03-01' }] })
  const semver = defineTimeline({ scheme: 'semver', versions: [{ name: '2.0.0' }, { name: '1.2.0' }] })
  const answer = async (given: Timeline, matching: 'exact' | 'nearest' | undefined, version: string) => {
    const app = await start(t, { timeline: given, ...(matching === undefined ? {} : { matching }) })
    app.get('/x', () => ({}))
    const { statusCode, headers } = await app.inject({ url: '/x', headers: { 'api-version': version } })
    return headers['api-version'] ?? statusCode
  }
  t.strictSame(
    [
      await answer(dates, undefined, '2026-05-01'),
      await answer(dates, 'exact', '2026-05-01'),
      await answer(dates, 'nearest', '2026-05-01'),
      await answer(dates, 'nearest', '2020-05-01'),
      await answer(semver, undefined, '1.9'),
      await answer(semver, undefined, '2'),
      await answer(semver, 'exact', '1.9'),
      await answer(semver, 'nearest', '1.9'),
      await answer(semver, 'nearest', '1.1.9'),
    ],
    ['2026-03-01', 400, '2026-03-01', 400, 400, '2.0.0', 400, '1.2.0', 400],
  )
})

t.test('the segment may stand behind a part of the path, with parameters in it', async (t) => {
  const app = await start(t, { sources: [fromPath({ after: '/shops/:shop' }), fromHeader()] })
  app.get<{ Params: { shop: string } }>(
    '/shops/:shop/items',
    { schema: { response: { 200: z.array(Item) } } },
    ({ params }) => [{ id: 1, title: Object.entries(params).flat().join() }],
  )
  app.get('/items', { schema: { response: { 200: z.array(Item) } } }, () => [item])
  t.strictSame((await app.inject('/shops/12/v1/items')).json(), [{ id: 1, name: 'shop,12' }])
  t.strictSame((await app.inject('/shops/v1/v2/items')).json(), [{ id: 1, title: 'shop,v1' }])
  t.strictSame((await app.inject('/shops/12/items')).json(), [{ id: 1, title: 'shop,12' }])
  t.equal(
    (await app.inject('/shops/12/v9/items')).json<{ type: string }>().type,
    'urn:tidemark:problem:unknown-version',
  )
  t.equal((await app.inject('/v1/items')).statusCode, 404, 'a route that does not begin so has no segment')
  t.strictSame((await app.inject({ url: '/items', headers: { 'api-version': 'v1' } })).json(), [old])
})

t.test('what is new at a path hides nothing that older versions have there', async (t) => {
  const search = defineChange({
    summary: 'Items can be searched.',
    operations: [addEndpoint('GET /items/search')],
  })
  const moved = defineChange({
    summary: '`/parts` is `/pieces`.',
    operations: [moveEndpoint('/parts', '/pieces')],
  })
  const reused = defineChange({
    summary: '`/parts` is something else.',
    operations: [addEndpoint('GET /parts')],
  })
  const given = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '3', aliases: ['v3'], changes: [reused] },
      { name: '2', aliases: ['v2'], changes: [search, moved] },
      { name: '1', aliases: ['v1'] },
    ],
  })
  const app = await start(t, { timeline: given })
  app.get('/items/search', () => ({ is: 'search' }))
  app.get<{ Params: { id: string } }>('/items/:id', ({ params }) => ({ is: `item ${params.id}` }))
  app.get('/pieces', () => ({ is: 'pieces' }))
  app.get('/parts', () => ({ is: 'another thing' }))
  const get = async (path: string) => {
    const found = ['v3', 'v2', 'v1'].map(async (version) => {
      const [first, second] = await Promise.all([
        app.inject(`/${version}${path}`),
        app.inject({ url: path, headers: { 'api-version': version } }),
      ])
      const body = first.json<{ is?: string }>()
      if (body.is !== second.json<{ is?: string }>().is) return 'they differ'
      return body.is ?? first.statusCode
    })
    return Promise.all(found)
  }
  t.strictSame(await get('/items/search'), ['search', 'search', 'item search'])
  t.strictSame(await get('/items/12'), ['item 12', 'item 12', 'item 12'])
  t.strictSame(await get('/parts'), ['another thing', 404, 'pieces'])
  t.strictSame(await get('/pieces'), ['pieces', 'pieces', 404])
})

t.test('a version that has no name yet is reached by its path', async (t) => {
  const names = [
    ['date', '2026-01-01'],
    ['integer', '1'],
    ['semver', '1.0.0'],
  ] as const
  for (const [scheme, name] of names) {
    const app = await start(t, {
      sources: [fromPath()],
      timeline: defineTimeline({ scheme, versions: [{ name: 'unreleased', changes: [titles] }, { name }] }),
    })
    addItems(app)
    t.strictSame((await app.inject('/unreleased/items')).json(), [item], scheme)
    t.strictSame((await app.inject(`/${name}/items`)).json(), [old], scheme)
    t.equal((await app.inject('/released/items')).statusCode, 404)
  }
})

t.test('where a query may begin with a semicolon, a version in it is seen', async (t) => {
  const app = await start(t, {}, { useSemicolonDelimiter: true })
  addItems(app)
  for (const url of [
    '/items;api-version=1',
    '/items?api-version=1',
    '/items;a=b&api-version=1',
    '/v1/items;a=b',
  ]) {
    t.strictSame((await app.inject(url)).json(), [old], url)
  }
  const plain = await start(t)
  addItems(plain)
  t.equal((await plain.inject('/items;api-version=1')).statusCode, 404)
})

t.test('requests share what is told of their version, and none of them can change it', async (t) => {
  const app = await start(t, { sources: [fromPath(), fromHeader(), fromMediaType()] })
  const found: unknown[] = []
  app.get('/items', ({ apiVersion }) => {
    found.push(apiVersion)
    t.throws(() => Object.assign(apiVersion ?? {}, { name: '2' }), TypeError)
    return { name: apiVersion?.name }
  })
  const ask = async (url: string, headers: Record<string, string> = {}): Promise<unknown> => {
    t.strictSame((await app.inject({ url, headers })).json(), { name: '1' })
    return found.at(-1)
  }
  const header = await ask('/items', { 'api-version': '1' })
  t.equal(await ask('/items', { 'api-version': '1' }), header)
  t.not(await ask('/items', { 'api-version': 'v1' }), header, 'it tells what the client wrote')
  t.not(await ask('/1/items'), header, 'and where')
  t.equal(await ask('/1/items'), found.at(-2))
  t.not(await ask('/items', { accept: 'application/json; version=1' }), header, 'and how it is answered')
})
