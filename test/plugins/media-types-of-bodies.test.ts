import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance } from 'fastify'
import { Readable } from 'node:stream'
import t from 'tap'
import { z } from 'zod'
import {
  defineChange,
  defineTimeline,
  formatExplanation,
  fromMediaType,
  renameField,
  requestOf,
  responseOf,
  type Operation,
} from '../../lib/index.ts'
import { openapi, versioning } from '../../plugins/index.ts'

interface Test {
  readonly teardown: (end: () => unknown) => void
}

/** A server with two versions, closed when the test ends. */
async function start(test: Test, ...operations: readonly Operation[]): Promise<FastifyInstance> {
  const app = Fastify()
  test.teardown(() => app.close())
  const changes = [defineChange({ summary: 'Renamed.', operations })]
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes },
      { name: '1', aliases: ['v1'] },
    ],
  })
  await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'Items', version: '2' } } })
  await app.register(versioning, { timeline })
  await app.register(openapi)
  for (const type of ['application/vnd.brief+json', 'application/merge-patch+json']) {
    app.addContentTypeParser(type, { parseAs: 'string' }, app.getDefaultJsonParser('error', 'ignore'))
  }
  for (const type of ['text/csv', 'application/x-ndjson']) {
    app.addContentTypeParser(type, { parseAs: 'string' }, (_request, body, done) => {
      done(null, body)
    })
  }
  return app
}

const Item = z.object({ id: z.int(), title: z.string() }).meta({ id: 'Item' })
const Brief = z.object({ id: z.int(), label: z.string() }).meta({ id: 'Brief' })
const renames = [renameField('Item', 'name', 'title'), renameField('Brief', 'tag', 'label')]
const item = { id: 1, title: 'One' }
const oldItem = { id: 1, name: 'One' }
const brief = { id: 1, label: 'one' }
const oldBrief = { id: 1, tag: 'one' }
const json = 'application/json'
const briefly = 'application/vnd.brief+json'

/** An endpoint that has a schema for each media type, both ways, and answers by the type that `accept` names. */
function addItems(app: FastifyInstance): unknown[] {
  const seen: unknown[] = []
  const content = {
    [json]: { schema: Item },
    [briefly]: { schema: Brief },
    'text/csv': { schema: { type: 'string' } },
  }
  app.post(
    '/items',
    {
      schema: {
        body: { content },
        response: {
          200: { description: 'One.', content: { ...content, 'application/x-ndjson': { schema: Item } } },
        },
      },
    },
    (request, reply) => {
      seen.push(request.body)
      const type = String(request.headers.accept)
      void reply.type(type)
      if (type === 'text/csv') return 'id,title'
      if (type === 'application/x-ndjson') return Readable.from([`${JSON.stringify(item)}\n`])
      return reply.send(type.startsWith(briefly) ? { ...brief, secret: 1 } : { ...item, secret: 1 })
    },
  )
  return seen
}

t.test(
  'each media type of JSON has its own schema and its own conversion; others pass untouched',
  async (t) => {
    const app = await start(t, ...renames)
    const seen = addItems(app)
    const send = async (version: string, type: string, accept: string, body: object | string) => {
      const answer = await app.inject({
        method: 'POST',
        url: `/${version}/items`,
        headers: { 'content-type': type, accept },
        body,
      })
      return answer.statusCode === 200 ? answer.body : answer.statusCode
    }
    for (const [version, type, accept, sent, answered] of [
      ['v2', json, json, item, item],
      ['v1', json, json, oldItem, oldItem],
      ['v1', `${json}; charset=utf-8`, briefly, oldItem, oldBrief],
      ['v2', briefly, briefly, brief, brief],
      ['v1', briefly, json, oldBrief, oldItem],
      ['v1', 'Application/JSON', `${briefly}; charset=utf-8`, oldItem, oldBrief],
    ] as const) {
      t.strictSame(
        JSON.parse(String(await send(version, type, accept, sent))),
        answered,
        `${version} ${type} ${accept}`,
      )
    }
    t.strictSame(seen, [item, item, item, brief, brief, item])
    for (const [version, type, sent] of [
      ['v1', json, item],
      ['v1', json, oldBrief],
      ['v1', briefly, oldItem],
      ['v1', briefly, brief],
      ['v2', briefly, item],
    ] as const) {
      t.equal(await send(version, type, json, sent), 400, `${version} ${type}`)
    }
    for (const [version, line] of [
      ['v2', item],
      ['v1', oldItem],
    ] as const) {
      t.equal(await send(version, 'text/csv', 'text/csv', 'id,title'), 'id,title')
      t.equal(seen.pop(), 'id,title')
      const stream = await send(version, 'application/x-ndjson', 'application/x-ndjson', JSON.stringify(item))
      t.equal(stream, `${JSON.stringify(line)}\n`)
    }
  },
)

