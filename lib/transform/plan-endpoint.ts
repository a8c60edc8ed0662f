import { bundle, extractComponents, toReference } from '../schema/components.ts'
import type { EndpointPart, PartName } from '../schema/endpoint-part.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Address } from '../operations/define-operation.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'
import { isBodiless } from './bodiless-status.ts'
import { checkPathParameters, listDeclared } from './check-path-parameters.ts'
import { checkStatuses } from './check-statuses.ts'
import { compilePlan, type CompileMode } from './compile-plan.ts'
import { planAddresses, toName, type AddressPlan } from './plan-address.ts'
import { isErrorStatus } from './error-status.ts'
import { explainPlan, type PartExplanation } from './explain.ts'
import type { Convert } from './expression.ts'
import { findUnreached, type Unreached } from './find-unreached.ts'
import { listParameters } from './path-pattern.ts'
import { hasLoaders, type Plan } from './plan.ts'
import { planConversions, type Conversions } from './plan-conversion.ts'
import { findErrorSchema } from './find-error-schema.ts'
import { planErrors, type ErrorPlan } from './plan-error.ts'
import { deriveHistory, type PartSchema, type SchemaHistory } from './schema-history.ts'
import { levelOf, listSteps, type Direction, type Step } from './steps.ts'

/** An endpoint of the current version, with schemas that may refer to named ones. */
export interface Endpoint extends Address {
  readonly body?: JsonSchema | undefined
  /** What its parameters are, as objects with a property for each. */
  readonly query?: JsonSchema | undefined
  readonly params?: JsonSchema | undefined
  readonly headers?: JsonSchema | undefined
  /** By status: `200`, `2XX` or `default`. */
  readonly responses: Readonly<Record<string, JsonSchema>>
}

/** One part of an endpoint's messages in an old version: its schema there, and the way between it and the current one. */
export interface BodyPlan {
  /** Self-contained: the named schemas that it reaches stand in its `$defs`. */
  readonly schema: JsonSchema
  /** The way that a message takes: requests are upgraded, responses downgraded; `undefined` where they pass as they are. */
  readonly convert: Convert | undefined
  /** Whether `convert` has to wait for loaders; it is called through `convertLoading` then. */
  readonly waits: boolean
  /** The other way, for examples, replays and proofs; compiled when it is first read. */
  readonly invert: Convert | undefined
}

