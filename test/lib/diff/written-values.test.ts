import t from 'tap'
import { diffDocuments } from '../../../lib/diff/index.ts'

type Json = Record<string, unknown>

const api = (openapi: string, operation: Json, rest: Json = {}): Json => ({
  openapi,
  info: { title: 'T', version: '1' },
  paths: { '/a': { post: { responses: {}, ...operation } } },
  ...rest,
})
const find = (base: Json, revision: Json): string[] =>
  diffDocuments(base, revision, { witnesses: false, strict: true }).changes.map(({ severity, id }) => `${severity} ${id}`) // prettier-ignore
const findBoth = (base: Json, revision: Json): string[][] => [find(base, revision), find(revision, base)]

const list = { type: 'array', items: { type: 'string' } }
const form = (type: string, encoding: Json | undefined, version = '3.1.0', properties: Json = { a: list }): Json => api(version, { requestBody: { content: { [type]: { schema: { type: 'object', properties }, ...(encoding && { encoding: { a: encoding } }) } } } }) // prettier-ignore
const urlencoded = 'application/x-www-form-urlencoded'
const partChanged = 'breaking request-part-encoding-changed'

t.test('the style of a part counts where the version has one', async (t) => {
  const of = (type: string, version: string): string[][] => findBoth(form(type, { style: 'spaceDelimited' }, version), form(type, { style: 'pipeDelimited' }, version)) // prettier-ignore
  for (const version of ['3.0.3', '3.1.0', '3.2.0'])
    t.strictSame(of(urlencoded, version), [[partChanged], [partChanged]])
  t.strictSame(of('multipart/form-data', '3.1.0'), [[partChanged], [partChanged]])
  t.strictSame(of('multipart/form-data', '3.0.3'), [[], []], 'OpenAPI 3.0 ignores it there')
  t.strictSame(of('multipart/mixed', '3.1.0'), [[], []], 'and any version in other bodies')
})

t.test('a field of a form has the media type that is stated', async (t) => {
  const object = { a: { type: 'object', properties: { b: { type: 'string' } } } }
  const of = (contentType: string, style: Json = {}): Json => form(urlencoded, { contentType, ...style }, '3.1.0', object) // prettier-ignore
  t.strictSame(findBoth(of('application/json'), of('application/xml')), [[partChanged], [partChanged]])
  t.strictSame(findBoth(of('application/json'), form(urlencoded, undefined, '3.1.0', object)), [[], []])
  const exploded = { explode: false }
  t.strictSame(findBoth(of('application/json', exploded), of('application/xml', exploded)), [[], []])
})

t.test('a part that may be null has the media type of what it is else', async (t) => {
  const of = (type: unknown): Json => form('multipart/form-data', { headers: { 'X-A': { schema: { type: 'string' } } } }, '3.1.0', { a: { type } }) // prettier-ignore
  t.strictSame(findBoth(of('string'), of(['string', 'null'])), [
    ['safe request-value-became-nullable'],
    ['breaking request-value-became-not-nullable'],
  ])
})

t.test('the header of a part is compared like any other', async (t) => {
  const of = (header: Json): Json => form('multipart/form-data', { contentType: 'text/csv', headers: { 'X-A': header } }, '3.1.0', { a: { type: 'string' } }) // prettier-ignore
  const text = { schema: { type: 'string' } }
  t.strictSame(findBoth(of(text), of({ ...text, deprecated: true })), [
    ['safe parameter-deprecated'],
    ['safe parameter-reinstated'],
  ])
  t.strictSame(findBoth(of(text), of({ content: { 'application/json': text } })), [
    [partChanged],
    [partChanged],
  ])
})

t.test('what fills the query string is a form, with its fields and how they are written', async (t) => {
  const of = (properties: Json, encoding: Json = {}): Json =>
    api('3.2.0', { parameters: [{ name: 'all', in: 'querystring', content: { [urlencoded]: { schema: { type: 'object', properties }, encoding } } }] }) // prettier-ignore
  t.strictSame(findBoth(of({ a: list }), of({ a: list, b: { type: 'integer' } })), [
    ['safe request-property-added'],
    ['breaking request-property-removed'],
  ])
  t.strictSame(findBoth(of({ a: list }), of({ a: list }, { a: { explode: false } })), [
    [partChanged],
    [partChanged],
  ])
})

