import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import t from 'tap'
import { fetch, FormData } from 'undici'
import { z } from 'zod'
import { changeErrorShape, changeStatus, defineChange, defineTimeline, renameField } from '../../lib/index.ts'
import { versioning } from '../../plugins/index.ts'

const Item = z.object({ id: z.int(), title: z.string() }).meta({ id: 'Item' })
const Field = z.object({ title: z.string() }).meta({ id: 'Field' })

/** A server whose versions differ in bodies, errors and statuses, closed when the test ends. */
async function start(test: { readonly teardown: (end: () => unknown) => void }): Promise<FastifyInstance> {
  const app = Fastify()
  test.teardown(() => app.close())
  const change = defineChange({
    summary: 'A change.',
    operations: [
      renameField(Item, 'name', 'title'),
      changeStatus('DELETE /items/:id', { old: 204, current: 200 }),
      changeErrorShape({
        old: z.object({ reason: z.string() }),
        current: z.object({ message: z.string() }),
        downgrade: ({ message }) => ({ reason: message }),
      }),
    ],
  })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', aliases: ['v2'], changes: [change] },
      { name: '1', aliases: ['v1'] },
    ],
  })
  await app.register(versioning, { timeline })
  return app
}

const text = '{"id":1,"title":"One"}'
const schema = { response: { 200: Item } }

t.test('what a handler writes itself passes through every version, byte by byte', async (t) => {
  const app = await start(t)
  const bytes = Buffer.from(text)
  const file = join(process.cwd(), 'package.json')
  const handlers: Readonly<Record<string, (reply: FastifyReply) => unknown>> = {
    text: (reply) => reply.type('application/json').send(text),
    plain: () => text,
    buffer: (reply) => reply.type('application/json').send(bytes),
    typed: () => new Uint8Array(bytes),
    words: () => new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 22)),
    stream: (reply) => reply.type('application/json').send(Readable.from([text])),
    web: (reply) => reply.type('application/json').send(new Response(text).body),
    response: () => new Response(text, { headers: { 'content-type': 'application/json' } }),
    file: (reply) => reply.type('application/octet-stream').send(createReadStream(file)),
  }
  for (const [name, answer] of Object.entries(handlers)) {
    app.get(`/${name}`, { schema }, (_request, reply) => answer(reply))
  }
  for (const name of Object.keys(handlers)) {
    const [old, current] = [await app.inject(`/v1/${name}`), await app.inject(`/v2/${name}`)]
    const expected = name === 'file' ? readFileSync(file) : bytes
    t.strictSame(old.rawPayload, expected, name)
    t.strictSame(current.rawPayload, expected, name)
    const kept = ({ 'api-version': _, ...headers }: typeof old.headers): object => ({ ...headers, date: '' })
    t.strictSame(kept(old.headers), kept(current.headers), name)
    t.equal(old.headers['api-version'], '1', name)
  }
})

t.test('errors that a handler writes itself pass, and so does what it hijacks', async (t) => {
  const app = await start(t)
  const error = '{"message":"no"}'
  app.get('/text', (_request, reply) => reply.code(400).type('application/json').send(error))
  app.get('/buffer', (_request, reply) => reply.code(400).type('application/json').send(Buffer.from(error)))
  app.get('/stream', (_request, reply) =>
    reply
      .code(400)
      .type('application/json')
      .send(Readable.from([error])),
  )
  app.get('/raw', { schema }, (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'application/json' })
    reply.raw.end(text)
  })
  app.get('/events', { schema }, async (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' })
    reply.raw.write('data: {"title":1}\n\n')
    await new Promise((resolve) => setTimeout(resolve, 10))
    reply.raw.end()
  })
  const origin = await app.listen({ port: 0 })
  for (const [name, status, body] of [
    ['text', 400, error],
    ['buffer', 400, error],
    ['stream', 400, error],
    ['raw', 200, text],
    ['events', 200, 'data: {"title":1}\n\n'],
  ] as const) {
    for (const version of ['v1', 'v2']) {
      const answer = await fetch(`${origin}/${version}/${name}`)
      t.strictSame([answer.status, await answer.text()], [status, body], `${version} ${name}`)
    }
  }
})

