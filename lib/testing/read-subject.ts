import { isObject } from '../schema/subschemas.ts'
import { isZodSchema, toJsonSchema, type AnySchema } from '../schema/to-json-schema.ts'
import type { Timeline } from '../timeline/define-timeline.ts'
import type { ApiPlan, Endpoint } from '../transform/plan-endpoint.ts'
import { z } from 'zod'
import type { Way } from './laws.ts'

/** A timeline with the endpoints that it is of: `app.tidemark` is one, once the server is ready. */
export interface VersionedApi {
  readonly timeline: Timeline
  readonly endpoints: readonly Endpoint[]
}

/** What is verified. */
export interface Subject {
  readonly timeline: Timeline
  /** Those of the API, and one for each schema that was given by itself. */
  readonly endpoints: readonly Endpoint[]
  /** Whether there are endpoints of an API among them. */
  readonly hasApi: boolean
  /** How a reader is told of a part of an endpoint. */
  nameOf(endpoint: Endpoint, label: string): string
}

/** Messages of one kind: a schema that was given, or a part of an endpoint. */
export interface Part {
  readonly endpoint: Endpoint
  /** Its key among the passages of its endpoint. */
  readonly label: string
  /** How a reader is told of it. */
  readonly where: string
  /** Which way its messages are converted when they are served. */
  readonly way: Way
}

/** Reads what a verification is of: a schema by itself stands for the body of a request and for that of an answer. */
export function readSubject(given: Timeline | VersionedApi, schemas: readonly AnySchema[]): Subject {
  const api = 'endpoints' in given ? given : { timeline: given, endpoints: [] }
  const names = new Map<Endpoint, string>()
  for (const [index, schema] of schemas.entries()) {
    const endpoint: Endpoint = {
      // No operation names such an endpoint.
      method: 'SCHEMA',
      path: `/${String(index)}`,
      body: toJsonSchema(schema, 'input'),
      responses: { 200: toJsonSchema(schema, 'output') },
    }
    names.set(endpoint, nameSchema(schema) ?? `schema ${String(index + 1)}`)
  }
  return {
    timeline: api.timeline,
    endpoints: [...api.endpoints, ...names.keys()],
    hasApi: api.endpoints.length > 0,
    nameOf: (endpoint, label) => {
      const name = names.get(endpoint)
      if (name === undefined) return label
      return `${name}, as a ${wayOf(label) === 'upgrade' ? 'request' : 'response'}`
    },
  }
}

/** Lists the messages that a plan knows. */
export function listParts(subject: Subject, plan: ApiPlan): readonly Part[] {
  return subject.endpoints.flatMap((endpoint) =>
    [...plan.passages(endpoint, 0, 0).keys()].map((label) => ({
      endpoint,
      label,
      where: subject.nameOf(endpoint, label),
      way: wayOf(label),
    })),
  )
}

/** Parts are labelled as `the response 200 of GET /users`; all that is no response travels with requests. */
function wayOf(label: string): Way {
  return label.startsWith('the response ') ? 'downgrade' : 'upgrade'
}

function nameSchema(schema: AnySchema): string | undefined {
  const given: unknown = schema
  const name = isZodSchema(given)
    ? z.globalRegistry.get(given)?.id
    : isObject(given)
      ? (given.$id ?? given.title)
      : undefined
  return typeof name === 'string' ? name : undefined
}
