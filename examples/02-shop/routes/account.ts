import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { refuse } from '../refuse.ts'
import { Account, AccountPatch } from '../schemas/account.ts'
import { errors } from '../schemas/problem.ts'
import type { Shop } from '../shop.ts'

const tags = ['account']

/** The account whose key the request has, in TypeBox. */
export const accountRoutes: FastifyPluginCallbackTypebox<{ shop: Shop }> = (app, { shop }, done) => {
  const { timeline } = app.tidemark

  app.get(
    '/account',
    { schema: { operationId: 'getAccount', tags, response: { 200: Account, ...errors } } },
    (request) => request.getDecorator<Account>('account'),
  )

  app.patch(
    '/account',
    {
      schema: {
        operationId: 'updateAccount',
        tags,
        body: AccountPatch,
        response: { 200: Account, ...errors },
      },
    },
    (request) => {
      const { apiVersion } = request.body
      const pinned = apiVersion === null ? null : timeline.find(apiVersion)?.name
      if (pinned === undefined) refuse(422, `There is no version "${String(apiVersion)}".`)
      return shop.store.accounts.put({ ...request.getDecorator<Account>('account'), apiVersion: pinned })
    },
  )

  done()
}
