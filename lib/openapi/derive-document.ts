import type { Version } from '../timeline/define-timeline.ts'
import {
  deriveMessages,
  toObject,
  toPaths,
  type DerivationInput,
  type DerivedOperation,
  type DocumentObject,
} from './derive-messages.ts'
import { documentHeaders } from './lifecycle-objects.ts'

/** How the clients of a version name it. */
export interface Naming {
  /** The segment that names the version, as in `/v1`; `undefined` where paths do not name one. */
  readonly segment: string | undefined
  /** The header or query parameter that names it. */
  readonly parameter:
    { readonly in: 'header' | 'query'; readonly name: string; readonly required: boolean } | undefined
  readonly responseHeader: string
}

/**
 * Derives the OpenAPI document of a version from the current one, by the operations that transform its
 * messages: what it says cannot drift from what is served. It adds how a version is named, and its dates.
 */
export function deriveDocument(input: DerivationInput, version: Version, naming: Naming): DocumentObject {
  const { document, prefix } = input
  const { segment } = naming
  const { operations, shelf } = deriveMessages(input, version)
  const dressed = operations.map((derived) =>
    derived.isVersioned
      ? { ...derived, operation: dressOperation(derived, version, naming) }
      : { ...derived, operation: outsideVersions(derived.operation, document, naming) },
  )
  const { openapi, info, servers, paths: _, components, ...rest } = document
  const { schemas: __, ...otherComponents } = toObject(components)
  const versionServers = segment === undefined ? servers : listServers(document, prefix + segment)
  return shelf.settle({
    openapi,
    info: { ...toObject(info), version: version.name },
    ...(versionServers === undefined ? {} : { servers: versionServers }),
    ...rest,
    paths: toPaths(dressed, segment === undefined ? prefix : ''),
    components: {
      ...otherComponents,
      headers: { ...toObject(otherComponents.headers), ...documentHeaders(version, naming) },
    },
  })
}

function dressOperation({ operation }: DerivedOperation, version: Version, naming: Naming): DocumentObject {
  const headers = Object.fromEntries(
    Object.keys(documentHeaders(version, naming)).map((name) => [
      name,
      { $ref: `#/components/headers/${name}` },
    ]),
  )
  const responses = Object.entries(toObject(operation.responses)).map(
    ([status, response]): [string, unknown] => [
      status,
      { ...toObject(response), headers: { ...toObject(toObject(response).headers), ...headers } },
    ],
  )
  const parameters = [...toList(operation.parameters), ...listParameters(version, naming)]
  return {
    ...operation,
    ...(parameters.length > 0 ? { parameters } : {}),
    responses: Object.fromEntries(responses),
    ...(version.deprecated === undefined ? {} : { deprecated: true }),
    ...(version.sunset === undefined ? {} : { 'x-sunset': version.sunset.toISOString().slice(0, 10) }),
  }
}

/** A path without versions is found where it always was, whatever the document's servers say. */
function outsideVersions(
  operation: DocumentObject,
  document: DocumentObject,
  naming: Naming,
): DocumentObject {
  return naming.segment === undefined ? operation : { ...operation, servers: listServers(document, '') }
}

function listServers(document: DocumentObject, suffix: string): readonly unknown[] {
  const servers = toList(document.servers)
  return (servers.length > 0 ? servers : [{ url: '' }]).map((server) => {
    const { url, ...rest } = toObject(server)
    return { ...rest, url: (typeof url === 'string' ? url : '').replace(/\/$/, '') + suffix || '/' }
  })
}

/** The parameter that names the version, for APIs whose paths do not. */
function listParameters(version: Version, naming: Naming): readonly unknown[] {
  if (naming.parameter === undefined || naming.segment !== undefined) return []
  const { in: place, name, required } = naming.parameter
  return [{ name, in: place, required, schema: { type: 'string', const: version.name } }]
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
