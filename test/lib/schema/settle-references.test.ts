import t from 'tap'
import { emptyIndex, indexSchemas } from '../../../lib/schema/index-schemas.ts'
import { openLibrary } from '../../../lib/schema/open-library.ts'
import { toDocumentName, toSafeName, toSharedName } from '../../../lib/schema/safe-name.ts'
import { settleReferences } from '../../../lib/schema/settle-references.ts'
import { toCompilable } from '../../../lib/schema/to-compilable.ts'
import type { JsonSchema } from '../../../lib/schema/types.ts'

const settle = (schema: JsonSchema): JsonSchema =>
  settleReferences(schema, indexSchemas([[undefined, schema]], emptyIndex))

t.test('what a pointer or an anchor leads to stands in its place, beside what stands there', async (t) => {
  const text = { $anchor: 'text', type: 'string' }
  t.strictSame(
    settle({
      properties: {
        text,
        any: true,
        again: { $ref: '#/properties/text' },
        short: { $ref: '#text', maxLength: 3 },
        both: { $ref: '#/properties/short', allOf: [{ minLength: 1 }] },
        all: { $ref: '#/properties/any' },
        list: {
          prefixItems: [{ $ref: '#/properties/text' }],
          items: { $ref: '#/properties/list/prefixItems/0' },
        },
      },
    }),
    {
      properties: {
        text,
        any: true,
        again: text,
        short: { maxLength: 3, allOf: [text] },
        both: { allOf: [{ minLength: 1 }, { maxLength: 3, allOf: [text] }] },
        all: true,
        list: { prefixItems: [text], items: text },
      },
    },
  )
})

t.test('what has a name is referred to by it, however it was', async (t) => {
  const named = { $ref: '#/$defs/Text' }
  const definitions = { Text: { type: 'string' }, odd: { $id: 'http://x.example/odd' } }
  t.strictSame(
    settle({
      $id: 'http://x.example/root',
      definitions,
      items: [
        { $ref: '#/definitions/Text' },
        { $ref: 'root#/definitions/Text', minLength: 1 },
        { $ref: 'http://x.example/root#/definitions/Text' },
        { $ref: 'Text' },
        { $ref: 'odd' },
        { $ref: '#' },
      ],
    }),
    {
      $id: 'http://x.example/root',
      definitions,
      items: [
        ...[named, { minLength: 1, ...named }, named, named],
        ...[{ $ref: '#/$defs/odd' }, { $ref: '#/$defs/http%3A~1~1x.example~1root' }],
      ],
    },
  )
})

t.test('what leads nowhere stays, and data is no reference', async (t) => {
  const schema = {
    properties: { a: { $ref: 'b.json#/c' }, b: { $ref: '#/properties/c' }, c: { enum: [{ $ref: '#' }] } },
    items: { $ref: '#/properties/c/enum/0/$ref' },
  }
  t.strictSame(settle(schema), {
    ...schema,
    properties: { ...schema.properties, b: schema.properties.c },
  })
})

t.test(
  'a library tells of the first reference that leads nowhere, in what a schema reaches alone',
  async (t) => {
    const library = openLibrary({
      A: { $id: 'A', items: { $ref: 'B#' } },
      B: { $id: 'B', items: { $ref: 'C#/properties/c' } },
      D: { $id: 'D', items: { $ref: 'A#/items' } },
    })
    const find = (schema: JsonSchema): string | undefined => library.findUnsettled(library.settle(schema))
    t.equal(find({ items: { $ref: 'A#' } }), 'C#/properties/c')
    t.equal(find({ items: { $ref: 'D#' } }), 'C#/properties/c')
    t.equal(find({ items: { $ref: 'E#' } }), 'E#')
    t.equal(find({ $defs: { E: {} }, items: { $ref: '#/$defs/E' } }), undefined)
    t.equal(find(true), undefined)
  },
)

t.test(
  'a reference that is all a schema says stands for its definition, but for one with a base',
  async (t) => {
    const User = { type: 'object', properties: { friend: { $ref: '#/$defs/User' } } }
    t.strictSame(toCompilable({ $defs: { User }, $ref: '#/$defs/User' }), { ...User, $defs: { User } })
    for (const part of [{ $ref: '#/$defs/User' }, { ...User, $id: 'User' }]) {
      const schema = { $defs: { User: part }, $ref: '#/$defs/User' }
      t.strictSame(toCompilable(schema), schema)
    }
  },
)

t.test('names of definitions need no escaping in what is compiled, and stay apart', async (t) => {
  const items = { $ref: '#/$defs/User' }
  t.strictSame(toCompilable({ $defs: { User: {} }, items }), { $defs: { User: {} }, items })
  const names = ['a/b', 'a:b', 'a~b', '%41', 'toString', '<>', 'ü']
  for (const name of names) {
    const compiled = toCompilable({
      $defs: { [name]: {} },
      items: { $ref: `#/$defs/${encodeURIComponent(name)}` },
    })
    t.strictSame(compiled, {
      $defs: { [toSafeName(name)]: {} },
      items: { $ref: `#/$defs/${toSafeName(name)}` },
    })
    t.match(toSafeName(name), /^[\w.-]+-[0-9a-f]{8}$/)
    t.notOk(toSharedName(name) in Object.prototype)
  }
  t.equal(new Set(names.map(toSafeName)).size, names.length)
  t.strictSame(['User', 'urn:a/b', 'Page<User>', '<>'].map(toDocumentName), [
    ...['User', 'urn_a_b', 'Page_User', 'Schema'],
  ])
  t.strictSame(['User', 'urn:a/b'].map(toSharedName), ['User', 'urn:a/b'])
})