t.test('a value of a media type outside a body is written as in one', async (t) => {
  const schema = (name: string): Json => ({ type: 'object', xml: { name }, properties: {} })
  const header = (name: string): Json =>
    api('3.1.0', { responses: { 200: { description: 'D', headers: { 'X-A': { content: { 'application/xml': { schema: schema(name) } } } } } } }) // prettier-ignore
  t.strictSame(find(header('a'), header('b')), ['breaking response-xml-changed'])
  const query = (item: string): Json =>
    api('3.2.0', { parameters: [{ name: 'q', in: 'query', content: { 'application/jsonl': { itemSchema: { type: item } } } }] }) // prettier-ignore
  t.strictSame(find(query('integer'), query('string')), ['breaking request-type-changed'])
})

t.test('a cookie that is no longer percent-encoded is another one', async (t) => {
  const of = (style: string, type: string): Json => api('3.2.0', { parameters: [{ name: 's', in: 'cookie', style, schema: { type } }] }) // prettier-ignore
  const changed = ['breaking request-parameter-serialization-changed']
  t.strictSame(findBoth(of('form', 'string'), of('cookie', 'string')), [changed, changed])
  t.strictSame(findBoth(of('form', 'integer'), of('cookie', 'integer')), [[], []], 'digits are as they are')
})

t.test('an object in brackets is written in one way', async (t) => {
  const of = (explode: boolean): Json =>
    api('3.1.0', { parameters: [{ name: 'q', in: 'query', style: 'deepObject', explode, schema: { type: 'object', properties: {} } }] }) // prettier-ignore
  t.strictSame(findBoth(of(false), of(true)), [[], []])
})

t.test('the element of a list is there where either word says so', async (t) => {
  const of = (xml: Json | undefined): Json =>
    api('3.2.0', { requestBody: { content: { 'application/xml': { schema: { type: 'object', properties: { a: { ...list, ...(xml && { xml }) } } } } } } }) // prettier-ignore
  const changed = ['breaking request-xml-changed']
  t.strictSame(findBoth(of(undefined), of({ wrapped: true })), [changed, changed])
  t.strictSame(findBoth(of(undefined), of({ nodeType: 'element' })), [changed, changed])
  t.strictSame(findBoth(of({ wrapped: true }), of({ nodeType: 'element' })), [[], []])
  t.strictSame(findBoth(of(undefined), of({ name: 'b', prefix: 'p' })), [[], []], 'nothing is called so')
})

t.test('an element that is called as its property is has its own name', async (t) => {
  const of = (a: Json): Json =>
    api('3.1.0', { requestBody: { content: { 'application/xml': { schema: { type: 'object', properties: { a } } } } } }) // prettier-ignore
  const changed = ['breaking request-xml-changed']
  const named = (name: string): Json => ({ type: 'string', xml: { name } })
  t.strictSame(findBoth(of({ type: 'string' }), of(named('a'))), [[], []])
  t.strictSame(findBoth(of({ type: 'string' }), of(named('b'))), [changed, changed])
  t.strictSame(findBoth(of({ ...list, xml: { wrapped: true } }), of({ ...list, xml: { wrapped: true, name: 'a' } })), [[], []]) // prettier-ignore
})

t.test('who refers to a schema says what the property is called that it is of', async (t) => {
  const of = (schema: Json): Json =>
    api(
      '3.1.0',
      { responses: { 200: { description: 'D', content: { 'application/json': { schema: { type: 'object', properties: { id: { $ref: '#/components/schemas/Id' } } } } } } } }, // prettier-ignore
      { components: { schemas: { Id: schema } } },
    )
  t.strictSame(
    diffDocuments(of({ type: 'string', readOnly: true }), of({ type: 'string' })).changes.map(({ message }) => message), // prettier-ignore
    ['The property `id` in the body of the response 200 is no longer restricted to responses.'],
  )
})

t.test('another kind for values that name none is risky, and so is none', async (t) => {
  const of = (defaultMapping: string | undefined): Json =>
    api(
      '3.2.0',
      { requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } } },
      { components: { schemas: {
        Pet: { oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: 'kind', ...(defaultMapping && { defaultMapping }) } }, // prettier-ignore
        Cat: { type: 'object', required: ['lives'], properties: { kind: { type: 'string' }, lives: { type: 'integer' } }, additionalProperties: false }, // prettier-ignore
        Dog: { type: 'object', required: ['good'], properties: { kind: { type: 'string' }, good: { type: 'boolean' } }, additionalProperties: false }, // prettier-ignore
      } } },
    ) // prettier-ignore
  const [risky, safe] = ['risky', 'safe'].map((severity) => `${severity} request-discriminator-changed`)
  t.strictSame(findBoth(of('Cat'), of('Dog')), [[risky], [risky]])
  t.strictSame(findBoth(of(undefined), of('Dog')), [[safe], [risky]])
  t.strictSame(
    findBoth(of('Dog'), of('#/components/schemas/Dog')),
    [[safe], [safe]],
    'the same in other words',
  )
})

