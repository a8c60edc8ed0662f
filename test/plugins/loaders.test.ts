import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import {
  changeErrorShape,
  defineChange,
  defineLoader,
  defineTimeline,
  loadFrom,
  queryOf,
  type Loader,
  type Operation,
} from '../../lib/index.ts'
import { defineOperation } from '../../lib/operations/define-operation.ts'
import { findField, listFields, withFields } from '../../lib/schema/object-fields.ts'
import { toSubjects, type SchemaTarget } from '../../lib/schema/schema-target.ts'
import { toExpression } from '../../lib/transform/field-source.ts'
import { problems, versioning } from '../../plugins/index.ts'

const User = z.object({ id: z.int(), teamId: z.int(), planId: z.int() }).meta({ id: 'LoadedUser' })
const Users = z.array(User).meta({ id: 'LoadedUsers' })
const users = Array.from({ length: 20 }, (_, index) => ({
  id: index,
  teamId: 100 + index,
  planId: index % 2,
}))

/** A field of the old version's holds what a loader knows of a field of the current one. */
function loadField(
  target: SchemaTarget,
  old: string,
  current: string,
  loader: Loader<number, string>,
): Operation {
  const source = loadFrom(loader, (holder: Readonly<Record<string, unknown>>) => Number(holder[current]))
  return defineOperation({
    name: 'load-field',
    loss: [],
    describe: () => [],
    fields: {
      subjects: toSubjects(target),
      oldSchema: (schema) =>
        withFields(schema, [
          ...listFields(schema),
          { name: old, schema: { type: 'string' }, required: true },
        ]),
      upgrade: (record) => {
        record.take(old)
      },
      downgrade: (record) => {
        record.put(old, toExpression(source, record.whole()))
      },
    },
  })
}

/** A query parameter that an old client names, and the current version knows by its number. */
function loadParameter(endpoint: string, loader: Loader<string, number>): Operation {
  const source = loadFrom(loader, ({ team }: { readonly team: string }) => team)
  return defineOperation({
    name: 'load-parameter',
    loss: [],
    describe: () => [],
    fields: {
      subjects: [queryOf(endpoint)],
      oldSchema: (schema, context) =>
        findField(schema, 'teamId') === undefined
          ? context.fail('there is no teamId')
          : withFields(schema, [{ name: 'team', schema: { type: 'string' }, required: true }]),
      upgrade: (record) => {
        const found = toExpression(source, record.whole())
        record.take('team')
        record.put('teamId', found)
      },
      downgrade: (record) => {
        record.take('teamId')
      },
    },
  })
}

