import { checkArguments, type Kind } from '../schema/check-arguments.ts'
import { defineOperation, type Address, type Operation } from './define-operation.ts'

/**
 * Endpoints have a different address.
 *
 * @param from the old address: a path (`/people`) means every method on it and all that is below it, a method
 *   and a path (`GET /people`) mean one endpoint; path parameters are written `:name`, and where their names differ,
 *   operations on `pathOf` lead from one to the other
 * @param to the current address, in the same form
 * @throws TDM_OPERATION_ARGUMENT
 */
export default function moveEndpoint(from: string, to: string): Operation<never> {
  checkArguments('moveEndpoint', { from, to }, { from: address, to: address })
  const old = toAddress(from)
  const current = toAddress(to)
  return defineOperation({
    name: 'move-endpoint',
    loss: [],
    describe: () => [
      {
        kind: 'endpoint',
        in: [],
        old: [from],
        current: [to],
        note: 'moved',
        task: `Call \`${to}\` instead of \`${from}\`${current.method === undefined ? ', and the same for all that is below it' : ''}.`,
      },
    ],
    address: {
      oldAddress: (address) => {
        if (current.method !== undefined) {
          if (address.method !== current.method || address.path !== current.path) return address
          return { method: old.method ?? address.method, path: old.path }
        }
        if (address.path === current.path) return { ...address, path: old.path }
        if (!address.path.startsWith(`${current.path}/`)) return address
        return { ...address, path: old.path + address.path.slice(current.path.length) }
      },
    },
  })
}

/** A path that is empty stands for the root: all endpoints move below another path, or out of it. */
const address: Kind = {
  give: 'a path, or a method and a path, such as "/people" or "GET /people"',
  accepts: (value) => typeof value === 'string' && /^(?:[a-z-]+ )?(?:[/*].*)?$/i.test(value),
}

function toAddress(text: string): Partial<Pick<Address, 'method'>> & Pick<Address, 'path'> {
  const space = text.indexOf(' ')
  if (space === -1) return { path: text }
  return { method: text.slice(0, space).toUpperCase(), path: text.slice(space + 1) }
}