t.test('the plan of a media type is found by it, and of a stream it is that of an item', async (t) => {
  const app = await start(t, ...renames)
  addItems(app)
  await app.ready()
  const [endpoint] = app.tidemark.endpoints
  if (endpoint === undefined) return t.fail('there is no endpoint')
  const [, first] = app.tidemark.timeline.versions
  if (first === undefined) return t.fail('there is no version')
  const plan = app.tidemark.plan()
  const convert = (type: string | undefined, value: object) =>
    plan.response(endpoint, '200', first, type)?.convert?.(value, undefined)
  t.strictSame(convert(undefined, item), oldItem)
  t.strictSame(convert(json, item), oldItem)
  t.strictSame(convert('application/x-ndjson', item), oldItem)
  t.strictSame(convert(briefly, brief), oldBrief)
  t.strictSame(
    convert('application/hal+json', item),
    oldItem,
    'what is not declared is taken for the first of JSON',
  )
  for (const type of ['text/csv', 'application/xml', 'application/jsonl', 'text/event-stream']) {
    t.equal(plan.response(endpoint, '200', first, type), undefined, type)
  }
  t.equal(plan.request(endpoint, first, 'application/x-ndjson'), undefined)
  t.equal(plan.request(endpoint, first, 'multipart/form-data'), undefined)
  t.equal(
    formatExplanation(app.tidemark.explain('POST', '/items', '1')),
    `
POST /items in version 1: POST /items

request, from the old version to the current one
  /title  ←  /name  renamed  "Renamed." (2, rename-field)

request application/vnd.brief+json, from the old version to the current one
  /label  ←  /tag  renamed  "Renamed." (2, rename-field)

response 200, from the current version to the old one
  /name  ←  /title  renamed  "Renamed." (2, rename-field)

response 200 application/vnd.brief+json, from the current version to the old one
  /tag  ←  /label  renamed  "Renamed." (2, rename-field)

response 200 application/x-ndjson, from the current version to the old one
  /name  ←  /title  renamed  "Renamed." (2, rename-field)

engines
  request                                  json-schema
  request application/vnd.brief+json       json-schema
  response 200                             json-schema
  response 200 application/vnd.brief+json  json-schema
  response 200 application/x-ndjson        json-schema
`.trim(),
  )
})

t.test('documents have the schema of each media type, as it is in their version', async (t) => {
  const app = await start(t, ...renames)
  addItems(app)
  await app.ready()
  for (const [version, itemField, briefField] of [
    ['2', 'title', 'label'],
    ['1', 'name', 'tag'],
  ] as const) {
    const document = JSON.parse(JSON.stringify(app.tidemark.document(version))) as {
      paths: Record<string, { post: { requestBody: object; responses: Record<string, object> } }>
      components: { schemas: Record<string, { required: string[] }> }
    }
    const content = {
      [json]: { schema: { $ref: '#/components/schemas/Item' } },
      [briefly]: { schema: { $ref: '#/components/schemas/Brief' } },
      'text/csv': { schema: { type: 'string' } },
    }
    const { requestBody, responses } = document.paths['/items']?.post ?? {}
    t.match(requestBody, { content }, version)
    t.strictSame(
      (responses?.['200'] as { content: object }).content,
      { ...content, 'application/x-ndjson': content[json] },
      version,
    )
    t.strictSame(document.components.schemas.Item?.required, ['id', itemField])
    t.strictSame(document.components.schemas.Brief?.required, ['id', briefField])
  }
})

t.test(
  'a change of the body of an endpoint is of all of its media types of JSON, and of no stream',
  async (t) => {
    const app = await start(
      t,
      renameField(requestOf('POST /a'), 'x', 'y'),
      renameField(responseOf('POST /a'), 'x', 'y'),
    )
    const whole = { type: 'object', required: ['y'], properties: { y: { type: 'string' } } }
    const patch = { type: 'object', properties: { y: { type: 'string' }, z: { type: 'integer' } } }
    const content = { [json]: { schema: whole }, 'application/merge-patch+json': { schema: patch } }
    app.post(
      '/a',
      {
        schema: {
          body: { content },
          response: { 200: { content: { ...content, 'application/x-ndjson': { schema: patch } } } },
        },
      },
      (request, reply) => reply.type(String(request.headers['content-type'])).send(request.body),
    )
    const post = async (url: string, type: string, body: object) =>
      (await app.inject({ method: 'POST', url, headers: { 'content-type': type }, body })).json<object>()
    t.strictSame(await post('/v1/a', json, { x: '1' }), { x: '1' })
    t.strictSame(await post('/v1/a', 'application/merge-patch+json', { x: '1', z: 2 }), { x: '1', z: 2 })
    t.strictSame(await post('/v2/a', 'application/merge-patch+json', { y: '1', z: 2 }), { y: '1', z: 2 })
    const explained = app.tidemark.explain('POST', '/a', '1').parts
    t.strictSame(
      explained.map(({ part, mediaType, fields }) => [part, mediaType, fields.map(({ happens }) => happens)]),
      [
        ['request', undefined, ['renamed']],
        ['request', 'application/merge-patch+json', ['renamed', 'kept']],
        ['response', undefined, ['renamed']],
        ['response', 'application/merge-patch+json', ['renamed', 'kept']],
        ['response', 'application/x-ndjson', []],
      ],
    )
  },
)

