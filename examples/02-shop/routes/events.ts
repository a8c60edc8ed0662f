import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { paginate } from '../paginate.ts'
import { refuse } from '../refuse.ts'
import { Event, EventList } from '../schemas/event.ts'
import { idOf } from '../schemas/ids.ts'
import { pageQuery } from '../schemas/page.ts'
import { errors } from '../schemas/problem.ts'
import type { Shop } from '../shop.ts'

const tags = ['webhooks']

/** What has happened, in zod. */
export const eventRoutes: FastifyPluginCallbackZod<{ shop: Shop }> = (app, { shop }, done) => {
  app.get(
    '/events',
    {
      schema: {
        operationId: 'listEvents',
        tags,
        querystring: z.object(pageQuery),
        response: { 200: EventList, ...errors },
      },
    },
    ({ query }) => paginate(shop.store.events.list(), query),
  )

  app.get(
    '/events/:eventId',
    {
      schema: {
        operationId: 'getEvent',
        tags,
        params: z.object({ eventId: idOf('evt') }),
        response: { 200: Event, ...errors },
      },
    },
    ({ params }) =>
      shop.store.events.find(params.eventId) ?? refuse(404, `There is no event ${params.eventId}.`),
  )

  done()
}
