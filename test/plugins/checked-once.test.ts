import Fastify, { type FastifyError, type FastifyInstance, type RouteShorthandOptions } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import { addField, defineChange, defineTimeline, renameField, type Operation } from '../../lib/index.ts'
import { versioning } from '../../plugins/index.ts'

/** A service, and how often it has checked the texts of a request so far. */
interface Service {
  readonly app: FastifyInstance
  readonly checks: () => number
}

interface ServiceOptions {
  readonly operations: readonly Operation[]
  readonly schema: unknown
  readonly route?: RouteShorthandOptions
  readonly url?: string
  readonly removeAdditional?: boolean
  /** A hook that may see a body between the upgrade and Fastify's own validation: it must have been checked then. */
  readonly hook?: 'of the instance' | 'of the route'
}

async function start(
  test: { readonly teardown: (end: () => unknown) => void },
  { operations, schema, route = {}, url = '/people', removeAdditional = true, hook }: ServiceOptions,
): Promise<Service> {
  let count = 0
  const counted = (): boolean => {
    count += 1
    return true
  }
  const app = Fastify({ ajv: { customOptions: { removeAdditional, formats: { counted } } } })
  test.teardown(() => app.close())
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '2', changes: [defineChange({ summary: 'A change.', operations })] }, { name: '1' }],
  })
  await app.register(versioning, { timeline })
  app.setErrorHandler((error: FastifyError, request, reply) =>
    reply.code(error.statusCode ?? 500).send({
      message: error.message,
      code: error.code,
      context: error.validationContext,
      errors: error.validation,
      body: request.body,
    }),
  )
  const pass = (_request: unknown, _reply: unknown, done: () => void): void => done()
  if (hook === 'of the instance') app.addHook('preValidation', pass)
  const options = {
    ...route,
    schema: { ...route.schema, body: schema },
    ...(hook === 'of the route' ? { preValidation: pass } : {}),
  }
  app.post(url, options, (request) => ({
    body: request.body,
    fault: request.validationError?.message,
  }))
  return { app, checks: () => count }
}

const address = {
  $id: 'Address',
  type: 'object',
  properties: { street: { type: 'string' }, zip: { type: 'integer' } },
  required: ['street'],
}
const person = {
  $id: 'Person',
  type: 'object',
  properties: {
    name: { type: 'string', format: 'counted' },
    age: { type: 'integer', minimum: 0, default: 1 },
    kind: { type: ['string', 'null'], enum: ['one', 'two', null] },
    address,
    tags: { type: 'array', items: { type: 'string', maxLength: 3 } },
    map: { type: 'object', additionalProperties: { type: 'number' } },
  },
  required: ['name', 'address'],
}
const list = { type: 'object', properties: { items: { type: 'array', items: person } }, required: ['items'] }
const renames = [
  renameField('Person', 'fullName', 'name'),
  renameField('Person', 'years', 'age'),
  renameField('Address', 'road', 'street'),
]

const valid = {
  fullName: 'Ann',
  years: 3,
  address: { road: 'Long', zip: 9 },
  kind: null,
  more: { left: [1] },
}
const bodies: readonly unknown[] = [
  valid,
  { ...valid, years: '7', tags: 'one', map: { a: '1' }, address: { road: 5, zip: '12' } },
  { fullName: 'Ann', address: { road: 'Long' } },
  { ...valid, name: 'Bea', age: -1, street: 5 },
  { ...valid, address: { road: 'Long', street: { left: true } } },
  { ...valid, __proto__: { years: 4 } },
  {},
  { name: 'Ann', age: 3, address: { street: 'Long' } },
  { ...valid, years: -1 },
  { ...valid, years: 'many', address: 5 },
  { ...valid, fullName: { first: 'Ann' } },
  { ...valid, address: {} },
  { ...valid, address: { road: 'Long', zip: 'none' } },
  { ...valid, address: [{ road: 'Long' }] },
  { ...valid, kind: 'three' },
  { ...valid, tags: ['one', 'four'] },
  { ...valid, tags: [1, { a: 1 }] },
  { ...valid, map: { a: 'x' } },
  [],
  [valid],
  null,
  'Ann',
  5,
  true,
]

