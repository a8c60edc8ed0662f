import swagger from '@fastify/swagger'
import { spawnSync } from 'node:child_process'
import Fastify, { type FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { Client } from 'undici'
import { defineTimeline, fromHeader, fromRequest } from '../../lib/index.ts'
import { openapi, versioning, type VersioningOptions } from '../../plugins/index.ts'

// What Fastify's router does that versions fall over: each is shown on Fastify alone, and then with versioning.

const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    { name: '2', aliases: ['v2'] },
    { name: '1', aliases: ['v1'] },
  ],
})

function alone(t: Test): FastifyInstance {
  const app = Fastify()
  t.teardown(() => app.close())
  return app
}

async function versioned(t: Test, options: Partial<VersioningOptions> = {}): Promise<FastifyInstance> {
  const app = alone(t)
  await app.register(versioning, { timeline, ...options })
  return app
}

function addBoth(app: FastifyInstance): void {
  app.get('/total', { config: { versions: '<v2' } }, () => ({ from: 'old' }))
  app.get('/total', { config: { versions: '>=v2' } }, () => ({ from: 'new' }))
}

t.test('a constraint that throws ends the process; a source that does fails its request', async (t) => {
  const script = `
    import Fastify from 'fastify'
    const app = Fastify()
    app.setErrorHandler((error, request, reply) => reply.send('handled'))
    app.addConstraintStrategy({
      name: 'version2',
      storage: () => ({ get: () => null, set: () => {} }),
      deriveConstraint: () => { throw new Error('no version') },
    })
    app.get('/', { constraints: { version2: 1 } }, () => 'never')
    await fetch(await app.listen({ port: 0, host: '127.0.0.1' }) + '/')
    console.log('still here')
    process.exit(0)`
  const ended = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  t.not(ended.status, 0)
  t.equal(ended.stdout, '')
  t.match(ended.stderr, 'Error: no version')

  const app = await versioned(t, {
    sources: [
      fromRequest(
        ({ headers }) => {
          if (headers['x-version'] === 'none') throw new Error('no version')
          return String(headers['x-version'])
        },
        { name: 'the header "x-version"', vary: ['x-version'] },
      ),
    ],
  })
  addBoth(app)
  const client = new Client(await app.listen({ port: 0, host: '127.0.0.1' }))
  t.teardown(() => client.close())
  const ask = async (version: string): Promise<readonly [number, string]> => {
    const request = { method: 'GET', path: '/total', headers: { 'x-version': version } } as const
    const { statusCode, body } = await client.request(request)
    return [statusCode, await body.text()]
  }
  t.equal((await ask('none'))[0], 500)
  t.strictSame(await ask('1'), [200, '{"from":"old"}'])
})

t.test('the router holds 31 handlers of a path; the next is refused with the way out', async (t) => {
  const plain = alone(t)
  plain.addConstraintStrategy({
    name: 'number',
    storage: () => ({ get: () => null, set: () => undefined }),
    deriveConstraint: () => 0,
  })
  const addPlain = (number: number): unknown =>
    plain.get('/total', { constraints: { number } }, () => String(number))
  for (let number = 1; number <= 31; number += 1) addPlain(number)
  t.throws(() => addPlain(32), /31/)

  const versions = Array.from({ length: 32 }, (_, index) => ({ name: String(32 - index) }))
  const app = await versioned(t, { timeline: defineTimeline({ scheme: 'integer', versions }) })
  const add = (version: string): unknown =>
    app.get('/total', { config: { versions: version } }, () => version)
  for (let number = 1; number <= 31; number += 1) add(String(number))
  t.throws(() => add('32'), { code: 'TDM_RANGES_MANY', message: /Join ranges and let changes/ })
})

