import { makeOrder, nameCustomer, type Order } from './make-mixed-service.ts'

/** A request, and the one answer that is right for it. */
export interface MixedRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly answer: Answer
}

/** What is looked at of an answer: everything in it is of this request, and of no other one. */
export interface Answer {
  readonly status: number
  readonly token: string
  readonly version: string
  readonly body: unknown
}

/**
 * The request of a number. Numbers that follow each other differ in version, in the place where it is named, and in
 * the endpoint; one in twenty asks for an order that does not exist.
 */
export function makeMixedRequest(number: number): MixedRequest {
  const version = 4 - (number % 4)
  const place = (['path', 'header', 'query'] as const)[Math.floor(number / 4) % 3] ?? 'path'
  const method = Math.floor(number / 12) % 2 === 0 ? 'GET' : 'POST'
  const order = makeOrder(number)
  const isMissing = method === 'GET' && number % 10 === 9
  const path = method === 'GET' ? `/orders/${number}` : '/orders'
  const token = `token ${number}`
  const old = toOld(order, version)
  return {
    method,
    path:
      (place === 'path' ? `/${version}` : '') + path + (place === 'query' ? `?api-version=${version}` : ''),
    headers: {
      'x-token': token,
      ...(place === 'header' ? { 'api-version': String(version) } : {}),
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
    },
    body: method === 'POST' ? JSON.stringify(old) : '',
    answer: {
      status: isMissing ? 404 : method === 'POST' ? 201 : 200,
      token,
      version: String(version),
      body: isMissing ? `There is no order ${number}.` : old,
    },
  }
}

/** What is looked at of an answer that has come: of a problem, its detail. */
export function readAnswer(
  status: number,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  text: string,
): Answer {
  const body = JSON.parse(text) as Readonly<Record<string, unknown>>
  return {
    status,
    token: String(headers['x-token']),
    version: String(headers['api-version']),
    body: status < 400 ? body : body.detail,
  }
}

/** An order as one would write it for a version, if there were no other. */
function toOld({ id, customerId, region, note, lines }: Order, version: number): unknown {
  const old = version === 4 ? lines : lines.map(({ sku, quantity }) => ({ sku, count: quantity }))
  const customerName = nameCustomer(customerId)
  if (version >= 3) return { id, customerId, region, note, lines: old }
  if (version === 2) return { id, customerId, region, note, lines: old, customerName }
  return { id, customerId, memo: note, lines: old, customerName }
}