t.test('what a server is called is a text', async (t) => {
  const of = (name: string, description: string): Json => api('3.2.0', {}, { servers: [{ url: 'https://a.example.com', name, description }] }) // prettier-ignore
  const told = ['safe document-texts-changed']
  t.strictSame(findBoth(of('one', 'd'), of('two', 'd')), [told, told])
  t.strictSame(findBoth(of('one', 'd'), of('two', 'e')), [told, told])
})

t.test('in Swagger 2.0, lists in a list are written in a way of their own', async (t) => {
  const of = (collectionFormat: string): Json => ({
    swagger: '2.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { responses: {}, parameters: [{ name: 'q', in: 'query', type: 'array', items: { type: 'array', collectionFormat, items: { type: 'integer' } } }] } } }, // prettier-ignore
  })
  const changed = ['breaking request-parameter-serialization-changed']
  t.strictSame(findBoth(of('csv'), of('pipes')), [changed, changed])
})

t.test('an encoding without a property says nothing of one that comes', async (t) => {
  const encoding = { style: 'pipeDelimited', explode: false }
  const [without, having] = [{}, { a: list }].map((properties) => form('multipart/form-data', encoding, '3.1.0', properties)) // prettier-ignore
  t.strictSame(findBoth(without ?? {}, having ?? {}), [
    ['safe request-property-added'],
    ['breaking request-property-removed'],
  ])
})

t.test('in Swagger 2.0, a list in a form is written as its collectionFormat says', async (t) => {
  const old = (type: string, collectionFormat?: string): Json => ({
    swagger: '2.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { post: { consumes: [type], responses: {}, parameters: [{ name: 'a', in: 'formData', ...list, ...(collectionFormat && { collectionFormat }) }] } } }, // prettier-ignore
  })
  const changed = [[partChanged], [partChanged]]
  for (const type of [urlencoded, 'multipart/form-data']) {
    t.strictSame(findBoth(old(type), old(type, 'csv')), [[], []], 'the default')
    for (const other of ['multi', 'pipes']) t.strictSame(findBoth(old(type), old(type, other)), changed)
    for (const version of ['3.0.3', '3.1.0']) {
      t.strictSame(
        findBoth(old(type, 'multi'), form(type, undefined, version)),
        [[], []],
        'the default since then',
      )
      t.strictSame(findBoth(old(type), form(type, undefined, version)), changed)
    }
  }
  t.strictSame(findBoth(old(urlencoded), form(urlencoded, { style: 'form', explode: false }, '3.0.3')), [
    [],
    [],
  ])
  t.strictSame(findBoth(old(urlencoded, 'ssv'), form(urlencoded, { style: 'spaceDelimited', explode: false }, '3.0.3')), [[], []]) // prettier-ignore
})

t.test(
  'what is no notation for values holds any content without a schema, and as a string of bytes',
  async (t) => {
    const of = (version: string, media: Json, type: string): Json => ({
      openapi: version,
      info: { title: 'T', version: '1' },
      paths: { '/a': { post: { requestBody: { content: { [type]: media } }, responses: { 200: { description: '', content: { [type]: media } } } } } }, // prettier-ignore
    })
    const binary = { type: 'string', format: 'binary' }
    const same: readonly Json[] = [
      {},
      { schema: {} },
      { schema: { type: 'string', contentMediaType: 'image/png' } },
    ]
    for (const type of [
      'application/octet-stream',
      'text/csv',
      'image/*',
      'application/vnd.openxmlformats',
    ]) {
      for (const media of same)
        t.strictSame(
          findBoth(of('3.0.3', { schema: binary }, type), of('3.1.0', media, type)),
          [[], []],
          type,
        )
    }
    const restricted: readonly Json[] = [
      { ...binary, maxLength: 4 },
      { ...binary, contentEncoding: 'base64' },
    ]
    for (const schema of restricted) {
      for (const found of findBoth(of('3.1.0', { schema }, 'image/png'), of('3.1.0', {}, 'image/png')))
        t.not(found.length, 0)
    }
    for (const type of ['application/json', 'application/x-ndjson', '*/*', 'application/cbor'])
    t.match(find(of('3.0.3', { schema: binary }, type), of('3.1.0', {}, type)), ['breaking response-type-changed'], type) // prettier-ignore
    // In Swagger 2.0, one schema stands for all media types.
    const old = (schema: Json): Json => ({
      swagger: '2.0',
      info: { title: 'T', version: '1' },
      paths: { '/a': { get: { produces: ['text/csv', 'application/json'], responses: { 200: { description: '', schema } } } } }, // prettier-ignore
    })
    t.strictSame(find(old({ type: 'string' }), old({})), ['breaking response-type-changed'])
  },
)

