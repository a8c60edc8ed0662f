import t from 'tap'
import { diffDocuments } from '../../../lib/diff/index.ts'

type Json = Readonly<Record<string, unknown>>

const object = (properties: Json, rest: Json = {}): Json => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  ...rest,
})
const kind = (name: string, rest: Json = {}): Json => object({ kind: { const: name } }, rest)

/** What is told of a request that holds one of some alternatives, of which the last goes. */
function tell(alternatives: readonly Json[], around: Json = {}, schemas: Json = {}): unknown[] {
  const document = (oneOf: readonly Json[]): Json => ({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': {
        post: {
          requestBody: { content: { 'application/json': { schema: { ...around, oneOf } } } },
          responses: {},
        },
      },
    },
    components: { schemas },
  })
  const { changes } = diffDocuments(document(alternatives), document(alternatives.slice(0, -1)))
  return changes.flatMap(({ id, message, witness, pointer }) =>
    id === 'request-union-branch-removed'
      ? [[message.replace(/^The alternative (.*) was removed from the request body\.$/, '$1'), witness?.value, pointer.base?.replace(/^.*\/schema/, '')]] // prettier-ignore
      : [],
  )
}

t.test('an alternative is called by what it alone has', async (t) => {
  const [cat, dog] = [kind('cat'), kind('dog')]
  t.strictSame(tell([cat, dog]), [['`kind: "dog"`', { kind: 'dog' }, '/oneOf/1']])
  t.strictSame(tell([cat, kind('dog', { title: 'Dog' })])[0], ['`Dog`', { kind: 'dog' }, '/oneOf/1'])
  const pets = [kind('cat', { title: 'Pet' }), kind('dog', { title: 'Pet' })]
  t.strictSame(tell(pets)[0], ['`kind: "dog"`', { kind: 'dog' }, '/oneOf/1'], 'all have the title')
  t.strictSame(tell([cat, kind('dog', { title: ' ' })])[0], ['`kind: "dog"`', { kind: 'dog' }, '/oneOf/1'])
  t.strictSame(tell([object({ a: {} }), object({ b: {} })])[0], ['number 2', { b: null }, '/oneOf/1'])
})

t.test('a name that is a number is no index', async (t) => {
  const [cat, dog] = [kind('cat'), kind('dog')]
  const references = ['7', '8'].map((name) => ({ $ref: `#/components/schemas/${name}` }))
  t.strictSame(tell(references, {}, { 7: cat, 8: dog }), [['`"8"`', { kind: 'dog' }, '/oneOf/1']])
  t.strictSame(tell([cat, kind('dog', { title: '1' })])[0], ['`"1"`', { kind: 'dog' }, '/oneOf/1'])
})

t.test('it is so where more is said beside the union', async (t) => {
  const [cat, dog] = [kind('cat'), kind('dog')]
  const named = object({ name: { type: 'string' } })
  const found = [['`kind: "dog"`', { kind: 'dog', name: 'a' }, '/oneOf/1']]
  t.strictSame(tell([cat, dog], named), found)
  const references = ['Cat', 'Dog'].map((name) => ({ $ref: `#/components/schemas/${name}` }))
  t.strictSame(tell(references, named, { Cat: cat, Dog: dog }), [
    ['`Dog`', { kind: 'dog', name: 'a' }, '/oneOf/1'],
  ])
})

t.test('a union of one is called as it would be among others, and has an example as they do', async (t) => {
  const schema = (inner: Json): Json => ({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': {
        post: {
          requestBody: { content: { 'application/json': { schema: object({ pet: inner }) } } },
          responses: {},
        },
      },
    },
  })
  const named = object({ name: { type: 'string' } })
  const base = schema({ ...named, oneOf: [kind('cat'), kind('dog')] })
  const revision = schema(object({ name: { type: 'string' }, kind: { const: 'cat' } }))
  t.strictSame(
    diffDocuments(base, revision).changes.map(({ message, witness }) => [message, witness?.value]),
    [
      [
        'The alternative `kind: "dog"` was removed from `/pet` in the request body.',
        { pet: { kind: 'dog', name: 'a' } },
      ],
    ],
  )
})