/** What a body was answered with. */
interface Answer {
  readonly body: unknown
  readonly statusCode: number
  readonly answer: unknown
}

/** Sends bodies, one after the other. Where a default stands among the members of an object is of no interest. */
async function answer({ app }: Service, sent: readonly unknown[]): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  for (const body of sent) {
    const { statusCode, body: text } = await app.inject({
      method: 'POST',
      url: '/people',
      headers: { 'api-version': '1', 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    })
    answers.push({ body, statusCode, answer: JSON.parse(text) as unknown })
  }
  return answers
}

t.test('what is only called otherwise is checked once, and answered as if it were twice', async (t) => {
  for (const [schema, sent] of [
    [person, bodies],
    [list, [...bodies, ...bodies.map((body) => ({ items: [valid, body] }))]],
  ] as const) {
    const once = await start(t, { operations: renames, schema })
    const answers = await answer(once, sent)
    for (const hook of ['of the instance', 'of the route'] as const) {
      const twice = await start(t, { operations: renames, schema, hook })
      t.strictSame(await answer(twice, sent), answers, hook)
    }
    t.strictSame([...new Set(answers.map(({ statusCode }) => statusCode))].sort(), [200, 400])
  }
  const count = async (service: Service): Promise<number> => {
    await answer(service, [valid])
    return service.checks()
  }
  t.equal(await count(await start(t, { operations: renames, schema: person })), 1)
  t.equal(await count(await start(t, { operations: renames, schema: person, hook: 'of the route' })), 2)
})

t.test('a body of zod is checked once as well', async (t) => {
  const Person = z.object({ name: z.string(), born: z.iso.date() }).meta({ id: 'Person' })
  const operations = [renameField('Person', 'fullName', 'name')]
  const sent = [{ fullName: 'Ann', born: '2000-01-01' }, { fullName: 'Ann' }, { name: 'Ann' }, null]
  const once = await answer(await start(t, { operations, schema: Person }), sent)
  const twice = await answer(await start(t, { operations, schema: Person, hook: 'of the route' }), sent)
  t.strictSame(once, twice)
})

t.test('it is checked twice wherever that may be another thing', async (t) => {
  const text = { type: 'string', format: 'counted' }
  const other = { $id: 'Person', type: 'object', properties: { name: text, age: { type: 'integer' } } }
  // What such a choice is coerced to may be coerced once more.
  const choice = { anyOf: [{ type: 'integer' }, { type: 'null' }] }
  const withChoice = { ...other, properties: { ...other.properties, age: choice } }
  const rename = renameField('Person', 'fullName', 'name')
  const cases: readonly [string, ServiceOptions][] = [
    ['a field is added', { operations: [rename, addField('Person', 'age')], schema: other }],
    ['it is closed', { operations: [rename], schema: { ...other, additionalProperties: false } }],
    [
      'what is not declared is refused',
      {
        operations: [rename],
        schema: { ...other, additionalProperties: false },
        removeAdditional: false,
      },
    ],
    ['there is a choice', { operations: [rename], schema: { ...other, anyOf: [{}, { type: 'null' }] } }],
    ['a member is one of several', { operations: [rename], schema: withChoice }],
    ['a hook runs in between', { operations: [rename], schema: other, hook: 'of the instance' }],
    [
      'a path is refused first',
      {
        operations: [rename],
        schema: other,
        url: '/:place',
        route: { schema: { params: { type: 'object', properties: { place: { type: 'string' } } } } },
      },
    ],
    [
      'what is wrong is handed to the handler',
      { operations: [rename], schema: other, route: { attachValidation: true } },
    ],
  ]
  for (const [name, options] of cases) {
    const service = await start(t, options)
    await answer(service, [{ fullName: 'Ann', age: 1 }])
    t.equal(service.checks(), 2, name)
  }
})
