import formats from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import t from 'tap'
import { request } from 'undici'
import { build } from '../../examples/01-users/app.ts'
import { validateDocument } from '../lib/openapi/validate-document.ts'

const now = (): Date => new Date('2026-11-22T00:00:00Z')

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: unknown
}

/** Starts the service on a real socket, and answers how to call it. */
async function start(test: Test): Promise<(path: string, options?: CallOptions) => Promise<Answer>> {
  const app = await build({ now })
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  test.teardown(() => app.close())
  return async (path, { headers = {}, body } = {}) => {
    const answer = await request(address + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.json() }
  }
}

/** What a test of the runner is used for here. */
interface Test {
  readonly teardown: (end: () => unknown) => void
}

interface CallOptions {
  readonly headers?: Record<string, string>
  readonly body?: unknown
}

const flat = { street: '2 Bletchley Park', city: 'Milton Keynes', country: 'GB' }
const turing = {
  v1: {
    id: 3,
    email: 'alan.turing@example.com',
    firstName: 'Alan',
    lastName: 'Turing',
    status: 0,
    ...flat,
    created_at: 1_756_891_800,
  },
  v2: {
    id: 3,
    email: 'alan.turing@example.com',
    firstName: 'Alan',
    lastName: 'Turing',
    status: 'suspended',
    address: flat,
    createdAt: '2025-09-03T09:30:00Z',
  },
  v3: {
    id: 3,
    email: 'alan.turing@example.com',
    fullName: 'Alan Turing',
    status: 'suspended',
    address: flat,
    createdAt: '2025-09-03T09:30:00Z',
  },
}
const supported = [
  { version: '2026-11-01', aliases: ['v3'] },
  { version: '2026-03-01', aliases: ['v2'] },
  { version: '2025-09-01', aliases: ['v1'] },
]

t.test('each version reads a user in its own shape, however the version is named', async (t) => {
  const call = await start(t)
  const cases = [
    ['v1', '/v1/people/3', {}],
    ['v1', '/2025-09-01/people/3', {}],
    ['v1', '/people/3', { 'api-version': '2025-09-01' }],
    ['v1', '/people/3', { 'api-version': 'v1' }],
    ['v1', '/people/3', { 'api-version': '2026-02-28' }],
    ['v1', '/people/3?api-version=2025-09-01', {}],
    ['v1', '/people/3?api-version=v1', {}],
    ['v2', '/v2/users/3', {}],
    ['v2', '/users/3', { 'api-version': '2026-03-01' }],
    ['v2', '/users/3', { 'api-version': '2026-10-31' }],
    ['v2', '/users/3?api-version=v2', {}],
    ['v3', '/v3/users/3', {}],
    ['v3', '/users/3', { 'api-version': 'v3' }],
    ['v3', '/users/3', { 'api-version': '2030-01-01' }],
    ['v3', '/users/3?api-version=2026-11-01', {}],
    ['v3', '/users/3', {}],
    ['v1', '/v1/people/3?api-version=2025-09-01', { 'api-version': 'v1' }],
  ] as const
  for (const [version, path, headers] of cases) {
    const answer = await call(path, { headers: { ...headers } })
    t.equal(answer.status, 200, `${path} ${JSON.stringify(headers)} is found`)
    t.strictSame(answer.body, turing[version], `${path} ${JSON.stringify(headers)} is of ${version}`)
  }
})

t.test('lists are arrays in the old versions, and stand in an envelope in the current one', async (t) => {
  const call = await start(t)
  const v1 = (await call('/v1/people')).body as readonly unknown[]
  const v2 = (await call('/v2/users')).body as readonly unknown[]
  const v3 = (await call('/v3/users')).body as { readonly data: readonly unknown[]; readonly meta: unknown }
  t.strictSame([v1.length, v2.length, v3.data.length], [25, 25, 25])
  t.strictSame(v3.meta, { total: 25 })
  t.strictSame([v1[2], v2[2], v3.data[2]], [turing.v1, turing.v2, turing.v3])
})

t.test('a name of one word has an empty last name', async (t) => {
  const call = await start(t)
  const { body } = await call('/v1/people/2')
  t.match(body, { firstName: 'Hypatia', lastName: '' })
})

