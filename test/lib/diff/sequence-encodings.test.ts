import t from 'tap'
import { diffDocuments } from '../../../lib/diff/index.ts'

type Json = Readonly<Record<string, unknown>>

/** Parts of a multipart body that are told by their positions: two of their own, and as many photographs as there are. */
const list = {
  type: 'array',
  prefixItems: [{ type: 'object' }, { type: 'string' }],
  items: { type: 'string', contentEncoding: 'binary' },
}

const toDocument = (media: Json): unknown => ({
  openapi: '3.2.0',
  info: { title: 'T', version: '1' },
  paths: {
    '/albums': {
      post: {
        requestBody: { content: { 'multipart/mixed': { schema: list, ...media } } },
        responses: {
          200: { description: 'An album.', content: { 'multipart/mixed': { schema: list, ...media } } },
        },
      },
    },
  },
})

const find = (base: Json, revision: Json): readonly string[] =>
  diffDocuments(toDocument(base), toDocument(revision)).changes.map(
    ({ severity, id, location, message }) => `${severity} ${id} ${location}: ${message}`,
  )

const cases: readonly {
  readonly what: string
  readonly base: Json
  readonly revision: Json
  readonly found: RegExp[]
}[] = [
  {
    what: 'the type of all parts behind the named ones',
    base: { itemEncoding: { contentType: 'image/png, image/jpeg' } },
    revision: { itemEncoding: { contentType: 'image/png' } },
    found: [
      /^breaking request-part-encoding-changed \/requestBody\/multipart~1mixed\/itemEncoding: .*Each further part of/,
      /^safe response-part-encoding-changed \/responses\/200\/multipart~1mixed\/itemEncoding: /,
    ],
  },
  {
    what: 'the type of a part by its position',
    base: { prefixEncoding: [{}, { contentType: 'text/plain' }] },
    revision: { prefixEncoding: [{}, { contentType: 'text/*' }] },
    found: [
      /^safe request-part-encoding-changed .*\/prefixEncoding\/1: .*Part 2 of/,
      /^breaking response-part-encoding-changed .*\/prefixEncoding\/1: /,
    ],
  },
  {
    what: 'what is said of all parts, said of one by its position',
    base: { itemEncoding: { contentType: 'image/png' } },
    revision: { prefixEncoding: [{ contentType: 'image/png' }], itemEncoding: { contentType: 'image/png' } },
    found: [],
  },
  {
    what: 'the default of the specification, said aloud',
    base: {},
    revision: {
      prefixEncoding: [{ contentType: 'application/json' }, { contentType: 'text/plain' }],
      itemEncoding: { contentType: 'application/octet-stream' },
    },
    found: [],
  },
  {
    what: 'another type than the default',
    base: {},
    revision: { itemEncoding: { contentType: 'image/png' } },
    found: [
      /^breaking request-part-encoding-changed .*itemEncoding: /,
      /^breaking response-part-encoding-changed .*itemEncoding: /,
    ],
  },
  {
    what: 'a header of each part',
    base: { itemEncoding: { headers: { 'X-Alt': { schema: { type: 'string' } } } } },
    revision: { itemEncoding: { headers: { 'X-Alt': { required: true, schema: { type: 'string' } } } } },
    found: [
      /^breaking request-part-encoding-changed .*itemEncoding\/headers\/X-Alt: /,
      /^safe response-part-encoding-changed .*\/X-Alt: /,
    ],
  },
]

for (const { what, base, revision, found } of cases) {
  t.test(what, async (t) => {
    const told = find(base, revision)
    t.equal(told.length, found.length, told.join('\n'))
    for (const pattern of found)
      t.ok(
        told.some((one) => pattern.test(one)),
        `${String(pattern)} in\n${told.join('\n')}`,
      )
    t.equal(find(revision, base).length, found.length, 'and the other way round')
  })
}
