import swagger from '@fastify/swagger'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { fromClient, fromHeader, fromMediaType, fromPath, fromQuery } from 'tidemark'
import { deprecation, openapi, problems, shareSchemas, versioning } from 'tidemark/fastify'
import { findAccount, identify, keyHeader } from './identify.ts'
import { accountRoutes } from './routes/account.ts'
import { cartRoutes } from './routes/carts.ts'
import { categoryRoutes } from './routes/categories.ts'
import { customerRoutes } from './routes/customers.ts'
import { eventRoutes } from './routes/events.ts'
import { exportRoutes } from './routes/exports.ts'
import { orderRoutes } from './routes/orders.ts'
import { paymentRoutes } from './routes/payments.ts'
import { productRoutes } from './routes/products.ts'
import { shipmentRoutes } from './routes/shipments.ts'
import { webhookRoutes } from './routes/webhooks.ts'
import { Money } from './schemas/money.ts'
import { sendWebhooks } from './send-webhooks.ts'
import { openShop } from './shop.ts'
import { timeline } from './timeline/index.ts'

/** What the service is built with. */
export interface BuildOptions {
  /** The clock; the system's by default. */
  readonly now?: () => Date
  /** Whether a version answers 410 after its sunset; it goes on to answer by default. */
  readonly enforceSunset?: boolean
  readonly server?: FastifyServerOptions
}

/** The shop. Its handlers know the current version only. */
export async function build(options: BuildOptions = {}): Promise<FastifyInstance> {
  const { now = () => new Date(), enforceSunset = false } = options
  const app = Fastify(options.server)
  const shop = openShop(now)
  const sources = [
    fromPath(),
    fromHeader(),
    fromQuery(),
    ...fromMediaType({ vendor: 'shop' }),
    // Nothing is remembered of a pin: it is in memory already, and holds from the moment in which it is changed.
    fromClient({
      key: ({ headers }) => headers[keyHeader]?.toString(),
      lookup: (key) => findAccount(shop.store, key)?.apiVersion,
      vary: [keyHeader],
      cache: false,
    }),
  ]

  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Shop', version: 'current' },
      components: { securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: keyHeader } } },
      // Without a key, one plays in the sandbox.
      security: [{ apiKey: [] }, {}],
    },
  })
  await app.register(versioning, { timeline, sources, verify: 'boot' })
  await app.register(deprecation, { enforceSunset, now })
  await app.register(openapi)
  await app.register(problems)

  shareSchemas(app, [Money])
  // Loaders find the shop in the request, which is their context.
  app.decorateRequest('shop', { getter: () => shop })
  app.decorateRequest('account', null)
  app.addHook('onRequest', identify(shop.store))
  const webhooks = sendWebhooks(shop, app.log)
  app.addHook('onClose', () => webhooks.settle())

  app.get('/health', { config: { versioning: false } }, () => ({ status: 'ok' }))
  for (const routes of [productRoutes, webhookRoutes, accountRoutes]) await app.register(routes, { shop })
  await app.register(categoryRoutes, { shop })
  for (const routes of [
    customerRoutes,
    cartRoutes,
    orderRoutes,
    paymentRoutes,
    shipmentRoutes,
    eventRoutes,
    exportRoutes,
  ])
    await app.register(routes, { shop })
  return app
}
