import Fastify, { type FastifyInstance } from 'fastify'
import t, { type Test } from 'tap'
import { defineTimeline } from '../../lib/index.ts'
import { versioning } from '../../plugins/index.ts'

// Routes that are declared before versioning has been loaded.

const timeline = defineTimeline({ scheme: 'integer', versions: [{ name: '1', aliases: ['v1'] }] })

interface Line {
  readonly level: number
  readonly msg: string
  readonly routes?: readonly string[]
}

function start(t: Test): { readonly app: FastifyInstance; readonly told: () => readonly Line[] } {
  const lines: Line[] = []
  const stream = { write: (text: string): void => void lines.push(JSON.parse(text) as Line) }
  const app = Fastify({ logger: { level: 'info', stream } })
  t.teardown(() => app.close())
  return { app, told: () => lines.filter(({ msg }) => msg.includes('before versioning')) }
}

t.test('a route that does not wait for versioning has no versions, which the log tells', async (t) => {
  const { app, told } = start(t)
  void app.register(versioning, { timeline })
  app.get('/early', () => ({}))
  t.equal((await app.inject('/v1/early')).statusCode, 404)
  t.equal((await app.inject('/early')).statusCode, 200)
  t.match(told(), [{ level: 30, msg: /write "await app\.register\(versioning, …\)"/ }])
  t.match(told()[0]?.routes?.join('\n'), '/early (GET, HEAD)')
  t.equal(told().length, 1)
})

t.test('routes that wait are versioned, and nothing is told', async (t) => {
  for (const declare of [
    async (app: FastifyInstance) => {
      await app.register(versioning, { timeline })
      app.get('/late', () => ({}))
    },
    (app: FastifyInstance) => {
      void app.register(versioning, { timeline })
      void app.register(async (nested) => void nested.get('/late', () => ({})))
    },
    (app: FastifyInstance) => {
      void app.register(versioning, { timeline })
      app.after(() => void app.get('/late', () => ({})))
    },
  ]) {
    const { app, told } = start(t)
    await declare(app)
    t.equal((await app.inject('/v1/late')).statusCode, 200)
    t.strictSame(told(), [])
  }
})

t.test('who verifies nothing is told nothing', async (t) => {
  const { app, told } = start(t)
  app.get('/early', () => ({}))
  await app.register(versioning, { timeline, verify: 'off' })
  await app.ready()
  t.strictSame(told(), [])
})

t.test('the routes of another API of the server have versions, and are not told', async (t) => {
  for (const verify of ['warn', 'off'] as const) {
    const { app, told } = start(t)
    for (const prefix of ['/first', '/second']) {
      await app.register(
        async (api) => {
          await api.register(versioning, { timeline, verify: prefix === '/first' ? verify : 'warn' })
          api.get('/users', () => ({}))
        },
        { prefix },
      )
    }
    t.equal((await app.inject('/first/v1/users')).statusCode, 200)
    t.strictSame(told(), [], verify)
  }
})