t.test('what one version writes every version reads', async (t) => {
  const call = await start(t)
  const sent = {
    v1: { email: 'new@example.com', firstName: 'New', lastName: 'Reader', status: 0, ...flat },
    v2: { email: 'new@example.com', firstName: 'New', lastName: 'Reader', status: 'inactive', address: flat },
    v3: { email: 'new@example.com', fullName: 'New Reader', status: 'inactive', address: flat },
  }
  const read = (id: number) => ({
    v1: { id, ...sent.v1, created_at: 1_795_305_600 },
    v2: { id, ...sent.v2, createdAt: '2026-11-22T00:00:00Z' },
    v3: { id, ...sent.v3, createdAt: '2026-11-22T00:00:00Z' },
  })
  const paths = { v1: '/v1/people', v2: '/v2/users', v3: '/v3/users' }
  let id = 25
  for (const version of ['v1', 'v2', 'v3'] as const) {
    id += 1
    const created = await call(paths[version], { body: sent[version] })
    t.equal(created.status, 201, `${version} creates`)
    t.strictSame(created.body, read(id)[version], `${version} gets back what it sent`)
    for (const reader of ['v1', 'v2', 'v3'] as const) {
      const { body } = await call(`${paths[reader]}/${String(id)}`)
      t.strictSame(body, read(id)[reader], `${reader} reads what ${version} wrote`)
    }
  }
})

t.test('a body is checked in the words of its own version', async (t) => {
  const call = await start(t)
  const v1 = await call('/v1/people', {
    body: { email: 'x@example.com', status: 'active', lastName: '', ...flat },
  })
  t.equal(v1.status, 400)
  t.strictSame(v1.body, { error: "body must have required property 'firstName'", code: 400 })
  const v2 = await call('/v2/users', {
    body: { email: 'x@example.com', fullName: 'X', status: 'active', address: flat },
  })
  t.equal(v2.status, 400)
  t.equal(v2.headers['content-type'], 'application/problem+json; charset=utf-8')
  t.strictSame(v2.body, {
    type: 'about:blank',
    title: 'Bad Request',
    status: 400,
    detail: "body must have required property 'firstName'",
    errors: [{ pointer: '#', detail: "must have required property 'firstName'" }],
  })
  const v3 = await call('/v3/users', { body: { ...turing.v3, status: 'gone' } })
  t.match(v3.body, { status: 400, errors: [{ pointer: '#/status' }] })
})

t.test('paths belong to their versions', async (t) => {
  const call = await start(t)
  const missing = [
    ['/people', '2026-11-01'],
    ['/v1/users', '2025-09-01'],
    ['/v2/people', '2026-03-01'],
    ['/v3/people/1', '2026-11-01'],
    ['/people?api-version=v2', '2026-03-01'],
    ['/users?api-version=v1', '2025-09-01'],
  ] as const
  for (const [path, version] of missing) {
    const answer = await call(path)
    t.equal(answer.status, 404, `${path} is not found`)
    t.equal(answer.headers['api-version'], version, `${path} names the version that says so`)
  }
  t.strictSame((await call('/v1/people/99')).body, { error: 'There is no user 99.', code: 404 })
  t.match((await call('/v2/users/99')).body, { status: 404, detail: 'There is no user 99.' })
  t.strictSame((await call('/v1/nothing')).body, { error: 'GET /v1/nothing does not exist.', code: 404 })
})

t.test('an unknown version is a problem that lists the versions there are', async (t) => {
  const call = await start(t)
  for (const [path, headers] of [
    ['/users?api-version=v9', {}],
    ['/users', { 'api-version': 'v9' }],
    ['/users', { 'api-version': '' }],
    ['/users', { 'api-version': 'x'.repeat(10_000) }],
    ['/users', { 'api-version': '2025-08-31' }],
    ['/users', { 'api-version': '2026-02-30' }],
    ['/users?api-version=v1&api-version=v3', {}],
    ['/users?api-version=__proto__', {}],
  ] as const) {
    const answer = await call(path, { headers: { ...headers } })
    t.equal(answer.status, 400, `${path} ${JSON.stringify(headers).slice(0, 40)} is refused`)
    t.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
    t.equal(answer.headers['cache-control'], 'no-store')
    t.match(answer.body, { status: 400, supported })
  }
  const unknown = await call('/v9/users')
  t.equal(unknown.status, 404)
  t.strictSame(unknown.body, {
    type: 'urn:tidemark:problem:unknown-version',
    title: 'There is no such API version',
    status: 404,
    detail: 'The path names version "v9", which this API does not have.',
    supported,
  })
})

