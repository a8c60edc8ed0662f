import t from 'tap'
import { diffDocuments, type DiffOptions } from '../../../lib/diff/index.ts'

type Json = Readonly<Record<string, unknown>>

/** A document whose requests and responses hold an object of these schemas. */
const service = (
  properties: Json,
  { more = {}, openapi = '3.1.0' }: { more?: Json; openapi?: string } = {},
): Json => {
  const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } }
  return {
    openapi,
    info: { title: 'Sunsets of values', version: '1' },
    paths: {
      '/things': { put: { requestBody: body, responses: { 200: { description: 'Done.', ...body } } } },
    },
    components: { schemas: { Thing: { type: 'object', properties, ...more }, Note: { type: 'string' } } },
  }
}

const text = { type: 'string' }
const ending = (sunset?: unknown, more: Json = {}): Json => ({
  ...text,
  deprecated: true,
  ...(sunset === undefined ? {} : { 'x-sunset': sunset }),
  ...more,
})

const find = (base: Json, revision: Json, options: Partial<DiffOptions> = {}): string[] =>
  diffDocuments(base, revision, { today: new Date('2030-10-01'), ...options }).changes.map(
    ({ severity, id }) => `${severity} ${id}`,
  )
const findIn = (base: Json, revision: Json, options: Partial<DiffOptions> = {}): string[] =>
  find(service({ note: base }), service({ note: revision }), options)

t.test(
  'the sunset of a value is a promise, wherever the value is sent: one finding for both directions',
  async (t) => {
    t.strictSame(findIn(ending(), ending('2031-01-31')), ['safe value-sunset-added'])
    t.strictSame(findIn(ending('2031-01-31'), ending()), ['breaking value-sunset-removed'])
    t.strictSame(findIn(ending('2031-01-31'), ending('some day')), ['breaking value-sunset-removed'])
    t.strictSame(findIn(ending('2031-01-31'), ending('2030-12-31')), ['breaking value-sunset-moved-earlier'])
    t.strictSame(findIn(ending('2031-01-31'), ending('2031-02-01')), ['safe value-sunset-moved-later'])
  },
)

t.test('it is found in what a place is made of', async (t) => {
  const moved = ['breaking value-sunset-moved-earlier']
  for (const wrap of [
    (schema: Json): Json => ({ type: 'array', items: schema }),
    (schema: Json): Json => ({ allOf: [text, schema] }),
    (schema: Json): Json => ({ anyOf: [schema, { type: 'integer' }] }),
    (schema: Json): Json => ({ anyOf: [schema, { type: 'null' }] }),
    (schema: Json): Json => ({ oneOf: [{ type: 'object', properties: { a: schema } }, text] }),
    ({ deprecated, 'x-sunset': sunset }: Json): Json => ({
      $ref: '#/components/schemas/Note',
      deprecated,
      'x-sunset': sunset,
    }),
  ]) {
    t.strictSame(
      findIn(wrap(ending('2031-01-31')), wrap(ending('2031-01-30'))),
      moved,
      JSON.stringify(wrap(text)),
    )
  }
})

t.test('what is no promise is an extension like others', async (t) => {
  const extension = ['safe document-extension-changed']
  t.strictSame(
    findIn({ ...text, 'x-sunset': '2031-01-31' }, { ...text, 'x-sunset': '2031-01-30' }),
    extension,
  )
  t.strictSame(findIn(ending('2031-01-31'), ending('2031-01-31T00:00:00Z')), extension)
  t.strictSame(findIn({ not: ending('2031-01-31') }, { not: ending('2031-01-30') }), extension)
  const since = (day: string): Json => ending('2031-01-31', { 'x-deprecated-since': day })
  t.strictSame(findIn(since('2030-01-01'), since('2030-02-01')), extension)
})

