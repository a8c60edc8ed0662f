import cors from '@fastify/cors'
import Fastify from 'fastify'
import { createRequire } from 'node:module'
import t from 'tap'
import { z } from 'zod'
import { defineChange, defineTimeline, renameField } from '../../lib/index.ts'
import { deprecation, versioning } from '../../plugins/index.ts'

/** Loads Fastify once more, as a package does that has a copy of its own: its symbols are others. */
function loadFastifyAgain(): typeof Fastify {
  const require = createRequire(import.meta.url)
  const held = Object.entries(require.cache).filter(([path]) => /node_modules[\\/]fastify[\\/]/.test(path))
  for (const [path] of held) Reflect.deleteProperty(require.cache, path)
  const again = require('fastify') as typeof Fastify
  Object.assign(require.cache, Object.fromEntries(held))
  return again
}

const User = z.object({ id: z.int(), fullName: z.string() }).meta({ id: 'User' })
const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    {
      name: '2',
      changes: [
        defineChange({
          summary: '`name` is called `fullName`.',
          operations: [renameField(User, 'name', 'fullName')],
        }),
      ],
    },
    { name: '1', deprecated: '2026-01-01' },
  ],
})

async function start(fastify: typeof Fastify, test: Test) {
  const app = fastify()
  test.teardown(() => app.close())
  await app.register(cors, { origin: ['https://one.example', 'https://two.example'] })
  await app.register(versioning, { timeline })
  await app.register(deprecation)
  app.get('/users/1', { schema: { response: { 200: User } } }, (_request, reply) =>
    reply.header('vary', 'origin, accept-language').send({ id: 1, fullName: 'Ada' }),
  )
  app.post('/users', { schema: { body: User, response: { 200: User } } }, ({ body }) => body)
  return app
}

interface Test {
  readonly teardown: (end: () => unknown) => void
}

t.test('two copies of Fastify in one process are served alike, in turns', async (t) => {
  const again = loadFastifyAgain()
  t.not(again, Fastify)
  const apps = [await start(Fastify, t), await start(again, t)]
  const headers = { 'api-version': '1', origin: 'https://one.example' }
  for (const app of [...apps, ...apps]) {
    const answer = await app.inject({ url: '/users/1', headers })
    t.strictSame(answer.json(), { id: 1, name: 'Ada' })
    t.equal(answer.headers.vary, 'origin, accept-language, api-version')
    t.equal(answer.headers['access-control-expose-headers'], 'api-version, deprecation, sunset, link')
    const payload = { id: 'x', name: 'Ada' }
    const refused = await app.inject({ method: 'POST', url: '/users', headers, payload })
    t.equal(refused.json<{ message: string }>().message, 'body/id must be integer')
  }
})

t.test('a serialiser of the instance is known in either of two copies of Fastify', async (t) => {
  const again = loadFastifyAgain()
  for (const fastify of [Fastify, again, Fastify]) {
    const app = fastify()
    t.teardown(() => app.close())
    app.setReplySerializer((payload) => `written: ${JSON.stringify(payload)}`)
    await app.register(versioning, { timeline })
    app.get('/users/1', { schema: { response: { 200: User } } }, () => ({ id: 1, fullName: 'Ada' }))
    const answer = await app.inject('/1/users/1')
    t.equal(answer.body, 'written: {"id":1,"name":"Ada"}')
  }
})
