import t from 'tap'
import { diffDocuments } from '../../../lib/diff/index.ts'
import { makeEdit } from './edits/random-edits.ts'
import { documentRewrites } from './rewrites/document-rewrites.ts'
import { copy, type Json } from './rewrites/walk.ts'

/** Where a type is not named, nor a property, the way in which a value is written cannot be read off. */
const unnamed = ['schemas: a type as what it is not', 'schemas: negated twice', 'schemas: a property as a pattern'] // prettier-ignore
const kinds = Object.keys(documentRewrites).filter(
  (kind) => kind.startsWith('schemas: ') && !unnamed.includes(kind),
)

function judge(base: Json, revision: Json): string {
  const { verdict } = diffDocuments(base, revision, { strict: true, witnesses: false })
  return verdict === 'identical' ? 'safe' : verdict
}

t.test('an edit is judged alike however either side writes its schemas', (t) => {
  let [count, breaking] = [0, 0]
  for (let seed = 300; seed < 400; seed += 1) {
    const { name, base, revision, way } = makeEdit(seed)
    // Older documents are written anew as OpenAPI 3.1, which says other things of forms.
    if (!/^3\.[12]/.test(String(base.openapi))) continue
    const kind = kinds[seed % kinds.length] ?? ''
    const rewrite = documentRewrites[kind] ?? copy
    const plain = judge(base, revision)
    for (const [side, before, after] of [
      ['base', rewrite(copy(base)), revision],
      ['revision', base, rewrite(copy(revision))],
    ] as const) {
      if (before === undefined || after === undefined) continue
      count += 1
      if (plain === 'breaking') breaking += 1
      t.equal(judge(before, after), plain, `${String(seed)}: ${name} at /${way.join('/')}, ${kind} in the ${side}`) // prettier-ignore
    }
  }
  t.ok(count > 60 && breaking > 20, `${String(breaking)} of ${String(count)} pairs break`)
  t.end()
})

t.test('what a form says of its parts counts however its schema is composed', (t) => {
  const upload = {
    type: 'object',
    required: ['file'],
    properties: { file: { type: 'string', format: 'binary' }, tags: { type: 'array', items: { type: 'string' } } },
  } // prettier-ignore
  const send = (schema: Json, media: string, encoding: Json): Json => ({
    openapi: '3.1.0',
    info: { title: 'Uploads', version: '1' },
    components: { schemas: { Upload: upload } },
    paths: {
      '/files': { post: { requestBody: { content: { [media]: { schema, encoding } } }, responses: {} } },
    },
  })
  const reference = { $ref: '#/components/schemas/Upload' }
  for (const schema of [
    upload,
    { allOf: [reference, { properties: { note: { type: 'string' } } }] },
    { anyOf: [reference, { type: 'object', required: ['url'] }] },
    { oneOf: [{ allOf: [reference] }] },
    { description: 'A file.', $ref: '#/components/schemas/Upload' },
    { if: { required: ['url'] }, else: reference },
  ])
    for (const [
      media,
      before,
      after,
    ] of [
      ['multipart/form-data', { file: { contentType: 'image/png, image/jpeg' } }, { file: { contentType: 'image/png' } }],
      ['multipart/form-data', {}, { file: { contentType: 'image/png' } }],
      ['application/x-www-form-urlencoded', {}, { tags: { explode: false } }],
    ] as const /* prettier-ignore */) {
      const found = [upload, schema].map((old) =>
        diffDocuments(send(old, media, before), send(schema, media, after)),
      )
      const text = `${JSON.stringify(schema)} ${JSON.stringify(after)}`
      for (const { changes } of found)
        t.ok(
          changes.some(
            ({ id, severity }) => id === 'request-part-encoding-changed' && severity === 'breaking',
          ),
          text,
        )
      t.equal(diffDocuments(send(schema, media, after), send(schema, media, after)).verdict, 'identical')
    }
  t.end()
})

t.test('a text in a query is free however its schema is wrapped', (t) => {
  const ask = (schema: Json): Json => ({
    openapi: '3.1.0',
    info: { title: 'Search', version: '1' },
    components: { schemas: { Text: { type: 'string' } } },
    paths: { '/a': { get: { parameters: [{ name: 'q', in: 'query', schema }], responses: {} } } },
  })
  const reference = { $ref: '#/components/schemas/Text' }
  for (const schema of [
    { allOf: [reference, { description: 'What is looked for.' }] },
    { allOf: [reference, reference] },
    { type: ['string'] },
    { type: 'string', minLength: 0 },
    { anyOf: [reference] },
  ]) {
    const judge = (base: Json): string => diffDocuments(ask(base), ask(schema)).verdict
    t.equal(judge({ type: 'integer' }), 'safe', JSON.stringify(schema))
    t.equal(judge({ type: 'string' }), 'identical', JSON.stringify(schema))
    t.equal(diffDocuments(ask(schema), ask({ type: 'integer' })).verdict, 'breaking', JSON.stringify(schema))
  }
  t.equal(
    diffDocuments(ask({ type: 'integer' }), ask({ allOf: [reference, { maxLength: 3 }] })).verdict,
    'breaking',
  )
  t.end()
})
