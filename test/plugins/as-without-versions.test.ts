import fc from 'fast-check'
import Fastify, { type FastifyInstance } from 'fastify'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { z } from 'zod'
import { defineChange, defineTimeline, renameField } from '../../lib/index.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import { versioning } from '../../plugins/index.ts'

/** A schema, and what is sent to a route that has it. */
interface Sample<Schema> {
  readonly schema: Schema
  readonly values: readonly object[]
}

const seed = 20261201

const values: readonly unknown[] = [
  ...[null, 0, 1, -3, 1.5, 19.99, '', '0', '7', 'a', ' b ', 'true', 'fox', true, false],
  ...['2026-01-02', '2026-01-02T03:04:05Z', 'a@b.example', [], ['a'], [1, 2], ['a', null]],
  ...[{}, { kind: 'cat' }, { kind: 'dog', age: 3 }, { a: 1, b: null }, { a: { b: ['5', 5, null] } }],
]

const cat = z.object({ kind: z.literal('cat'), lives: z.int().default(9) })
const dog = z.object({ kind: z.literal('dog'), age: z.int().optional() })
const instant = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
})
/** The choices are those that coercion cannot change: docs/decisions/engines.md says of which it can. */
const inZod: readonly z.ZodType[] = [
  ...[z.string(), z.string().min(1).max(3), z.string().trim().min(1), z.email(), z.iso.date(), instant],
  ...[
    z.int(),
    z.number().min(0).max(5),
    z.number().multipleOf(0.01),
    z.boolean(),
    z.null(),
    z.json(),
    z.any(),
  ],
  ...[z.literal('a'), z.enum(['a', 'fox']), z.union([z.null(), z.int()]), z.union([z.null(), z.boolean()])],
  ...[z.string().transform((text) => text.length), z.int().refine((count) => count !== 7), z.int().catch(3)],
  ...[z.array(z.string()), z.array(z.int().nullable()), z.record(z.string(), z.json()), z.tuple([])],
  ...[
    z.discriminatedUnion('kind', [cat, dog]),
    cat,
    cat.nullable(),
    z.preprocess((one) => one ?? 'none', z.string()),
  ],
]
const wraps: readonly ((schema: z.ZodType) => z.ZodType)[] = [
  ...[(schema: z.ZodType) => schema, (schema: z.ZodType) => schema.optional()],
  ...[(schema: z.ZodType) => schema.nullable(), (schema: z.ZodType) => schema.nullish()],
  ...[(schema: z.ZodType) => z.object({ inner: schema }), (schema: z.ZodType) => schema.readonly()],
]

const inJsonSchema: readonly object[] = [
  ...[{ type: 'string' }, { type: 'string', minLength: 1, maxLength: 3 }, { type: 'string', format: 'date' }],
  ...[{ type: 'integer' }, { type: 'number', minimum: 0 }, { type: 'boolean' }, { type: 'null' }, {}],
  ...[{ type: 'integer', nullable: true }, { type: ['string', 'null'] }, { type: ['integer', 'null'] }],
  ...[
    { const: 'a' },
    { enum: ['a', 1, null] },
    { type: 'integer', default: 7 },
    { type: 'array', default: [] },
  ],
  ...[
    { type: 'array', items: { type: 'string' } },
    { type: 'object', additionalProperties: { type: 'integer' } },
  ],
  { type: 'object', properties: { kind: { type: 'string' }, age: { type: 'integer', default: 2 } } },
  { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false },
  { type: 'array', items: [{ type: 'string' }, { type: 'integer' }], minItems: 2, maxItems: 2 },
]

const value = fc.constantFrom(...values)
const plainObject = { minKeys: 1, noNullPrototype: true }

const body = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(value, fc.record({ inner: value }, { noNullPrototype: true })),
  plainObject,
)

function sample<Schema>(schema: fc.Arbitrary<Schema>, count: number): readonly Sample<Schema>[] {
  return fc.sample(fc.record({ schema, values: fc.array(body, { minLength: 5, maxLength: 5 }) }), {
    seed,
    numRuns: count,
  })
}

interface Service {
  readonly app: FastifyInstance
  readonly send: (index: number, version: string, sent: object) => Promise<Answer>
}

interface Answer {
  readonly status: number
  readonly seen: unknown
}

