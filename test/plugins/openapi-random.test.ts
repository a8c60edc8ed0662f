import swagger from '@fastify/swagger'
import formats from 'ajv-formats'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc, { type GeneratorValue } from 'fast-check'
import Fastify from 'fastify'
import t from 'tap'
import { z } from 'zod'
import {
  defineChange,
  defineTimeline,
  mapEnum,
  onlyIn,
  renameField,
  wrapBody,
  type Operation,
} from '../../lib/index.ts'
import { openapi, versioning } from '../../plugins/index.ts'
import { validateDocument } from '../lib/openapi/validate-document.ts'

const seed = 20_261_201
const names = ['Web0', 'Web1', 'Web2', 'Web3']

/** What a field of a random schema holds, and how: by itself, or as what else. */
interface Field {
  readonly name: string
  readonly holds: 'colour' | 'extra' | number
  readonly how: 'one' | 'optional' | 'list' | 'nullable' | 'either'
}

t.test('documents of random schemas that hold each other say what is sent and got', async (t) => {
  t.comment(`seed ${String(seed)}`)
  let answered = 0
  const property = fc.asyncProperty(fc.gen(), async (g) => {
    const world = makeWorld(g)
    const app = Fastify()
    await app.register(swagger, { openapi: { openapi: '3.1.0', info: { title: 'T', version: '1' } } })
    await app.register(versioning, { timeline: world.timeline })
    await app.register(openapi)
    const [[, sentAlone] = []] = world.routes
    app.post('/r0', { schema: { body: sentAlone } }, () => 'sent')
    for (const [path, schema] of world.routes) {
      const response = { 200: schema }
      app.get(path, { schema: { response } }, () => world.answers.get(path))
      app.put(path, { schema: { body: schema, response } }, ({ body }) => body)
    }
    await app.ready()
    for (const { name: version } of world.timeline.versions) {
      const document = app.tidemark.document(version)
      const check = await checkOf(document)
      for (const [path, schema] of world.routes) {
        const current = world.answers.get(path)
        const [sent, got] = (['request', 'response'] as const).map((messages) =>
          world.timeline.downgrade(schema, current, version, { messages }),
        )
        check(`/paths/~1${path.slice(1)}/put/requestBody`, sent)
        check(`/paths/~1${path.slice(1)}/put/responses/200`, got)
        for (const method of ['GET', 'PUT'] as const) {
          const headers = { 'api-version': version, 'content-type': 'application/json' }
          const payload = method === 'PUT' ? { payload: JSON.stringify(sent) } : {}
          const answer = await app.inject({ method, url: path, headers, ...payload })
          if (answer.statusCode !== 200) throw new Error(`${version} ${method} ${path}: ${answer.body}`)
          t.strictSame(answer.json(), got)
          answered += 1
        }
      }
    }
    await app.close()
  })
  await fc.assert(property, { seed, numRuns: 8 })
  t.ok(answered > 300, String(answered))
})

/** A check of values by the schemas of a document. */
async function checkOf(document: object): Promise<(place: string, value: unknown) => void> {
  const { valid } = await validateDocument(document)
  if (!valid) throw new Error('the document is not valid')
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  ajv.addSchema(document, 'document')
  return (place, value) => {
    const validate = ajv.compile({ $ref: `document#${place}/content/application~1json/schema` })
    if (!validate(value))
      throw new Error(`${place} refuses ${JSON.stringify(value)}: ${ajv.errorsText(validate.errors)}`)
  }
}

