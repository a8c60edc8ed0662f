import { insertSegment, type PlacedSegment } from '../resolvers/rest-behind.ts'
import { isObject } from '../schema/subschemas.ts'
import type { Version } from '../timeline/define-timeline.ts'
import { toTemplate } from '../transform/path-pattern.ts'
import {
  deriveMessages,
  toObject,
  type DerivationInput,
  type DerivedOperation,
  type DocumentObject,
} from './derive-messages.ts'
import { documentHeaders } from './lifecycle-objects.ts'
import { addAnswers, listOwnAnswers, problemSchema, toResponse } from './own-answers.ts'
import { pruneLinks } from './prune-links.ts'
import { toPaths } from './to-paths.ts'
import { readStripping, toServers, toVersionServers } from './version-servers.ts'

/** How the clients of a version name it. */
export interface Naming {
  /** The segment that names the version, as in `/v1`; `undefined` where paths do not name one. */
  readonly segment: string | undefined
  /** The segment that names it further down in paths, where nothing else does. */
  readonly inserted?: PlacedSegment | undefined
  /** The header or query parameter that names it. */
  readonly parameter:
    { readonly in: 'header' | 'query'; readonly name: string; readonly required: boolean } | undefined
  readonly responseHeader: string
}

/** What a document says beside the messages. */
export interface DocumentOptions {
  /** Whether clients are told of dates, by the plugin deprecation. */
  readonly isAnnounced: boolean
}

/**
 * Derives the OpenAPI document of a version from the current one, by the operations that transform its
 * messages: what it says cannot drift from what is served. It adds how a version is named, its dates, and the
 * answers that are not its handlers'.
 */
export function deriveDocument(
  input: DerivationInput,
  version: Version,
  naming: Naming,
  { isAnnounced }: DocumentOptions,
): DocumentObject {
  const { document } = input
  const { operations, shelf } = deriveMessages(input, version)
  const { openapi, info, servers: _, paths: __, components, ...rest } = document
  const { schemas: ___, ...held } = toObject(components)
  const headers = nameAll(documentHeaders(version, { ...naming, isAnnounced }), toObject(held.headers))
  const parameter = naming.segment === undefined ? naming.parameter : undefined
  const listed = listOwnAnswers(version, { hasParameter: parameter !== undefined, isAnnounced })
  const problem = listed.length === 0 ? true : shelf.place(problemSchema, 'Tidemark')
  const answers = nameAll(
    Object.fromEntries(listed.map((answer) => [answer.name, answer])),
    toObject(held.responses),
  )
  const dressed = operations.map((derived): DerivedOperation => {
    if (!derived.isVersioned) return derived
    const dress = [
      (operation: DocumentObject) => addHeaders(operation, headers),
      (operation: DocumentObject) => ({
        ...operation,
        responses: addAnswers(
          toObject(operation.responses),
          answers.map(({ key, value }) => ({
            answer: value,
            reference: `#/components/responses/${key}`,
            schema: problem,
          })),
        ),
      }),
      (operation: DocumentObject) => addParameter(operation, parameter, version),
      (operation: DocumentObject) => ({
        ...operation,
        ...(version.deprecated === undefined ? {} : { deprecated: true }),
        ...(version.sunset === undefined ? {} : { 'x-sunset': version.sunset.toISOString().slice(0, 10) }),
      }),
    ]
    return { ...derived, operation: dress.reduce((operation, step) => step(operation), derived.operation) }
  })
  const { servers, operations: placed, write } = placeOperations(dressed, input, naming)
  const ids = new Set(placed.map(({ operation }) => operation.operationId))
  const pruned = placed.map((derived) => ({
    ...derived,
    operation: pruneLinks(derived.operation, (id) => ids.has(id)),
  }))
  const responses = {
    ...toObject(held.responses),
    ...toFields(answers, (answer) => {
      const response = toResponse(answer, problem)
      return answer.isOfVersion ? withHeaders(response, headers) : response
    }),
  }
  return shelf.settle({
    openapi,
    info: { ...toObject(info), version: version.name },
    ...(servers === undefined ? {} : { servers }),
    ...rest,
    paths: toPaths(document, pruned, write),
    components: {
      ...held,
      headers: { ...toObject(held.headers), ...toFields(headers, (header) => header) },
      ...(Object.keys(responses).length === 0 ? {} : { responses }),
    },
  })
}

