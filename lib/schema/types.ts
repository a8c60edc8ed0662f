/** A JSON Schema as it stands in a document: never copied, never changed. */
export type JsonSchema = boolean | { readonly [keyword: string]: unknown }

/** The dialects that meet here; all are read with the semantics of JSON Schema 2020-12. */
export type SchemaDialect = 'swagger-2.0' | 'openapi-3.0' | 'openapi-3.1'

/** A schema and the JSON Pointer (as a `#/…` fragment) at which it stands in its document. */
export interface LocatedSchema {
  readonly schema: JsonSchema
  readonly pointer: string
}

/** One document, as far as schemas need it: its dialect, and where its references lead. */
export interface SchemaSource {
  readonly dialect: SchemaDialect
  /** Answers `undefined` for a dangling reference. */
  resolve(reference: string): LocatedSchema | undefined
}

/** What the revision does to the set of valid values, seen from the base. */
export type Effect = 'widens' | 'narrows' | 'both' | 'none' | 'unknown'

/** How the revision's set of values relates to the base's. */
export type Relation = 'equal' | 'narrower' | 'wider' | 'incomparable' | 'unknown'