t.test('a deprecation says until when, and warns where that is no date', async (t) => {
  const change = (sunset: unknown) =>
    diffDocuments(service({ note: text }), service({ note: ending(sunset) }))
  t.strictSame(
    change('2031-01-31').changes.map(({ message }) => message),
    [
      '`/note` in the request body is now deprecated, until 2031-01-31.',
      '`/note` in the body of the response 200 is now deprecated, until 2031-01-31.',
    ],
  )
  t.strictSame(change('2031-01-31').warnings, [])
  t.strictSame(change('some day').warnings, [
    {
      document: 'revision',
      pointer: '#/components/schemas/Thing/properties/note/x-sunset',
      message: 'The x-sunset "some day" is no date; write YYYY-MM-DD.',
    },
  ])
  t.strictSame(
    change(20_310_131).warnings.map(({ message }) => message),
    ['The x-sunset 20310131 is no date; write YYYY-MM-DD.'],
    'as YAML reads it',
  )
})

t.test('an alternative of another type than the others is told of, too', async (t) => {
  const told = ['safe request-value-deprecation-changed', 'safe response-value-deprecation-changed']
  t.strictSame(
    findIn({ oneOf: [text, { type: 'integer' }] }, { oneOf: [ending(), { type: 'integer' }] }),
    told,
  )
})

t.test('the stability of a value is a promise, and is compared as that of an operation', async (t) => {
  const level = (name?: unknown): Json => ({
    ...text,
    ...(name === undefined ? {} : { 'x-stability-level': name }),
  })
  t.strictSame(findIn(level('beta'), level('alpha')), ['breaking value-stability-lowered'])
  t.strictSame(findIn(level(), level('draft')), ['breaking value-stability-lowered'])
  t.strictSame(findIn(level('draft'), level()), ['safe value-stability-raised'])
  // What could not be read was none, and so stable, to who reads levels.
  t.strictSame(findIn(level('soon'), level('alpha')), ['breaking value-stability-lowered'])
  t.strictSame(findIn(level('beta'), level({})), ['breaking value-stability-unreadable'])
  for (const [base, revision] of [
    ['ga', 'stable'],
    ['stable', undefined],
    ['soon', 'later'],
    [{ not: 'beta' }, { not: 'alpha' }],
  ]) {
    t.strictSame(
      findIn(level(base), level(revision)),
      ['safe document-extension-changed'],
      JSON.stringify(base),
    )
  }
  t.strictSame(findIn({ not: level('beta') }, { not: level('alpha') }), ['safe document-extension-changed'])
  t.strictSame(
    findIn({ anyOf: [level('beta'), { type: 'integer' }] }, { anyOf: [level('alpha'), { type: 'integer' }] }),
    ['breaking value-stability-lowered'],
  )
})

t.test('a property may go after its sunset', async (t) => {
  const required = { required: ['note'] }
  const remove = (schema: Json, options: Partial<DiffOptions> = {}): string | undefined =>
    find(service({ note: schema }, { more: required }), service({}), options).find((one) =>
      one.includes('response-'),
    )
  const passed = ending('2030-09-30', { 'x-deprecated-since': '2030-01-01' })
  t.equal(remove(passed), 'risky response-required-property-removed')
  t.equal(remove(ending('2030-10-02')), 'breaking response-required-property-removed')
  t.equal(remove({ ...text, 'x-sunset': '2030-09-30' }), 'breaking response-required-property-removed')
  t.equal(remove(passed, { deprecationWindow: 273 }), 'risky response-required-property-removed')
  t.equal(remove(passed, { deprecationWindow: 274 }), 'breaking response-required-property-removed')
  const nothing = { type: 'null' }
  for (const inner of [
    { anyOf: [passed, nothing] },
    { oneOf: [nothing, { allOf: [{ maxLength: 9 }, passed] }] },
    { allOf: [{ deprecated: true }, passed] },
    { ...text, allOf: [{ anyOf: [passed, nothing] }] },
  ])
    t.equal(remove(inner), 'risky response-required-property-removed', JSON.stringify(inner))
  t.equal(remove({ anyOf: [passed, { type: 'integer' }] }), 'breaking response-required-property-removed')
  t.equal(
    remove({ ...ending('2030-10-02'), allOf: [passed] }),
    'breaking response-required-property-removed',
    'what stands around counts',
  )
})

