/** What a source may look at. */
export interface RequestFacts {
  /** The part of the path in which a version stands, where the path has one. */
  readonly segment: string | undefined
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly query: Readonly<Record<string, unknown>>
}

/** One place in which a request may name a version. */
export interface VersionSource {
  /** How the source is called in an error: `the header "api-version"`. */
  readonly name: string
  readonly kind: 'path' | 'header' | 'query'
  /** Whether the URL alone decides: caches then need no `Vary`. */
  readonly inUrl: boolean
  /** The header or query parameter that is read; empty for a path. */
  readonly key: string
  /** What the request says; `undefined` where it says nothing, a list where it says several things. */
  read(facts: RequestFacts): string | readonly string[] | undefined
}