t.test('in Swagger 2.0, Authorization is a parameter where no security says the same', async (t) => {
  const of = (swagger: string, parameters: readonly Json[], rest: Json = {}): Json => ({
    ...(swagger === '2.0' ? { swagger } : { openapi: swagger }),
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { responses: {}, parameters } } },
    ...rest,
  })
  const header = { name: 'authorization', in: 'header', required: true, type: 'string' }
  t.strictSame(findBoth(of('2.0', []), of('2.0', [header])), [
    ['breaking request-required-parameter-added'],
    ['breaking request-parameter-removed'],
  ])
  t.strictSame(findBoth(of('2.0', []), of('2.0', [{ ...header, name: 'Accept' }])), [[], []])
  t.strictSame(
    findBoth(of('3.0.3', []), of('3.0.3', [{ ...header, schema: {} }])),
    [[], []],
    'ignored since then',
  )
  t.strictSame(findBoth(of('2.0', [header]), of('3.0.3', [])), [[], []])
  const basic = { security: [{ b: [] }], securityDefinitions: { b: { type: 'basic' } } }
  t.strictSame(findBoth(of('2.0', [], basic), of('2.0', [header], basic)), [[], []])
  t.strictSame(find(of('2.0', [header]), of('2.0', [], basic)), ['breaking request-security-tightened'])
})

t.test('the whole query string is the same, whatever it is called', async (t) => {
  const of = (name: string, type: string): Json => api('3.2.0', { parameters: [{ name, in: 'querystring', content: { [urlencoded]: { schema: { type: 'object', properties: { a: { type } } } } } }] }) // prettier-ignore
  t.strictSame(findBoth(of('q', 'string'), of('query', 'string')), [[], []])
  t.strictSame(find(of('q', 'boolean'), of('query', 'integer')), ['breaking request-type-changed'])
})

t.test('an object in the query is a parameter for each of its properties', async (t) => {
  const text = { type: 'string' }
  const integer = { type: 'integer' }
  const of = (parameters: readonly Json[], rest: Json = {}): Json => api('3.0.3', { parameters }, rest)
  const query = (name: string, schema: Json, more: Json = {}): Json => ({ name, in: 'query', schema, ...more }) // prettier-ignore
  const object = (properties: Json, more: Json = {}): Json => ({ type: 'object', properties, ...more })
  const fields = of([query('a', text), query('b', integer), query('c', list)])
  const properties = { a: text, b: integer, c: list }
  t.strictSame(findBoth(of([query('filter', object(properties))]), fields), [[], []])
  const schemas = { components: { schemas: { Filter: object(properties) } } }
  const shared = of([query('filter', { $ref: '#/components/schemas/Filter' })], schemas)
  t.strictSame(findBoth(shared, fields), [[], []])
  t.strictSame(findBoth(of([query('filter', object({ ...properties, b: text }))]), fields), [
    ['breaking request-type-changed'],
    ['safe request-type-changed'],
  ])
  t.strictSame(findBoth(of([query('filter', object({ ...properties, d: text }))]), fields), [
    ['breaking request-parameter-removed'],
    ['safe request-parameter-added'],
  ])
  const needed = object(properties, { required: ['a'] })
  const all = of([query('a', text, { required: true }), query('b', integer), query('c', list)])
  t.strictSame(findBoth(of([query('filter', needed, { required: true })]), all), [[], []])
  const deep = { style: 'deepObject', explode: true }
  const inBrackets = of([query('filter[a]', text), query('filter[b]', integer)])
  t.strictSame(findBoth(of([query('filter', object({ a: text, b: integer }), deep)]), inBrackets), [[], []])
  // What is not the same in both words stays a parameter of its own.
  const whole: readonly Json[] = [
    query('filter', needed),
    query('filter', object(properties, { additionalProperties: true })),
    query('filter', object({ ...properties, d: object({}) })),
    query('filter', object(properties, { minProperties: 1 })),
    query('filter', object(properties), { explode: false }),
    query('filter', object(properties), deep),
    // Something else, of which little has the same name.
    query('filter', object({ a: text, d: text, e: text })),
    query('filter', object({ ...properties, ...Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`x${index}`, text])) })), // prettier-ignore
  ]
  for (const parameter of whole) {
    t.match(find(of([parameter]), fields).join(), /breaking request-parameter-removed/, JSON.stringify(parameter)) // prettier-ignore
  }
  t.strictSame(findBoth(of([query('filter', object(properties)), query('a', text)]), fields), [
    ['breaking request-parameter-removed', 'safe request-parameter-added', 'safe request-parameter-added'],
    [
      'breaking request-parameter-removed',
      'breaking request-parameter-removed',
      'safe request-parameter-added',
    ],
  ])
})

