import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import t, { type Test } from 'tap'
import { addEndpoint, fromHeader, fromPath, moveEndpoint, type Operation } from '../../lib/index.ts'
import { problems, versioning, type VersioningOptions } from '../../plugins/index.ts'
import { answerUser, userTimeline } from './user-timeline.ts'

// What a server's router takes for one path is one path to versioning as well.

const answer = (fullName: string) => () => ({ id: 1, fullName })

type Service = Partial<VersioningOptions> & {
  readonly prefix?: string
  readonly operations?: readonly Operation[]
}

async function start(
  t: Test,
  server: FastifyServerOptions,
  declare: (app: FastifyInstance) => void,
  { prefix = '', operations, ...options }: Service = {},
): Promise<FastifyInstance> {
  const app = Fastify(server)
  t.teardown(() => app.close())
  await app.register(
    async (instance) => {
      await instance.register(versioning, { timeline: userTimeline(operations), ...options })
      await instance.register(problems)
      declare(instance)
    },
    { prefix },
  )
  return app
}

/** In short: the version and the body, or the status and the methods that there are. */
async function ask(app: FastifyInstance, url: string, method: 'GET' | 'PUT' = 'GET'): Promise<string> {
  const { statusCode, body, headers } = await app.inject({ method, url })
  if (statusCode !== 200) return [statusCode, headers.allow].filter(Boolean).join(' ')
  const { name, fullName } = JSON.parse(body) as { name?: string; fullName?: string }
  return `${String(headers['api-version'])} ${String(name ?? fullName)}`
}

const declareUsers = (app: FastifyInstance): void => {
  app.get('/users', answerUser, answer('Ada'))
  app.get('/items/new', answerUser, answer('new'))
  app.get('/items/:id', answerUser, answer('item'))
}
const operations = [moveEndpoint('/people', '/users'), addEndpoint('GET /items/new')]

t.test('what stands before a version may be written in any way that the router reads', async (t) => {
  const app = await start(t, {}, declareUsers, { prefix: '/api', operations })
  for (const base of ['/api', '/%61pi', '/a%70%69']) {
    t.equal(await ask(app, `${base}/v1/people`), '1 Ada', base)
    t.equal(await ask(app, `${base}/v1/items/new`), '1 item', `${base}: it is new in 2`)
    t.equal(await ask(app, `${base}/v2/items/new`), '2 new', base)
    t.equal(await ask(app, `${base}/v1/people`, 'PUT'), '405 GET, HEAD', base)
    t.equal(await ask(app, `${base}/v9/nothing`), '404', base)
  }
  t.equal(await ask(app, '/API/v1/people'), '404')
  t.equal(await ask(app, '/%61pi/%E0%A4%A/people'), '400', 'what cannot be decoded is nothing')

  const shops = await start(
    t,
    {},
    (app) => {
      app.get('/shops/:shop/items/new', answerUser, answer('new'))
      app.get('/shops/:shop/items/:id', answerUser, answer('item'))
    },
    {
      operations: [addEndpoint('GET /shops/:shop/items/new')],
      sources: [fromPath({ after: '/shops/:shop' })],
    },
  )
  for (const base of ['/shops/a', '/sh%6Fps/a', '/sh%6Fps/a%2Fb', '/shops/a%3Fb', '/shops/%C3%A9']) {
    t.equal(await ask(shops, `${base}/v1/items/new`), '1 item', base)
  }
})

type Switches = Partial<Record<'caseSensitive' | 'ignoreTrailingSlash' | 'ignoreDuplicateSlashes', boolean>>

