import type { Callback, Operation } from '../openapi/index.ts'
import { groupBy } from '../schema/group-by.ts'

/** An operation of a callback, and what that is called. */
export interface Called {
  readonly name: string
  readonly expression: string
  readonly operation: Operation
}

/** The operations of callbacks that go together, and those without a partner. */
export interface CallbackMatch {
  readonly pairs: readonly (readonly [base: Called, revision: Called])[]
  readonly removed: readonly Called[]
  readonly added: readonly Called[]
}

/**
 * Pairs the operations of callbacks by where they go and with which method: those of one name first, then those that are
 * left, since nobody sends the name (Callback Object, OpenAPI 3.1.1 §4.8.18).
 */
export function matchCallbacks(base: readonly Callback[], revision: readonly Callback[]): CallbackMatch {
  const pairs: [Called, Called][] = []
  const added = new Set(revision.flatMap(listCalled))
  let removed = base.flatMap(listCalled)
  for (const toKey of [toNamedAddress, toAddress]) {
    const waiting = groupBy(added, toKey)
    removed = removed.filter((called) => {
      const partner = waiting.get(toKey(called))?.shift()
      if (partner === undefined) return true
      added.delete(partner)
      pairs.push([called, partner])
      return false
    })
  }
  return { pairs, removed, added: [...added] }
}

function listCalled({ name, expression, operations }: Callback): readonly Called[] {
  return operations.map((operation) => ({ name, expression, operation }))
}

function toNamedAddress(called: Called): string {
  return `${called.name}\n${toAddress(called)}`
}

function toAddress({ expression, operation }: Called): string {
  return `${operation.method} ${expression}`
}
