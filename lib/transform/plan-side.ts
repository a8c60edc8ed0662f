import type { Address } from '../operations/define-operation.ts'
import { extractComponents } from '../schema/components.ts'
import type { EndpointPart, PartName } from '../schema/endpoint-part.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Version } from '../timeline/define-timeline.ts'
import { listFurtherMedia, listStatuses, type DeclaredMedia } from './choose-media.ts'
import { isSequential } from './convert-stream.ts'
import { isErrorStatus } from './error-status.ts'
import { listParameters } from './path-pattern.ts'
import { toName, type AddressPlan } from './plan-address.ts'
import { planConversions, type Conversions } from './plan-conversion.ts'
import { deriveHistory, type PartSchema, type SchemaHistory } from './schema-history.ts'
import type { Direction, Step } from './steps.ts'

/** An endpoint of the current version, with schemas that may refer to named ones. */
export interface Endpoint extends Address {
  readonly body?: JsonSchema | undefined
  /** What its parameters are, as objects with a property for each. */
  readonly query?: JsonSchema | undefined
  readonly params?: JsonSchema | undefined
  readonly headers?: JsonSchema | undefined
  /** By status: `200`, `2XX` or `default`. */
  readonly responses: Readonly<Record<string, JsonSchema>>
  /**
   * The versions that its handler is for, newest first: it speaks the newest of them, and its schemas are of that
   * version. All versions where it is left out.
   */
  readonly versions?: readonly Version[] | undefined
  /** Bodies that are declared by their media types, the first of JSON among them, which stands above as well. */
  readonly mediaTypes?: readonly DeclaredMedia[] | undefined
}

/** All messages that travel one way. */
export interface Side {
  readonly of: 'request' | 'response'
  readonly history: SchemaHistory
  readonly conversions: Readonly<Record<Direction, Conversions>>
  /** The name that a part's schema has in the history; `mediaType` where the part has further schemas. */
  nameOf(endpoint: Endpoint, key: string, mediaType?: string): string | undefined
  partsOf(endpoint: Endpoint): readonly EndpointSchema[]
  /** Whether there is what an operation is on. */
  has(subject: string | EndpointPart, level: number): boolean
}

/** The schema of one part of an endpoint. */
export interface EndpointSchema {
  /** Its name in the history; no schema of a user's has such a name. */
  readonly name: string
  readonly label: string
  readonly part: PartName
  readonly status: string | undefined
  /** Of a further schema of a body: the media type that it is declared for. */
  readonly mediaType?: string
  readonly schema: JsonSchema
}

/**
 * Derives the history of all messages that travel one way: named schemas, and each part of each endpoint.
 *
 * @throws TDM_CHANGE_INVALID where an operation does not fit the schemas
 */
export function planSide(
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
    for (const { name, label, part, status, mediaType, schema } of list) {
      components.set(
        name,
        extractComponents(schema, components, (taken) => tellWhere(taken, byEndpoint, endpoint)),
      )
      const isError = status !== undefined && isErrorStatus(status, listStatuses(endpoint))
      parts.set(name, {
        label,
        isLowerCase: part === 'headers',
        isMeant: (subjects, level) =>
          // An item of a stream is no body.
          !isSequential(mediaType ?? '') &&
          subjects.some(
            (subject) =>
              typeof subject !== 'string' &&
              subject.part === part &&
              (subject.status === undefined
                ? !isError
                : subject.status === statusAt(endpoint, status, level)) &&
              subject.endpoint === toName(addresses.named(endpoint, level)),
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
    nameOf: (endpoint, key, mediaType) =>
      partsOf(endpoint).find(
        (one) => (one.part === 'response' ? one.status : one.part) === key && one.mediaType === mediaType,
      )?.name,
    has: (subject, level) =>
      typeof subject === 'string'
        ? history.at(subject, level) !== undefined
        : [...parts.values()].some((part) => part.isMeant([subject], level)),
  }
}

/** Where the two schemas of one name are: the first endpoint that has one, and the one that has the other. */
function tellWhere(
  name: string,
  byEndpoint: ReadonlyMap<Endpoint, readonly EndpointSchema[]>,
  second: Endpoint,
): string {
  const first = [...byEndpoint].find(([, parts]) => parts.some(({ schema }) => holds(schema, name)))
  const names = new Set([...(first === undefined ? [] : [first[0]]), second].map(toName))
  return `, in ${[...names].join(' and in ')}`
}

/** Whether a schema that is complete by itself holds another one of a name. */
function holds(schema: JsonSchema, name: string): boolean {
  const components = new Map<string, JsonSchema>()
  try {
    extractComponents(schema, components)
  } catch {
    // It holds two of one name itself.
  }
  return components.has(name)
}

function listParts(endpoint: Endpoint, of: Side['of'], index: number): readonly EndpointSchema[] {
  const address = toName(endpoint)
  const toPart = (
    part: PartName,
    schema: JsonSchema | undefined,
    status?: string,
    mediaType?: string,
  ): EndpointSchema[] => {
    if (schema === undefined) return []
    const place = [part, status, mediaType].filter((name) => name !== undefined).join(' ')
    const name = `\0${String(index)} ${place}`
    const media = mediaType === undefined ? {} : { mediaType }
    return [{ name, label: `the ${place} of ${address}`, part, status, ...media, schema }]
  }
  const further = listFurtherMedia(endpoint, of).flatMap(({ schema, status, mediaType }) =>
    toPart(of, schema, status, mediaType),
  )
  if (of === 'response') {
    return [
      ...Object.entries(endpoint.responses).flatMap(([status, schema]) => toPart('response', schema, status)),
      ...further,
    ]
  }
  return [
    ...toPart('request', endpoint.body),
    ...further,
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
