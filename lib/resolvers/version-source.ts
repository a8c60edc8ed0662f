import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'

/** What a source may look at: the request as it has come in, before any hook of the service has run. */
export interface RequestFacts {
  /** The part of the path in which a version stands, where the path has one. */
  readonly segment: string | undefined
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly query: Readonly<Record<string, unknown>>
  /** Node's own request, for what is not listed above, such as a client's certificate. */
  readonly message: IncomingMessage | Http2ServerRequest
}

/** One place in which a request may name a version. */
export interface VersionSource {
  /** How the source is called in an error: `the header "api-version"`. */
  readonly name: string
  readonly kind: 'path' | 'header' | 'query' | 'accept' | 'content-type' | 'client' | 'custom'
  /** Whether the URL alone decides: caches then need no `Vary`. */
  readonly inUrl: boolean
  /** The header or query parameter that is read; for a path, what stands before the segment; empty for others. */
  readonly key: string
  /** The request headers that it looks at, for `Vary`. */
  readonly vary: readonly string[]
  /** Whether it counts only where no other source names a version. */
  readonly isDefault: boolean
  /** Whether `read` may answer with a promise. */
  readonly waits: boolean
  read(facts: RequestFacts): Reading | PromiseLike<Reading>
  /** For `Content-Type`: what it would be without a version; `undefined` where it names none in its subtype. */
  readonly toUnversioned?: (contentType: string | undefined) => string | undefined
}

/**
 * What a request says in one place: `undefined` or `null` where it says nothing, a list where it says several things at once,
 * wishes where it says several things of which any will do.
 */
export type Reading = string | readonly string[] | Wishes | null | undefined

/** Versions that a client would take, by `Accept`. */
export interface Wishes {
  /** The most wanted first. */
  readonly wishes: readonly Wish[]
  /** Whether the client would also take an answer that no version is named for. */
  readonly isOpen: boolean
}

/** One version that a client would take, and the media type in which it asks for it. */
export interface Wish {
  readonly text: string
  readonly mediaType: string
}

/** Whether a value is a promise, be it of another library: those of databases often are. */
export function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