function makeWorld(g: GeneratorValue) {
  const fields = names.map((_, at) => makeFields(g, at))
  const Colour = z.enum(['red', 'blue']).meta({ id: 'WebColour' })
  const Extra = z.object({ size: z.int().default(1), colour: Colour.optional() }).meta({ id: 'WebExtra' })
  const schemas: z.ZodType[] = []
  const toZod = ({ holds, how }: Field): z.ZodType => {
    const inner = holds === 'colour' ? Colour : holds === 'extra' ? Extra : (schemas[holds] ?? z.never())
    if (how === 'optional') return inner.optional()
    if (how === 'list') return z.array(inner)
    if (how === 'nullable') return inner.nullable()
    return how === 'either' ? z.union([z.int(), inner]) : inner
  }
  for (const [at, id] of names.entries()) {
    const shape = {}
    for (const field of fields[at] ?? [])
      Object.defineProperty(shape, field.name, { enumerable: true, get: () => toZod(field) })
    schemas.push(z.object(shape).meta({ id }))
  }
  const [first = z.never()] = schemas
  const Envelope = z.object({ data: first }).meta({ id: 'WebEnvelope' })
  const Holder = z.object({ one: Envelope.nullable() }).meta({ id: 'WebHolder' })
  const all = [Extra, ...schemas, Envelope, Holder]
  const values = names.map((_, at) => makeValue(g, fields, at, 0))
  const extra = { size: 3, colour: 'blue' }
  const answers = [extra, ...values, { data: values[0] }, { one: g(fc.boolean) ? null : { data: values[0] } }]
  const ways = [(one: Operation) => one, onlyIn.bind(null, 'request'), onlyIn.bind(null, 'response')] as const
  const pairs = [
    ['rot', 'red'],
    ['blau', 'blue'],
  ] as const
  const operations: Operation[] = [
    mapEnum('WebColour', { pairs }),
    wrapBody('WebEnvelope', { into: 'data' }),
    ...fields.flatMap((own, at) =>
      own.slice(0, 2).map(({ name }) => renameField(names[at] ?? '', `old${name}`, name)),
    ),
  ]
  const chosen = operations
    .filter(() => g(fc.boolean))
    .map((one) => ways[g(fc.nat, { max: ways.length - 1 })]?.(one) ?? one)
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      ...chosen.map((operation, index) => ({
        name: String(chosen.length + 1 - index),
        changes: [defineChange({ summary: `Change ${String(index)}.`, operations: [operation] })],
      })),
      { name: '1' },
    ],
  })
  return {
    timeline,
    routes: all.map((schema, index) => [`/r${String(index)}`, schema] as const),
    answers: new Map(answers.map((answer, index) => [`/r${String(index)}`, answer])),
  }
}

function makeFields(g: GeneratorValue, at: number): Field[] {
  return Array.from({ length: 1 + g(fc.nat, { max: 3 }) }, (_, index): Field => {
    const name = `f${String(at)}${String(index)}`
    const how = g(fc.constantFrom<Field['how'][]>, 'one', 'optional', 'list', 'nullable', 'either')
    // Nothing may have to hold itself.
    const later = names.length - 1 - at
    const target = how === 'one' ? at + 1 + g(fc.nat, { max: Math.max(later - 1, 0) }) : g(fc.nat, { max: 3 })
    const isLeaf = (how === 'one' && later === 0) || g(fc.nat, { max: 2 }) === 0
    return { name, how, holds: isLeaf ? g(fc.constantFrom<Field['holds'][]>, 'colour', 'extra') : target }
  })
}

function makeValue(
  g: GeneratorValue,
  fields: readonly (readonly Field[])[],
  at: number,
  depth: number,
): object {
  const isEmpty = (): boolean => depth > 3 || g(fc.boolean)
  const entries = (fields[at] ?? []).flatMap(({ name, holds, how }): (readonly [string, unknown])[] => {
    const inner = (): unknown => {
      if (holds === 'colour') return g(fc.constantFrom<string[]>, 'red', 'blue')
      return holds === 'extra' ? { size: 3, colour: 'blue' } : makeValue(g, fields, holds, depth + 1)
    }
    if (how === 'list') return [[name, isEmpty() ? [] : [inner()]]]
    if (how === 'one' || !isEmpty()) return [[name, inner()]]
    return how === 'optional' ? [] : [[name, how === 'nullable' ? null : 7]]
  })
  return Object.fromEntries(entries)
}