/** A way between two levels, for proofs. */
export interface Passage {
  readonly older: JsonSchema
  readonly newer: JsonSchema
  readonly upgrade: Convert | undefined
  readonly downgrade: Convert | undefined
}

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
  /** What a client of a version sends, and how it becomes current. */
  request(endpoint: Endpoint, moment: Moment): BodyPlan | undefined
  /** What the parameters of one place are in a version, and how they become current. */
  parameters(endpoint: Endpoint, place: ParameterPlace, moment: Moment): BodyPlan | undefined
  /**
   * What a client of a version gets for a declared status, and how the current body becomes it; `undefined` where
   * the version has a status without a body.
   */
  response(endpoint: Endpoint, status: string, moment: Moment): BodyPlan | undefined
  /** The status that a version has in place of a current one. */
  status(endpoint: Address, status: string, moment: Moment): string
  /** How errors look in a version; `undefined` where they look as they do now. */
  error(moment: Moment): ErrorPlan | undefined
  /** The ways of all parts of an endpoint between two levels, by how a reader is told of them. */
  passages(endpoint: Endpoint, newer: number, older: number): ReadonlyMap<string, Passage>
  /** What happens to each field of an endpoint's messages, and which change does it. */
  explain(endpoint: Endpoint, version: Version): EndpointExplanation
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

  const planPart = (side: Side, endpoint: Endpoint, key: string, moment: Moment): BodyPlan | undefined => {
    const name = side.nameOf(endpoint, key)
    if (name === undefined) return undefined
    // Versions in which the part is the same share its plan, and so what others compile from its schema.
    const level = side.conversions.upgrade.settle({ $ref: toReference(name) }, toLevel(moment))
    const place = `${side.of} ${String(level)} ${name}`
    const held = known.get(place) ?? planBody(side, name, level, mode)
    known.set(place, held)
    return held
  }

  return {
    address: (endpoint, moment) => addresses.at(endpoint, toLevel(moment)),
    request: (endpoint, moment) => planPart(requests, endpoint, 'request', moment),
    parameters: (endpoint, place, moment) => planPart(requests, endpoint, place, moment),
    response: (endpoint, status, moment) =>
      isBodiless(addresses.status(endpoint, status, toLevel(moment)))
        ? undefined
        : planPart(responses, endpoint, status, moment),
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
        side.partsOf(endpoint).map(({ name, part, status }): PartExplanation => {
          const direction = side.of === 'request' ? 'upgrade' : 'downgrade'
          const plan = findPlan(side, name, levelOf(timeline, version), direction)
          return { part, status, direction, fields: plan === undefined ? [] : explainPlan(plan) }
        }),
      ),
    }),
    unreached: () =>
      findUnreached(steps, endpoints, addresses, (subject, level, messages) =>
        [requests, responses].some(
          (side) => (messages === undefined || messages === side.of) && side.has(subject, level),
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

/** Where an endpoint, named by its current address, is found in a version; `undefined` where it is not there. */
export function findAddress(timeline: Timeline, endpoint: Address, version: Version): Address | undefined {
  return planAddresses(listSteps(timeline)).at(endpoint, levelOf(timeline, version))
}

/** All messages that travel one way. */
interface Side {
  readonly of: 'request' | 'response'
  readonly history: SchemaHistory
  readonly conversions: Readonly<Record<Direction, Conversions>>
  /** The name that a part's schema has in the history. */
  nameOf(endpoint: Endpoint, key: string): string | undefined
  partsOf(endpoint: Endpoint): readonly EndpointSchema[]
  /** Whether there is what an operation is on. */
  has(subject: string | EndpointPart, level: number): boolean
}

/** The schema of one part of an endpoint. */
interface EndpointSchema {
  /** Its name in the history; no schema of a user's has such a name. */
  readonly name: string
  readonly label: string
  readonly part: PartName
  readonly status: string | undefined
  readonly schema: JsonSchema
}

function planSide(
  of: Side['of'],
  endpoints: readonly Endpoint[],
  steps: readonly Step[],
  addresses: AddressPlan,
): Side {
  const components = new Map<string, JsonSchema>()
  const parts = new Map<string, PartSchema>()
  const byEndpoint = new Map<Endpoint, readonly EndpointSchema[]>()
  const statusAt = (endpoint: Endpoint, status: string | undefined, level: number): string | undefined =>
    status === undefined ? undefined : addresses.status(endpoint, status.toLowerCase(), level)
  for (const [index, endpoint] of endpoints.entries()) {
    const list = listParts(endpoint, of, index)
    byEndpoint.set(endpoint, list)
    for (const { name, label, part, status, schema } of list) {
      components.set(name, extractComponents(schema, components))
      const isError = status !== undefined && isErrorStatus(status, Object.keys(endpoint.responses))
      parts.set(name, {
        label,
        isLowerCase: part === 'headers',
        isMeant: (subjects, level) =>
          subjects.some(
            (subject) =>
              typeof subject !== 'string' &&
              subject.part === part &&
              (subject.status === undefined
                ? !isError
                : subject.status === statusAt(endpoint, status, level)) &&
              subject.endpoint === toName(addresses.moved(endpoint, level)),
          ),
      })
    }
  }
  const history = deriveHistory({ components, parts, steps, messages: of })
  const conversions = {
    upgrade: planConversions(history, 'upgrade'),
    downgrade: planConversions(history, 'downgrade'),
  }
  const partsOf = (endpoint: Endpoint): readonly EndpointSchema[] => byEndpoint.get(endpoint) ?? []
  return {
    of,
    history,
    conversions,
    partsOf,
    nameOf: (endpoint, key) =>
      partsOf(endpoint).find(({ part, status }) => (part === 'response' ? status : part) === key)?.name,
    has: (subject, level) =>
      typeof subject === 'string'
        ? history.at(subject, level) !== undefined
        : [...parts.values()].some((part) => part.isMeant([subject], level)),
  }
}

function listParts(endpoint: Endpoint, of: Side['of'], index: number): readonly EndpointSchema[] {
  const address = toName(endpoint)
  const toPart = (part: PartName, schema: JsonSchema | undefined, status?: string): EndpointSchema[] => {
    if (schema === undefined) return []
    const place = status === undefined ? part : `${part} ${status}`
    return [
      { name: `\0${String(index)} ${place}`, label: `the ${place} of ${address}`, part, status, schema },
    ]
  }
  if (of === 'response') {
    return Object.entries(endpoint.responses).flatMap(([status, schema]) =>
      toPart('response', schema, status),
    )
  }
  return [
    ...toPart('request', endpoint.body),
    ...toPart('query', endpoint.query),
    ...toPart('path', endpoint.params ?? toParamsSchema(endpoint.path)),
    ...toPart('headers', endpoint.headers),
  ]
}

/** What a path says of its parameters, where nothing else does. */
function toParamsSchema(path: string): JsonSchema | undefined {
  const names = listParameters(path).filter((name) => name !== '*')
  if (names.length === 0) return undefined
  return {
    type: 'object',
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    required: names,
  }
}

function planBody(side: Side, name: string, level: number, mode: CompileMode): BodyPlan {
  const { history } = side
  const [there, back] =
    side.of === 'request' ? (['upgrade', 'downgrade'] as const) : (['downgrade', 'upgrade'] as const)
  const plan = findPlan(side, name, level, there)
  let schema: JsonSchema | undefined
  let inverse: { readonly convert: Convert | undefined } | undefined
  return {
    get schema() {
      schema ??= bundle(history.at(name, level) ?? true, (other) => history.at(other, level))
      return schema
    },
    convert: plan === undefined ? undefined : compilePlan(plan, mode),
    waits: plan !== undefined && hasLoaders(plan),
    get invert() {
      inverse ??= { convert: toConvert(findPlan(side, name, level, back), mode) }
      return inverse.convert
    },
  }
}

function planPassage(side: Side, name: string, newer: number, older: number, mode: CompileMode): Passage {
  const reference = { $ref: toReference(name) }
  const schemaAt = (level: number): JsonSchema =>
    bundle(side.history.at(name, level) ?? true, (other) => side.history.at(other, level))
  return {
    older: schemaAt(older),
    newer: schemaAt(newer),
    upgrade: toConvert(side.conversions.upgrade.between(reference, older, newer), mode),
    downgrade: toConvert(side.conversions.downgrade.between(reference, newer, older), mode),
  }
}

function findPlan(
  { conversions }: Side,
  name: string,
  level: number,
  direction: Direction,
): Plan | undefined {
  const reference = { $ref: toReference(name) }
  return direction === 'upgrade'
    ? conversions.upgrade.between(reference, level, 0)
    : conversions.downgrade.between(reference, 0, level)
}

function toConvert(plan: Plan | undefined, mode: CompileMode): Convert | undefined {
  return plan === undefined ? undefined : compilePlan(plan, mode)
}
