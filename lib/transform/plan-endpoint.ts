import type { Address, BodyFacet } from '../operations/define-operation.ts'
import { bundle, extractComponents } from '../schema/components.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'
import { compileExpression } from './compile-expression.ts'
import { isErrorStatus } from './error-status.ts'
import { input, type Convert, type Expression } from './expression.ts'
import { planConversions, type Conversions } from './plan-conversion.ts'
import { listMoves } from './plan-record.ts'
import { deriveHistory, type SchemaHistory } from './schema-history.ts'
import { levelOf, listSteps, type Direction, type Step } from './steps.ts'

/** An endpoint of the current version, with schemas that may refer to named ones. */
export interface Endpoint extends Address {
  readonly body?: JsonSchema | undefined
  /** By status: `200`, `2XX` or `default`. */
  readonly responses: Readonly<Record<string, JsonSchema>>
}

/** One body in an old version: its schema there, and the way between it and the current one. */
export interface BodyPlan {
  /** Self-contained: the named schemas that it reaches stand in its `$defs`. */
  readonly schema: JsonSchema
  /** The way that a message takes: requests are upgraded, responses downgraded; `undefined` where they pass as they are. */
  readonly convert: Convert | undefined
  /** The other way, for examples, replays and proofs; compiled when it is first read. */
  readonly invert: Convert | undefined
}

/** A version, or a level: the shape of the API between two operations (see steps.ts). */
export type Moment = Version | number

/** An error in an old version. */
export interface ErrorPlan {
  readonly schema: JsonSchema
  readonly mediaType: string
  /** Answers `undefined` where the value is no error of the current shape. */
  readonly convert: Convert
}

/** What every version of an API looks like, derived from the current one and its timeline. */
export interface ApiPlan {
  /** Where an endpoint is found in a version. */
  address(endpoint: Address, moment: Moment): Address
  /** What a client of a version sends, and how it becomes current. */
  request(endpoint: Endpoint, moment: Moment): BodyPlan | undefined
  /** What a client of a version gets for a declared status, and how the current body becomes it. */
  response(endpoint: Endpoint, status: string, moment: Moment): BodyPlan | undefined
  /** How errors look in a version; `undefined` where they look as they do now. */
  error(moment: Moment): ErrorPlan | undefined
  /** The schemas and endpoints that a change names and no endpoint has, at that point of the timeline. */
  unreached(): readonly Unreached[]
}

/** An operation that does nothing, for want of what it is on. */
export interface Unreached {
  readonly step: Step
  /** The name of the schema, or the address of the endpoint. */
  readonly subject: string
}

/**
 * Plans the bodies of every endpoint in every version. Nothing is compiled before it is asked for.
 *
 * @throws TDM_CHANGE_INVALID where an operation does not fit the schemas, TDM_UNION_AMBIGUOUS
 */
export function planApi(timeline: Timeline, endpoints: readonly Endpoint[]): ApiPlan {
  const steps = listSteps(timeline)
  const toLevel = (moment: Moment): number =>
    typeof moment === 'number' ? moment : levelOf(timeline, moment)
  const requests = planSide('request', steps, (components) =>
    endpoints.map(({ body }) => (body === undefined ? {} : { body: extractComponents(body, components) })),
  )
  const responses = planSide('response', steps, (components) =>
    endpoints.map((endpoint) =>
      Object.fromEntries(
        Object.entries(endpoint.responses).map(([status, schema]) => [
          status,
          extractComponents(schema, components),
        ]),
      ),
    ),
  )

  const planBody = (side: Side, endpoint: Endpoint, key: string, moment: Moment): BodyPlan | undefined => {
    const index = endpoints.indexOf(endpoint)
    const current = side.bodies[index]?.[key]
    if (current === undefined) return undefined
    return planMoment(
      current,
      {
        ...side,
        endpoint,
        isError: side.of === 'response' && isErrorStatus(key, Object.keys(endpoint.responses)),
      },
      toLevel(moment),
    )
  }

  return {
    address: (endpoint, moment) => addressAt(endpoint, steps, toLevel(moment)),
    request: (endpoint, moment) => planBody(requests, endpoint, 'body', moment),
    response: (endpoint, status, moment) => planBody(responses, endpoint, status, moment),
    error: (moment) => planError(steps.slice(0, toLevel(moment))),
    unreached: () =>
      steps.flatMap((step, level) =>
        listSubjects(step, level, endpoints, steps, [requests.history, responses.history]).map((subject) => ({
          step,
          subject,
        })),
      ),
  }
}

/** What a step's operation names and cannot find. */
function listSubjects(
  { operation }: Step,
  level: number,
  endpoints: readonly Endpoint[],
  steps: readonly Step[],
  histories: readonly SchemaHistory[],
): readonly string[] {
  const schemas = (operation.fields?.schemas ?? []).filter((name) =>
    histories.every((history) => history.at(name, level) === undefined),
  )
  const wanted = operation.body?.endpoint
  const moved = operation.address
  const isMoved = endpoints.some((endpoint) => {
    const address = addressAt(endpoint, steps, level)
    return !isSameAddress(address, moved?.oldAddress(address) ?? address)
  })
  const unmoved = moved === undefined || isMoved ? [] : operation.describe().flatMap(({ current }) => current)
  const isFound = endpoints.some((endpoint) => {
    const { method, path } = addressAt(endpoint, steps, level)
    return wanted === `${method} ${path}`
  })
  return [...schemas, ...unmoved, ...(wanted === undefined || isFound ? [] : [wanted])]
}

