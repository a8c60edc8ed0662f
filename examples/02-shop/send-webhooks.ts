import type { FastifyBaseLogger } from 'fastify'
import { Event } from './schemas/event.ts'
import type { Webhook } from './schemas/webhook.ts'
import type { Shop, ShopContext } from './shop.ts'
import { timeline } from './timeline/index.ts'

/** Calls webhooks, and knows which calls are still on their way. */
export interface WebhookSender {
  send(webhook: Webhook, event: Event): Promise<void>
  /** Waits for all calls that were begun. */
  settle(): Promise<void>
}

/**
 * Sends each event to those who have asked for it, each in its own version. It calls whatever address a client has
 * given: a real shop would refuse those of its own network.
 */
export function sendWebhooks(shop: Shop, log: FastifyBaseLogger): WebhookSender {
  const pending = new Set<Promise<void>>()
  const context: ShopContext = { shop }

  const send = async (webhook: Webhook, event: Event): Promise<void> => {
    const { deliveries } = shop.store
    const payload = await timeline.downgradeAsync(Event, event, webhook.apiVersion, { context })
    const delivery = {
      id: deliveries.nextId(),
      webhookId: webhook.id,
      eventId: event.id,
      apiVersion: webhook.apiVersion,
      sentAt: shop.now(),
    }
    try {
      const answer = await fetch(webhook.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'api-version': webhook.apiVersion },
        body: JSON.stringify(payload),
        redirect: 'error',
        signal: AbortSignal.timeout(5000),
      })
      await answer.body?.cancel()
      deliveries.put({ ...delivery, status: answer.status })
    } catch (error) {
      log.warn({ err: error, webhook: webhook.id }, 'A webhook could not be called.')
      deliveries.put({ ...delivery, status: null })
    }
  }

  const start = (webhook: Webhook, event: Event): void => {
    const sending = send(webhook, event)
      .catch((error: unknown) => {
        log.error(
          { err: error, webhook: webhook.id },
          'An event could not be written in a webhook’s version.',
        )
      })
      .finally(() => pending.delete(sending))
    pending.add(sending)
  }

  shop.listen((event) => {
    for (const webhook of shop.store.webhooks.list()) {
      if (webhook.enabled && webhook.events.includes(event.type)) start(webhook, event)
    }
  })
  return {
    send,
    settle: async () => {
      await Promise.all(pending)
    },
  }
}
