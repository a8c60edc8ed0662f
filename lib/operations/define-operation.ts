import { checkArguments, type Kind } from '../schema/check-arguments.ts'
import { isObject } from '../schema/subschemas.ts'
import type { Subject } from '../schema/endpoint-part.ts'
import type { Expression } from '../transform/expression.ts'
import type { JsonSchema } from '../schema/types.ts'

/** The fields of one object while a plan is made: an operation takes old ones away and puts new ones. */
export interface RecordEditor {
  /** Removes a field and gives what it holds. */
  take(field: string): Expression
  /** Adds a field. */
  put(field: string, value: Expression): void
  /** The whole object as it is now, for a function that reads several fields; nothing is removed. */
  whole(): Expression
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

/** An effect on the fields of an object, wherever its schema occurs. */
export interface FieldsFacet {
  readonly subjects: readonly Subject[]
  /** The current schema's predecessor. */
  oldSchema(current: ObjectSchema, context: SchemaContext): ObjectSchema
  /** Old fields in, current fields out. */
  upgrade(record: RecordEditor): void
  /** Current fields in, old fields out. */
  downgrade(record: RecordEditor): void
}

/** An effect on whole values, wherever their schema occurs: bodies that are wrapped, named enums, what is no object. */
export interface ValueFacet {
  readonly subjects: readonly Subject[]
  /** The current schema's predecessor. */
  oldSchema(current: JsonSchema, context: SchemaContext): JsonSchema
  /** The old value in, the current one out. */
  upgrade(value: Expression): Expression
  /** The current value in, the old one out. */
  downgrade(value: Expression): Expression
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

/** An effect on whether an endpoint is there at all. */
export interface PresenceFacet {
  /** The endpoint: by its address after the change where it was added, before the change where it was removed. */
  readonly endpoint: string
  readonly happened: 'added' | 'removed'
}

/** An effect on the status of an endpoint's answers. */
export interface StatusFacet {
  /** The endpoint by its address after the change. */
  readonly endpoint: string
  readonly old: number
  readonly current: number
}

/** An effect on every error's body. Errors travel to the client only, so there is no upgrade. */
export interface ErrorFacet {
  /** Whether a body is an error of the current shape; others pass as they are. */
  accepts(body: unknown): boolean
  /** The current shape; where it is named, operations on its fields that are newer apply before this one. */
  readonly currentSchema?: JsonSchema
  readonly oldSchema: JsonSchema
  readonly oldMediaType: string
  downgrade(problem: Expression): Expression
}

/** What a downgrade cannot tell an old client, or what an upgrade cannot know. */
export interface Loss {
  readonly direction: 'upgrade' | 'downgrade'
  /** One clause for the reader of the guide. */
  readonly what: string
  /**
   * The fields of the subject, on the side that a value comes from, that may differ when it comes back; `undefined`
   * where any part of it may. A property test holds the operation to it.
   */
  readonly fields?: readonly string[]
}

/** One thing that an operation does, for the guide's tables: where something was, and where it is. */
export interface Mapping {
  readonly kind: 'field' | 'value' | 'body' | 'endpoint' | 'error' | 'status'
  /** The schemas, or parts of endpoints, in which it is; empty where it is everywhere. */
  readonly in: readonly string[]
  /** The old places, or values as JSON; empty where there was none. */
  readonly old: readonly string[]
  /** The current ones; empty where there is none. */
  readonly current: readonly string[]
  /** What has happened, in a few words. */
  readonly note: string
  /** What a client does about it: one sentence. */
  readonly task: string
}

/**
 * What an operation does to a type. An operation's file extends it and says `old` in terms of `this['current']`;
 * nothing of it is left when the program runs.
 */
export interface TypeStep {
  readonly current: unknown
  readonly old: unknown
  /** The point of the timeline, by which `TypeThen` reads the schemas that an operation declares. */
  readonly moment: unknown
  /** The fields whose own fields are read; parts that have a schema of their own are opaque where it is not said. */
  readonly inside?: PropertyKey
}

declare const effect: unique symbol

/** What a change does, each with its own inverse. The facets say on what. */
export interface Operation<Target = unknown, Effect extends TypeStep = TypeStep> {
  /** The operation's id: its file's name. */
  readonly name: string
  readonly loss: readonly Loss[]
  describe(): readonly Mapping[]
  /** The messages that it is about; both where it is not given. */
  readonly messages?: 'request' | 'response'
  readonly fields?: FieldsFacet
  readonly value?: ValueFacet
  readonly address?: AddressFacet
  readonly presence?: PresenceFacet
  readonly status?: StatusFacet
  readonly errors?: ErrorFacet
  /** Types only: what it is on, and what it does to it. */
  readonly [effect]?: readonly [target: Target, effect: Effect]
}

/** Freezes an operation, so that one timeline cannot change another's. */
export function defineOperation<Target = unknown, Effect extends TypeStep = TypeStep>(
  operation: Operation,
): Operation<Target, Effect> {
  return Object.freeze(operation) as Operation<Target, Effect>
}

/** An operation on requests alone, or on responses alone. */
export interface OperationIn<
  Messages extends 'request' | 'response',
  Target = unknown,
  Effect extends TypeStep = TypeStep,
> extends Operation<Target, Effect> {
  readonly messages: Messages
}

/**
 * The same operation on what clients send alone, or on what they get: the other messages stay as they are.
 *
 * @throws TDM_OPERATION_ARGUMENT
 */
export function onlyIn<Messages extends 'request' | 'response', Target, Effect extends TypeStep>(
  messages: Messages,
  operation: Operation<Target, Effect>,
): OperationIn<Messages, Target, Effect> {
  checkArguments('onlyIn', { messages, operation }, { messages: way, operation: anOperation })
  return Object.freeze({ ...operation, messages })
}

const way: Kind = {
  give: '"request" or "response"',
  accepts: (value) => value === 'request' || value === 'response',
}

const anOperation: Kind = {
  give: 'what renameField, or another of the operations, returns',
  accepts: (value) => isObject(value) && typeof value.describe === 'function',
}
