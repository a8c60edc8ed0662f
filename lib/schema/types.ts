import type { SchemaFactKind } from './fact-kinds.ts'

/** A JSON Schema as it stands in a document: never copied, never changed. */
export type JsonSchema = boolean | Readonly<Record<string, unknown>>

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

/** Which way a message goes: from client to server, or back. */
export type Direction = 'request' | 'response'

/** One difference between two schemas, and what it does to the set of values at its location. */
export interface SchemaFact {
  readonly kind: SchemaFactKind
  readonly effect: Effect
  /** Where in the value, as a JSON Pointer relative to the compared pair; `*` is any item or map value. */
  readonly location: string
  /** Where in the documents: the keyword, or the schema where a side has no such keyword. */
  readonly pointer: { readonly base?: string; readonly revision?: string }
  /** The property, enum value (as JSON), keyword or pattern that the fact is about. */
  readonly name?: string
  /** For a fact about a property: whether it is, or was, required. */
  readonly required?: boolean
  /** For an added enum value: no old value is left beside it. */
  readonly isReplacement?: true
  /** For a schema that is deprecated: since when (`x-deprecated-since`). */
  readonly deprecatedSince?: string
  /** What the keyword says on either side. */
  readonly base?: unknown
  readonly revision?: unknown
  /** The tolerance that the effect rests on; `strictEffect` is what the effect is without it. */
  readonly tolerance?: 'undeclared-properties'
  readonly strictEffect?: Effect
}

/** What two located schemas differ in. Shared: each pair is compared once for each direction. */
export interface SchemaComparison {
  readonly base: LocatedSchema
  readonly revision: LocatedSchema
  readonly direction: Direction
  /** Over the own facts and those of all that is reached through `children`. */
  readonly relation: Relation
  /** The facts inside this pair: never those behind a pair of references. */
  readonly facts: readonly SchemaFact[]
  /** The differing pairs of references met inside this pair, in order of location. Recursive schemas reach themselves. */
  readonly children: readonly SchemaChild[]
  /** Why the relation is unknown, where it is. */
  readonly reason?: string
}

/** A pair of references met inside a compared pair. */
export interface SchemaChild {
  readonly location: string
  readonly comparison: SchemaComparison
}

/** How `format` is read: by the one vocabulary of JSON Schema 2020-12, by the other, or as it holds by both. */
export type FormatReading = 'assertion' | 'annotation' | 'either'

/** How schemas are compared. */
export interface CompareOptions {
  /**
   * The tolerance `undeclared-properties` (default true): a sender sends only the properties that it declares,
   * where neither side says anything of others. False: plain sets of values.
   */
  readonly undeclaredProperties?: boolean
  /**
   * `assertion`: a format that ajv-formats knows is the set of the values that it lets pass. `annotation`: it rejects
   * nothing. `either` (default): validators do the one or the other, so that a change of a format is `unknown`, and
   * only values count that show a difference in both readings.
   */
  readonly formats?: FormatReading
  /** How many steps all proofs and searches of one comparer may take together (default 5,000,000); then it answers `unknown`. */
  readonly maxSteps?: number
  /** Says whether two objects of the documents are known to be the same text; others may be as well. */
  readonly isSameText?: (base: object, revision: object) => boolean
}

/** Compares schemas of two documents; remembers every pair that it has seen. */
export interface Comparer {
  /** Compares two schemas as the sets of messages that go in one direction. */
  compare(base: LocatedSchema, revision: LocatedSchema, direction: Direction): SchemaComparison
  /** Says whether two schemas read the same, annotations aside, with all that they refer to: cheap, no facts. */
  isSame(base: LocatedSchema, revision: LocatedSchema): boolean
}

/** A whole body that one side accepts and the other rejects. */
export interface Witness {
  readonly value: unknown
  readonly validIn: 'base' | 'revision'
  readonly invalidIn: 'base' | 'revision'
  /** Why it is rejected there, in a few words of the validator that confirmed it: "`email` is missing". */
  readonly reason?: string
}

/** Which difference a witness is to show; without it, any. */
export interface WitnessGoal {
  /** The location in the whole body: those of the children on the way and of the fact, one after the other. */
  readonly location?: string
  /** Whether something has to be there: that it is missing does not show what a value may be. */
  readonly isHeld?: boolean
  /** The keyword of a limit that the value there has to break. */
  readonly limit?: string
  /** What the value there has to be of: an alternative of the sender's union, or null. */
  readonly branch?: LocatedSchema
}
