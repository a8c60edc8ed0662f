import type { FastifyRequest } from 'fastify'
import { toRefusal } from './refuse.ts'
import type { Account } from './schemas/account.ts'
import type { Store } from './store.ts'

/** The header that holds an account's key. */
export const keyHeader = 'x-api-key'

/** The account that a key belongs to; the sandbox's, where there is no key. */
export function findAccount(store: Store, key: unknown): Account | undefined {
  return store.accounts.find(store.keys.get(typeof key === 'string' ? key : 'sandbox') ?? '')
}

/** `onRequest`: finds out who calls. A key that nobody has is refused. */
export function identify(store: Store) {
  return function onRequest(request: FastifyRequest, _reply: unknown, done: (error?: Error) => void): void {
    const account = findAccount(store, request.headers[keyHeader])
    if (account === undefined) {
      done(toRefusal(401, 'There is no account with this key.'))
      return
    }
    request.setDecorator('account', account)
    done()
  }
}
