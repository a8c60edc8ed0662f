import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import t from 'tap'
import { isObject } from '../../lib/schema/subschemas.ts'
import { exerciseDocument } from './exercise-document.ts'

/** What a service answers. */
interface Reply {
  readonly status: number
  readonly type: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** How the service of a test differs from one that tells the truth. */
type Lie = (isValid: boolean) => Partial<Reply>

const string = { type: 'string' }
const error = { type: 'object', properties: { message: string }, required: ['message'] }
const headers = {
  'api-version': { schema: string },
  'x-count': { required: true, schema: { type: 'integer' } },
}
const document = {
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  servers: [{ url: '/v1' }],
  paths: {
    '/things': {
      post: {
        operationId: 'addThing',
        parameters: [{ name: 'page', in: 'query', required: true, schema: { type: 'integer' } }],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
        responses: {
          201: { $ref: '#/components/responses/Added' },
          '4XX': { headers, content: { 'application/json': { schema: error } } },
        },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: 'object',
        properties: { name: string, kind: { enum: ['a', 'b'] } },
        required: ['name', 'kind'],
      },
    },
    responses: {
      Added: {
        headers,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
      },
    },
  },
}
const next = {
  ...document,
  info: { title: 'Things', version: '2' },
  components: {
    schemas: { Thing: { properties: { title: string } } },
    responses: document.components.responses,
  },
}

const isThing = (value: unknown): boolean =>
  isObject(value) && typeof value.name === 'string' && (value.kind === 'a' || value.kind === 'b')

/** What a service that tells the truth answers. */
function answerHonestly(request: IncomingMessage, body: string): Reply {
  const headers = { 'api-version': '1', 'x-count': '1' }
  const type = 'application/json; charset=utf-8'
  const refuse = (status: number): Reply => ({ status, type, headers, body: { message: 'is not valid' } })
  if (request.headers['content-type'] !== 'application/json') return refuse(415)
  if (!/^\/v1\/things\?page=-?\d+$/.test(request.url ?? '')) return refuse(400)
  try {
    const value: unknown = JSON.parse(body)
    return isThing(value) ? { status: 201, type, headers, body: value } : refuse(400)
  } catch {
    return refuse(400)
  }
}

/** Exercises the document against a service, and answers the faults that were found, each once. */
async function findFaults(lie: Lie): Promise<readonly string[]> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const truth = answerHonestly(request, body)
      const reply = { ...truth, ...lie(truth.status === 201) }
      response.writeHead(reply.status, { 'content-type': reply.type, ...reply.headers })
      response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const { port } = server.address() as AddressInfo
    const { faults } = await exerciseDocument(`http://127.0.0.1:${port}`, document, {
      runs: 5,
      broken: 40,
      seed: 1,
      documents: [document, next],
      known: {},
    })
    return [...new Set(faults.map(({ what }) => what))]
  } finally {
    server.close()
  }
}

t.test('a service that does what its document says has no faults', async (t) => {
  t.strictSame(await findFaults(() => ({})), [])
})

t.test('what a document does not say is found', async (t) => {
  const onSuccess =
    (reply: Partial<Reply>): Lie =>
    (isValid) =>
      isValid ? reply : {}
  const onError =
    (reply: Partial<Reply>): Lie =>
    (isValid) =>
      isValid ? {} : reply
  const named = { 'api-version': '1' }
  const cases: readonly (readonly [string, Lie, readonly string[]])[] = [
    ['another status', onSuccess({ status: 200 }), ['the status 200 is not declared, only 201, 4XX']],
    [
      'another media type',
      onError({ type: 'text/html' }),
      [
        'the media type of 400, text/html, is not declared, only application/json',
        'the media type of 415, text/html, is not declared, only application/json',
      ],
    ],
    [
      'a body that lacks something',
      onSuccess({ body: { name: 'x' } }),
      ['the body of 201 is not valid: body must have required property \'kind\': {"name":"x"}'],
    ],
    ['a body that is cut off', onSuccess({ body: '{"name":' }), ['the body of 201 is no JSON: {"name":']],
    ['a header that is missing', onSuccess({ headers: named }), ['the header x-count is missing']],
    [
      'a header of another type',
      onSuccess({ headers: { ...named, 'x-count': 'many' } }),
      ['the header x-count: many is not valid'],
    ],
    [
      'another version',
      onSuccess({ headers: { 'api-version': '2', 'x-count': '1' } }),
      ['names the version 2'],
    ],
    [
      'a valid request that is refused',
      onSuccess({ status: 400, body: { message: 'no' } }),
      ['refused by 400: {"message":"no"}'],
    ],
    [
      'an invalid request that is accepted',
      onError({ status: 201, body: { name: 'x', kind: 'a' } }),
      ['accepted by 201'],
    ],
    [
      'a failure of the server',
      onError({ status: 500, body: { message: 'no' } }),
      ['the status 500 is not declared, only 201, 4XX', 'answered 500: {"message":"no"}'],
    ],
    [
      'the name of a field of another version in a sentence',
      onError({ body: { message: "must have required property 'title'" } }),
      ['speaks of title, a name of other versions: {"message":"must have required property \'title\'"}'],
    ],
    [
      'the name of a field of another version in a body',
      onSuccess({ body: { name: 'x', kind: 'a', title: 'x' } }),
      ['speaks of title, a name of other versions: {"name":"x","kind":"a","title":"x"}'],
    ],
  ]
  for (const [what, lie, expected] of cases) t.strictSame(await findFaults(lie), expected, what)
})
