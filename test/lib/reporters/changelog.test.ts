import markdownIt from 'markdown-it'
import t from 'tap'
import { diffDocuments, formatChangelog } from '../../../lib/diff/index.ts'

type Json = Record<string, unknown>
const api = (paths: Json): Json => ({ openapi: '3.1.0', info: { title: 'Shop', version: '1.0.0' }, paths })
const body = (schema: Json): Json => ({
  requestBody: { content: { 'application/json': { schema } } },
  responses: { 200: { description: 'Fine.' } },
})
const orders = { type: 'object', properties: { note: { type: 'string' } } }
const base = api({
  '/orders': { post: body(orders), get: { responses: {} } },
  '/old': { get: { responses: {} } },
})
const revision = api({
  '/orders': { post: body({ ...orders, required: ['note'] }), get: { responses: {}, deprecated: true } },
  '/new': { get: { responses: {} } },
})

t.test('a changelog goes by what happened, and then by operation', async (t) => {
  const text = formatChangelog(diffDocuments(base, revision), { title: 'Shop', from: '1.0.0', to: '2.0.0' })
  t.equal(
    text,
    `## 2.0.0

Changes of Shop since 1.0.0. By Semantic Versioning, this is a **major** release.

### Breaking

#### \`POST /orders\`

- The property \`note\` in the request body became required. Always send the property.

#### \`GET /old\`

- The operation was removed. Call the operation that replaces it.

### Deprecated

#### \`GET /orders\`

- The operation is now deprecated.

### Added

#### \`GET /new\`

- The operation was added.
`,
  )
})

t.test('where nothing changed, a changelog says so; without names, it has none', async (t) => {
  const same = diffDocuments(base, base)
  t.equal(formatChangelog(same), '## Unreleased\n\nNothing changed for the clients of the API.\n')
  t.equal(
    formatChangelog(same, { title: 'Shop', from: '1.0.0', to: '1.0.1' }),
    '## 1.0.1\n\nNothing changed for the clients of Shop since 1.0.0.\n',
  )
})

t.test('what was approved is told, since it happens to clients all the same', async (t) => {
  const report = diffDocuments(base, revision)
  const approvals = report.changes.map(({ fingerprint }) => ({ fingerprint, reason: 'So.' }))
  const approved = diffDocuments(base, revision, { approvals })
  t.equal(approved.verdict, 'safe')
  t.equal(formatChangelog(approved), formatChangelog(report))
})

t.test('an edit that reaches many operations is told once', async (t) => {
  const many = (required: string[]): Json => ({
    ...api(Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`/p${index}`, { post: body({ $ref: '#/components/schemas/O' }) }]))), // prettier-ignore
    components: { schemas: { O: { ...orders, required } } },
  })
  const text = formatChangelog(diffDocuments(many([]), many(['note'])))
  t.match(text, '#### `POST /p0`, `POST /p1`, `POST /p2`, `POST /p3`, `POST /p4` and 3 more\n')
  t.equal(text.split('became required').length, 2)
})

t.test('what happens to several operations alike is told once, and names each of them', async (t) => {
  const many = (count: number, deprecated: boolean): Json =>
    api(Object.fromEntries(Array.from({ length: count }, (_, index) => [`/p${index}`, { get: { responses: {}, deprecated } }]))) // prettier-ignore
  const tell = (count: number): string =>
    formatChangelog(diffDocuments(many(count, true), many(count, false)))
  t.match(tell(2), '#### `GET /p0`, `GET /p1`\n\n- The operation is no longer deprecated.\n')
  t.match(
    tell(6),
    '#### 6 operations\n\n`GET /p0`, `GET /p1`, `GET /p2`, `GET /p3`, `GET /p4`, `GET /p5`\n\n- The operation is no longer deprecated.\n',
  )
})

t.test('edits of which only the operations that are named are the same are told apart', async (t) => {
  const paths: Json = Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => {
      const names = index < 5 ? ['A', 'B'] : index < 7 ? ['A'] : ['B']
      const properties = Object.fromEntries(names.map((name) => [name, { $ref: `#/components/schemas/${name}` }])) // prettier-ignore
      return [`/p${String(index)}`, { post: body({ type: 'object', properties }) }]
    }),
  )
  const document = (type: string): Json => ({
    ...api(paths),
    components: { schemas: { A: { type }, B: { type } } },
  })
  const text = formatChangelog(diffDocuments(document('string'), document('integer')))
  t.equal(text.match(/^#### .* and 2 more$/gm)?.length, 2)
})

t.test('what a document holds cannot be anything but text and code', async (t) => {
  const name = '`<img src=x>` [a](b)\n# head'
  const hostile = api({ '/a`b\n<i>': { post: body({ type: 'object', properties: { [name]: {} } }) } })
  const after = api({ '/a`b\n<i>': { post: body({ type: 'object', required: [name], properties: { [name]: {} } }) } }) // prettier-ignore
  const text = formatChangelog(diffDocuments(hostile, after), { title: '<b>*x*', from: '[1](2)', to: '_3_\n\n# 4' }) // prettier-ignore
  t.equal(
    text,
    `## \\_3\\_\\\\u000a\\\\u000a\\#<!-- --> 4

Changes of \\<b\\>\\*x\\* since \\[1\\]\\(2\\). By Semantic Versioning, this is a **major** release.

### Breaking

#### \`\`POST /a\`b <i>\`\`

- The property \`\` \`<img src=x>\` [a](b)\\u000a# head \`\` in the request body became required. Always send the property.
`,
  )
  const html = markdownIt({ html: true, linkify: true }).render(text)
  t.strictSame(
    [...html.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, tag]) => tag),
    ['h2', 'p', 'strong', 'h3', 'h4', 'code', 'ul', 'li', 'code'],
  )
})