t.test('zod is asked about a body by its media type, and codecs are encoded by it', async (t) => {
  const app = await start(t, renameField('Item', 'name', 'title'))
  const Day = z.codec(z.iso.date(), z.date(), {
    decode: (text) => new Date(text),
    encode: (date) => date.toISOString().slice(0, 10),
  })
  const Dated = z.object({ title: z.string().trim(), day: Day }).meta({ id: 'Item' })
  const Short = z.object({ day: Day })
  const content = { 'application/vnd.brief+json': { schema: Short }, [json]: { schema: Dated } }
  const seen: unknown[] = []
  app.post(
    '/dated',
    { schema: { body: { content }, response: { '2xx': { content } } } },
    (request, reply) => {
      seen.push(request.body)
      return reply.type(String(request.headers['content-type'])).send(request.body)
    },
  )
  const post = async (type: string, body: object) =>
    (
      await app.inject({ method: 'POST', url: '/v1/dated', headers: { 'content-type': type }, body })
    ).json<object>()
  const day = '2026-11-01'
  t.strictSame(await post(json, { name: ' One ', day }), { name: 'One', day })
  t.strictSame(await post(briefly, { day }), { day })
  t.strictSame(seen, [{ title: 'One', day: new Date(day) }, { day: new Date(day) }])
})

t.test('a status whose bodies are all untouched is still a status of the endpoint', async (t) => {
  const app = await start(t, ...renames)
  app.get(
    '/export',
    {
      schema: {
        response: {
          200: { description: 'A file.', content: { 'text/csv': { schema: { type: 'string' } } } },
          default: z.object({ title: z.string() }),
        },
      },
    },
    (_request, reply) => reply.type('text/csv').send('a,b'),
  )
  const answer = await app.inject('/v1/export')
  t.strictSame([answer.statusCode, answer.headers['content-type'], answer.body], [200, 'text/csv', 'a,b'])
  const { paths } = app.tidemark.document('1') as {
    paths: Record<string, { get: { responses: Record<string, { content: object }> } }>
  }
  t.strictSame(paths['/export']?.get.responses['200']?.content, {
    'text/csv': { schema: { type: 'string' } },
  })
})

t.test('a body whose media type names the version is checked as JSON is, by both engines', async (t) => {
  const app = Fastify()
  t.teardown(() => app.close())
  const changes = [defineChange({ summary: 'Renamed.', operations: renames })]
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes },
      { name: '1', aliases: ['v1'] },
    ],
  })
  await app.register(versioning, { timeline, sources: [fromMediaType({ vendor: 'acme' })] })
  const Trimmed = z.object({ id: z.int(), title: z.string().trim() }).meta({ id: 'Item' })
  const content = { [json]: { schema: Trimmed } }
  app.post('/items', { schema: { body: { content } } }, ({ body }) => body)
  const plain = { type: 'object', properties: { id: { type: 'integer' } } }
  app.post('/plain', { schema: { body: { content: { [json]: { schema: plain } } } } }, ({ body }) => body)
  const post = (type: string, body: object, url = '/items') =>
    app.inject({ method: 'POST', url, headers: { 'content-type': type }, body })
  const [first, second] = ['application/vnd.acme.v1+json', 'application/vnd.acme.v2+json'] as const
  t.strictSame((await post(second, { ...item, title: ' One ' })).json(), item)
  t.strictSame((await post(first, { ...oldItem, name: ' One ' })).json(), item)
  for (const [type, wrong] of [
    [second, oldItem],
    [first, item],
    [second, { id: 'x', title: 'One' }],
  ] as const) {
    t.equal((await post(type, wrong)).statusCode, 400, type)
  }
  t.equal((await post(second, { id: 'x' }, '/plain')).statusCode, 400, 'by JSON Schema alone')
  t.equal((await post(second, { id: 1 }, '/plain')).statusCode, 200)
})
