import t from 'tap'
import { diffDocuments } from '../../../lib/diff/index.ts'

type Json = Readonly<Record<string, unknown>>

const operation = (fields: Json): Json => ({
  openapi: '3.1.0',
  info: { title: 'Written values', version: '1' },
  paths: { '/a': { post: { responses: {}, ...fields } } },
})

function find(base: Json, revision: Json): string[] {
  return diffDocuments(base, revision).changes.map(
    ({ severity, id, location }) => `${severity} ${id} ${location}`,
  )
}

const integer = { type: 'integer' }
const text = { type: 'string' }
const list = (items: Json, more: Json = {}): Json => ({ type: 'array', items, ...more })

t.test('outside bodies, values of different types are what they are written as', async (t) => {
  const judge = (base: Json, revision: Json, more: Json = {}): unknown =>
    ['request', 'response'].map((direction) => {
      const at = (schema: Json): Json =>
        direction === 'request'
          ? operation({ parameters: [{ name: 'p', in: 'query', schema, ...more }] })
          : operation({ responses: { 200: { description: '', headers: { 'X-P': { schema } } } } })
      return diffDocuments(at(base), at(revision)).changes.map(
        ({ id, severity, witness }) => `${severity} ${id}${witness === undefined ? '' : ` ${JSON.stringify(witness.value)}`}`, // prettier-ignore
      )
    })
  const both = (base: Json, revision: Json): unknown => [judge(base, revision), judge(revision, base)]
  for (const [base, revision] of [
    [
      { type: 'integer', enum: [1, 2] },
      { type: 'string', enum: ['1', '2'] },
    ],
    [{ enum: [1, 'a'] }, { type: 'string', enum: ['a', '1'] }],
    [{ type: 'boolean' }, { type: 'string', enum: ['true', 'false'] }],
    [{ const: true }, { const: 'true' }],
    [list({ enum: [1] }), list({ enum: ['1'] })],
    [list({ enum: [1] }, { default: [1] }), list({ enum: ['1'] }, { default: ['1'] })],
    [
      { allOf: [{ type: 'integer', enum: [1] }], default: 1 },
      { allOf: [{ enum: ['1'] }], default: '1' },
    ],
    // What a listed value is rejected for beside the list.
    [
      { type: 'integer', enum: [0, 1, 2, 3, 'x'], exclusiveMinimum: 0, maximum: 2 },
      { type: 'string', enum: ['1', '2'] },
    ],
    [
      { type: 'string', enum: ['1', 'x'], pattern: '^[0-9]$' },
      { type: 'integer', enum: [1] },
    ],
  ] as const) {
    t.strictSame(both(base, revision), [[[], []], [[], []]], JSON.stringify(base)) // prettier-ignore
  }
  t.strictSame(both({ type: 'integer', enum: [1, 2] }, { type: 'string', enum: ['1', '2', '3'] }), [
    [['safe request-enum-value-added'], ['risky response-enum-value-added']],
    [['breaking request-enum-value-removed "3"'], ['safe response-enum-value-removed']],
  ])
  t.strictSame(both({ type: 'string', pattern: '^[0-9]+$' }, integer), [
    [['safe request-type-changed'], ['breaking response-type-changed "-0"']],
    [['breaking request-type-changed "-0"'], ['safe response-type-changed']],
  ])
  const withinBounds = both({ type: 'string', pattern: '^[0-9]+$' }, { type: 'integer', maximum: 9 })
  t.match(JSON.stringify(withinBounds), /breaking request-type-changed .*breaking request-type-changed /)
})

t.test('what a listed value is told as is what it is declared as', async (t) => {
  const at = (schema: Json): Json => operation({ parameters: [{ name: 'p', in: 'query', schema }] })
  t.strictSame(find(at({ type: 'integer', enum: [1, 2] }), at(integer)), [
    'safe request-enum-removed /parameters/query/p',
  ])
})

t.test('a list of texts that no list stands for is found in the document', async (t) => {
  const at = (schema: Json): Json => operation({ parameters: [{ name: 'p', in: 'query', schema }] })
  const place = '#/paths/~1a/post/parameters/0/schema'
  for (const [schema, keyword] of [
    [{ type: 'boolean' }, 'type'],
    [{ const: true }, 'const'],
  ] as const) {
    const { changes, warnings } = diffDocuments(at(schema), at({ enum: ['true', 'false', 'x'] }))
    t.strictSame(warnings, [])
    t.strictSame(changes[0]?.pointer.base, `${place}/${keyword}`)
    t.strictSame(diffDocuments(at({ enum: ['x', 'true'] }), at(schema)).warnings, [])
  }
})

