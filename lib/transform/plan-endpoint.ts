import type { Address } from '../operations/define-operation.ts'
import { toReference } from '../schema/components.ts'
import type { Subject } from '../schema/endpoint-part.ts'
import { isObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'
import { isBodiless } from './bodiless-status.ts'
import { checkPathParameters, listDeclared } from './check-path-parameters.ts'
import { checkStatuses } from './check-statuses.ts'
import { chooseMedia } from './choose-media.ts'
import { explainPlan, type PartExplanation } from './explain.ts'
import { findErrorSchema } from './find-error-schema.ts'
import { findUnreached, type Unreached } from './find-unreached.ts'
import { planAddresses } from './plan-address.ts'
import { planErrors, type ErrorPlan } from './plan-error.ts'
import { findPlan, planBody, planPassage, type BodyPlan, type Passage } from './plan-part.ts'
import { planSide, type Endpoint, type Side } from './plan-side.ts'
import { levelOf, listSteps } from './steps.ts'

export type { BodyPlan, Passage } from './plan-part.ts'
export type { Endpoint } from './plan-side.ts'

/** A version, or a level: the shape of the API between two operations (see steps.ts). */
export type Moment = Version | number

/** What happens to the messages of an endpoint between the current version and an old one. */
export interface EndpointExplanation {
  readonly version: string
  /** Where the endpoint is now; `undefined` where it is no longer there. */
  readonly current: Address | undefined
  /** Where the version has it; `undefined` where it has none. */
  readonly old: Address | undefined
  readonly parts: readonly PartExplanation[]
}

/** What every version of an API looks like, derived from the current one and its timeline. */
export interface ApiPlan {
  /** Where an endpoint is found in a version; `undefined` where the version does not have it. */
  address(endpoint: Address, moment: Moment): Address | undefined
  /**
   * What a client of a version sends, and how it becomes current; of a stream, each of its items.
   *
   * @param mediaType in lower case and without parameters; where it is not given, the first of JSON is meant
   */
  request(endpoint: Endpoint, moment: Moment, mediaType?: string): BodyPlan | undefined
  /** What the parameters of one place are in a version, and how they become current. */
  parameters(endpoint: Endpoint, place: ParameterPlace, moment: Moment): BodyPlan | undefined
  /**
   * What a client of a version gets for a declared status, and how the current body becomes it; `undefined` where
   * the version has a status without a body. Of a stream, each of its items.
   *
   * @param mediaType in lower case and without parameters; where it is not given, the first of JSON is meant
   */
  response(endpoint: Endpoint, status: string, moment: Moment, mediaType?: string): BodyPlan | undefined
  /** The status that a version has in place of a current one. */
  status(endpoint: Address, status: string, moment: Moment): string
  /** How errors look in a version; `undefined` where they look as they do now. */
  error(moment: Moment): ErrorPlan | undefined
  /** The ways of all parts of an endpoint between two levels, by how a reader is told of them. */
  passages(endpoint: Endpoint, newer: number, older: number): ReadonlyMap<string, Passage>
  /** What happens to each field of an endpoint's messages, and which change does it. */
  explain(endpoint: Endpoint, version: Version): EndpointExplanation
  /** Whether requests, or responses, have what an operation is on, at the level on its newer side. */
  has(subject: Subject, level: number, messages: 'request' | 'response'): boolean
  /** The schemas and endpoints that a change names and no endpoint has, at that point of the timeline. */
  unreached(): readonly Unreached[]
  /**
   * Sees to it that the addresses and statuses of every version fit its messages, and that its errors can be made.
   *
   * @throws TDM_ADDRESS_PARAMETERS, TDM_CHANGE_INVALID, TDM_SCHEMA_TAKEN
   */
  check(): void
}

/** Where a request has parameters. */
export type ParameterPlace = 'query' | 'path' | 'headers'

/**
 * Plans the messages of every endpoint in every version. Nothing is compiled before it is asked for.
 *
 * @throws TDM_CHANGE_INVALID where an operation does not fit the schemas, TDM_UNION_AMBIGUOUS
 */
export function planApi(timeline: Timeline, endpoints: readonly Endpoint[]): ApiPlan {
  const steps = listSteps(timeline)
  const toLevel = (moment: Moment): number =>
    typeof moment === 'number' ? moment : levelOf(timeline, moment)
  const addresses = planAddresses(steps)
  const requests = planSide('request', endpoints, steps, addresses)
  const responses = planSide('response', endpoints, steps, addresses)
  const mode = timeline.compileMode
  let errors: ReturnType<typeof planErrors> | undefined
  const errorAt = (level: number): ErrorPlan | undefined => {
    errors ??= planErrors(steps, mode, findErrorSchema(steps, endpoints))
    return errors(level)
  }
  const known = new Map<string, BodyPlan>()

  const planPart = (
    side: Side,
    endpoint: Endpoint,
    key: string,
    moment: Moment,
    mediaType?: string,
  ): BodyPlan | undefined => {
    const status = side.of === 'response' ? key : undefined
    const media = mediaType === undefined ? 'part' : chooseMedia(endpoint, status, mediaType)
    if (media === 'none') return undefined
    const name = side.nameOf(endpoint, key, media === 'part' ? undefined : media.mediaType)
    if (name === undefined) return undefined
    // Versions in which the part is the same share its plan, and so what others compile from its schema.
    const level = side.conversions.upgrade.settle({ $ref: toReference(name) }, toLevel(moment))
    const place = `${side.of} ${String(level)} ${name}`
    const held = known.get(place) ?? planBody(side, name, level, mode)
    known.set(place, held)
    return held
  }

  const has = (subject: Subject, level: number, messages: 'request' | 'response'): boolean =>
    messages === 'request'
      ? requests.has(subject, level)
      : responses.has(subject, level) || hasNamed(errorAt(level)?.schema, subject)

  return {
    address: (endpoint, moment) => addresses.at(endpoint, toLevel(moment)),
    request: (endpoint, moment, mediaType) => planPart(requests, endpoint, 'request', moment, mediaType),
    parameters: (endpoint, place, moment) => planPart(requests, endpoint, place, moment),
    response: (endpoint, status, moment, mediaType) =>
      isBodiless(addresses.status(endpoint, status, toLevel(moment)))
        ? undefined
        : planPart(responses, endpoint, status, moment, mediaType),
    status: (endpoint, status, moment) => addresses.status(endpoint, status, toLevel(moment)),
    error: (moment) => errorAt(toLevel(moment)),
    passages: (endpoint, newer, older) =>
      new Map(
        [requests, responses].flatMap((side) =>
          side
            .partsOf(endpoint)
            .map(({ name, label }) => [label, planPassage(side, name, newer, older, mode)] as const),
        ),
      ),
    explain: (endpoint, version) => ({
      version: version.name,
      current: addresses.at(endpoint, 0),
      old: addresses.at(endpoint, levelOf(timeline, version)),
      parts: [requests, responses].flatMap((side) =>
        side.partsOf(endpoint).map(({ name, part, status, mediaType }): PartExplanation => {
          const direction = side.of === 'request' ? 'upgrade' : 'downgrade'
          const plan = findPlan(side, name, levelOf(timeline, version), direction)
          const media = mediaType === undefined ? {} : { mediaType }
          const fields = plan === undefined ? [] : explainPlan(plan)
          return { part, status, ...media, direction, fields }
        }),
      ),
    }),
    has,
    unreached: () =>
      findUnreached(steps, endpoints, addresses, (subject, level, messages) =>
        (messages === undefined ? (['request', 'response'] as const) : [messages]).some((way) =>
          has(subject, level, way),
        ),
      ),
    check: () => {
      checkPathParameters(timeline, endpoints, addresses, (endpoint, level) => {
        const name = requests.nameOf(endpoint, 'path')
        return name === undefined ? [] : listDeclared({ $ref: toReference(name) }, requests.history, level)
      })
      checkStatuses(timeline, endpoints, addresses)
      for (const version of timeline.versions) errorAt(levelOf(timeline, version))
    },
  }
}

/** Whether a self-contained schema reaches a named one: what errors were before may stand in no endpoint. */
function hasNamed(schema: JsonSchema | undefined, subject: Subject): boolean {
  return (
    isObject(schema) && isObject(schema.$defs) && Object.keys(schema.$defs).some((name) => name === subject)
  )
}
