import { isObject } from '../schema/subschemas.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'
import type { ApiPlan, Endpoint } from '../transform/plan-endpoint.ts'
import { gatherSchemas, type SchemaShelf } from './gather-schemas.ts'
import { documentHeaders } from './lifecycle-objects.ts'

/** Any object of a document. */
export type DocumentObject = Readonly<Record<string, unknown>>

/** How the clients of a document name their version. */
export interface Naming {
  /** What stands before every path of the server. */
  readonly prefix: string
  /** The segment that names the version; `undefined` where paths do not name one. */
  readonly segment: string | undefined
  /** The header or query parameter that names it, for APIs whose paths do not. */
  readonly parameter: { readonly in: 'header' | 'query'; readonly name: string } | undefined
  readonly responseHeader: string
}

/** All that a version's document is derived from. */
export interface DerivationInput {
  /** The current document, OpenAPI 3.1; it is not changed. */
  readonly document: DocumentObject
  readonly timeline: Timeline
  readonly plan: ApiPlan
  readonly endpoints: readonly Endpoint[]
}

/**
 * Derives the OpenAPI document of a version from the current one, by the operations that transform its
 * messages: what it says cannot drift from what is served.
 */
export function deriveDocument(input: DerivationInput, version: Version, naming: Naming): DocumentObject {
  const { document } = input
  const shelf = gatherSchemas(document)
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [template, item] of Object.entries(isObject(document.paths) ? document.paths : {})) {
    for (const [method, operation] of Object.entries(isObject(item) ? item : {})) {
      if (!isObject(operation)) continue
      const endpoint = findEndpoint(input.endpoints, method, template, naming.prefix)
      const derived =
        endpoint === undefined
          ? { path: template, method, operation: { ...operation, ...outsideVersions(document, naming) } }
          : deriveOperation(operation, endpoint, version, input, naming, shelf)
      paths[derived.path] = { ...paths[derived.path], [derived.method]: derived.operation }
    }
  }
  const rest = { ...document, info: { ...toObject(document.info), version: version.name }, paths }
  return {
    ...rest,
    ...(naming.segment === undefined
      ? {}
      : { servers: listServers(document, naming.prefix + naming.segment) }),
    components: {
      ...toObject(document.components),
      schemas: shelf.reachable({ ...rest, components: undefined }),
      headers: { ...toObject(toObject(document.components).headers), ...documentHeaders(version, naming) },
    },
  }
}

function deriveOperation(
  operation: DocumentObject,
  endpoint: Endpoint,
  version: Version,
  { plan, timeline }: DerivationInput,
  naming: Naming,
  shelf: SchemaShelf,
): { readonly path: string; readonly method: string; readonly operation: DocumentObject } {
  const { method, path } = plan.address(endpoint, version)
  const body = plan.request(endpoint, version)
  const responses = Object.entries(toObject(operation.responses)).map(
    ([status, response]): [string, unknown] => [
      status,
      deriveResponse(toObject(response), endpoint, status, version, plan, naming, shelf),
    ],
  )
  const parameter = naming.segment === undefined ? toParameter(naming, version, timeline) : undefined
  const parameters = [...toList(operation.parameters), ...(parameter ?? [])]
  return {
    path: toTemplate(path) || '/',
    method: method.toLowerCase(),
    operation: {
      ...operation,
      ...(parameters.length > 0 ? { parameters } : {}),
      ...(body === undefined || operation.requestBody === undefined
        ? {}
        : { requestBody: replaceSchema(toObject(operation.requestBody), shelf.place(body.schema, 'Input')) }),
      responses: Object.fromEntries(responses),
      ...(version.deprecated === undefined ? {} : { deprecated: true }),
      ...(version.sunset === undefined ? {} : { 'x-sunset': version.sunset.toISOString().slice(0, 10) }),
    },
  }
}

function deriveResponse(
  response: DocumentObject,
  endpoint: Endpoint,
  status: string,
  version: Version,
  plan: ApiPlan,
  naming: Naming,
  shelf: SchemaShelf,
): DocumentObject {
  const headers = Object.fromEntries(
    Object.keys(documentHeaders(version, naming)).map((name) => [
      name,
      { $ref: `#/components/headers/${name}` },
    ]),
  )
  const named = { ...response, headers: { ...toObject(response.headers), ...headers } }
  const error = /^[45]/.test(status) || status === 'default' ? plan.error(version) : undefined
  if (error !== undefined) {
    return { ...named, content: { [error.mediaType]: { schema: shelf.place(error.schema, 'Error') } } }
  }
  const key = Object.keys(endpoint.responses).find(
    (declared) => declared.toUpperCase() === status.toUpperCase(),
  )
  const body = key === undefined ? undefined : plan.response(endpoint, key, version)
  return body === undefined || response.content === undefined
    ? named
    : replaceSchema(named, shelf.place(body.schema, 'Output'))
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
      (toTemplate(prefix + endpoint.path) || '/') === template,
  )
}

/** `/users/:id` as OpenAPI writes it: `/users/{id}`. */
function toTemplate(path: string): string {
  return path.replace(/:([A-Za-z_]\w*)(?:\([^)]*\))?/g, '{$1}')
}

/** A path without versions is found where it always was, whatever the document's servers say. */
function outsideVersions(document: DocumentObject, naming: Naming): DocumentObject {
  return naming.segment === undefined ? {} : { servers: listServers(document, '') }
}

function listServers(document: DocumentObject, suffix: string): readonly unknown[] {
  const servers =
    Array.isArray(document.servers) && document.servers.length > 0 ? document.servers : [{ url: '' }]
  return servers.map((server: unknown) => {
    const { url, ...rest } = toObject(server)
    return { ...rest, url: (typeof url === 'string' ? url : '').replace(/\/$/, '') + suffix || '/' }
  })
}

function toParameter(naming: Naming, version: Version, timeline: Timeline): readonly unknown[] | undefined {
  if (naming.parameter === undefined) return undefined
  const { in: place, name } = naming.parameter
  return [
    {
      name,
      in: place,
      required: version !== timeline.current,
      schema: { type: 'string', const: version.name },
    },
  ]
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function toObject(value: unknown): DocumentObject {
  return isObject(value) ? value : {}
}
