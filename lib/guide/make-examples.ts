import type { ApiPlan, Endpoint, Moment } from '../transform/plan-endpoint.ts'
import type { CheckExample } from './check-example.ts'
import { isErrorStatus } from '../transform/error-status.ts'
import { sampleValue } from './sample-value.ts'

/** A body of an endpoint before and after, as the transforms make them. */
export interface BodyExample {
  readonly endpoint: Endpoint
  readonly of: 'request' | 'response' | 'error'
  /** The status of a response or error as the document has it, such as `200` or `4XX`; empty for a request. */
  readonly status: string
  readonly before: unknown
  readonly after: unknown
}

/** Two moments of a timeline, the older one first, with how an error calls them. */
export interface Span {
  readonly before: { readonly moment: Moment; readonly name: string }
  readonly after: { readonly moment: Moment; readonly name: string }
}

/**
 * Runs the real transforms on an example of every body of an endpoint, and validates what comes out.
 *
 * @throws TDM_GUIDE_EXAMPLE where an example, or what a transform makes of it, is not valid
 */
export function makeExamples(
  plan: ApiPlan,
  endpoint: Endpoint,
  span: Span,
  checkExample: CheckExample,
): BodyExample[] {
  return [
    ...makeRequest(plan, endpoint, span, checkExample),
    ...Object.keys(endpoint.responses).map((status) =>
      makeResponse(plan, endpoint, status, span, checkExample),
    ),
  ]
}

function makeRequest(
  plan: ApiPlan,
  endpoint: Endpoint,
  span: Span,
  checkExample: CheckExample,
): BodyExample[] {
  const current = plan.request(endpoint, 0)
  const before = plan.request(endpoint, span.before.moment)
  const after = plan.request(endpoint, span.after.moment)
  if (current === undefined || before === undefined || after === undefined) return []
  const where = `the body of ${endpoint.method} ${endpoint.path}`
  const sample = sampleValue(current.schema)
  checkExample(sample, current.schema, `${where} in the current version`)
  const old = convert(before.invert, sample)
  checkExample(old, before.schema, `${where} in ${span.before.name}`)
  // The new body is what the server itself makes of the old one, and not the sample that the old one came from.
  const made = convert(after.invert, convert(before.convert, old))
  checkExample(made, after.schema, `${where} in ${span.after.name}`)
  return [{ endpoint, of: 'request', status: '', before: old, after: made }]
}

function makeResponse(
  plan: ApiPlan,
  endpoint: Endpoint,
  status: string,
  span: Span,
  checkExample: CheckExample,
): BodyExample {
  const where = `the response ${status} of ${endpoint.method} ${endpoint.path}`
  const current = plan.response(endpoint, status, 0)
  const sample = sampleValue(current?.schema ?? true)
  checkExample(sample, current?.schema ?? true, `${where} in the current version`)
  const isError = isErrorStatus(status, Object.keys(endpoint.responses))
  const [before, after] = [span.before, span.after].map(({ moment, name }) => {
    const body = (isError ? plan.error(moment) : undefined) ?? plan.response(endpoint, status, moment)
    const value = convert(body?.convert, sample)
    checkExample(value, body?.schema ?? true, `${where} in ${name}`)
    return value
  })
  return { endpoint, of: isError ? 'error' : 'response', status: status.toUpperCase(), before, after }
}

function convert(transform: ((value: unknown) => unknown) | undefined, value: unknown): unknown {
  return transform === undefined ? value : transform(value)
}
