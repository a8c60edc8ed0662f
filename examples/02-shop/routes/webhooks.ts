import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@fastify/type-provider-typebox'
import { refuse } from '../refuse.ts'
import { patternOf } from '../schemas/ids.ts'
import { errors } from '../schemas/problem.ts'
import { DeliveryList, NewWebhook, Webhook, WebhookList, WebhookPatch } from '../schemas/webhook.ts'
import type { Shop } from '../shop.ts'

const params = Type.Object({ webhookId: Type.String({ pattern: patternOf('whk') }) })
const tags = ['webhooks']

/** The addresses that are called when something happens, in TypeBox. */
export const webhookRoutes: FastifyPluginCallbackTypebox<{ shop: Shop }> = (app, { shop }, done) => {
  const { webhooks, deliveries } = shop.store
  const { timeline } = app.tidemark
  const find = (id: string): Webhook => webhooks.find(id) ?? refuse(404, `There is no webhook ${id}.`)
  const toVersion = (name: string): string =>
    timeline.find(name)?.name ?? refuse(422, `There is no version "${name}".`)

  app.get(
    '/webhooks',
    { schema: { operationId: 'listWebhooks', tags, response: { 200: WebhookList, ...errors } } },
    () => ({ data: [...webhooks.list()] }),
  )

  app.post(
    '/webhooks',
    {
      schema: { operationId: 'createWebhook', tags, body: NewWebhook, response: { 201: Webhook, ...errors } },
    },
    ({ body, apiVersion }, reply) => {
      const { url, events, apiVersion: wanted = apiVersion?.name ?? timeline.current.name } = body
      const webhook = webhooks.put({
        id: webhooks.nextId(),
        url,
        events,
        apiVersion: toVersion(wanted),
        enabled: true,
        createdAt: shop.now(),
      })
      return reply.code(201).send(webhook)
    },
  )

  app.get(
    '/webhooks/:webhookId',
    { schema: { operationId: 'getWebhook', tags, params, response: { 200: Webhook, ...errors } } },
    ({ params }) => find(params.webhookId),
  )

  app.patch(
    '/webhooks/:webhookId',
    {
      schema: {
        operationId: 'updateWebhook',
        tags,
        params,
        body: WebhookPatch,
        response: { 200: Webhook, ...errors },
      },
    },
    ({ params, body }) => {
      const webhook = find(params.webhookId)
      const { url = webhook.url, events = webhook.events, apiVersion, enabled = webhook.enabled } = body
      const version = apiVersion === undefined ? webhook.apiVersion : toVersion(apiVersion)
      return webhooks.put({ ...webhook, url, events, apiVersion: version, enabled })
    },
  )

  app.delete(
    '/webhooks/:webhookId',
    {
      schema: {
        operationId: 'deleteWebhook',
        tags,
        params,
        response: { 204: Type.Null({ description: 'It is called no longer.' }), ...errors },
      },
    },
    ({ params }, reply) => {
      webhooks.remove(find(params.webhookId).id)
      return reply.code(204).send(null)
    },
  )

  app.get(
    '/webhooks/:webhookId/deliveries',
    { schema: { operationId: 'listDeliveries', tags, params, response: { 200: DeliveryList, ...errors } } },
    ({ params }) => {
      const { id } = find(params.webhookId)
      return { data: deliveries.list().filter(({ webhookId }) => webhookId === id) }
    },
  )

  done()
}