function isSameAddress(one: Address, other: Address): boolean {
  return one.method === other.method && one.path === other.path
}

/** Where an endpoint, named by its current address, is found in a version. */
export function findAddress(timeline: Timeline, endpoint: Address, version: Version): Address {
  return addressAt(endpoint, listSteps(timeline), levelOf(timeline, version))
}

/** All bodies that travel one way. */
interface Side {
  readonly of: BodyFacet['direction']
  readonly bodies: readonly Readonly<Record<string, JsonSchema>>[]
  readonly history: SchemaHistory
  readonly conversions: Readonly<Record<Direction, Conversions>>
}

/** One body of one endpoint. Errors have a shape of their own: what is said of a response is of its success. */
interface BodySide extends Side {
  readonly endpoint: Address
  readonly isError: boolean
}

function planSide(
  of: BodyFacet['direction'],
  steps: readonly Step[],
  extract: (components: Map<string, JsonSchema>) => readonly Readonly<Record<string, JsonSchema>>[],
): Side {
  const components = new Map<string, JsonSchema>()
  const bodies = extract(components)
  const history = deriveHistory(components, steps)
  const conversions = {
    upgrade: planConversions(history, 'upgrade'),
    downgrade: planConversions(history, 'downgrade'),
  }
  return { of, bodies, history, conversions }
}

function planMoment(current: JsonSchema, side: BodySide, level: number): BodyPlan {
  const shapes = deriveBodyShapes(current, level, side)
  const [there, back] =
    side.of === 'request' ? (['upgrade', 'downgrade'] as const) : (['downgrade', 'upgrade'] as const)
  let inverse: { readonly convert: Convert | undefined } | undefined
  return {
    schema: bundle(shapes[level] ?? true, (name) => side.history.at(name, level)),
    convert: planBodyConversion(shapes, side, there),
    get invert() {
      inverse ??= { convert: planBodyConversion(shapes, side, back) }
      return inverse.convert
    },
  }
}

/** Converts a whole body between the current version and the last of its shapes. */
function planBodyConversion(
  shapes: readonly JsonSchema[],
  side: BodySide,
  direction: Direction,
): Convert | undefined {
  const level = shapes.length - 1
  const [from, to] = direction === 'upgrade' ? [level, 0] : [0, level]
  const lift = (expression: Expression, start: number, end: number): Expression => {
    const convert = side.conversions[direction].between(shapes[start] ?? true, start, end)
    return convert === undefined ? expression : { kind: 'convert', of: expression, converter: () => convert }
  }
  let expression = input
  let reached = from
  for (const { operation, before, after } of listMoves({ from, to }, side.history)) {
    const facet = operation.body
    if (facet === undefined || !isOn(facet, side, Math.min(before, after))) continue
    expression = facet[direction](lift(expression, reached, before))
    reached = after
  }
  expression = lift(expression, reached, to)
  return expression === input ? undefined : compileExpression(expression)
}

/** A body's schema at each level, without its named parts: those have a history of their own. */
function deriveBodyShapes(current: JsonSchema, level: number, side: BodySide): readonly JsonSchema[] {
  const { history } = side
  const shapes = [current]
  for (const [index, step] of history.steps.slice(0, level).entries()) {
    const shape = shapes[index] ?? true
    const facet = step.operation.body
    const applies = facet !== undefined && isOn(facet, side, index)
    shapes.push(applies ? facet.oldSchema(shape, history.contextOf(step, index, facet.endpoint)) : shape)
  }
  return shapes
}

/** Whether a body's operation is on this endpoint, by the address that it has after the operation's change. */
function isOn(facet: BodyFacet, side: BodySide, level: number): boolean {
  if (facet.direction !== side.of || side.isError) return false
  const { method, path } = addressAt(side.endpoint, side.history.steps, level)
  return facet.endpoint === `${method} ${path}`
}

function addressAt(endpoint: Address, steps: readonly Step[], level: number): Address {
  let address: Address = { method: endpoint.method, path: endpoint.path }
  for (const { operation } of steps.slice(0, level))
    address = operation.address?.oldAddress(address) ?? address
  return address
}

function planError(steps: readonly Step[]): ErrorPlan | undefined {
  const facets = steps.flatMap(({ operation }) => operation.errors ?? [])
  const [newest] = facets
  const oldest = facets.at(-1)
  if (newest === undefined || oldest === undefined) return undefined
  const convert = compileExpression(facets.reduce((expression, facet) => facet.downgrade(expression), input))
  return {
    schema: oldest.oldSchema,
    mediaType: oldest.oldMediaType,
    convert: (error) => (newest.accepts(error) ? convert(error) : undefined),
  }
}
