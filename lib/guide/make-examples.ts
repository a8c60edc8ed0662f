import { isDeepStrictEqual } from 'node:util'
import { isTidemarkError } from '../errors.ts'
import { isBodiless } from '../transform/bodiless-status.ts'
import { listStatuses } from '../transform/choose-media.ts'
import { isErrorStatus } from '../transform/error-status.ts'
import type { Convert } from '../transform/expression.ts'
import { noSession } from '../transform/load-session.ts'
import type { ApiPlan, BodyPlan, Endpoint, Moment, ParameterPlace } from '../transform/plan-endpoint.ts'
import type { CheckExample } from './check-example.ts'
import { sampleValue } from './sample-value.ts'

/** A body, or the parameters of one place, before and after, as the transforms make them. */
export interface BodyExample {
  readonly endpoint: Endpoint
  readonly of: 'request' | 'response' | 'error' | ParameterPlace
  /**
   * The status of a response or error as the document of the newer side has it, such as `200` or `4XX`; empty for
   * what is sent.
   */
  readonly status: string
  /** The same on the older side. */
  readonly oldStatus: string
  readonly before: unknown
  readonly after: unknown
}

/** What could be made. */
export interface MadeExamples {
  readonly examples: readonly BodyExample[]
  /** Whether something is missing that only a loader could bring. */
  readonly waits: boolean
}

/** Two moments of a timeline, the older one first, with how an error calls them. */
export interface Span {
  readonly before: { readonly moment: Moment; readonly name: string }
  readonly after: { readonly moment: Moment; readonly name: string }
}

/**
 * Runs the real transforms on an example of every body of an endpoint, and of its parameters where they differ, and
 * validates what comes out. There is none of what only a loader could bring. Of an endpoint that one of the two
 * moments does not have, both sides are those of the other one.
 *
 * @throws TDM_GUIDE_EXAMPLE where an example, or what a transform makes of it, is not valid
 */
export function makeExamples(
  plan: ApiPlan,
  endpoint: Endpoint,
  span: Span,
  checkExample: CheckExample,
): MadeExamples {
  const [oldest, newest] = [span.before, span.after].filter(
    ({ moment }) => plan.address(endpoint, moment) !== undefined,
  )
  if (oldest === undefined) return { examples: [], waits: false }
  const shown = { before: oldest, after: newest ?? oldest }
  const at = (moment: Moment, part: SentPart): BodyPlan | undefined =>
    part === 'request' ? plan.request(endpoint, moment) : plan.parameters(endpoint, part, moment)
  const sent = sentParts.map((part) => (): BodyExample[] => {
    const plans = {
      current: at(0, part),
      before: at(shown.before.moment, part),
      after: at(shown.after.moment, part),
    }
    return makeSent({ endpoint, part, ...plans }, shown, checkExample)
  })
  const answered = Object.keys(endpoint.responses).map(
    (status) => (): BodyExample[] => makeResponse(plan, endpoint, status, shown, checkExample),
  )
  const made = [...sent, ...answered].map(withoutLoaders)
  return { examples: made.flatMap((some) => some ?? []), waits: made.includes(undefined) }
}

/** What a client sends, in the order in which a call shows it. */
const sentParts = ['path', 'query', 'headers', 'request'] as const

type SentPart = (typeof sentParts)[number]

interface Sent {
  readonly endpoint: Endpoint
  readonly part: SentPart
  readonly current: BodyPlan | undefined
  readonly before: BodyPlan | undefined
  readonly after: BodyPlan | undefined
}

function makeSent(
  { endpoint, part, current, before, after }: Sent,
  span: Span,
  checkExample: CheckExample,
): BodyExample[] {
  if (current === undefined || before === undefined || after === undefined) return []
  // A body is shown whether or not it differs; parameters that do not differ, and that its reader knows, are not.
  const isKnown = part === 'path' || span.before !== span.after
  if (part !== 'request' && isKnown && isDeepStrictEqual(before.schema, after.schema)) return []
  const where = `the ${part === 'request' ? 'body' : part} of ${endpoint.method} ${endpoint.path}`
  const sample = sampleValue(current.schema)
  checkExample(sample, current.schema, `${where} in the current version`)
  const old = convert(before.invert, sample)
  checkExample(old, before.schema, `${where} in ${span.before.name}`)
  // The new one is what the server itself makes of the old one, and not the sample that the old one came from.
  const made = convert(after.invert, convert(before.convert, old))
  checkExample(made, after.schema, `${where} in ${span.after.name}`)
  return [{ endpoint, of: part, status: '', oldStatus: '', before: old, after: made }]
}

function makeResponse(
  plan: ApiPlan,
  endpoint: Endpoint,
  status: string,
  span: Span,
  checkExample: CheckExample,
): BodyExample[] {
  const [oldStatus, newStatus] = [span.before, span.after].map(({ moment }) =>
    plan.status(endpoint, status, moment).toUpperCase(),
  )
  if (oldStatus === undefined || newStatus === undefined) return []
  if (isBodiless(oldStatus) || isBodiless(newStatus)) return []
  const where = `the response ${status} of ${endpoint.method} ${endpoint.path}`
  const current = plan.response(endpoint, status, 0)
  const sample = sampleValue(current?.schema ?? true)
  checkExample(sample, current?.schema ?? true, `${where} in the current version`)
  const isError = isErrorStatus(status, listStatuses(endpoint))
  const [before, after] = [span.before, span.after].map(({ moment, name }) => {
    const body = (isError ? plan.error(moment) : undefined) ?? plan.response(endpoint, status, moment)
    const value = convert(body?.convert, sample)
    checkExample(value, body?.schema ?? true, `${where} in ${name}`)
    return value
  })
  return [{ endpoint, of: isError ? 'error' : 'response', status: newStatus, oldStatus, before, after }]
}

/** What a loader would bring is not known when a guide is written. */
function withoutLoaders(make: () => BodyExample[]): BodyExample[] | undefined {
  try {
    return make()
  } catch (error) {
    if (isTidemarkError(error) && error.code === 'TDM_LOADER_WAITS') return undefined
    throw error
  }
}

function convert(transform: Convert | undefined, value: unknown): unknown {
  return transform === undefined ? value : transform(value, noSession)
}