t.test('an object in the query says of its properties what parameters say of themselves', async (t) => {
  const ask = (parameters: readonly Json[]): Json => ({
    openapi: '3.1.0',
    info: { title: 'Sunsets of parameters', version: '1' },
    paths: { '/things': { get: { parameters, responses: { 204: { description: 'Done.' } } } } },
  })
  const schema = { type: 'object', properties: { sort: ending('2031-01-31'), page: text } }
  const page = { name: 'page', in: 'query', schema: text }
  const end = { deprecated: true, 'x-sunset': '2031-01-31' }
  const asObject = ask([{ name: 'filter', in: 'query', schema }])
  const asList = ask([{ name: 'sort', in: 'query', ...end, schema: ending('2031-01-31') }, page])
  t.strictSame(find(asObject, asList), [])
  t.strictSame(find(asList, asObject), [])
})

t.test('before OpenAPI 3.1, what stands beside a reference says nothing', async (t) => {
  const note = { $ref: '#/components/schemas/Note', deprecated: true, 'x-sunset': '2030-09-30' }
  const remove = (openapi: string): string | undefined =>
    find(service({ note }, { more: { required: ['note'] }, openapi }), service({}, { openapi })).find((one) =>
      one.includes('response-'),
    )
  t.equal(remove('3.1.0'), 'risky response-required-property-removed')
  t.equal(remove('3.0.3'), 'breaking response-required-property-removed')
})

t.test('a promise about a parameter holds where its values are compared as texts', async (t) => {
  const ask = (schema: Json): Json => ({
    openapi: '3.1.0',
    info: { title: 'Promises of parameters', version: '1' },
    paths: {
      '/things': {
        get: {
          parameters: [{ name: 'n', in: 'query', schema }],
          responses: { 204: { description: 'Done.' } },
        },
      },
    },
  })
  const integer = { type: 'integer' }
  const moved = ['breaking value-sunset-moved-earlier', 'safe request-type-changed']
  for (const [base, revision] of [
    [integer, text],
    [integer, { type: ['string', 'integer'] }],
    [integer, { type: 'array', items: integer }],
  ]) {
    const before = ask(ending('2031-01-31', base))
    t.strictSame(find(before, ask({ ...ending('2031-01-30'), ...revision })), moved, JSON.stringify(revision))
    t.strictSame(find(before, ask({ ...ending('2031-01-31'), ...revision })), moved.slice(1))
  }
  const listed = (values: readonly unknown[], sunset: string): Json =>
    ask({ enum: values, deprecated: true, 'x-sunset': sunset })
  t.strictSame(find(listed([1], '2031-01-31'), listed(['1'], '2031-01-30')), moved.slice(0, 1))
  t.strictSame(find(ask(integer), ask({ ...text, 'x-stability-level': 'alpha' })), [
    'breaking value-stability-lowered',
    'safe request-type-changed',
  ])
})

t.test('a promise is shown by no value, whatever else changes with it', async (t) => {
  const base = service({ note: ending('2031-01-31') })
  const revision = service({ note: { ...ending('2031-01-30'), type: 'integer' } })
  const proofs = diffDocuments(base, revision).changes.map(({ id, proof }) => `${id} ${proof}`)
  t.ok(proofs.includes('request-type-changed witness'))
  t.ok(proofs.includes('value-sunset-moved-earlier derived'))
})

t.test('a promise is one, whether clients or webhooks send the value', async (t) => {
  const withWebhook = (sunset: string): Json => {
    const document = service({ note: ending(sunset) })
    return { ...document, webhooks: document.paths }
  }
  const { changes } = diffDocuments(withWebhook('2031-01-31'), withWebhook('2031-01-30'))
  t.strictSame(
    changes.map(({ id, operations }) => `${id} ${operations.map(({ path }) => path).join(' ')}`),
    ['value-sunset-moved-earlier /things /things'],
  )
})

