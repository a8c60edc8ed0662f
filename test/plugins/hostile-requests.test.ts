import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { Client } from 'undici'
import { z } from 'zod'
import {
  changeErrorShape,
  defineChange,
  defineTimeline,
  fromClient,
  fromHeader,
  fromMediaType,
  fromPath,
  fromQuery,
  moveEndpoint,
  queryOf,
  renameField,
} from '../../lib/index.ts'
import { deprecation, openapi, problems, versioning } from '../../plugins/index.ts'
import { hostileRows } from './hostile-rows.ts'
import { sendBytes, type WireAnswer } from './send-bytes.ts'

const Thing: z.ZodType = z
  .looseObject({ title: z.string(), parts: z.lazy(() => z.array(Thing)).optional() })
  .meta({ id: 'HostileThing' })

const timeline = defineTimeline({
  scheme: 'date',
  versions: [
    {
      name: '2026-11-01',
      aliases: ['v3'],
      changes: [
        defineChange({
          summary: 'A name is called a title.',
          operations: [renameField('HostileThing', 'name', 'title')],
        }),
      ],
    },
    {
      name: '2026-03-01',
      aliases: ['v2'],
      changes: [
        defineChange({
          summary: 'Items are called things, their size a limit, and errors are problems.',
          operations: [
            moveEndpoint('/items', '/things'),
            renameField(queryOf('GET /things'), 'size', 'limit'),
            changeErrorShape({
              old: z.object({ error: z.string() }),
              current: z.object({ title: z.string(), detail: z.string().optional(), status: z.int() }),
              downgrade: ({ title, detail }) => ({ error: detail ?? title }),
              loss: 'All but the sentence',
            }),
          ],
        }),
      ],
      deprecated: '2026-11-01',
    },
    { name: '2025-09-01', aliases: ['v1'], deprecated: '2026-03-01', sunset: '2027-03-01' },
    { name: '2024-09-01', aliases: ['v0'], deprecated: '2025-03-01', sunset: '2026-03-01' },
  ],
})

/** A service with every source, every plugin, and a client that is pinned to the oldest version. */
async function build(): Promise<FastifyInstance> {
  const app = Fastify()
  const pins = new Map([['pinned', 'v1']])
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Things', version: '0' } } })
  await app.register(versioning, {
    timeline,
    sources: [
      fromPath(),
      fromHeader(),
      fromQuery(),
      ...fromMediaType({ vendor: 'acme' }),
      fromClient({
        key: ({ headers }) => headers['x-api-key']?.toString(),
        lookup: async (key) => pins.get(key),
        vary: ['x-api-key'],
      }),
    ],
  })
  await app.register(deprecation, { enforceSunset: true, now: () => new Date('2026-11-22T00:00:00Z') })
  await app.register(openapi)
  await app.register(problems)
  const querystring = z.object({ limit: z.int().optional() })
  app.get('/things', { schema: { querystring, response: { 200: z.array(Thing) } } }, () => [{ title: 'One' }])
  app.get<{ Params: { id: string } }>(
    '/things/:id',
    { schema: { params: z.object({ id: z.string() }), response: { 200: Thing } } },
    ({ params }) => ({ title: params.id }),
  )
  app.post(
    '/things',
    { schema: { body: Thing, response: { 201: z.object({ isTaken: z.boolean() }) } } },
    (_, reply) => reply.code(201).send({ isTaken: true }),
  )
  return app
}

/**
 * An answer in short: its status, and who has given it. Problems are told by their type, errors of the version that
 * had another shape by that version, and what Node or Fastify refuse before any hook sees a request as such.
 */
function tellAnswer({ status, headers, body }: WireAnswer): string {
  const { 'content-type': type = '', 'api-version': version = 'no version' } = headers
  if (type.startsWith('application/problem+json')) {
    const problem = JSON.parse(body === '' ? '{}' : body) as {
      readonly type?: string
      readonly status?: number
    }
    if (body !== '' && problem.status !== status)
      return `${status} with a problem of ${String(problem.status)}`
    return `${status} ${problem.type?.replace('urn:tidemark:problem:', '') ?? 'problem'} ${version}`
  }
  if (status < 400) return `${status} ${version}`
  const error = type.startsWith('application/json') && body !== '' ? (JSON.parse(body) as object) : {}
  if (Object.keys(error).join() === 'error') return `${status} ${version}`
  return version === 'no version' ? `${status} before there is a request` : `${status} of an unknown shape`
}

t.test('whatever is sent, it is answered by no 5xx, and so is the next request', async (t) => {
  const app = await build()
  t.teardown(() => app.close())
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const client = new Client(`http://127.0.0.1:${port}`)
  t.teardown(() => client.close())
  for (const [topic, rows] of Object.entries(hostileRows)) {
    t.test(topic, async (t) => {
      for (const { what, bytes, expected } of rows) {
        const { answers, end } = await sendBytes(port, bytes)
        t.equal(
          [...answers.map(tellAnswer), ...(end === 'timeout' ? ['no end'] : [])].join(', '),
          expected,
          what,
        )
        const next = await client.request({ method: 'GET', path: '/v1/items' })
        t.equal(await next.body.text(), '[{"name":"One"}]', 'the next request is answered')
      }
    })
  }
  t.test('no prototype has got members', async (t) => {
    t.strictSame(Object.keys(Object.prototype), [])
    t.strictSame(Object.keys(Array.prototype), [])
  })
})
