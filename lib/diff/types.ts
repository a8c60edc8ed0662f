import type { DocumentWarning } from '../openapi/index.ts'
import type { Approval } from '../policies/approve-changes.ts'
import type { Fact } from '../rules/define-rule.ts'
import type { MetOperation } from './collect-facts.ts'
import type { Direction, LocatedSchema, Witness } from '../schema/index.ts'

/** How much a change matters to the clients of the base. */
export type Severity = 'breaking' | 'risky' | 'safe'

/** An operation: its method in lower case, and its path template (or the name of its webhook). */
export interface OperationName {
  readonly method: string
  readonly path: string
}

/** One finding: one edit, with every operation that it reaches. */
export interface Change {
  /** The rule's id; `docs/rules/<id>.md` explains it. */
  readonly id: string
  readonly severity: Severity
  /** Which messages it is about; `none` where it is about no message. */
  readonly direction: Direction | 'none'
  readonly operations: readonly OperationName[]
  /** Where in the first of the operations, as a JSON Pointer; `*` is any item or map value. */
  readonly location: string
  /** Where in the two documents, as JSON Pointer fragments. */
  readonly pointer: { readonly base?: string; readonly revision?: string }
  readonly message: string
  /** What a client does about it, or the author instead. */
  readonly migrate: string
  /** Stays the same while other parts of the documents change. */
  readonly fingerprint: string
  /** `witness`: shown by an example that Ajv confirmed; `derived`: follows from the law; `none`: undecided. */
  readonly proof: 'witness' | 'derived' | 'none'
  /** Why it may pass, where it was approved: it does not count for the verdict. */
  readonly approval?: Omit<Approval, 'fingerprint'>
  /** A whole body or parameter value that the one side accepts and the other rejects. */
  readonly witness?: Witness
}

/** What a comparison of two documents found. */
export interface DiffReport {
  /** The worst severity of what was not approved; `identical` where nothing was found. */
  readonly verdict: Severity | 'identical'
  /** By Semantic Versioning 2.0.0, for the API; what was approved is a change to its clients all the same. */
  readonly suggestedBump: 'major' | 'minor' | 'patch' | 'none'
  /** The findings that count, by severity. */
  readonly summary: Readonly<Record<Severity, number>>
  /** How many findings were approved; absent where none was. */
  readonly approved?: number
  /** Breaking before risky before safe, then by the documents' order. */
  readonly changes: readonly Change[]
  /** Operations that a filter has left out, in the documents' order; absent where there is none. */
  readonly leftOut?: readonly OperationName[]
  /**
   * Spots of the documents that could not be understood, and the rest was compared without them; and of the options
   * (`config`), what had no effect.
   */
  readonly warnings: readonly (DocumentWarning & { readonly document: 'base' | 'revision' | 'config' })[]
}

/** A fact with the operations that it reaches. */
export interface FactGroup {
  readonly fact: Fact
  readonly operations: readonly MetOperation[]
  /** Whether it was met at another place, too: what was edited is shared. */
  readonly isElsewhere?: true
  /** The bodies or values in which the fact was first seen, for a witness. */
  readonly schemas?: SchemaPair
}

/** Two schemas that stand for the same message, and who sends it. */
export interface SchemaPair {
  readonly base: LocatedSchema
  readonly revision: LocatedSchema
  /** `request` where the client sends it. */
  readonly direction: Direction
  /** Where the fact is in them. */
  readonly location: string
}