t.test('a time without a zone is one of UTC, wherever the documents are compared', async (t) => {
  const { TZ } = process.env
  t.teardown(() => {
    if (TZ === undefined) delete process.env.TZ
    else process.env.TZ = TZ
  })
  for (const zone of ['America/New_York', 'Asia/Tokyo']) {
    process.env.TZ = zone
    for (const words of ['2031-01-31T00:00', '2031-01-31 00:00:00', '2031-01-31t00:00:00.0z'])
      t.strictSame(findIn(ending('2031-01-31'), ending(words)), ['safe document-extension-changed'], words)
  }
})

t.test(
  'what a parameter says of its stability is told, as a promise where it is its own schema',
  async (t) => {
    const of = (swagger: boolean, level: string): Json => {
      const parameter = { name: 'q', in: 'query', 'x-stability-level': level, ...(swagger ? text : { schema: text }) } // prettier-ignore
      return {
        ...(swagger ? { swagger: '2.0' } : { openapi: '3.1.0' }),
        info: { title: 'Parameters', version: '1' },
        paths: { '/a': { get: { parameters: [parameter], responses: { 204: { description: 'Done.' } } } } },
      }
    }
    t.strictSame(find(of(true, 'beta'), of(true, 'draft')), ['breaking value-stability-lowered'])
    t.strictSame(find(of(false, 'beta'), of(false, 'draft')), ['safe document-extension-changed'])
  },
)

t.test('each promise about a place counts, whichever schema holds it', async (t) => {
  const [early, day, late] = ['2030-12-31', '2031-01-31', '2031-02-28']
  const number = (sunset?: string): Json => ({ ...ending(sunset), type: 'integer' })
  const moved = ['breaking value-sunset-moved-earlier']
  const pairs: readonly (readonly [Json, Json])[] = [
    [{ anyOf: [ending(day), number(late)] }, { anyOf: [ending(early), number(late)] }],
    [{ anyOf: [ending(day), number(late)] }, { anyOf: [ending(day), number(early)] }],
    [{ anyOf: [ending(day), number(day)] }, { anyOf: [ending(early), number(day)] }],
    [{ anyOf: [ending(), number(day)] }, { anyOf: [number(early), ending()] }],
    [
      { anyOf: [ending(day, { maxLength: 3 }), ending(day, { pattern: 'a' })] },
      { anyOf: [ending(early, { maxLength: 3 }), ending(day, { pattern: 'a' })] },
    ],
    [
      { deprecated: true, anyOf: [ending(day), { type: 'integer' }] },
      { deprecated: true, anyOf: [ending(early), { type: 'integer' }] },
    ],
    [{ allOf: [ending(), ending(day)] }, { allOf: [ending(), ending(early)] }],
    [{ allOf: [ending(day), ending(late)] }, { allOf: [ending(day), ending(early)] }],
  ]
  for (const [base, revision] of pairs) t.strictSame(findIn(base, revision), moved, JSON.stringify(revision))

  const level = (name: string): Json => ({ ...text, 'x-stability-level': name })
  const lowered = ['breaking value-stability-lowered']
  for (const keyword of ['allOf', 'anyOf']) {
    const of = (name: string): Json => ({ [keyword]: [level('beta'), { ...level(name), minLength: 1 }] })
    t.strictSame(findIn(of('stable'), of('draft')), lowered, keyword)
  }
  const numbers = (name: string): Json => ({ anyOf: [level('beta'), { ...level(name), type: 'integer' }] })
  t.strictSame(findIn(numbers('stable'), numbers('draft')), lowered)
})

