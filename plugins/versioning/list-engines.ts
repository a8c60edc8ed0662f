import { findInexpressible } from '../../lib/schema/find-inexpressible.ts'
import type { PartName } from '../../lib/schema/endpoint-part.ts'
import { isZodSchema } from '../../lib/schema/to-json-schema.ts'
import { listCodecs } from '../../lib/transform/create-encoder.ts'
import type { PartEngine, PartExplanation } from '../../lib/transform/explain.ts'
import type { EndpointExplanation, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import type { ServiceCompilers } from './choose-compilers.ts'
import type { SchemaPart } from './schema-parts.ts'

/** By what the parts of an endpoint's messages are checked, or written. */
export type Engines = readonly (SchemaPart & { readonly engine: PartEngine })[]

/** Finds the engine of each schema of a route. */
export function listEngines(
  parts: readonly SchemaPart[],
  { validator, serializer }: ServiceCompilers,
): Engines {
  return parts.map((part) => {
    const isAnswer = part.place === 'response'
    const taken = isAnswer ? serializer : validator
    const isZod = isZodSchema(part.schema)
    const isTheirs = isZod ? taken?.zod === true : taken !== undefined && (taken.json || !taken.zod)
    if (isTheirs) {
      const what = isAnswer ? 'serializer' : 'validator'
      return { ...part, engine: { name: 'service', reasons: [`the service has set a ${what} compiler`] } }
    }
    return { ...part, engine: isZodSchema(part.schema) ? toEngine(part.schema, isAnswer) : compiled }
  })
}

/** Adds to an explanation what its parts are checked, or written, by. */
export function addEngines(explanation: EndpointExplanation, engines: Engines): EndpointExplanation {
  return {
    ...explanation,
    parts: explanation.parts.map((part): PartExplanation => {
      const found = engines.find((one) => isSame(one, part))
      return found === undefined ? part : { ...part, engine: found.engine }
    }),
  }
}

/** Notes the engines of an endpoint. */
export function noteEngines(endpoint: Endpoint, engines: Engines): void {
  noted.set(endpoint, engines)
}

/** The engines of an endpoint; none where its route has no schemas. */
export function enginesOf(endpoint: Endpoint): Engines {
  return noted.get(endpoint) ?? []
}

const noted = new WeakMap<Endpoint, Engines>()

const compiled: PartEngine = Object.freeze({ name: 'json-schema', reasons: [] })

function toEngine(schema: Parameters<typeof findInexpressible>[0], isAnswer: boolean): PartEngine {
  const reasons = isAnswer ? listCodecs(schema).map((at) => `codec at ${at}`) : findInexpressible(schema)
  return reasons.length === 0 ? compiled : { name: 'zod', reasons }
}

/** The part of an explanation without a media type is the first that is declared. */
function isSame(one: SchemaPart, { part, status, mediaType }: PartExplanation): boolean {
  return (
    places[one.place] === part &&
    one.status === status &&
    (mediaType === undefined || one.mediaType === mediaType)
  )
}

const places: Readonly<Record<SchemaPart['place'], PartName>> = {
  body: 'request',
  querystring: 'query',
  params: 'path',
  headers: 'headers',
  response: 'response',
}