async function start(
  test: { readonly teardown: (end: () => unknown) => void },
  operations: readonly Operation[],
): Promise<FastifyInstance> {
  const app = Fastify()
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

t.test('a list is loaded by one call for each loader, with all keys, side by side', async (t) => {
  const calls: [string, readonly unknown[], unknown][] = []
  let running = 0
  let together = 0
  const toLoader = (name: string): Loader<number, string> =>
    defineLoader<number, string>({
      name,
      load: async (keys, { context }) => {
        calls.push([name, keys, (context as { readonly url?: unknown }).url])
        running += 1
        together = Math.max(together, running)
        await new Promise((resolve) => setTimeout(resolve, 20))
        running -= 1
        return new Map(keys.map((key) => [key, `${name} ${key}`]))
      },
    })
  const app = await start(t, [
    loadField(User, 'team', 'teamId', toLoader('team')),
    loadField(User, 'plan', 'planId', toLoader('plan')),
  ])
  app.get('/users', { schema: { response: { 200: Users } } }, () => users)
  const old = await app.inject('/v1/users')
  t.equal(old.statusCode, 200)
  t.strictSame(
    old.json(),
    users.map((user) => ({ ...user, team: `team ${user.teamId}`, plan: `plan ${user.planId}` })),
  )
  t.strictSame(
    calls.sort(([one], [other]) => (one < other ? -1 : 1)),
    [
      ['plan', [0, 1], '/v1/users'],
      ['team', users.map(({ teamId }) => teamId), '/v1/users'],
    ],
  )
  t.equal(together, 2)
  t.strictSame((await app.inject('/v2/users')).json(), users)
  t.equal(calls.length, 2, 'the current version loads nothing')
})

t.test('a loader that fails is an error of the server that names it, and never a wrong body', async (t) => {
  for (const [load, reason] of [
    [() => Promise.reject(new Error('the inside of the database')), 'it has thrown an error'],
    [
      () => {
        throw new Error('the inside of the database')
      },
      'it has thrown an error',
    ],
    [() => Promise.resolve([]), 'it has not answered with a Map'],
  ] as const) {
    const loader = defineLoader<number, string>({ name: 'teams', load: load as never })
    const message = `The loader "teams" failed: ${reason}.`
    const plain = await start(t, [loadField(User, 'team', 'teamId', loader)])
    plain.get('/users', { schema: { response: { 200: Users } } }, () => users)
    const answer = await plain.inject('/v1/users')
    t.equal(answer.statusCode, 500)
    t.strictSame(answer.json(), {
      statusCode: 500,
      code: 'TDM_LOADER_FAILED',
      error: 'Internal Server Error',
      message,
    })
    t.strictSame((await plain.inject('/v2/users')).json(), users)

    const told = await start(t, [loadField(User, 'team', 'teamId', loader)])
    await told.register(problems)
    told.get('/users', { schema: { response: { 200: Users } } }, () => users)
    const problem = await told.inject('/v1/users')
    t.equal(problem.headers['content-type'], 'application/problem+json; charset=utf-8')
    t.strictSame(problem.json(), {
      type: 'about:blank',
      title: 'Internal Server Error',
      status: 500,
      detail: message,
    })
  }
})

t.test('an old shape of errors tells of a failed loader, too', async (t) => {
  const loader = defineLoader<number, string>({ name: 'teams', load: () => Promise.reject(new Error('x')) })
  const errors = changeErrorShape({
    old: z.object({ error: z.string() }),
    current: z.object({ title: z.string(), detail: z.string().optional() }),
    downgrade: ({ title, detail }) => ({ error: detail ?? title }),
  })
  const app = await start(t, [loadField(User, 'team', 'teamId', loader), errors])
  await app.register(problems)
  app.get('/users', { schema: { response: { 200: Users } } }, () => users)
  const answer = await app.inject('/v1/users')
  t.equal(answer.statusCode, 500)
  t.strictSame(answer.json(), { error: 'The loader "teams" failed: it has thrown an error.' })
})

t.test('a request is upgraded with what is loaded, or is an error', async (t) => {
  const calls: unknown[] = []
  const loader = defineLoader<string, number>({
    name: 'numbers',
    load: (keys) => {
      calls.push(keys)
      if (keys.includes('broken')) throw new Error('the inside of the database')
      return Promise.resolve(new Map([['red', 7]]))
    },
  })
  const app = await start(t, [loadParameter('GET /users', loader)])
  const querystring = z.object({ teamId: z.int() })
  app.get('/users', { schema: { querystring } }, (request) => request.query)
  t.strictSame((await app.inject('/v1/users?team=red')).json(), { teamId: 7 })
  t.strictSame((await app.inject('/v2/users?teamId=8')).json(), { teamId: 8 })
  const invalid = await app.inject('/v1/users')
  t.equal(invalid.json<{ message: string }>().message, "querystring must have required property 'team'")
  const broken = await app.inject('/v1/users?team=broken')
  t.equal(broken.statusCode, 500)
  t.equal(broken.json<{ message: string }>().message, 'The loader "numbers" failed: it has thrown an error.')
  t.strictSame(calls, [['red'], ['broken']])
})

t.test('a handler that answers in its own time, and HEAD, are loaded as well', async (t) => {
  let count = 0
  const loader = defineLoader<number, string>({
    name: 'teams',
    load: (keys) => {
      count += 1
      return Promise.resolve(new Map(keys.map((key) => [key, 'red'])))
    },
  })
  const app = await start(t, [loadField(User, 'team', 'teamId', loader)])
  app.get('/user', { schema: { response: { 200: User } } }, async (_request, reply) => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    return reply.send({ ...users[0], secret: 1 })
  })
  const got = await app.inject('/v1/user')
  t.strictSame(got.json(), { ...users[0], team: 'red' })
  const head = await app.inject({ method: 'HEAD', url: '/v1/user' })
  t.strictSame([head.statusCode, head.headers['content-length']], [200, got.headers['content-length']])
  t.equal(count, 2)
})