t.test('what stands beside a reference has a say in the texts', async (t) => {
  const at = (schema: Json): Json => ({
    ...operation({ parameters: [{ name: 'p', in: 'query', schema }] }),
    components: { schemas: { Text: text, Integer: integer, One: { enum: [1] }, Texts: { enum: ['1'] } } },
  })
  const refer = (name: string, more: Json): Json => ({ $ref: `#/components/schemas/${name}`, ...more })
  const retyped = 'request-type-changed /parameters/query/p'
  t.strictSame(find(at(integer), at(refer('Text', { description: 'A text.' }))), [`safe ${retyped}`])
  t.strictSame(find(at(integer), at(refer('Text', { maxLength: 2 }))), [`breaking ${retyped}`])
  const digits = { ...text, pattern: '^-?[0-9]+$' }
  t.strictSame(find(at(digits), at(refer('Integer', {}))), [`safe ${retyped}`])
  t.strictSame(find(at(digits), at(refer('Integer', { maximum: 2 }))), [`breaking ${retyped}`])
  t.strictSame(find(at(refer('One', { default: 1 })), at(refer('Texts', { default: '1' }))), [])
  t.strictSame(find(at(refer('One', { default: 1 })), at(refer('Texts', { default: '2' }))), [
    'risky request-default-changed /parameters/query/p',
  ])
})

t.test('how a cookie is encoded is told by its style', async (t) => {
  const at = (more: Json): Json => ({
    ...operation({ parameters: [{ name: 'c', in: 'cookie', schema: text, ...more }] }),
    openapi: '3.2.0',
  })
  t.strictSame(
    diffDocuments(at({}), at({ style: 'cookie' })).changes.map(({ message }) => message),
    ['The cookie parameter `c` is written in another way: `cookie, exploded`, before `form, exploded`.'],
  )
})

t.test('items are texts, and what else is said of their list is shown by these', async (t) => {
  const at = (schema: Json): Json => operation({ parameters: [{ name: 'p', in: 'query', schema }] })
  const told = (base: Json, revision: Json): unknown =>
    diffDocuments(at(base), at(revision)).changes.map(
      ({ id, severity, location, witness }) =>
        `${severity} ${id} ${location} ${JSON.stringify(witness?.value)}`,
    )
  const digits = { ...text, pattern: '^[0-9]+$' }
  const items = '/parameters/query/p/*'
  t.strictSame(told(list(digits), list(integer)), [`safe request-type-changed ${items} undefined`])
  t.strictSame(told(list(integer), list(digits)), [`breaking request-type-changed ${items} ["-0"]`])
  t.strictSame(told(list(integer, { maxItems: 3 }), list(text, { maxItems: 2 })), [
    'breaking request-item-count-tightened /parameters/query/p ["0","0","0"]',
    `safe request-type-changed ${items} undefined`,
  ])
})

t.test('a default is compared though the type is another', async (t) => {
  const at = (schema: Json): Json => operation({ parameters: [{ name: 'p', in: 'query', schema }] })
  const place = '/parameters/query/p'
  for (const [base, revision] of [
    [integer, text],
    [{ ...text, pattern: '^[0-9]+$' }, integer],
  ] as const) {
    const [one, two] = [{ ...base, default: base.type === 'integer' ? 1 : '1' }, revision]
    const told = (value: unknown): string[] => find(at(one), at({ ...two, default: value }))
    t.strictSame(told(revision.type === 'integer' ? 1 : '1'), [`safe request-type-changed ${place}`])
    t.strictSame(told(revision.type === 'integer' ? 2 : '2'), [
      `risky request-default-changed ${place}`,
      `safe request-type-changed ${place}`,
    ])
  }
})

t.test('a value that becomes a list of one is written as before', async (t) => {
  const at = (schema: Json, more: Json = {}): Json =>
    operation({ parameters: [{ name: 'p', in: 'query', schema, ...more }] })
  const retyped = 'request-type-changed /parameters/query/p'
  const rewritten = 'request-parameter-serialization-changed /parameters/query/p'
  t.strictSame(find(at(integer), at(list(integer))), [`safe ${retyped}`])
  t.strictSame(find(at(list(integer)), at(integer)), [`breaking ${retyped}`])
  t.strictSame(find(at(text), at(list(text))), [`safe ${retyped}`])
  t.strictSame(find(at(integer), at(list(text))), [`safe ${retyped}`])
  t.strictSame(find(at({ ...integer, default: 1 }), at(list(integer, { default: [1] }))), [`safe ${retyped}`])
  t.strictSame(find(at({ enum: [1, 2] }), at(list({ enum: ['1', '2'] }))), [`safe ${retyped}`])
  t.strictSame(find(at(integer), at(list(integer, { minItems: 2 }))), [`breaking ${retyped}`])
  t.strictSame(find(at(integer), at(list(integer), { explode: false })), [`safe ${retyped}`])
  // A text may hold a comma.
  t.strictSame(find(at(text), at(list(text), { explode: false })).sort(), [
    `breaking ${rewritten}`,
    `breaking ${retyped}`,
  ])
  t.strictSame(
    find(at(integer), at(list(integer), { style: 'deepObject' })).includes(`breaking ${retyped}`),
    true,
  )
})

