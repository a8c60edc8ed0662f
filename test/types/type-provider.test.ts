import Fastify, { type FastifyTypeProvider } from 'fastify'
import t from 'tap'
import { Type, type Static, type TSchema } from 'typebox'
import { z } from 'zod'
import { versioning, type HeldBy, type TidemarkTypeProvider } from '../../plugins/index.ts'
import { defineTimeline } from '../../lib/index.ts'
import type { Equal } from './equal.ts'

const When = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
})
const Event = z.object({ title: z.string(), at: When, size: z.int().default(1) })
interface Held {
  title: string
  at: Date
  size: number
}

interface Content {
  'application/json': { schema: typeof Event }
  'text/csv': { schema: z.ZodString }
}

t.test('a handler has the types of its schemas in zod', async (t) => {
  const app = Fastify().withTypeProvider<TidemarkTypeProvider>()
  t.teardown(() => app.close())
  const timeline = defineTimeline({ scheme: 'integer', versions: [{ name: '1' }] })
  await app.register(versioning, { timeline })
  app.post(
    '/events/:id',
    {
      schema: {
        params: z.object({ id: z.coerce.number() }),
        querystring: z.object({ limit: z.int().optional() }),
        headers: z.object({ 'x-key': z.string() }),
        body: Event,
        response: { 200: Event, 404: z.object({ title: z.string() }) },
      },
    },
    async (request, reply) => {
      const { params, body } = request
      true satisfies Equal<typeof params, { id: number }>
      true satisfies Equal<typeof request.query, { limit?: number | undefined }>
      true satisfies Equal<(typeof request.headers)['x-key'], string>
      true satisfies Equal<typeof body, Held>
      if (params.id === 0) return reply.code(404).send({ title: 'None' })
      // @ts-expect-error: the answer of this status has a title
      if (params.id === 1) return reply.code(404).send({ name: 'None' })
      // @ts-expect-error: a codec is given what it encodes, and not what is sent
      if (params.id === 2) return reply.code(200).send({ title: 'One', at: '2026-11-01T00:00:00Z', size: 1 })
      return { ...body, at: new Date(body.at.getTime()) }
    },
  )
})

t.test('a body by media type is any of them, and what tells no type is unknown', async (t) => {
  true satisfies Equal<HeldBy<{ content: Content }>, Held | string>
  true satisfies Equal<HeldBy<{ type: 'object' }>, unknown>
  true satisfies Equal<HeldBy<{ static: number }>, number>
  t.pass('it compiles')
})

/** As docs/reference/plugins.md shows it. */
interface Both extends FastifyTypeProvider {
  readonly validator: this['schema'] extends TSchema ? Static<this['schema']> : HeldBy<this['schema']>
  readonly serializer: this['schema'] extends TSchema ? Static<this['schema']> : HeldBy<this['schema']>
}

t.test('it goes together with that of TypeBox', async (t) => {
  const app = Fastify().withTypeProvider<Both>()
  t.teardown(() => app.close())
  const body = Type.Object({ id: Type.Integer() })
  app.post('/box', { schema: { body } }, (request) => {
    true satisfies Equal<typeof request.body, { id: number }>
    return request.body
  })
  t.ok(app.hasRoute({ method: 'POST', url: '/box' }))
})
