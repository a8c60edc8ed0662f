import type { Response } from '../openapi/index.ts'
import { compareContents } from './compare-contents.ts'
import { compareHeaders } from './compare-headers.ts'
import { compareLinks } from './compare-links.ts'
import { addFact, type OperationContext } from './context.ts'

/**
 * Compares the responses of two operations. A status without an entry of its own is covered by its class (`4XX`)
 * and then by `default`; the covering entry is what it is compared with.
 */
export function compareResponses(
  context: OperationContext,
  base: readonly Response[],
  revision: readonly Response[],
): void {
  if (base.length + revision.length === 0) return
  const before = new Map(base.map((response) => [response.status, response]))
  const after = new Map(revision.map((response) => [response.status, response]))
  for (const response of before.values()) {
    const partner = after.get(response.status) ?? findCover(after, response.status)
    if (partner === undefined) addRemoved(context, response)
    else comparePair(context, response, partner, response.status)
  }
  for (const response of after.values()) {
    if (before.has(response.status)) continue
    const cover = findCover(before, response.status)
    if (cover === undefined) addAdded(context, response)
    else comparePair(context, cover, response, response.status)
  }
}

function isSuccess(status: string): boolean {
  return status.startsWith('2')
}

/** `default` promises no success: a documented one that it alone would cover is gone, or is new. */
function findCover(responses: ReadonlyMap<string, Response>, status: string): Response | undefined {
  if (status === 'default') return undefined
  const byClass = status.endsWith('XX') ? undefined : responses.get(`${status.charAt(0)}XX`)
  return byClass ?? (isSuccess(status) ? undefined : responses.get('default'))
}

function addRemoved(context: OperationContext, response: Response): void {
  const success = isSuccess(response.status)
  addFact(context, {
    ...describe(response.status),
    kind: success ? 'success-status-removed' : 'status-removed',
    // Whoever answers may go on to answer with an error like that, documented or not (RFC 9110 §15).
    effect: success ? 'narrows' : 'none',
    owed: success,
    pointer: { base: response.pointer, revision: context.pointer.revision },
  })
}

function addAdded(context: OperationContext, response: Response): void {
  const success = isSuccess(response.status)
  addFact(context, {
    ...describe(response.status),
    kind: success ? 'success-status-added' : 'status-added',
    // A client treats an unknown error status as the x00 of its class (RFC 9110 §15), documented or not.
    effect: success ? 'widens' : 'none',
    pointer: { base: context.pointer.base, revision: response.pointer },
  })
}

function comparePair(context: OperationContext, base: Response, revision: Response, status: string): void {
  const pointer = { base: base.pointer, revision: revision.pointer }
  const { location } = describe(status)
  compareHeaders(context, base.headers, revision.headers, { status, location, pointer })
  compareLinks(context, base.links, revision.links, { status, location, pointer })
  if (hasNoContent(context, status)) return
  const part = `the body of the response ${status}`
  compareContents(context, base.contents, revision.contents, {
    direction: 'response',
    part,
    location,
    pointer,
  })
}

/** Some answers have no content, whatever is said of it (RFC 9110 §6.4.1; of 205, §15.3.6). */
function hasNoContent({ operation }: OperationContext, status: string): boolean {
  return operation.method === 'head' || /^(?:1..|204|205|304)$/.test(status)
}

function describe(status: string): { direction: 'response'; part: string; location: string; name: string } {
  return {
    direction: 'response',
    part: `the response ${status}`,
    location: `/responses/${status}`,
    name: status,
  }
}
