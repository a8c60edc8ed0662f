import type { Expression } from '../transform/expression.ts'
import type { JsonSchema } from '../schema/types.ts'

/** The fields of one object while a plan is made: an operation takes old ones away and puts new ones. */
export interface RecordEditor {
  /** Removes a field and gives what it holds. */
  take(field: string): Expression
  /** Adds a field. */
  put(field: string, value: Expression): void
}

/** A JSON Schema that describes an object by its properties. */
export interface ObjectSchema {
  readonly [keyword: string]: unknown
  readonly properties: Readonly<Record<string, JsonSchema>>
}

/** What `oldSchema` may ask of the API around it. */
export interface SchemaContext {
  /** Follows references to the schema that they stand for, at this point of the timeline. */
  resolve(schema: JsonSchema): JsonSchema
  /** Refuses the operation; the error names the change and the version. */
  fail(reason: string): never
}

/** An effect on the fields of named schemas, wherever these occur. */
export interface FieldsFacet {
  /** The names of the schemas. */
  readonly schemas: readonly string[]
  /** The current schema's predecessor. */
  oldSchema(current: ObjectSchema, context: SchemaContext): ObjectSchema
  /** Old fields in, current fields out. */
  upgrade(record: RecordEditor): void
  /** Current fields in, old fields out. */
  downgrade(record: RecordEditor): void
}

/** An effect on one whole body of one endpoint. */
export interface BodyFacet {
  /** The endpoint, by its address after the change: `GET /users`. */
  readonly endpoint: string
  readonly direction: 'request' | 'response'
  oldSchema(current: JsonSchema, context: SchemaContext): JsonSchema
  upgrade(body: Expression): Expression
  downgrade(body: Expression): Expression
}

/** An endpoint's method, in capitals, and its path with `:parameters`. */
export interface Address {
  readonly method: string
  readonly path: string
}

/** An effect on where endpoints are found. */
export interface AddressFacet {
  /** The address before the change of an endpoint that has this address after it. */
  oldAddress(current: Address): Address
}

/** An effect on every error's body. Errors travel to the client only, so there is no upgrade. */
export interface ErrorFacet {
  /** Whether a body is an error of the current shape; others pass as they are. */
  accepts(body: unknown): boolean
  readonly oldSchema: JsonSchema
  readonly oldMediaType: string
  downgrade(problem: Expression): Expression
}

/** What a downgrade cannot tell an old client, or an upgrade cannot know. */
export interface Loss {
  readonly direction: 'upgrade' | 'downgrade'
  readonly what: string
}

/** One thing that an operation does, for the guide's tables: where something was, and where it is. */
export interface Mapping {
  readonly kind: 'field' | 'value' | 'body' | 'endpoint' | 'error'
  /** The schemas or endpoints in which it is; empty where it is everywhere. */
  readonly in: readonly string[]
  /** The old places, or values as JSON. */
  readonly old: readonly string[]
  /** The current ones. */
  readonly current: readonly string[]
  /** What has happened, in a few words. */
  readonly note: string
  /** What a client does about it: one sentence. */
  readonly task: string
}

/** What a change does, each with its own inverse. The facets say on what. */
export interface Operation {
  /** The operation's id: its file's name. */
  readonly name: string
  readonly loss: readonly Loss[]
  describe(): readonly Mapping[]
  readonly fields?: FieldsFacet
  readonly body?: BodyFacet
  readonly address?: AddressFacet
  readonly errors?: ErrorFacet
}

/** Freezes an operation, so that one timeline cannot change another's. */
export function defineOperation(operation: Operation): Operation {
  return Object.freeze(operation)
}
