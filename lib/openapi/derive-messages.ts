import { isObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { ApiPlan, Endpoint, Moment } from '../transform/plan-endpoint.ts'
import { toTemplate } from '../transform/path-pattern.ts'
import { isBodiless } from '../transform/bodiless-status.ts'
import { isErrorStatus } from '../transform/error-status.ts'
import { deriveParameters } from './derive-parameters.ts'
import { readMark } from './endpoint-mark.ts'
import { gatherSchemas, type SchemaShelf } from './gather-schemas.ts'

/** Any object of a document. */
export type DocumentObject = Readonly<Record<string, unknown>>

/** All that the documents of other versions are derived from. */
export interface DerivationInput {
  /** The current document, OpenAPI 3.1; it is not changed. */
  readonly document: DocumentObject
  readonly plan: ApiPlan
  /** The endpoints that have versions. Other operations of the document stay as they are. */
  readonly endpoints: readonly Endpoint[]
  /** What stands before the endpoints' paths in the document. */
  readonly prefix: string
}

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
  const { document, endpoints, prefix } = input
  const shelf = gatherSchemas(document)
  const operations: DerivedOperation[] = []
  for (const [marked, item] of Object.entries(toObject(document.paths))) {
    const { path: template, endpoint: number } = readMark(marked)
    for (const [method, operation] of Object.entries(toObject(item))) {
      if (!isObject(operation)) continue
      const endpoint =
        number === undefined ? findEndpoint(endpoints, method, template, prefix) : endpoints[number]
      const derived =
        endpoint === undefined
          ? { template, method, operation, isVersioned: false }
          : deriveOperation(operation, endpoint, moment, input.plan, shelf)
      if (derived !== undefined) operations.push(derived)
    }
  }
  return { operations, shelf }
}

/**
 * The document of a moment with its messages only: same names, servers and dates at every moment, so that two
 * of them differ by what the operations in between have done and by nothing else.
 */
export function deriveMoment(input: DerivationInput, moment: Moment): DocumentObject {
  const { operations, shelf } = deriveMessages(input, moment)
  const { schemas: _, ...components } = toObject(input.document.components)
  return shelf.settle({ ...input.document, paths: toPaths(operations, input.prefix), components })
}

/** The `paths` of a document. */
export function toPaths(operations: readonly DerivedOperation[], prefix: string): DocumentObject {
  const paths = new Map<string, Record<string, unknown>>()
  for (const { template, method, operation, isVersioned } of operations) {
    const path = (isVersioned ? prefix + template : template) || '/'
    paths.set(path, { ...paths.get(path), [method]: operation })
  }
  return Object.fromEntries(paths)
}

/** A value as an object of a document; an empty one where it is none. */
export function toObject(value: unknown): DocumentObject {
  return isObject(value) ? value : {}
}

/** An operation as it is at a moment; `undefined` where it is not there. */
function deriveOperation(
  operation: DocumentObject,
  endpoint: Endpoint,
  moment: Moment,
  plan: ApiPlan,
  shelf: SchemaShelf,
): DerivedOperation | undefined {
  const address = plan.address(endpoint, moment)
  if (address === undefined) return undefined
  const { method, path } = address
  const body = plan.request(endpoint, moment)
  const responses = Object.entries(toObject(operation.responses)).map(
    ([status, response]): [string, unknown] => {
      const old = plan.status(endpoint, status, moment)
      const { content, ...rest } = deriveResponse(toObject(response), endpoint, status, moment, plan, shelf)
      return [old, content === undefined || isBodiless(old) ? rest : { ...rest, content }]
    },
  )
  const current = Array.isArray(operation.parameters) ? operation.parameters.map(toObject) : []
  const parameters = deriveParameters(current, endpoint, path, moment, plan, shelf)
  const { parameters: _, ...others } = operation
  return {
    template: toTemplate(path),
    method: method.toLowerCase(),
    isVersioned: true,
    operation: {
      ...others,
      ...(parameters.length === 0 ? {} : { parameters }),
      ...(body === undefined || operation.requestBody === undefined
        ? {}
        : { requestBody: replaceSchema(toObject(operation.requestBody), shelf.place(body.schema, 'Input')) }),
      responses: Object.fromEntries(responses),
    },
  }
}

function deriveResponse(
  response: DocumentObject,
  endpoint: Endpoint,
  status: string,
  moment: Moment,
  plan: ApiPlan,
  shelf: SchemaShelf,
): DocumentObject {
  const error = isErrorStatus(status, Object.keys(endpoint.responses)) ? plan.error(moment) : undefined
  if (error !== undefined) {
    const schema = shelf.place(error.schema, 'Error')
    if (error.mediaType === undefined) return replaceSchema(response, schema)
    return { ...response, content: { [error.mediaType]: { schema } } }
  }
  const key = Object.keys(endpoint.responses).find(
    (declared) => declared.toUpperCase() === status.toUpperCase(),
  )
  const body = key === undefined ? undefined : plan.response(endpoint, key, moment)
  return body === undefined || response.content === undefined
    ? response
    : replaceSchema(response, shelf.place(body.schema, 'Output'))
}

/** The same body, or response, with one schema under each of its media types. Examples are of another schema. */
function replaceSchema(holder: DocumentObject, schema: JsonSchema): DocumentObject {
  const content = Object.keys(toObject(holder.content)).map((mediaType) => [mediaType, { schema }] as const)
  return { ...holder, content: Object.fromEntries(content) }
}

function findEndpoint(
  endpoints: readonly Endpoint[],
  method: string,
  template: string,
  prefix: string,
): Endpoint | undefined {
  return endpoints.find(
    (endpoint) =>
      endpoint.method.toLowerCase() === method.toLowerCase() &&
      toTemplate(prefix + endpoint.path) === template,
  )
}