t.test('a promise of one alternative among several components is told once', async (t) => {
  const either = { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
  const of = (sunset: string): Json => {
    const { components, ...rest } = service({ note: either })
    const kind = (name: string, day: string): Json => ({
      ...ending(day),
      type: 'object',
      properties: { [name]: text },
      required: [name],
    })
    const schemas = { ...(components as { schemas: Json }).schemas, A: kind('a', '2031-01-31'), B: kind('b', sunset) } // prettier-ignore
    return { ...rest, components: { schemas } }
  }
  t.strictSame(find(of('2031-01-31'), of('2030-12-31')), ['breaking value-sunset-moved-earlier'])
})

t.test('a promise is one, whether clients send the value or a webhook does', async (t) => {
  const of = (note: Json): Json => {
    const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } }
    const post = { requestBody: body, responses: { 204: { description: 'Heard.' } } }
    return { ...service({ note }), webhooks: { thing: { post } } }
  }
  const { changes } = diffDocuments(of(ending('2031-01-31')), of(ending('2030-12-31')))
  t.strictSame(
    changes.map(({ id, operations }) => [id, operations.map(({ path }) => path)]),
    [['value-sunset-moved-earlier', ['/things', 'thing']]],
  )
})

t.test('each alternative of one place, and each listed value, keeps its own promise', async (t) => {
  const integer = { type: 'integer' }
  const later = ending('2032-01-31', integer)
  const extension = ['safe document-extension-changed']
  const level = (type: string, name: string): Json => ({ type, 'x-stability-level': name })
  for (const keyword of ['anyOf', 'oneOf']) {
    const among = (...branches: readonly Json[]): Json => ({ [keyword]: branches })
    const moved = ['breaking value-sunset-moved-earlier']
    const both = among(ending('2031-01-31'), later)
    t.strictSame(findIn(both, among(ending('2031-01-30'), later)), moved)
    t.strictSame(findIn(both, among(ending('2031-01-31'), ending('2032-01-30', integer))), moved)
    t.strictSame(findIn(both, among(later, ending('2031-01-31'))), extension)
    t.strictSame(findIn(among(ending('2031-01-31'), integer), { ...both }), [
      'safe request-value-deprecation-changed',
      'safe response-value-deprecation-changed',
    ])
    const around = { deprecated: true, 'x-sunset': '2033-01-31' }
    t.strictSame(findIn({ ...both, ...around }, { ...among(ending('2031-01-30'), later), ...around }), moved)
    t.strictSame(
      findIn(
        among(level('string', 'beta'), level('integer', 'beta')),
        among(level('string', 'beta'), level('integer', 'alpha')),
      ),
      ['breaking value-stability-lowered'],
    )
    const levels = { type: ['string', 'integer'], 'x-stability-level': 'beta' }
    t.strictSame(findIn(levels, among(level('string', 'beta'), level('integer', 'beta'))), extension)
    t.strictSame(findIn(levels, among(level('string', 'beta'), level('integer', 'draft'))), [
      'breaking value-stability-lowered',
    ])
    const alpha = among(level('string', 'alpha'), integer)
    t.strictSame(findIn({ type: ['string', 'integer'] }, { ...alpha, 'x-stability-level': 'alpha' }), [
      'breaking value-stability-lowered',
      'breaking value-stability-lowered',
    ])
    const mode = (more: Json): Json => service({ mode: among({ const: 'fast' }, { const: 'slow', ...more }) })
    const told = diffDocuments(mode({ deprecated: true, 'x-sunset': '2031-01-31' }), mode({ deprecated: true, 'x-sunset': '2031-01-30' })) // prettier-ignore
    t.strictSame(
      told.changes.map(({ message }) => message.replace(/ The same holds .*/, '')),
      ['The sunset of `slow` as `/mode` in the request body was moved from `2031-01-31` to `2031-01-30`.'],
    )
    t.strictSame(find(mode({}), mode({ deprecated: true })), [
      'safe request-value-deprecation-changed',
      'safe response-value-deprecation-changed',
    ])
    t.strictSame(find(mode({}), service({ mode: { enum: ['slow', 'fast'] } })), [])
  }
})