t.test('two sources that disagree are a 400 that names both', async (t) => {
  const call = await start(t)
  const answer = await call('/v1/people', { headers: { 'api-version': 'v2' } })
  t.equal(answer.status, 400)
  t.match(answer.body, {
    type: 'urn:tidemark:problem:conflicting-versions',
    detail:
      'The path names "v1", which means 2025-09-01, but the header "api-version" names "v2", which means 2026-03-01. Name one version, or the same one twice.',
  })
  t.equal((await call('/users?api-version=v3', { headers: { 'api-version': 'v2' } })).status, 400)
})

t.test('deprecated versions say since when, until when, and what comes next', async (t) => {
  const call = await start(t)
  const v1 = await call('/v1/people')
  t.equal(v1.headers.deprecation, '@1772323200')
  t.equal(v1.headers.sunset, 'Thu, 31 Dec 2026 00:00:00 GMT')
  t.equal(v1.headers.link, '</v2/users>; rel="successor-version", </v3/users>; rel="latest-version"')
  const v2 = await call('/v2/users/3')
  t.equal(v2.headers.deprecation, '@1793491200')
  t.equal(v2.headers.sunset, 'Mon, 01 Nov 2027 00:00:00 GMT')
  t.equal(v2.headers.link, '</v3/users/3>; rel="successor-version", </v3/users/3>; rel="latest-version"')
  const v3 = await call('/v3/users')
  t.strictSame(
    [v3.headers.deprecation, v3.headers.sunset, v3.headers.link],
    [undefined, undefined, undefined],
  )
})

t.test('Vary names the header wherever it could have chosen, and nowhere else', async (t) => {
  const call = await start(t)
  const vary = async (path: string, headers: Record<string, string> = {}) =>
    (await call(path, { headers })).headers.vary
  t.equal(await vary('/users'), 'api-version')
  t.equal(await vary('/users', { 'api-version': 'v2' }), 'api-version')
  t.equal(await vary('/people'), 'api-version')
  t.equal(await vary('/users', { 'api-version': 'v9' }), 'api-version')
  t.equal(await vary('/v1/people'), undefined)
  t.equal(await vary('/users?api-version=v2'), undefined)
  t.equal(await vary('/health'), undefined)
})

t.test('what is missing in one version is not cached for all of them', async (t) => {
  const call = await start(t)
  const cacheControl = async (path: string) => (await call(path)).headers['cache-control']
  t.equal(await cacheControl('/people'), 'no-store')
  t.equal(await cacheControl('/users/99'), 'no-store')
  t.equal(await cacheControl('/v1/people/99'), undefined)
  t.equal(await cacheControl('/users/3'), undefined)
})

t.test('/health has no versions', async (t) => {
  const call = await start(t)
  for (const headers of [{}, { 'api-version': 'v1' }, { 'api-version': 'nonsense' }] as const) {
    const answer = await call('/health', { headers: { ...headers } })
    t.equal(answer.status, 200)
    t.strictSame(answer.body, { status: 'ok' })
    t.equal(answer.headers['api-version'], undefined)
  }
  t.equal((await call('/v1/health')).status, 404)
})

t.test('HEAD answers as GET does, without the body', async (t) => {
  const app = await build({ now })
  t.teardown(() => app.close())
  for (const url of ['/v1/people', '/v3/users', '/people?api-version=v1', '/v2/users/3']) {
    const get = await app.inject({ method: 'GET', url })
    const head = await app.inject({ method: 'HEAD', url })
    t.equal(head.statusCode, get.statusCode, url)
    t.equal(head.headers['content-length'], get.headers['content-length'], url)
    t.equal(head.headers['api-version'], get.headers['api-version'], url)
    t.equal(head.body, '')
  }
})

