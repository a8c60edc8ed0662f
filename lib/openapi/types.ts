import type { LocatedSchema } from '../schema/types.ts'
import type { Located } from './json-value.ts'

/** What an operation, a parameter or a header says about its end. */
export interface Deprecation {
  readonly deprecated: boolean
  /** `x-sunset` as it stands in the document. */
  readonly sunset?: string
}

/** Where a parameter is sent. */
export type ParameterPlace = 'query' | 'header' | 'path' | 'cookie' | 'querystring'

/** A parameter or a header, with every default of its dialect filled in. */
export interface Parameter extends Deprecation {
  readonly name: string
  readonly place: ParameterPlace
  readonly required: boolean
  readonly pointer: string
  readonly schema?: LocatedSchema
  /** How a value is written: style, explode or the media type of its `content`. */
  readonly serialization: string
  /** Whether reserved characters may be sent as they are. */
  readonly allowReserved: boolean
}

/** One media type of a body. */
export interface MediaType {
  /** As the document writes it. */
  readonly name: string
  readonly pointer: string
  readonly schema?: LocatedSchema
}

/** The body of a request. */
export interface RequestBody {
  readonly required: boolean
  readonly pointer: string
  readonly contents: readonly MediaType[]
}

/** A response with its status as the document keys it: `200`, `4XX` or `default`, in upper case but `default`. */
export interface Response {
  readonly status: string
  readonly pointer: string
  readonly contents: readonly MediaType[]
  readonly headers: readonly Parameter[]
}

/** One way to be let in: every scheme of it together, each with its scopes. The key is what the scheme is. */
export type SecurityAlternative = ReadonlyMap<string, ReadonlySet<string>>

/** The security that an operation asks for: any one of the alternatives. */
export interface Security {
  readonly pointer: string
  readonly alternatives: readonly SecurityAlternative[]
}

/** One callback, by its name and its runtime expression. */
export interface Callback {
  readonly name: string
  readonly expression: string
  readonly operations: readonly Operation[]
}

/** An operation, as far as it takes to find its partner in the other document. */
export interface Operation extends Deprecation {
  readonly method: string
  /** The path template as it is written, or the name of the webhook. */
  readonly path: string
  readonly pointer: string
  readonly source: Located
  /** The path item that it stands in, and inherits from. */
  readonly item: Located
  /** A callback or a webhook: the server sends it, to where the document's `servers` and `security` do not reach. */
  readonly isOutgoing: boolean
  readonly id?: string
  readonly tags: readonly string[]
  /** `x-stability-level`, where it has one. */
  readonly stability?: string
}

/** The parts of an operation, which are read only where two operations are compared. */
export interface OperationParts {
  readonly parameters: readonly Parameter[]
  readonly requestBody?: RequestBody
  readonly responses: readonly Response[]
  readonly security?: Security
  readonly servers: { readonly pointer: string; readonly urls: readonly string[] }
  readonly callbacks: readonly Callback[]
}