t.test('a part of text or bytes is the same with a style', async (t) => {
  const of = (type: Json, style?: Json): Json => form('multipart/form-data', style, '3.1.0', { a: type })
  const file = { type: 'string', format: 'binary' }
  for (const type of [file, { type: 'integer' }, { type: 'array', items: file }]) {
    t.strictSame(findBoth(of(type), of(type, { style: 'form' })), [[], []])
  }
  // The same document in another version, as Swashbuckle writes it.
  t.strictSame(
    find(form('multipart/form-data', { style: 'form' }, '3.0.4', { a: file }), of(file, { style: 'form' })),
    [],
  )
  for (const [type, style] of [
    [{ type: 'object', properties: { b: { type: 'string' } } }, { style: 'form' }],
    [
      { type: 'array', items: file },
      { style: 'form', explode: false },
    ],
  ] as const) {
    t.strictSame(findBoth(of(type), of(type, style)), [[partChanged], [partChanged]])
  }
})

t.test('an answer that has no content has no media types', async (t) => {
  const of = (method: string, status: string, content?: Json): Json => ({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': { [method]: { responses: { [status]: { description: 'D', ...(content && { content }) } } } },
    },
  })
  const content = { 'application/json': { schema: { type: 'null' } } }
  for (const [method, status] of [
    ['post', '204'],
    ['post', '205'],
    ['get', '304'],
    ['get', '103'],
    ['head', '200'],
  ] as const) {
    t.strictSame(findBoth(of(method, status), of(method, status, content)), [[], []], `${method} ${status}`)
  }
  t.strictSame(find(of('post', '200', content), of('post', '200')), ['breaking response-media-type-removed'])
})

t.test('of what is no notation for values, no type says anything', async (t) => {
  const of = (schema?: Json): Json => api('3.1.0', { responses: { 200: { description: 'D', content: { 'application/octet-stream': schema === undefined ? {} : { schema } } } } }) // prettier-ignore
  const findTolerant = (base: Json, revision: Json): string[] =>
    diffDocuments(base, revision).changes.map(({ severity, id }) => `${severity} ${id}`)
  const bytes = of({ type: 'string', format: 'byte' })
  for (const any of [of(), of({}), of({ type: 'string', format: 'binary' })]) {
    t.strictSame(findTolerant(bytes, any), ['risky response-format-changed'])
    t.strictSame(findTolerant(any, bytes), ['risky response-format-changed'])
  }
  const short = of({ type: 'string', maxLength: 9 })
  t.strictSame(findTolerant(short, of()), ['breaking response-length-loosened'])
  const free = of({ type: 'string', minLength: 0 })
  t.strictSame(findTolerant(free, of({ type: 'string', format: 'binary' })), [])
  t.match(findTolerant(of({ type: 'object' }), of()).join(), /breaking response-type-changed/)
})

t.test('a form that fills the query string is the same as its fields as parameters', async (t) => {
  const properties = { a: { type: 'string' }, b: { type: 'integer' }, c: list }
  const whole = (fields: Json, rest: Json = {}, encoding: Json = {}): Json =>
    api('3.2.0', {
      parameters: [
        {
          name: 'q',
          in: 'querystring',
          content: { [urlencoded]: { schema: { type: 'object', properties: fields, ...rest }, encoding } },
        },
      ],
    })
  const apart = (fields: Json): Json =>
    api('3.2.0', { parameters: Object.entries(fields).map(([name, schema]) => ({ name, in: 'query', schema })) }) // prettier-ignore
  t.strictSame(findBoth(whole(properties), apart(properties)), [[], []])
  t.strictSame(findBoth(whole(properties), apart({ ...properties, b: { type: 'string' } })), [
    ['safe request-type-changed'],
    ['breaking request-type-changed'],
  ])
  t.strictSame(findBoth(whole({ ...properties, d: list }), apart(properties)), [
    ['breaking request-parameter-removed'],
    ['safe request-parameter-added'],
  ])
  for (const one of [
    whole(properties, { additionalProperties: { type: 'string' } }),
    whole(properties, {}, { c: { style: 'pipeDelimited' } }),
    whole({ ...properties, c: { type: 'object' } }),
  ]) {
    const added = Object.keys(properties).map(() => 'safe request-parameter-added')
    t.strictSame(find(one, apart(properties)), ['breaking request-parameter-removed', ...added])
  }
})