for (const [where, toServer] of [
  ['routerOptions', (routerOptions: Switches) => ({ routerOptions })],
  ['the server', (options: Switches) => options],
] as const) {
  t.test(`where letters make no difference, they make none in versions (${where})`, async (t) => {
    const server = toServer({ caseSensitive: false })
    const app = await start(t, server, declareUsers, { prefix: '/api', operations })
    for (const url of ['/api/v1/people', '/api/V1/People', '/API/V1/PEOPLE', '/API/people?api-version=v1']) {
      t.equal(await ask(app, url), '1 Ada', url)
      // Fastify finds the handler of a plugin for what is missing by its prefix as it is written.
      if (url.startsWith('/api')) t.equal(await ask(app, url, 'PUT'), '405 GET, HEAD', url)
    }
    for (const url of ['/api/LATEST/users', '/API/latest/Users', '/api/V2/users', '/Api/Users']) {
      t.equal(await ask(app, url), '2 Ada', url)
    }
    for (const url of ['/API/V1/items/new', '/api/V1/Items/New', '/%41pi/v1/items/new']) {
      t.equal(await ask(app, url), '1 item', url)
    }
    t.equal(await ask(app, '/api/V9/people'), '404')
    t.equal(
      (await app.inject('/api/V9/people')).json<{ type: string }>().type,
      'urn:tidemark:problem:unknown-version',
    )
  })

  t.test(`slashes that are ignored are so in every version (${where})`, async (t) => {
    const server = toServer({ ignoreTrailingSlash: true, ignoreDuplicateSlashes: true })
    const declare = (app: FastifyInstance): void => {
      declareUsers(app)
      app.get('/things/:id/', answerUser, answer('thing'))
      app.get('//doubled//things', answerUser, answer('doubled'))
    }
    const app = await start(t, server, declare, { operations })
    for (const [url, name] of [
      ['/v1/people/', 'Ada'],
      ['//v1//people', 'Ada'],
      ['/people/?api-version=1', 'Ada'],
      ['/v1/things/3', 'thing'],
      ['/v1/things//3/', 'thing'],
      ['/v1/doubled/things', 'doubled'],
      ['/v1//items//new/', 'item'],
    ] as const) {
      t.equal(await ask(app, url), `1 ${name}`, url)
      t.equal(await ask(app, url, 'PUT'), '405 GET, HEAD', url)
      t.equal((await app.inject({ method: 'HEAD', url })).statusCode, 200, url)
    }
  })
}

t.test('a route of somebody else is known in whichever form it is declared', async (t) => {
  for (const path of ['/people', '/people/', '//people']) {
    const server = { routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true } }
    const declare = (app: FastifyInstance): void => {
      app.get(path, answerUser, answer('somebody'))
      app.get('/users', answerUser, answer('Ada'))
    }
    await t.rejects(start(t, server, declare, { operations: [moveEndpoint('/people', '/users')] }), {
      code: 'TDM_ROUTE_TAKEN',
    })
  }
})

t.test('a route that hides a version is told in whichever form it is declared', async (t) => {
  for (const [routerOptions, path] of [
    [{ caseSensitive: false }, '/V1/Users'],
    [{ ignoreTrailingSlash: true }, '/v1/users/'],
    [{ ignoreDuplicateSlashes: true }, '//v1//users'],
  ] as const) {
    const declare = (app: FastifyInstance): void => {
      declareUsers(app)
      app.get(path, answerUser, answer('somebody'))
    }
    const app = await start(t, { routerOptions }, declare, { verify: 'boot' })
    await t.rejects(async () => app.ready(), {
      code: 'TDM_TIMELINE_FAULTY',
      message: `The route GET ${path} hides GET /users from clients of version 1,`,
    })
    const plain = await start(t, {}, declare, { verify: 'boot' })
    await t.resolves(async () => plain.ready(), 'which it is not where the router tells them apart')
  }
})

t.test('a version whose name is too long for the router is told at boot', async (t) => {
  const server = { routerOptions: { maxParamLength: 5 } }
  const app = await start(t, server, declareUsers, { verify: 'boot' })
  await t.rejects(async () => app.ready(), {
    code: 'TDM_TIMELINE_FAULTY',
    message:
      /No path can name version 2 by "Latest": .* longer than 5\. Make it with a greater maxParamLength/,
  })
  const byHeader = Fastify({ routerOptions: { maxParamLength: 5 } })
  t.teardown(() => byHeader.close())
  await byHeader.register(versioning, { timeline: userTimeline(), verify: 'boot', sources: [fromHeader()] })
  byHeader.get('/users', answerUser, answer('Ada'))
  t.equal((await byHeader.inject('/users')).statusCode, 200, 'where no path names one, it does not matter')
})

t.test('what a query begins with ends a path', async (t) => {
  const server = { useSemicolonDelimiter: true }
  const app = await start(t, server, declareUsers, { operations })
  for (const url of ['/v1/people', '/v1/people?a=/b;c', '/v1/people;a=?b']) {
    t.equal(await ask(app, url), '1 Ada', url)
    t.equal(await ask(app, url, 'PUT'), '405 GET, HEAD', url)
  }
  const plain = await start(t, {}, declareUsers, { operations })
  t.equal(await ask(plain, '/v1/people;a=b', 'PUT'), '404')
})

t.test('a server that rewrites URLs has the versions of what they become', async (t) => {
  const rewriteUrl = ({ url = '' }: { readonly url?: string | undefined }): string =>
    url.replace(/^\/gateway(?=\/)/, '')
  const app = await start(t, { rewriteUrl }, declareUsers, { operations })
  t.equal(await ask(app, '/gateway/v1/people'), '1 Ada')
  t.equal(await ask(app, '/gateway/v1/items/new'), '1 item')
  t.equal(await ask(app, '/gateway/v9/people'), '404')
  t.equal(await ask(app, '/gateway/v1/people', 'PUT'), '405 GET, HEAD')
})
