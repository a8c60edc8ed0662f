import type { LocatedSchema } from '../schema/types.ts'
import type { JsonObject, Located } from './json-value.ts'

/** What an operation, a parameter or a header says about its end. */
export interface Deprecation {
  readonly deprecated: boolean
  /** `x-sunset` as it stands in the document. */
  readonly sunset?: string
  /** `x-deprecated-since`, where it is a date. */
  readonly since?: string
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
  /** What is sent, where it is a value of a media type. */
  readonly media?: MediaType
  /** How a value is written: style, explode or the media type of its `content`. */
  readonly serialization: string
  /** How its parts would be written if it had any: style and explode. */
  readonly style: string
  /** Whether reserved characters may be sent as they are. */
  readonly allowReserved: boolean
  /** Whether the name may be sent with an empty value, whatever the schema says. */
  readonly allowEmptyValue: boolean
}

/** One media type of a body. */
export interface MediaType {
  /** As the document writes it. */
  readonly name: string
  readonly pointer: string
  /** Where its name stands, if that is elsewhere: in Swagger 2.0, all operations may inherit it. */
  readonly namePointer?: string
  /** Where the list of such names stands, or what would have it. */
  readonly listPointer?: string
  readonly schema?: LocatedSchema
  /** What each item of a sequence has to be (OpenAPI 3.2). */
  readonly itemSchema?: LocatedSchema
  /** Whether it is listed for a body of Swagger 2.0 that is no form, whatever the name says. */
  readonly isNoForm?: true
  /** How the parts of a form are written, by the name of the property. */
  readonly encodings: readonly PartEncoding[]
  /** How the parts of a multipart body are written if it is a list (OpenAPI 3.2). */
  readonly sequence?: SequenceEncoding
}

/** How the parts of a list are written: the first ones by their positions, and all that follow. */
export interface SequenceEncoding {
  /** How many positions have a word of their own. */
  readonly stated: number
  readonly prefix: readonly PartEncoding[]
  readonly rest: PartEncoding
}

/** How one property of a form, or one part of a list, is written, with the defaults filled in. */
export interface PartEncoding {
  /** The property, or the position. */
  readonly name: string
  readonly pointer: string
  /** Whether the document says anything of it, beside what follows from the property. */
  readonly isStated: boolean
  /** Whether there is a property or an item of which it is said. */
  readonly isDeclared: boolean
  /** The media types that the part may have; none where the document leaves it to the property. */
  readonly contentTypes: readonly string[]
  /** Style and explode, as of a parameter. */
  readonly serialization: string
  readonly allowReserved: boolean
  readonly headers: readonly Parameter[]
}

/** What a response says of an operation to call next. */
export interface Link {
  readonly name: string
  readonly pointer: string
  readonly value: JsonObject
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
  readonly links: readonly Link[]
}

/** One way to be let in: every scheme of it together, each with its scopes. The key is what the scheme is. */
export type SecurityAlternative = ReadonlyMap<string, ReadonlySet<string>>

/** The security that an operation asks for: any one of the alternatives. */
export interface Security {
  readonly pointer: string
  readonly alternatives: readonly SecurityAlternative[]
  /** The schemes of all alternatives, by what they are. */
  readonly schemes: ReadonlyMap<string, SecurityScheme>
}

/** What a scheme says beside what it makes the client do. */
export interface SecurityScheme {
  readonly pointer: string
  /** What it makes the client do, in the letters of the document. */
  readonly title?: string
  /** Where credentials come from: the addresses of an OAuth flow, of each kind those of all schemes that ask the same. */
  readonly sources: ReadonlyMap<string, ReadonlySet<string>>
  /** The scopes that can be asked for. */
  readonly scopes: ReadonlySet<string>
  readonly deprecated: boolean
  /** How a bearer token is made up, as a hint. */
  readonly format?: string
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