t.test('answers without a body have none in any version', async (t) => {
  const app = await start(t)
  const send = (status: number, payload?: unknown) => (_request: FastifyRequest, reply: FastifyReply) =>
    reply.code(status).send(payload)
  app.get('/none', { schema: { response: { 204: z.null() } } }, send(204))
  app.get('/unchanged', { schema }, send(304))
  app.get('/empty', { schema }, send(200))
  app.get('/error', { schema }, send(400))
  app.get('/late', { schema: { response: { 204: z.null() } } }, send(204, Readable.from(['dropped'])))
  app.delete('/items/:id', { schema: { response: { 200: Item } } }, send(200, { id: 1, title: 'One' }))
  for (const [method, url, status, current = status] of [
    ['GET', '/none', 204],
    ['GET', '/unchanged', 304],
    ['GET', '/empty', 200],
    ['GET', '/error', 400],
    ['GET', '/late', 204],
    ['DELETE', '/items/1', 204, 200],
  ] as const) {
    const old = await app.inject({ method, url: `/v1${url}` })
    t.strictSame([old.statusCode, old.body, old.headers['content-type']], [status, '', undefined], url)
    t.equal((await app.inject({ method, url: `/v2${url}` })).statusCode, current, url)
  }
})

t.test('files and fields of a multipart request reach the handler of every version', async (t) => {
  const app = await start(t)
  await app.register(multipart)
  app.post('/files', { schema: { response: { 200: Item } } }, async (request) => {
    const parts: string[] = []
    for await (const part of request.parts()) {
      parts.push(
        part.type === 'file'
          ? `${part.filename}: ${(await part.toBuffer()).toString()}`
          : `${part.fieldname}=${String(part.value)}`,
      )
    }
    return { id: parts.length, title: parts.join('; ') }
  })
  const origin = await app.listen({ port: 0 })
  const body = new FormData()
  body.append('note', 'hello')
  body.append('upload', new Blob(['the file']), 'a.txt')
  const title = 'note=hello; a.txt: the file'
  t.strictSame(await (await fetch(`${origin}/v1/files`, { method: 'POST', body })).json(), {
    id: 2,
    name: title,
  })
  t.strictSame(await (await fetch(`${origin}/v2/files`, { method: 'POST', body })).json(), { id: 2, title })
})

t.test(
  'fields of a multipart request that are attached to the body are converted where they are read in time',
  async (t) => {
    const change = defineChange({ summary: 'A change.', operations: [renameField(Field, 'name', 'title')] })
    const timeline = defineTimeline({
      scheme: 'integer',
      versions: [
        { name: '2', aliases: ['v2'], changes: [change] },
        { name: '1', aliases: ['v1'] },
      ],
    })
    const send = async (app: FastifyInstance, url: string, field?: string): Promise<unknown> => {
      const part = `--x\r\nContent-Disposition: form-data; name="${field ?? ''}"\r\n\r\nhello\r\n--x--\r\n`
      const headers = {
        'content-type': `${field === undefined ? 'application/json' : 'multipart/form-data'}; boundary=x`,
      }
      const answer = await app.inject({
        method: 'POST',
        url,
        headers,
        payload: field === undefined ? '' : part,
      })
      return answer.statusCode === 200 ? answer.json() : answer.statusCode
    }
    for (const isInTime of [true, false]) {
      const app = Fastify()
      t.teardown(() => app.close())
      if (isInTime) await app.register(multipart, { attachFieldsToBody: 'keyValues' })
      await app.register(versioning, { timeline })
      if (!isInTime) await app.register(multipart, { attachFieldsToBody: 'keyValues' })
      app.post('/fields', { schema: { body: Field } }, ({ body }) => body)
      t.strictSame(await send(app, '/v1/fields', isInTime ? 'name' : 'title'), { title: 'hello' })
      t.strictSame(await send(app, '/v1/fields', isInTime ? 'title' : 'name'), 400)
      t.strictSame(await send(app, '/v2/fields', 'title'), { title: 'hello' })
      t.strictSame(await send(app, '/v1/fields'), 400)
    }
  },
)

t.test('bodies of other media types than JSON are not converted', async (t) => {
  const app = await start(t)
  app.addContentTypeParser('text/csv', { parseAs: 'string' }, (_request, body, done) => {
    done(null, body)
  })
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => {
    done(null, payload)
  })
  app.post('/csv', (request) => ({ got: request.body }))
  app.post('/stream', async (request) => ({ got: (await (request.body as Readable).toArray()).join('') }))
  for (const [url, type] of [
    ['/csv', 'text/csv'],
    ['/stream', 'application/octet-stream'],
  ] as const) {
    const answer = await app.inject({
      method: 'POST',
      url: `/v1${url}`,
      payload: 'id,title',
      headers: { 'content-type': type },
    })
    t.strictSame(answer.json(), { got: 'id,title' }, url)
  }
})
