import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import { defineChange, defineTimeline, renameField, retypeField } from '../../lib/index.ts'
import { problems, versioning } from '../../plugins/index.ts'

const Plain: z.ZodType = z
  .object({ title: z.string(), parts: z.lazy(() => z.array(Plain)).optional() })
  .meta({ id: 'DeepPlain' })
/** zod is asked about it: the refinement is no JSON Schema. */
const Refined: z.ZodType = z
  .object({ title: z.string(), parts: z.lazy(() => z.array(Refined)).optional() })
  .refine(({ title }) => title !== '')
  .meta({ id: 'DeepRefined' })

const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    {
      name: '2',
      aliases: ['v2'],
      changes: [
        defineChange({
          summary: 'A name is called a title.',
          operations: [renameField(['DeepPlain', 'DeepRefined'], 'name', 'title')],
        }),
      ],
    },
    { name: '1', aliases: ['v1'] },
  ],
})

interface Test {
  readonly teardown: (end: () => unknown) => void
}

async function start(test: Test): Promise<FastifyInstance> {
  const app = Fastify()
  test.teardown(() => app.close())
  await app.register(versioning, { timeline })
  await app.register(problems)
  const response = { 201: z.object({ isTaken: z.boolean() }) }
  app.post('/plain', { schema: { body: Plain, response } }, (_, reply) =>
    reply.code(201).send({ isTaken: true }),
  )
  app.post('/refined', { schema: { body: Refined, response } }, (_, reply) =>
    reply.code(201).send({ isTaken: true }),
  )
  app.post('/endless', { schema: { body: Plain } }, () => recurse(0))
  return app
}

/** A fault of the service itself. */
function recurse(count: number): number {
  return recurse(count + 1) + 1
}

const nest = (name: string, depth: number): string =>
  `{"${name}":"x","parts":[`.repeat(depth) + ']}'.repeat(depth)

const call = (app: FastifyInstance, url: string, payload: string) =>
  app.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, payload })

t.test('a body that is too deep for the stack is a 400 in each version, and others are not', async (t) => {
  const app = await start(t)
  for (const [version, name] of [
    ['v1', 'name'],
    ['v2', 'title'],
  ] as const) {
    for (const path of ['plain', 'refined']) {
      const url = `/${version}/${path}`
      t.equal((await call(app, url, nest(name, 300))).statusCode, 201, `${url}, 300 levels`)
      // Between the depths that one of them can walk and another cannot, each has to refuse for itself.
      for (const depth of [2000, 4000, 8000, 30_000]) {
        const answer = await call(app, url, nest(name, depth))
        if (answer.statusCode === 201) continue
        t.strictSame(
          answer.json(),
          {
            type: 'about:blank',
            title: 'Bad Request',
            status: 400,
            detail: 'The body is nested too deeply. Send one with fewer levels.',
          },
          `${url}, ${depth} levels`,
        )
      }
      t.equal((await call(app, url, nest(name, 30_000))).statusCode, 400, `${url} refuses at all`)
    }
  }
})

t.test('a body that is too deep to be converted is a 400, whatever its schema lets pass', async (t) => {
  const depthOf = (value: unknown): number =>
    Array.isArray(value) ? 1 + Math.max(0, ...value.map((one) => depthOf(one))) : 0
  const Tree = z.object({ depth: z.int() }).meta({ id: 'DeepTree' })
  const app = Fastify()
  t.teardown(() => app.close())
  const change = defineChange({
    summary: 'Trees are sent by their depth.',
    operations: [
      retypeField(Tree, 'depth', { old: z.array(z.unknown()), upgrade: depthOf, downgrade: () => [] }),
    ],
  })
  await app.register(versioning, {
    timeline: defineTimeline({
      scheme: 'integer',
      versions: [{ name: '2', changes: [change] }, { name: '1' }],
    }),
  })
  app.post('/trees', { schema: { body: Tree } }, (request) => request.body)
  const send = (depth: number) => call(app, '/1/trees', `{"depth":${'['.repeat(depth)}${']'.repeat(depth)}}`)
  t.strictSame((await send(3)).json(), { depth: 3 })
  const answer = await send(30_000)
  t.equal(answer.statusCode, 400)
  t.match(answer.json(), { code: 'TDM_BODY_DEPTH' })
})

t.test(
  'a service that runs out of stack by itself still answers 500, however flat the body is',
  async (t) => {
    const app = await start(t)
    t.equal((await call(app, '/v2/endless', nest('title', 3))).statusCode, 500)
    t.equal((await call(app, '/v1/endless', nest('name', 3))).statusCode, 500)
  },
)