t.test(
  'a promise of an alternative holds for those of its values that are left, or that are listed now',
  async (t) => {
    const integer = { type: 'integer' }
    const among = (schema: Json): Json => ({ oneOf: [schema, integer] })
    const told = (base: Json, revision: Json): string[] =>
      findIn(among(base), among(revision)).filter((one) => one.includes(' value-'))
    const listed = (sunset: string): Json => ({ enum: ['a', 'b'], deprecated: true, 'x-sunset': sunset })
    const moved = ['breaking value-sunset-moved-earlier']
    t.strictSame(told(ending('2031-01-31'), listed('2031-01-30')), moved)
    t.strictSame(told(listed('2031-01-31'), ending('2031-01-30')), moved)
    t.strictSame(told(listed('2031-01-31'), ending('2031-01-31')), [])
    t.strictSame(
      told(ending('2031-01-31'), { oneOf: [{ const: 'a' }, { ...listed('2031-01-30'), enum: ['b'] }] }),
      moved,
    )
  },
)

t.test(
  'a promise beside a reference is that of what it refers to, where it takes the place of one',
  async (t) => {
    const of = (note: Json, inside: Json): Json => {
      const document = service({ note })
      return { ...document, components: { schemas: { ...(document.components as { schemas: Json }).schemas, Note: { ...text, ...inside } } } } // prettier-ignore
    }
    const reference = { $ref: '#/components/schemas/Note' }
    const end = (day: string): Json => ({ deprecated: true, 'x-sunset': day })
    const extension = ['safe document-extension-changed']
    const moved = ['breaking value-sunset-moved-earlier']
    for (const wrap of [
      (more: Json): Json => ({ ...reference, ...more }),
      (more: Json): Json => ({ allOf: [reference], ...more }),
      (more: Json): Json => ({ anyOf: [reference, { type: 'null' }], ...more }),
    ]) {
      const [inside, beside] = [of(wrap({}), end('2031-01-31')), of(wrap(end('2031-01-31')), {})]
      t.strictSame(find(inside, of(wrap(end('2031-01-30')), {})), moved)
      t.strictSame(find(beside, of(wrap({}), end('2031-01-30'))), moved)
      t.strictSame(find(inside, beside), extension)
    }
    const level = (name: string): Json => ({ 'x-stability-level': name })
    t.strictSame(find(of(reference, level('beta')), of({ ...reference, ...level('beta') }, {})), extension)
  },
)

t.test('a promise holds under a condition, and for some items of a list, too', async (t) => {
  const moved = ['breaking value-sunset-moved-earlier']
  const condition = { properties: { kind: { const: 'old' } }, required: ['kind'] }
  const holding = (schema: Json): Json => ({ properties: { note: schema } })
  for (const wrap of [
    (schema: Json): Json => ({ type: 'object', if: condition, then: holding(schema) }),
    (schema: Json): Json => ({ type: 'object', if: condition, then: {}, else: holding(schema) }),
    (schema: Json): Json => ({ type: 'object', dependentSchemas: { kind: holding(schema) } }),
    (schema: Json): Json => ({ type: 'array', contains: schema }),
  ]) {
    const [day, before] = [ending('2031-01-31'), ending('2031-01-30')]
    t.strictSame(findIn(wrap(day), wrap(before)), moved, JSON.stringify(wrap(text)))
    const of = (schema: Json): Json => {
      const document = service({ one: wrap({ $ref: '#/components/schemas/Note' }) })
      return { ...document, components: { schemas: { ...(document.components as { schemas: Json }).schemas, Note: schema } } } // prettier-ignore
    }
    t.strictSame(find(of(day), of(before)), moved, `${JSON.stringify(wrap(text))}, by reference`)
  }
})

