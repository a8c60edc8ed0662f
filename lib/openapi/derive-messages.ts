import { isObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { ApiPlan, Endpoint, Moment } from '../transform/plan-endpoint.ts'
import { toTemplate } from '../transform/path-pattern.ts'
import { isBodiless } from '../transform/bodiless-status.ts'
import { listStatuses, toMediaType } from '../transform/choose-media.ts'
import { isErrorStatus } from '../transform/error-status.ts'
import {
  deriveMediaExamples,
  deriveSchemaExamples,
  type ConvertNamed,
  type ExampleBody,
} from './derive-examples.ts'
import { deriveParameters } from './derive-parameters.ts'
import { gatherSchemas, type SchemaShelf } from './gather-schemas.ts'
import { judgeExamples, type JudgeExample } from './judge-examples.ts'
import { indexRoutes, type DocumentedRoute } from './index-routes.ts'
import { listOperations } from './marked-paths.ts'
import { toPaths } from './to-paths.ts'
import { toSchema2020 } from './to-schema-2020.ts'

/** Any object of a document. */
export type DocumentObject = Readonly<Record<string, unknown>>

/** All that the documents of other versions are derived from. */
export interface DerivationInput {
  /** The current document, its schemas in JSON Schema 2020-12 (`toDialect31`); it is not changed. */
  readonly document: DocumentObject
  readonly plan: ApiPlan
  /** The endpoints that have versions. */
  readonly endpoints: readonly Endpoint[]
  /** Where the endpoints are. Operations at other places stay as they are. */
  readonly routes: readonly DocumentedRoute[]
  /** What stands before the endpoints' paths in the document. */
  readonly prefix: string
  /** Left out where a document needs no examples. */
  readonly convertNamed?: ((endpoint: Endpoint, messages: Messages) => ConvertNamed) | undefined
}

type Messages = 'request' | 'response'

/** What an operation of the document is in a version. */
export interface DerivedOperation {
  /** The path template, without the prefix where the operation has versions. */
  readonly template: string
  readonly method: string
  readonly operation: DocumentObject
  readonly isVersioned: boolean
}

/** The operations of a moment of the timeline, with the schemas that they refer to. */
export interface DerivedMessages {
  readonly operations: readonly DerivedOperation[]
  readonly shelf: SchemaShelf
}

/** Derives addresses, parameters, bodies, statuses and errors of a moment by the operations that transform its messages. */
export function deriveMessages(input: DerivationInput, moment: Moment): DerivedMessages {
  const shelf = gatherSchemas(input.document)
  const judge = judgeExamples()
  const findRoute = indexRoutes(input)
  const operations = listOperations(input.document).flatMap((listed): readonly DerivedOperation[] => {
    const { template, method, operation } = listed
    const endpoint = findRoute(listed)?.endpoint
    if (endpoint === undefined) return [{ template, method, operation, isVersioned: false }]
    const derived = deriveOperation(operation, { endpoint, moment, input, shelf, judge }, method)
    return derived === undefined ? [] : [derived]
  })
  return { operations, shelf }
}

/**
 * The document of a moment with its messages only: same names, servers and dates at every moment, so that two
 * of them differ by what the operations in between have done and by nothing else.
 */
export function deriveMoment(input: DerivationInput, moment: Moment): DocumentObject {
  const { operations, shelf } = deriveMessages(input, moment)
  const { schemas: _, ...components } = toObject(input.document.components)
  const paths = toPaths(input.document, operations, (template) => input.prefix + template)
  return shelf.settle({ ...input.document, paths, components })
}

/** A value as an object of a document; an empty one where it is none. */
export function toObject(value: unknown): DocumentObject {
  return isObject(value) ? value : {}
}

/** What an operation is derived from. */
interface Derivation {
  readonly endpoint: Endpoint
  readonly moment: Moment
  readonly input: DerivationInput
  readonly shelf: SchemaShelf
  readonly judge: JudgeExample
}

/** An operation as it is at a moment; `undefined` where it is not there. */
function deriveOperation(
  operation: DocumentObject,
  derivation: Derivation,
  current: string,
): DerivedOperation | undefined {
  const { endpoint, moment, input, shelf, judge } = derivation
  const { plan } = input
  const address = plan.address(endpoint, moment)
  if (address === undefined) return undefined
  const responses = Object.entries(toObject(operation.responses)).map(
    ([status, response]): [string, unknown] => {
      const old = plan.status(endpoint, status, moment)
      const { content, ...rest } = deriveResponse(toObject(response), status, derivation)
      return [old, content === undefined || isBodiless(old) ? rest : { ...rest, content }]
    },
  )
  const held = Array.isArray(operation.parameters) ? operation.parameters.map(toObject) : []
  const parameters = deriveParameters(held, endpoint, address.path, moment, { plan, shelf, judge })
  const { parameters: _, ...others } = operation
  return {
    template: toTemplate(address.path),
    // Fastify adds a HEAD to each GET; it is the same endpoint.
    method: current === 'head' ? current : address.method.toLowerCase(),
    isVersioned: true,
    operation: {
      ...others,
      ...(parameters.length === 0 ? {} : { parameters }),
      ...(operation.requestBody === undefined
        ? {}
        : {
            requestBody: replaceBodies(toObject(operation.requestBody), derivation, 'Input', (mediaType) => {
              const body = plan.request(endpoint, moment, mediaType)
              if (body === undefined) return undefined
              return {
                current: plan.request(endpoint, 0, mediaType)?.schema ?? true,
                old: body.schema,
                // A client of the version sends what becomes the current example.
                get downgrade() {
                  return body.invert
                },
              }
            }),
          }),
      responses: Object.fromEntries(responses),
    },
  }
}

function deriveResponse(response: DocumentObject, status: string, derivation: Derivation): DocumentObject {
  const { endpoint, moment, input, shelf } = derivation
  const { plan } = input
  const statuses = listStatuses(endpoint)
  const key = statuses.find((declared) => declared.toUpperCase() === status.toUpperCase())
  const currentOf = (mediaType: string): JsonSchema =>
    (key === undefined ? undefined : plan.response(endpoint, key, 0, mediaType))?.schema ?? true
  const error = isErrorStatus(status, statuses) ? plan.error(moment) : undefined
  if (error !== undefined) {
    const { mediaType, schema, convert } = error
    const replaced = replaceBodies(response, derivation, 'Error', (declared) => ({
      current: currentOf(declared),
      old: schema,
      downgrade: convert,
    }))
    if (mediaType === undefined) return replaced
    const [media = { schema: shelf.place(schema, 'Error') }] = Object.values(toObject(replaced.content))
    return { ...replaced, content: { [mediaType]: media } }
  }
  if (key === undefined || response.content === undefined) return response
  return replaceBodies(response, derivation, 'Output', (mediaType) => {
    const body = plan.response(endpoint, key, moment, mediaType)
    if (body === undefined) return undefined
    return { current: currentOf(mediaType), old: body.schema, downgrade: body.convert }
  })
}

/**
 * The same body, or response, with the schemas of a version under those of its media types that have one, and examples
 * that are of them.
 *
 * @param bodyOf is given a media type in lower case and without parameters
 */
function replaceBodies(
  holder: DocumentObject,
  { endpoint, input, shelf, judge }: Derivation,
  suffix: 'Input' | 'Output' | 'Error',
  bodyOf: (mediaType: string) => ExampleBody | undefined,
): DocumentObject {
  const messages = suffix === 'Input' ? 'request' : 'response'
  const convertNamed = input.convertNamed?.(endpoint, messages)
  const content = Object.entries(toObject(holder.content)).map(([mediaType, media]): [string, unknown] => {
    const body = bodyOf(toMediaType(mediaType))
    if (body === undefined) return [mediaType, media]
    const derived = convertNamed === undefined ? body.old : deriveSchemaExamples(body, convertNamed, judge)
    const schema = shelf.place(toSchema2020(derived), suffix)
    return [
      mediaType,
      { schema, ...(convertNamed === undefined ? {} : deriveMediaExamples(toObject(media), body, judge)) },
    ]
  })
  return { ...holder, content: Object.fromEntries(content) }
}
