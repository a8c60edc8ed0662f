import type { Law, Way } from './laws.ts'

/** A value by which a law fails: the smallest that was found. */
export interface Counterexample {
  readonly value: unknown
  /** What the conversion made of it; not there where it threw. */
  readonly result?: unknown
  /** What came back from the result, for the laws of there and back. */
  readonly back?: unknown
  /** Where it goes wrong, as a JSON Pointer: into the result, or for the laws of there and back into the value. */
  readonly at?: string
}

/** One way in which a timeline is not as it should be. */
export interface Fault {
  readonly law: Law
  /** Which way the value went first. */
  readonly way: Way | undefined
  /** The version that brought the change or, where no single change is to blame, the old version. */
  readonly version: string | undefined
  /** The summary of the change. */
  readonly change: string | undefined
  /** The operation, where one can be told. */
  readonly operation: string | undefined
  /** What the value is: a schema, or a part of an endpoint. */
  readonly where: string
  /** The other places in which the same goes wrong. */
  readonly others: readonly string[]
  /** What is wrong, in a sentence. */
  readonly message: string
  readonly counterexample?: Counterexample
}

/** What a verification has come to. */
export interface VerifyReport {
  /** Give it as `seed` to try the same values again. */
  readonly seed: number
  /** How many values were tried for each change, version and schema. */
  readonly runs: number
  readonly faults: readonly Fault[]
  readonly checked: {
    /** Schemas and parts of endpoints. */
    readonly parts: number
    readonly changes: number
    /** The old versions whose whole way was tried. */
    readonly versions: number
    readonly examples: number
    /** All values that were converted. */
    readonly values: number
  }
}
