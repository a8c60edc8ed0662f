import { Ajv2020 } from 'ajv/dist/2020.js'
import Fastify, { type FastifyInstance } from 'fastify'
import t from 'tap'
import { z } from 'zod'
import { defineChange, defineTimeline, fromHeader, renameField } from '../../lib/index.ts'
import { toSchemaObject } from '../../lib/schema/subschemas.ts'
import { toJsonSchema } from '../../lib/schema/to-json-schema.ts'
import { versioning } from '../../plugins/index.ts'

const Open = z.object({ b: z.string() }).meta({ id: 'Open' })
const Closed = z.strictObject({ a: z.string() }).meta({ id: 'Closed' })
const either = z.union([z.strictObject({ b: z.string() }), z.strictObject({ c: z.string() })])

/** Each has a side that, alone, would refuse what another one knows. */
const intersections: Readonly<Record<string, z.ZodType>> = {
  plain: z.strictObject({ a: z.string() }).and(z.object({ b: z.string() })),
  named: Closed.and(Open),
  namedLast: Open.and(Closed),
  described: z
    .strictObject({ a: z.string() })
    .describe('One side.')
    .and(z.strictObject({ b: z.string() })),
  choice: z.object({ a: z.string() }).and(either),
  closedChoice: Closed.and(either),
  tagged: z
    .strictObject({ a: z.string() })
    .and(
      z.discriminatedUnion('k', [
        z.object({ k: z.literal('x'), b: z.string() }),
        z.object({ k: z.literal('y') }),
      ]),
    ),
  map: Closed.and(z.record(z.string(), z.string())),
  rewritten: z.strictObject({ a: z.string().trim() }).and(Open),
}

const values = [
  { a: '1', b: '2' },
  { a: '1', c: '2' },
  { a: ' 1 ', b: '2', k: 'x' },
  { a: '1', k: 'y' },
  { a: '1' },
  { b: '2' },
  {},
]

/** A service whose messages hold each intersection, beside a field that was called otherwise. */
async function serve(): Promise<FastifyInstance> {
  const Order = z
    .object({ current: z.string() })
    .extend(Object.fromEntries(Object.entries(intersections).map(([name, one]) => [name, one.optional()])))
    .meta({ id: 'Order' })
  const renamed = defineChange({ summary: 'Renamed.', operations: [renameField(Order, 'old', 'current')] })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '2', changes: [renamed] }, { name: '1' }],
  })
  const app = Fastify()
  await app.register(versioning, { timeline, sources: [fromHeader('api-version')] })
  app.post('/orders', { schema: { body: Order, response: { 200: Order } } }, ({ body }) => body)
  return app
}

for (const [version, name] of [
  ['2', 'current'],
  ['1', 'old'],
] as const) {
  t.test(`what one side of an intersection does not know, another may: version ${version}`, async (t) => {
    const app = await serve()
    t.teardown(() => app.close())
    for (const [field, schema] of Object.entries(intersections)) {
      for (const value of values) {
        const answer = await app.inject({
          method: 'POST',
          url: '/orders',
          headers: { 'api-version': version },
          payload: { [name]: 'x', [field]: value },
        })
        const expected = schema.safeParse(value)
        const shown = `${field} ${JSON.stringify(value)}: ${answer.body}`
        t.equal(answer.statusCode, expected.success ? 200 : 400, shown)
        // What no side knows may stay, as in any object that is not closed.
        if (expected.success) t.match(answer.json(), { [name]: 'x', [field]: expected.data }, shown)
      }
    }
  })
}

t.test('what is documented of one says so', async (t) => {
  const ajv = new Ajv2020({ strict: false })
  for (const [field, schema] of Object.entries(intersections)) {
    const isValid = ajv.compile(toSchemaObject(toJsonSchema(schema, 'input')))
    for (const value of values) {
      const { success, error } = schema.safeParse(value)
      // A member that no side knows is for zod to refuse.
      const isOfOthers = error?.issues.every(({ code }) => code === 'unrecognized_keys') === true
      t.equal(isValid(value), success || isOfOthers, `${field} ${JSON.stringify(value)}`)
    }
  }
})