/** Where the document has each operation, and on which servers. */
function placeOperations(
  operations: readonly DerivedOperation[],
  { document, endpoints, prefix }: DerivationInput,
  { segment, inserted }: Naming,
): {
  readonly servers: unknown
  readonly operations: readonly DerivedOperation[]
  readonly write: (template: string, derived: DerivedOperation) => string
} {
  const strip = readStripping(document, endpoints, prefix)
  const onServers = (servers: unknown, suffix: string): readonly DocumentObject[] =>
    toVersionServers(servers, { prefix, segment: suffix, strip })
  if (segment === undefined) {
    const place = inserted && { ...inserted, after: toTemplate(inserted.after) }
    const write = (template: string): string =>
      strip(prefix + (place === undefined ? template : insertSegment(place, template)))
    return { servers: document.servers, operations, write }
  }
  const outside = new Set(
    operations
      .filter(({ isVersioned }) => !isVersioned)
      .map(({ method, template }) => `${method} ${template}`),
  )
  /** A path without versions, elsewhere on the server, may look just as one with versions does below its segment. */
  const isTaken = ({ method, template }: DerivedOperation): boolean => outside.has(`${method} ${template}`)
  return {
    servers: onServers(document.servers, segment),
    write: (template, derived) => (isTaken(derived) ? segment + template : template),
    operations: operations.map((derived) => {
      const { operation, isVersioned } = derived
      // A path without versions is found where it always was, whatever the document's servers say.
      if (!isVersioned)
        return { ...derived, operation: { servers: toServers(document.servers), ...operation } }
      const moved = isTaken(derived)
      if (operation.servers === undefined && !moved) return derived
      const servers = onServers(operation.servers ?? document.servers, moved ? '' : segment)
      return { ...derived, operation: { ...operation, servers } }
    }),
  }
}

/** A value with the name that it has among a document's components. */
interface Named<Value> {
  readonly name: string
  readonly key: string
  readonly value: Value
}

/** Gives each a name that a document's component may have, and that the author has not given to another. */
function nameAll<Value>(
  values: Readonly<Record<string, Value>>,
  taken: DocumentObject,
): readonly Named<Value>[] {
  return Object.entries(values).map(([name, value]) => {
    const key = name.replaceAll(/[^\w.-]/g, '_')
    return { name, value, key: key in taken ? `Tidemark.${key}` : key }
  })
}

function toFields<Value>(named: readonly Named<Value>[], write: (value: Value) => unknown): DocumentObject {
  return Object.fromEntries(named.map(({ key, value }) => [key, write(value)]))
}

/** An operation whose answers have the headers that come with all of them. */
function addHeaders(operation: DocumentObject, headers: readonly Named<unknown>[]): DocumentObject {
  const responses = Object.entries(toObject(operation.responses)).map(
    ([status, response]): [string, unknown] => [
      status,
      !isObject(response) || '$ref' in response ? response : withHeaders(response, headers),
    ],
  )
  return { ...operation, responses: Object.fromEntries(responses) }
}

/** An answer with headers; what the author says of one of these stays. */
function withHeaders(response: DocumentObject, headers: readonly Named<unknown>[]): DocumentObject {
  const own = toObject(response.headers)
  const names = new Set(Object.keys(own).map((name) => name.toLowerCase()))
  const added = headers
    .filter(({ name }) => !names.has(name.toLowerCase()))
    .map(({ name, key }) => [name, { $ref: `#/components/headers/${key}` }] as const)
  return { ...response, headers: { ...own, ...Object.fromEntries(added) } }
}

/** The parameter that names the version, for APIs whose paths do not; the author may have declared it. */
function addParameter(
  operation: DocumentObject,
  parameter: Naming['parameter'],
  version: Version,
): DocumentObject {
  if (parameter === undefined) return operation
  const { in: place, name, required } = parameter
  const own: readonly unknown[] = Array.isArray(operation.parameters) ? operation.parameters : []
  const isDeclared = own.some(
    (one) =>
      isObject(one) &&
      one.in === place &&
      typeof one.name === 'string' &&
      (place === 'header' ? one.name.toLowerCase() === name.toLowerCase() : one.name === name),
  )
  if (isDeclared) return operation
  const added = { name, in: place, required, schema: { type: 'string', const: version.name } }
  return { ...operation, parameters: [...own, added] }
}
