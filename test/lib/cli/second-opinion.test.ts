import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { askPeer } from '../../../lib/cli/ask-peer.ts'
import { formatSecondOpinion } from '../../../lib/cli/second-opinion.ts'
import { diffDocuments, LoadedDocument } from '../../../lib/diff/index.ts'
import { runIn } from './run-in.ts'

type Json = Record<string, unknown>
const api = (paths: Json): Json => ({ openapi: '3.0.3', info: { title: 'T', version: '1' }, paths })
const load = (root: unknown, name = 'a.yaml'): LoadedDocument => new LoadedDocument(name, root)
const ok = { 200: { description: 'Fine.' } }
const answer = (schema: Json): Json => ({
  responses: { 200: { description: 'Fine.', content: { 'application/json': { schema } } } },
})
const closed = (properties: Json): Json => ({ type: 'object', additionalProperties: false, properties })

const base = api({
  '/gone': { get: { responses: ok } },
  '/a.b/{id}': { delete: { responses: ok }, get: { responses: ok } },
  '/open': { get: answer({ type: 'object', properties: { a: {}, b: { type: 'string' } } }) },
  '/same': { get: answer(closed({ a: {} })) },
  '/query': { get: { responses: ok, parameters: [{ name: 'q', in: 'query', schema: { type: 'string' } }] } },
})
const revision = api({
  '/a.b/{id}': { get: { responses: ok } },
  '/open': { get: answer({ type: 'object', properties: { a: {} } }) },
  '/same': { get: answer(closed({ a: {} })) },
  '/query': { get: { responses: ok } },
})

t.test('what the two judge otherwise is told by operation, and changes no exit code', async (t) => {
  const folder = t.testdir({ 'a.json': JSON.stringify(base), 'b.json': JSON.stringify(revision) })
  const plain = runIn(folder, ['a.json', 'b.json'])
  const { status, stdout, stderr } = runIn(folder, ['a.json', 'b.json', '--second-opinion'])
  t.strictSame([status, stdout], [plain.status, plain.stdout])
  t.equal(
    stderr.replace(/\d+\.\d+\.\d+/, 'x.y.z'),
    `second opinion (openapi-diff x.y.z): operations judged otherwise: 2, alike: 2
  GET /query: breaking here (request-parameter-removed), not there
  GET /open: breaking there (response.body.scope.add), not here
`,
  )
  const same = runIn(folder, ['a.json', 'a.json', '--second-opinion', '--format', 'json'])
  t.equal(same.status, 0)
  t.match(same.stderr, /: the same, nothing breaks clients\n$/)
  t.equal((JSON.parse(same.stdout) as Json).verdict, 'identical')
})

t.test('where there is no second opinion, it is said why', async (t) => {
  const reason = async (...args: Parameters<typeof askPeer>): Promise<string> => {
    const said = await askPeer(...args)
    return 'reason' in said ? said.reason : ''
  }
  const one = load(base)
  t.equal(
    await reason(one, one, { folder: undefined }),
    'it is not installed; `npm install --save-dev openapi-diff` does that',
  )
  t.match(
    await reason(load({ ...base, openapi: '3.1.0' }), one),
    /^it fails: .*Unsupported OpenAPI version: 3\.1\.0/,
  )
  t.equal(await reason(one, one, { time: 1 }), 'it took longer than 0.001 seconds')
  t.match(await reason(one, one, { memory: 1 }), /^it ended by .*, most likely for want of memory$/)
  const remote = load(api({ '/a': { $ref: 'http://127.0.0.1:9/a.yaml' } }), 'r.yaml')
  t.equal(await reason(one, remote), 'it was not asked: r.yaml refers to other files')
  let bomb: unknown = 'x'
  for (let level = 0; level < 30; level += 1) bomb = [bomb, bomb, bomb]
  t.equal(
    await reason(load({ ...base, 'x-bomb': bomb }), one),
    'it was not asked: a.yaml is too large for it',
  )
  const cyclic: Json = { ...base }
  cyclic['x-self'] = cyclic
  t.equal(await reason(load(cyclic), one), 'it was not asked: a.yaml is too large for it')
})

t.test('the peer reaches no server', async (t) => {
  let calls = 0
  const server = createServer((_, response) => {
    calls += 1
    response.end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${String(port)}/`
  const tries = [
    `require('node:http').get('${url}')`,
    `require('http').request('${url}').end()`,
    `await fetch('${url}')`,
    `require('net').connect(${String(port)}, '127.0.0.1')`,
    `new (require('net').Socket)().connect(${String(port)}, '127.0.0.1')`,
    `(await import('node:http')).default.get('${url}')`,
  ]
  for (const [index, code] of tries.entries()) {
    // Another package in the peer's place, which wants nothing but to get out.
    const folder = t.testdir({ 'package.json': '{"version":"1.0.0","main":"main.js"}' })
    writeFileSync(
      join(folder, 'main.js'),
      `exports.diffSpecs = async () => { ${code}; await new Promise((end) => setTimeout(end, 300)); return {} }`,
    )
    const said = await askPeer(load(base), load(base), { folder })
    t.strictSame(
      said,
      { version: '1.0.0', reason: 'it fails: it has no network' },
      `${String(index)} ${code}`,
    )
  }
  t.equal(calls, 0)
})

t.test('places are told by the operations that they are in', async (t) => {
  const report = diffDocuments(base, base)
  const lines = (location: string): readonly string[] =>
    formatSecondOpinion(
      { report, base: load(base), revision: load(base), config: { options: {} } },
      { version: '1', breaking: [{ location, code: 'c' }] },
    ).slice(1)
  t.strictSame(lines('paths./a.b/{id}.get.responses.200'), ['  GET /a.b/{id}: breaking there (c), not here'])
  t.strictSame(lines('paths./a.b/{id}'), [
    '  DELETE /a.b/{id}: breaking there (c), not here',
    '  GET /a.b/{id}: breaking there (c), not here',
  ])
  t.strictSame(lines('basePath'), ['  basePath: breaking there (c), not here'])
})
