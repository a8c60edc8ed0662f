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
    if (partner === undefined) addRemoved(context, response, { before, after })
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

/** What a request may be made for beside a success: the way to another place. 304 answers what the client has already. */
function isRedirect(status: string): boolean {
  return status.startsWith('3') && status !== '304'
}

/** `default` stands for errors: another outcome that it alone would cover is gone, or is new. */
function findCover(responses: ReadonlyMap<string, Response>, status: string): Response | undefined {
  if (status === 'default') return undefined
  const byClass = status.endsWith('XX') ? undefined : responses.get(`${status.charAt(0)}XX`)
  return byClass ?? (isSuccess(status) || isRedirect(status) ? undefined : responses.get('default'))
}

interface Sides {
  readonly before: ReadonlyMap<string, Response>
  readonly after: ReadonlyMap<string, Response>
}

function addRemoved(context: OperationContext, response: Response, sides: Sides): void {
  const { status } = response
  const awaited = isAwaited(status, sides.before)
  addFact(context, {
    ...describe(status),
    kind: awaited ? 'success-status-removed' : 'status-removed',
    // Whoever answers may go on to answer with an error like that, documented or not (RFC 9110 §15).
    effect: awaited ? 'narrows' : 'none',
    // Of a class, any status may come: where one of them is left, an answer still does.
    owed: awaited && ![...sides.after.keys()].some((other) => isOfClass(other, status)),
    pointer: { base: response.pointer, revision: context.pointer.revision },
  })
}

/** Where an operation succeeds in no other way, a redirect or another protocol is what the request is made for. */
function isAwaited(status: string, responses: ReadonlyMap<string, Response>): boolean {
  if (isSuccess(status)) return true
  return (isRedirect(status) || status === '101') && ![...responses.keys()].some(isSuccess)
}

function isOfClass(status: string, range: string): boolean {
  return range === `${status.charAt(0)}XX`
}

function addAdded(context: OperationContext, response: Response): void {
  const success = isSuccess(response.status) || isRedirect(response.status)
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