t.test('so is one that may be any text among others, and nobody sends a list without items', async (t) => {
  const at = (schema: Json, more: Json = {}): Json =>
    operation({ parameters: [{ name: 'p', in: 'query', schema, ...more }] })
  const retyped = 'request-type-changed /parameters/query/p'
  const both = { type: ['string', 'integer'] }
  const either = { anyOf: [integer, text] }
  for (const union of [both, either, { oneOf: [text, { type: 'boolean' }] }]) {
    for (const items of [both, either, text]) {
      t.strictSame(find(at(union), at(list(items))), [`safe ${retyped}`])
      t.strictSame(find(at(list(items)), at(union)), [`breaking ${retyped}`])
    }
    t.strictSame(find(at(union), at(list(integer))), [`breaking ${retyped}`])
  }
  t.strictSame(
    find(at(both), at(list({ ...text, maxLength: 3 }))).filter((line) => line.startsWith('breaking')).length,
    1,
  )
  const [change] = diffDocuments(at(both), at(list(text))).changes
  t.match(change?.message, 'from `string` or `integer` to `array`')
  const witnessOf = (items: Json, one: Json): unknown =>
    diffDocuments(at(list(items)), at(one)).changes[0]?.witness?.value
  t.strictSame(
    [witnessOf(integer, integer), witnessOf(text, both)],
    [
      [0, 0],
      ['a', 'a'],
    ],
  )
  t.strictSame(find(at(list(integer, { maxItems: 1 })), at(integer)), [`safe ${retyped}`])
})

t.test('so is one that may be null as well, in whichever way it says so', async (t) => {
  const at = (schema: Json, openapi = '3.1.0'): Json => ({
    ...operation({ parameters: [{ name: 'p', in: 'query', schema }] }),
    openapi,
  })
  const retyped = 'request-type-changed /parameters/query/p'
  const orNull = (schema: Json): Json => ({ anyOf: [schema, { type: 'null' }] })
  const nullable = { type: ['string', 'null'] }
  const nullables = { type: ['array', 'null'], items: text }
  for (const [before, after] of [
    [orNull(text), orNull(list(text))],
    [nullable, nullables],
    [nullable, orNull(list(text))],
    [orNull(integer), nullables],
    [text, nullables],
    [text, orNull(list(text))],
    [{ anyOf: [text, { const: null }] }, orNull(list(text))],
    [{ oneOf: [{ enum: [null] }, integer, { not: {} }] }, nullables],
  ] as const) {
    t.strictSame(find(at(before), at(after)), [`safe ${retyped}`])
    t.strictSame(find(at(after), at(before)), [`breaking ${retyped}`])
  }
  t.strictSame(find(at(nullable), at(list(text))), [`breaking ${retyped}`], 'null is no longer accepted')
  const never = { type: 'integer', anyOf: [integer, { type: 'null' }] }
  t.strictSame(find(at(never), at(list(integer))), [`safe ${retyped}`], 'it never was')
  t.strictSame(find(at(orNull(text)), at(orNull(list({ ...text, pattern: '^a' })))), [`breaking ${retyped}`])
  const old = { ...text, nullable: true }
  t.strictSame(find(at(old, '3.0.3'), at(list(text, { nullable: true }), '3.0.3')), [`safe ${retyped}`])
})

t.test('the fields of a form are texts, unless they have a media type of their own', async (t) => {
  const at = (schema: Json, type: string, contentType?: string): Json => {
    const encoding = contentType === undefined ? {} : { encoding: { p: { contentType } } }
    const content = { schema: { type: 'object', properties: { p: schema } }, ...encoding }
    return operation({ requestBody: { content: { [type]: content } } })
  }
  for (const [type, contentType, severity] of [
    ['multipart/form-data', undefined, 'safe'],
    ['multipart/form-data', 'text/plain; charset=utf-8', 'safe'],
    ['multipart/form-data', 'application/json', 'breaking'],
    ['application/x-www-form-urlencoded', undefined, 'safe'],
    ['application/json', undefined, 'breaking'],
  ] as const) {
    const [found = '', ...others] = find(at(integer, type, contentType), at(text, type, contentType))
    t.match(found, `${severity} request-type-changed`)
    t.strictSame(others, [])
    t.match(
      find(at(text, type, contentType), at(integer, type, contentType))[0],
      'breaking request-type-changed',
    )
    const lists = find(at(list(integer), type, contentType), at(list(text), type, contentType))
    t.match(lists[0], `${severity} request-type-changed`)
  }
})

