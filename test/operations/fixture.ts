import type { Operation } from '../../lib/operations/define-operation.ts'
import type { EndpointPart } from '../../lib/schema/endpoint-part.ts'
import type { AnySchema } from '../../lib/schema/to-json-schema.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'

/** What one operation is expected to do, in each place that it has an effect on. */
export interface OperationFixture {
  /** The operation as a change would list it. */
  readonly operation: Operation
  /** What it does to values of a named schema; these are tried inside arrays, envelopes, unions and so on, too. */
  readonly schema?: {
    readonly name: string
    readonly current: AnySchema
    /** The old schema that is derived, without its name. */
    readonly old: JsonSchema
    readonly values: readonly Example[]
  }
  /** What it does to parts of endpoints; the operation's targets name each of them. */
  readonly parts?: readonly PartFixture[]
  /** What it does to errors; these only go down. */
  readonly errors?: {
    readonly current: AnySchema
    readonly old: JsonSchema
    readonly mediaType: string
    readonly values: readonly { readonly title: string; readonly current: unknown; readonly old: unknown }[]
  }
  /** Where endpoints were, by where they are: `GET /users/:id`. */
  readonly addresses?: Readonly<Record<string, string>>
  /** In which versions endpoints are, by their address. */
  readonly presence?: Readonly<Record<string, readonly ('old' | 'current')[]>>
  /** The old statuses of endpoints by the current ones: `{ 'POST /users': { 201: '200' } }`. */
  readonly statuses?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** What an operation does to the body, query, path or headers of an endpoint. */
export interface PartFixture {
  readonly target: EndpointPart
  readonly current: AnySchema
  /** The old schema that is derived, with the named schemas that it reaches in `$defs`. */
  readonly old: JsonSchema
  readonly values: readonly Example[]
}

/** A value of either version. */
export interface Example {
  readonly title: string
  readonly current: unknown
  readonly old: unknown
  /** What the old value becomes, where the way down has lost something; the operation declares what. */
  readonly upgraded?: unknown
  /** The only way in which the example holds; the operation declares what is lost on the other. */
  readonly direction?: 'upgrade' | 'downgrade'
}
