import createError, { type FastifyError } from '@fastify/error'

/**
 * Every error that Tidemark raises, with the HTTP status that it answers with (500 for errors at boot or in a
 * command). A `%s` is filled in the order of the arguments. A message names the value
 * and the fix. A retired code is never given a second meaning. Documented in docs/reference/errors.md.
 */
export const errorTable = {
  TDM_SCHEMA_UNNAMED: {
    status: 500,
    message:
      'An operation was given a schema without a name, or none. Name it with .meta({ id: "User" }) in zod or $id in JSON Schema.',
  },
  TDM_ENDPOINT_NAME: {
    status: 500,
    message:
      'An operation names an endpoint "%s". Name it by its method and its path, as in "GET /users/:id".',
  },
  TDM_OPERATION_ARGUMENT: {
    status: 500,
    message: 'The operation %s cannot use its %s: %s.',
  },
  TDM_STATUS_CHANGE: {
    status: 500,
    message: 'The status of %s cannot have changed from %s to %s: %s.',
  },
  TDM_TIMELINE_SCHEME: {
    status: 500,
    message: 'There is no scheme "%s" for the names of versions. Use one of: %s.',
  },
  TDM_TIMELINE_EMPTY: {
    status: 500,
    message: 'A timeline needs at least one version; the list of versions is empty.',
  },
  TDM_TIMELINE_OPTION: {
    status: 500,
    message: '%s cannot be used: %s.',
  },
  TDM_VERSION_NAME: {
    status: 500,
    message: 'The version "%s" is not %s, which is what the scheme "%s" asks for.',
  },
  TDM_VERSION_ORDER: {
    status: 500,
    message: 'Versions are listed newest first, but "%s" is listed before "%s". Swap them.',
  },
  TDM_VERSION_TAKEN: {
    status: 500,
    message: 'Two versions share the name "%s": "%s" and "%s". Give one of them another name or alias.',
  },
  TDM_LIFECYCLE_DATE: {
    status: 500,
    message: 'The %s date "%s" of version "%s" is not a date such as 2026-03-01 or 2026-03-01T12:00:00Z.',
  },
  TDM_LIFECYCLE_ORDER: {
    status: 500,
    message:
      'Version "%s" has its sunset (%s) before its deprecation (%s), which RFC 9745 §4 rules out. Move one of them.',
  },
  TDM_LIFECYCLE_CURRENT: {
    status: 500,
    message: 'The current version "%s" cannot have a %s date: there is nothing newer to move to.',
  },
  TDM_OLDEST_CHANGES: {
    status: 500,
    message:
      'The oldest version "%s" lists changes, but there is no version before it that they could lead from.',
  },
  TDM_VERSION_UNKNOWN: {
    status: 500,
    message: 'The timeline has no version "%s". It has: %s.',
  },
  TDM_VERSION_RANGE: {
    status: 500,
    message: 'The range of versions "%s" of the route %s cannot be used: %s.',
  },
  TDM_SOURCE_OPTION: {
    status: 500,
    message: 'The source of versions %s cannot be made: %s.',
  },
  TDM_SOURCE_READING: {
    status: 500,
    message:
      'The source of versions "%s" returned %s. It has to return the name of a version as a string, or undefined if there is none.',
  },
  TDM_CLIENT_OPTION: {
    status: 500,
    message:
      'The cache of fromClient needs a time to live of one or more whole milliseconds and room for one or more clients, but has %s. Set it to false for none.',
  },
  TDM_CHANGE_INVALID: {
    status: 500,
    message: 'The change "%s" of version %s cannot be made: %s, says its operation %s on %s.',
  },
  TDM_CHANGE_OPERATIONS: {
    status: 500,
    message: 'The change "%s" has no list of operations. Give it one; it may be empty.',
  },
  TDM_CHANGE_OPERATION: {
    status: 500,
    message:
      'The operations of the change "%s" have no operation at place %s. Give them what renameField, or another of the operations, returns.',
  },
  TDM_UNION_AMBIGUOUS: {
    status: 500,
    message:
      'The change "%s" of version %s cannot be made: it reaches a union whose values cannot be told apart, %s. Give every branch a required property with a value of its own (a discriminator), or change the schema around the union with `custom`.',
  },
  TDM_VALUE_TOO_DEEP: {
    status: 500,
    message:
      'A message is nested too deeply to be converted. Limit how deeply its schema may contain itself.',
  },
  TDM_NDJSON_LINE: {
    status: 400,
    message: 'Line %s of the stream cannot be read: %s. Every line has to be one JSON value.',
  },
  TDM_STREAM_ITEM: {
    status: 500,
    message: 'A stream of items cannot be converted: %s.',
  },
  TDM_FUNCTION_WAITS: {
    status: 500,
    message:
      'A function of an operation returned a promise. Such functions have to be synchronous; use `loadFrom` for data that has to be fetched.',
  },
  TDM_UNION_WIDE: {
    status: 500,
    message:
      'The schema %s has more than %s combinations of branches, and a change reaches it. Write fewer unions beside each other in one `allOf`.',
  },
  TDM_LOADER_WAITS: {
    status: 500,
    message:
      'The loader "%s" is asynchronous. Use `upgradeAsync` or `downgradeAsync`, or for streams `upgradeEach` or `downgradeEach`.',
  },
  TDM_BODY_DEPTH: {
    status: 400,
    message: 'The body is nested too deeply. Send one with fewer levels.',
  },
  TDM_LOADER_FAILED: {
    status: 500,
    message: 'The loader "%s" failed: %s.',
  },
  TDM_FIELD_UNRESTORED: {
    status: 500,
    message:
      'The field "%s", which an old message always has, could not be restored by the operation %s: %s gave no value for it. Give a value for every object, or declare the old field as optional.',
  },
  TDM_CODEC_UNUSABLE: {
    status: 500,
    message: 'The codec of the field "%s" cannot be used: %s.',
  },
  TDM_ADDRESS_PARAMETERS: {
    status: 500,
    message:
      'The change "%s" of version %s does not fit the endpoint %s: before it, the endpoint is found at %s, whose parameters are %s, but its path schema has %s there. Bridge the two in that change, by renameField, addField or removeField on pathOf("%s").',
  },
  TDM_SCHEMA_INEXPRESSIBLE: {
    status: 500,
    message: 'A schema of the route %s cannot be written as JSON Schema: %s.',
  },
  TDM_RESPONSE_UNENCODABLE: {
    status: 500,
    message:
      'The answer %s of %s cannot be sent in version %s: the codec at %s could not encode the value that the handler returned (%s).',
  },
  TDM_VALUE_UNENCODABLE: {
    status: 500,
    message:
      'The value cannot be downgraded: the codec at %s could not encode the value there (%s). Pass the decoded value, or the one that is sent.',
  },
  TDM_COMPILER_LATE: {
    status: 500,
    message:
      'The validator compiler does not accept JSON Schema, but was set after the route %s was declared, whose zod schemas had been converted to JSON Schema by then. Set compilers before you declare routes.',
  },
  TDM_PLUGIN_OPTION: {
    status: 500,
    message: 'The plugin %s cannot use its option "%s": %s.',
  },
  TDM_VERSIONING_TWICE: {
    status: 500,
    message:
      'The plugin versioning is already registered on this instance or on a parent of it. Register it once, or on separate instances side by side.',
  },
  TDM_ROUTE_TAKEN: {
    status: 500,
    message:
      'The endpoint %s is also found at %s in some version, but another route is declared there. Declare one of them elsewhere.',
  },
  TDM_ROUTE_CONFIG: {
    status: 500,
    message:
      'The route %s has %s as config.versioning. Write false for a route without versions, and leave it out for all others.',
  },
  TDM_RANGE_OVERLAP: {
    status: 500,
    message:
      'Two routes are declared for %s in version %s, with the ranges "%s" and "%s". Let each version have one of them.',
  },
  TDM_RANGES_MANY: {
    status: 500,
    message:
      'More than 31 handlers share %s in different versions, which is more than the router supports. Join ranges and let changes convert between them, or give some of the handlers other paths.',
  },
  TDM_FALLBACK_VERSION: {
    status: 500,
    message:
      'The fallback function of versioning returned "%s", which is not a version. It has to return one of: %s.',
  },
  TDM_SCHEMA_TAKEN: {
    status: 500,
    message: 'Two different schemas are called "%s"%s. Give one of them another id.',
  },
  TDM_SCHEMA_REFERENCE: {
    status: 500,
    message:
      'A schema of the route %s refers to "%s", which is neither in it nor among the shared schemas of its instance. Add it with addSchema.',
  },
  TDM_DOCUMENT_GENERATOR: {
    status: 500,
    message:
      'The plugin openapi needs @fastify/swagger. Register it, in its dynamic mode with an option `openapi` of version 3.0, 3.1 or 3.2, before openapi.',
  },
  TDM_PAGE_PACKAGE: {
    status: 500,
    message:
      'The option "page" of the plugin openapi needs the package swagger-ui-dist, which cannot be read: %s. Install it (`npm install swagger-ui-dist`), or leave the option out.',
  },
  TDM_TIMELINE_FAULTY: {
    status: 500,
    message:
      'The timeline has faults, which the option "verify" of versioning does not allow:%s\nCorrect them, or set the option to "warn".',
  },
  TDM_ENDPOINT_UNKNOWN: {
    status: 500,
    message: 'There is no versioned endpoint "%s". There are: %s.',
  },
  TDM_GUIDE_DIRECTION: {
    status: 500,
    message:
      'A guide leads to a newer version, but %s is not older than %s. Name an older one with --from, or a newer one with --to.',
  },
  TDM_GUIDE_EXAMPLE: {
    status: 500,
    message:
      'The example of %s is not valid: %s. Give the schema a valid example (`examples`), or correct the change that made it invalid.',
  },
  TDM_GUIDE_APP: {
    status: 500,
    message:
      'The module "%s" cannot be used: %s. It should export build(), which returns a Fastify instance.',
  },
  TDM_VERIFY_VALUES: {
    status: 500,
    message: 'No values of %s could be generated: %s. Give the schema an example (`examples`).',
  },
  TDM_VERIFY_FAILED: {
    status: 500,
    message:
      'The timeline breaks its laws: %s (seed %s, %s values for each schema and change).%s\n\nCorrect the changes, or declare what they lose.',
  },
  TDM_INTERNAL: {
    status: 500,
    message:
      'A state that should be impossible was reached: %s. This is a bug in Tidemark; please report it.',
  },
  TDM_DOCUMENT_UNREADABLE: {
    status: 500,
    message: '%s could not be read: %s.',
  },
  TDM_DOCUMENT_SYNTAX: {
    status: 500,
    message: '%s cannot be read as JSON or YAML: %s.',
  },
  TDM_DOCUMENT_TOO_DEEP: {
    status: 500,
    message:
      '%s is nested too deeply to be read, or contains itself as an object. Move parts into components.',
  },
  TDM_DOCUMENT_NOT_OPENAPI: {
    status: 500,
    message: '%s is not an OpenAPI document: %s.',
  },
  TDM_LOAD_OPTION: {
    status: 500,
    message: 'The option %s for loading a document cannot be %s. %s.',
  },
  TDM_DIFF_OPTION: {
    status: 500,
    message: 'The diff option %s has no value %s. Use one of: %s.',
  },
  TDM_SCHEMA_ARGUMENT: {
    status: 500,
    message: 'The comparison of schemas cannot use %s as %s. It takes %s.',
  },
  TDM_CONFIG_INVALID: {
    status: 500,
    message: 'The configuration %s cannot be used: %s.',
  },
  TDM_CLI_USAGE: {
    status: 500,
    message: '%s.',
  },
} as const

/** A code of the table above. */
export type ErrorCode = keyof typeof errorTable

/** An error with a code of the table, and the HTTP status it answers with. */
export type TidemarkError = FastifyError

const constructors = new Map(
  Object.entries(errorTable).map(([code, entry]) => [code, createError(code, entry.message, entry.status)]),
)

/** Builds the error of a code; the values fill the `%s` of its message in order. */
export function toError(code: ErrorCode, ...values: readonly string[]): TidemarkError {
  const Constructor = constructors.get(code)
  if (Constructor === undefined) throw new TypeError(`No such error code: ${code}`)
  return new Constructor(...values)
}

/** Says whether a value is an error that Tidemark raised. */
export function isTidemarkError(error: unknown): error is TidemarkError {
  return error instanceof Error && 'code' in error && Object.hasOwn(errorTable, String(error.code))
}