t.test('a union that takes any text is a free string', async (t) => {
  const at = (schema: Json): Json => operation({ parameters: [{ name: 'p', in: 'query', schema }] })
  const retyped = 'request-type-changed /parameters/query/p'
  const date = { ...text, format: 'date' }
  for (const union of [{ anyOf: [integer, text] }, { oneOf: [{ type: 'boolean' }, text] }, {}]) {
    t.strictSame(find(at(text), at(union)), [`safe ${retyped}`])
    t.strictSame(find(at(union), at(text)), [`safe ${retyped}`])
  }
  t.strictSame(find(at({ type: 'boolean' }), at({ anyOf: [integer, text] })), [`safe ${retyped}`])
  // A date is of both, and so of none.
  t.match(find(at(text), at({ oneOf: [date, text] })).join(), /breaking/)
  t.match(find(at(text), at({ anyOf: [integer, { ...text, minLength: 2 }] })).join(), /breaking/)
  t.match(find(at(text), at({ anyOf: [integer, text], pattern: '^a' })).join(), /breaking/)
})

t.test('a value without parts is written as before where lists are taken, too', async (t) => {
  const at = (schema: Json, more: Json = {}): Json =>
    operation({ parameters: [{ name: 'p', in: 'query', schema, ...more }] })
  const retyped = 'request-type-changed /parameters/query/p'
  const either = { oneOf: [text, list(text)] }
  for (const more of [{}, { explode: false }]) {
    t.strictSame(find(at(text), at(either, more)), [`safe ${retyped}`])
    t.strictSame(find(at(either, more), at(text)), [`breaking ${retyped}`])
  }
  t.strictSame(find(at(text), at({ type: ['string', 'array'], items: text })), [`safe ${retyped}`])
  // There is no such way to write a value that is none.
  const piped = find(at(text), at(either, { style: 'pipeDelimited' }))
  t.strictSame(piped, [
    'breaking request-parameter-serialization-changed /parameters/query/p',
    `safe ${retyped}`,
  ])
  const objects = { anyOf: [{ type: 'object', properties: { a: text } }, list(text)] }
  t.match(find(at(text), at(objects)).join(), /breaking request-parameter-serialization-changed/)
})

t.test('a union that holds itself in all of its branches is looked at once', async (t) => {
  const self = { $ref: '#/components/schemas/Self' }
  const at = (schema: Json, more: Json): Json => ({
    ...operation({ parameters: [{ name: 'p', in: 'query', schema }] }),
    components: { schemas: { Self: { anyOf: Array.from({ length: 30 }, () => self), ...more } } },
  })
  t.strictSame(find(at(self, {}), at(self, {})), [])
  t.match(find(at(integer, {}), at(self, {})).join(), /request-/)
})

t.test('a number that may be a string of digits is a number', async (t) => {
  const at = (schema: Json): Json => operation({ parameters: [{ name: 'p', in: 'query', schema }] })
  const digits = '^-?(?:0|[1-9]\\d*)$'
  const either = { type: ['integer', 'string'], format: 'int32', pattern: digits }
  const plain = { type: 'integer', format: 'int32' }
  for (const [base, revision] of [
    [either, plain],
    [
      { ...either, type: ['null', 'integer', 'string'] },
      { ...plain, type: ['null', 'integer'] },
    ],
    [list(either), list(plain)],
    [
      { type: ['number', 'string'], pattern: '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$', minimum: 1 },
      { type: 'number', minimum: 1 },
    ],
  ] as const) {
    t.strictSame(find(at(base), at(revision)), [])
    t.strictSame(find(at(revision), at(base)), [])
  }
  const retyped = 'request-type-changed /parameters/query/p'
  t.strictSame(find(at({ ...either, pattern: '^a*$' }), at(plain)), [`breaking ${retyped}`])
  t.strictSame(find(at({ type: ['integer', 'number', 'string'], pattern: digits }), at({ type: 'number' })), [`breaking ${retyped}`]) // prettier-ignore
  t.strictSame(find(at(either), at({ ...either, format: 'int64' })), [
    'safe request-format-changed /parameters/query/p',
  ])
  const body = (schema: Json): Json => operation({ requestBody: { content: { 'application/json': { schema } } } }) // prettier-ignore
  t.strictSame(find(body(either), body(plain)), [
    'breaking request-type-changed /requestBody/application~1json',
  ])
})