t.test('after its sunset a version answers 410, where the service enforces it', async (t) => {
  const after = { now: () => new Date('2027-01-01T00:00:00Z') }
  const lenient = await build(after)
  const strict = await build({ ...after, enforceSunset: true })
  t.teardown(() => Promise.all([lenient.close(), strict.close()]))
  t.equal((await lenient.inject('/v1/people')).statusCode, 200)
  const retired = await strict.inject('/v1/people/3')
  t.equal(retired.statusCode, 410)
  t.equal(retired.headers['cache-control'], 'no-store')
  t.equal(retired.headers.link, '</v2/users/3>; rel="successor-version", </v3/users/3>; rel="latest-version"')
  t.match(retired.json(), {
    type: 'urn:tidemark:problem:retired-version',
    status: 410,
    detail: 'Version 2025-09-01 was retired on 2026-12-31. Use 2026-11-01.',
    supported: supported.slice(0, 2),
  })
  t.equal((await strict.inject('/v2/users')).statusCode, 200)
  t.equal((await strict.inject('/health')).statusCode, 200)
})

t.test('each version has a valid document, served and in memory', async (t) => {
  const call = await start(t)
  const paths = {
    v1: ['/people', '/people/{id}'],
    v2: ['/users', '/users/{id}'],
    v3: ['/users', '/users/{id}'],
  }
  for (const [alias, expected] of Object.entries(paths)) {
    const { body, status } = await call(`/openapi/${alias}.json`)
    t.equal(status, 200)
    const document = body as { info: { version: string }; paths: object; servers: unknown }
    const { valid, errors } = await validateDocument(document)
    t.ok(valid, `the document of ${alias} is valid: ${JSON.stringify(errors)}`)
    t.strictSame(Object.keys(document.paths), ['/health', ...expected])
    t.strictSame(document.servers, [{ url: `/${alias}` }])
    t.strictSame((await call(`/openapi/${document.info.version}.json`)).body, body)
  }
  t.equal((await call('/openapi/v9.json')).status, 404)
})

t.test("every served body is valid by its own version's document", async (t) => {
  const call = await start(t)
  const bodies = {
    v1: { email: 'new@example.com', firstName: 'New', lastName: '', status: 1, ...flat },
    v2: { email: 'new@example.com', firstName: 'New', lastName: '', status: 'active', address: flat },
    v3: { email: 'new@example.com', fullName: 'New', status: 'active', address: flat },
  }
  let checked = 0
  for (const version of ['v1', 'v2', 'v3'] as const) {
    const document = (await call(`/openapi/${version}.json`)).body as OpenApi
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    formats.default(ajv)
    ajv.addSchema({ ...document, $id: 'document' })
    for (const [template, item] of Object.entries(document.paths)) {
      if (template === '/health') continue
      for (const [method, operation] of Object.entries(item)) {
        const path = `/${version}${template.replace('{id}', '3')}`
        const missing = `/${version}${template.replace('{id}', '99')}`
        const answers = [
          await call(path, method === 'post' ? { body: bodies[version] } : {}),
          ...(method === 'post' ? [await call(path, { body: {} })] : []),
          ...(template.includes('{id}') ? [await call(missing)] : []),
        ]
        for (const { status, headers, body } of answers) {
          const key = String(status) in operation.responses ? String(status) : '4XX'
          const mediaType = String(headers['content-type']).split(';')[0] ?? ''
          const pointer = ['paths', template, method, 'responses', key, 'content', mediaType, 'schema']
            .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
            .join('/')
          const validate = ajv.compile({ $ref: `document#/${pointer}` })
          t.ok(validate(body), `${method} ${path} ${String(status)}: ${ajv.errorsText(validate.errors)}`)
          checked += 1
        }
      }
    }
  }
  t.equal(checked, 15, 'three versions of: list, one, none, created, refused')
})

interface OpenApi {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { responses: Readonly<Record<string, unknown>> }>>>
  >
}
