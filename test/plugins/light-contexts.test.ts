import Fastify, { type FastifyRequest } from 'fastify'
import { setFlagsFromString } from 'node:v8'
import { runInThisContext } from 'node:vm'
import t from 'tap'
import { z } from 'zod'
import { addField, defineChange, defineTimeline } from '../../lib/index.ts'
import { versioning } from '../../plugins/index.ts'
import { readContext } from '../../plugins/versioning/read-context.ts'

const User = z.object({ name: z.string(), age: z.number() }).meta({ id: 'User' })
const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    {
      name: '2',
      changes: [
        defineChange({ summary: 'Users have an age.', operations: [addField(User, 'age', { upgrade: 0 })] }),
      ],
    },
    { name: '1' },
  ],
})

/** What the engine says of an object: whether its members stand where compiled code has learned to look for them. */
function openEngine(): (value: object) => boolean {
  setFlagsFromString('--allow-natives-syntax')
  return runInThisContext('(value) => %HasFastProperties(value)') as (value: object) => boolean
}

t.test(
  'the context of requests in the current version is one that engines read as fast as the route’s own',
  async (t) => {
    const isFast = openEngine()
    // What an assignment of each member would leave.
    t.notOk(
      isFast(
        Object.assign(
          Object.create(null) as object,
          Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`m${index}`, index])),
        ),
      ),
    )
    const app = Fastify()
    await app.register(versioning, { timeline })
    const contexts = new Map<string, object>()
    app.addHook('onResponse', async (request: FastifyRequest) => {
      contexts.set(request.apiVersion?.name ?? '', readContext(request) ?? {})
    })
    app.get('/users', { schema: { response: { 200: User } } }, () => ({ name: 'Ada', age: 36 }))
    for (const version of ['1', '2'])
      t.equal((await app.inject({ url: '/users', headers: { 'api-version': version } })).statusCode, 200)
    const [old, current] = ['1', '2'].map((version) => contexts.get(version) as Record<string, unknown>)
    t.ok(old && isFast(old))
    t.ok(current && isFast(current))
    t.not(current, old)
    t.equal(Object.getPrototypeOf(current), Object.getPrototypeOf(old))
    // But for this stage, it is the route's own.
    const changed = [...Object.keys(old ?? {}), ...Object.keys(current ?? {})].filter(
      (key) => old?.[key] !== current?.[key],
    )
    t.strictSame([...new Set(changed)], ['preSerialization'])
  },
)