t.test(
  'a promise is followed where the accepted values stay the same, or are told of elsewhere',
  async (t) => {
    const moved = ['breaking value-sunset-moved-earlier']
    const of = (thing: Json, note: Json): Json => {
      const document = service({ thing })
      return { ...document, components: { schemas: { ...(document.components as { schemas: Json }).schemas, Note: note } } } // prettier-ignore
    }
    const reference = { $ref: '#/components/schemas/Note' }
    const integer = { type: 'integer' }
    const inside = (schema: Json): Json => ({ type: 'object', properties: { inner: schema } })
    for (const note of [(schema: Json): Json => schema, inside]) {
      const [day, before] = [note(ending('2031-01-31')), note(ending('2031-01-30'))]
      t.strictSame(
        find(of({ oneOf: [reference, integer] }, day), of({ anyOf: [reference, integer] }, before)),
        moved,
      )
      const twice = { anyOf: [reference, integer, { ...integer, minimum: 3 }] }
      t.strictSame(find(of({ anyOf: [reference, integer] }, day), of(twice, before)), moved)
      const both = {
        type: 'object',
        properties: { one: reference, some: { type: 'array', contains: reference } },
      }
      t.strictSame(find(of(both, day), of(both, before)), moved)
    }
    const beside = (schema: Json): Json => ({ anyOf: [{ ...schema, const: 'a' }, text] })
    t.strictSame(
      find(of(reference, beside(ending('2031-01-31'))), of(reference, beside(ending('2031-01-30')))),
      moved,
    )
  },
)

t.test('what is told beside the values under a condition is not told twice', async (t) => {
  const of = (values: readonly string[]): Json => {
    const reference = { $ref: '#/components/schemas/Note' }
    const more = { if: { required: ['kind'] }, then: { properties: { note: reference } } }
    const document = service({ note: reference }, { more })
    const note = { ...text, 'x-extensible-enum': values }
    return { ...document, components: { schemas: { ...(document.components as { schemas: Json }).schemas, Note: note } } } // prettier-ignore
  }
  t.strictSame(find(of(['a', 'b', 'c']), of(['a'])), [
    'breaking request-enum-value-removed',
    'safe response-enum-value-removed',
  ])
})

t.test('of alternatives that are compared each, those that stay deprecated are not told', async (t) => {
  const kind = (name: string, more: Json): Json => ({
    type: 'object',
    properties: { [name]: text },
    required: [name],
    ...more,
  })
  const end = { deprecated: true, 'x-sunset': '2031-01-31' }
  const of = (a: Json, b: Json): Json => ({ oneOf: [kind('a', a), kind('b', b)] })
  t.strictSame(findIn(of(end, end), of(end, {})), [
    'safe request-value-deprecation-changed',
    'safe response-value-deprecation-changed',
  ])
  t.strictSame(findIn(of(end, end), of(end, { ...end, 'x-sunset': '2031-01-30' })), [
    'breaking value-sunset-moved-earlier',
  ])
})

t.test(
  'a value that is deprecated too soon is told once for those who send it and those who get it',
  async (t) => {
    const end = (sunset: string): Json => ending(sunset, { 'x-deprecated-since': '2030-10-01' })
    const window = { deprecationWindow: 90 }
    t.strictSame(findIn(text, end('2030-12-29'), window), ['breaking value-sunset-too-soon'])
    t.strictSame(findIn(text, end('2030-12-30'), window), [
      'safe request-value-deprecation-changed',
      'safe response-value-deprecation-changed',
    ])
    const mode = (slow: Json): Json => ({ oneOf: [{ const: 'fast' }, { const: 'slow', ...slow }] })
    const { changes } = diffDocuments(
      service({ mode: mode({}) }),
      service({ mode: mode(end('2030-12-29')) }),
      window,
    )
    t.strictSame(
      changes.map(({ message }) => message),
      [
        '`slow` as `/mode` in the request body is deprecated, and its sunset `2030-12-29` is 89 days after that; 90 are promised. The same holds at other places that share the schema.',
      ],
    )
  },
)