/** A service with a route for each schema; without versions where it is to be compared with. */
async function serve(
  test: { readonly teardown: (end: () => unknown) => void },
  schemas: readonly object[],
  isVersioned: boolean,
): Promise<Service> {
  const app = Fastify()
  test.teardown(() => app.close())
  const operations = schemas.map((_, index) => renameField(`Sample${String(index)}`, 'name', 'title'))
  const changes = [defineChange({ summary: 'A title.', operations })]
  const timeline = defineTimeline({ scheme: 'integer', versions: [{ name: '2', changes }, { name: '1' }] })
  if (isVersioned) await app.register(versioning, { timeline })
  let seen: unknown
  for (const [index, schema] of schemas.entries()) {
    app.post(`/${String(index)}`, { schema: { body: schema } }, (request) => {
      seen = request.body
      return 'seen'
    })
  }
  const send = async (index: number, version: string, sent: object): Promise<Answer> => {
    seen = undefined
    const { statusCode } = await app.inject({
      method: 'POST',
      url: `/${String(index)}`,
      headers: isVersioned ? { 'api-version': version } : {},
      body: version === '1' ? { ...sent, name: 'x' } : { ...sent, title: 'x' },
    })
    return { status: statusCode, seen }
  }
  return { app, send }
}

t.test('what zod accepts, handlers get as zod gives it', async (t) => {
  const field = fc
    .tuple(fc.constantFrom(...inZod), fc.constantFrom(...wraps))
    .map(([schema, wrap]) => wrap(schema))
  const shape = fc.dictionary(fc.constantFrom('a', 'b', 'c'), field, plainObject)
  const samples = sample(shape, 70)
  const schemas = samples.map(({ schema }, index) =>
    z.strictObject({ ...schema, title: z.string() }).meta({ id: `Sample${String(index)}` }),
  )
  const { send } = await serve(t, schemas, true)
  let accepted = 0
  for (const [index, schema] of schemas.entries()) {
    for (const random of samples[index]?.values ?? []) {
      const sent = fit(schema, random)
      const found = schema.safeParse({ ...sent, title: 'x' })
      if (!found.success) continue
      accepted += 1
      for (const version of ['2', '1']) {
        const { status, seen } = await send(index, version, sent)
        // What is not declared inside stays, where zod is not asked.
        const same = status === 200 && isKept(found.data, seen)
        if (!same)
          t.strictSame(
            seen,
            found.data,
            `version ${version}: ${JSON.stringify([z.toJSONSchema(schema, { unrepresentable: 'any' }), sent])}`,
          )
      }
    }
  }
  t.ok(accepted > 200, String(accepted))
})

t.test('routes in JSON Schema get what they would get without versions', async (t) => {
  const shape = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom(...inJsonSchema), plainObject)
  const samples = sample(fc.record({ properties: shape, isOpen: fc.boolean() }), 60)
  const schemas = samples.map(({ schema }, index) => ({
    $id: `Sample${String(index)}`,
    type: 'object',
    properties: { ...schema.properties, title: { type: 'string' } },
    required: Object.keys(schema.properties).slice(1),
    additionalProperties: schema.isOpen,
  }))
  const plain = await serve(t, schemas, false)
  const versioned = await serve(t, schemas, true)
  for (const [index, { values: bodies }] of samples.entries()) {
    for (const sent of bodies) {
      const expected = await plain.send(index, '2', sent)
      for (const version of ['2', '1']) {
        const got = await versioned.send(index, version, sent)
        if (!isDeepStrictEqual(got, expected))
          t.strictSame(got, expected, `version ${version}: ${JSON.stringify([schemas[index], sent])}`)
      }
    }
  }
})

/** A random body, whose fields fit where anything does. */
function fit(schema: z.ZodObject, random: object): object {
  const fields = Object.entries(schema.shape).map(([name, field], index) => {
    const all = [...values, ...values.map((inner) => ({ inner }))].filter(
      (one) => z.safeParse(field, one).success,
    )
    const at = (JSON.stringify(random).length * 7 + index) % Math.max(all.length, 1)
    return [name, all[at]] as const
  })
  return Object.fromEntries(fields.filter(([name]) => name !== 'title'))
}

/** Whether all of a value is in another one, which may have more members. */
function isKept(value: unknown, other: unknown): boolean {
  if (Array.isArray(value))
    return (
      Array.isArray(other) &&
      value.length === other.length &&
      value.every((one, at) => isKept(one, other[at]))
    )
  if (!isObject(value) || value instanceof Date) return isDeepStrictEqual(value, other)
  return isObject(other) && Object.entries(value).every(([name, one]) => isKept(one, other[name]))
}