t.test('a constraint hides routes that have no versions, and its own version matches by luck', async (t) => {
  const plain = alone(t)
  for (const version of ['1.2.0', '1.1.0']) {
    plain.get('/total', { constraints: { version } }, () => version)
  }
  const askPlain = async (version: string): Promise<string> =>
    (await plain.inject({ url: '/total', headers: { 'accept-version': version } })).body
  t.equal(await askPlain('*'), '1.1.0', 'the one that was added last, not the newest')
  t.match(await askPlain('1'), /not found/)
  const strict = alone(t)
  strict.addConstraintStrategy({
    name: 'strict',
    mustMatchWhenDerived: true,
    storage: () => ({ get: () => null, set: () => undefined }),
    deriveConstraint: () => 'v2',
  })
  strict.get('/health', () => 'fine')
  t.equal((await strict.inject('/health')).statusCode, 404)

  const versions = ['1.2.0', '1.1.0'].map((name) => ({ name }))
  const app = await versioned(t, {
    timeline: defineTimeline({ scheme: 'semver', versions }),
    sources: [fromHeader()],
    matching: 'nearest',
  })
  app.get('/health', { config: { versioning: false } }, () => 'fine')
  app.get('/total', { config: { versions: '1.2.0' } }, () => '1.2.0')
  app.get('/total', { config: { versions: '1.1.0' } }, () => '1.1.0')
  const ask = async (version?: string): Promise<readonly [string, unknown, unknown]> => {
    const headers = version === undefined ? {} : { 'api-version': version }
    const answer = await app.inject({ url: '/total', headers })
    return [answer.body, answer.headers['api-version'], answer.headers.vary]
  }
  t.strictSame(await ask('1.1.5'), ['1.1.0', '1.1.0', 'api-version'])
  t.strictSame(await ask('1.2.0'), ['1.2.0', '1.2.0', 'api-version'])
  t.strictSame(await ask(), ['1.2.0', '1.2.0', 'api-version'])
  const health = await app.inject({ url: '/health', headers: { 'api-version': '9.9.9' } })
  t.strictSame([health.statusCode, health.body], [200, 'fine'])
})

t.test('of routes that share a path the generator keeps the last; each version has its own', async (t) => {
  const info = { title: 'Totals', version: '1' }
  const plain = alone(t)
  await plain.register(swagger, { openapi: { openapi: '3.1.0', info } })
  for (const version of ['1.0.0', '2.0.0']) {
    plain.get('/total', { constraints: { version }, schema: { summary: version } }, () => version)
  }
  await plain.ready()
  t.match(plain.swagger(), { paths: { '/total': { get: { summary: '2.0.0' } } } })

  const app = alone(t)
  await app.register(swagger, { openapi: { openapi: '3.1.0', info } })
  await app.register(versioning, { timeline })
  await app.register(openapi)
  for (const [versions, summary] of [
    ['>=v2', 'new'],
    ['<v2', 'old'],
  ] as const) {
    app.get('/total', { config: { versions }, schema: { summary } }, () => summary)
  }
  await app.ready()
  t.match(app.tidemark.document('1'), { paths: { '/total': { get: { summary: 'old' } } } })
  t.match(app.tidemark.document('2'), { paths: { '/total': { get: { summary: 'new' } } } })
})

t.test('a route that is written as a version of another hides it, which is told at boot', async (t) => {
  const hidden = (path: string, other: string, version: string): string =>
    `The route GET ${path} hides GET ${other} from clients of version ${version}, and answers them as the current version does. Remove it, or let it answer what it answers: config: { versioning: false }.`
  const warn = async (declare: (app: FastifyInstance) => unknown, options = {}): Promise<string[]> => {
    const lines: string[] = []
    const app = Fastify({ logger: { level: 'warn', stream: { write: (line: string) => lines.push(line) } } })
    t.teardown(() => app.close())
    await app.register(versioning, { timeline, ...options })
    await declare(app)
    await app.ready()
    return lines.map((line) => (JSON.parse(line) as { msg: string }).msg)
  }
  const handler = (): string => 'mine'
  t.strictSame(await warn((app) => app.get('/users/:id', handler).get('/v1/users/:name', handler)), [
    hidden('/v1/users/:name', '/users/:id', '1'),
  ])
  const nested = (app: FastifyInstance): unknown =>
    app.get('/users', handler).register(async (v1) => v1.get('/users', handler), { prefix: '/v1' })
  t.strictSame(await warn(nested), [hidden('/v1/users', '/users', '1')])
  // Whoever says so means it.
  const own = { config: { versioning: false } } as const
  t.strictSame(await warn((app) => app.get('/users', handler).get('/v1/users', own, handler)), [])
  t.strictSame(await warn((app) => app.get('/users', handler).get('/v1/others', handler)), [])
  t.strictSame(await warn((app) => app.get('/users', handler).post('/v1/users', handler)), [])
  t.strictSame(await warn((app) => app.get('/users', handler).get('/about/users', handler)), [])
  t.strictSame(await warn(nested, { verify: 'off' }), [])
  t.strictSame(await warn(nested, { sources: [fromHeader()] }), [])
})
