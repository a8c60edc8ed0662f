import { checkAnswers, checkPairArguments } from './check-pair-arguments.ts'
import { createComparer } from './create-comparer.ts'
import { judgePair } from './judge-pair.ts'
import { sessionOf } from './open-session.ts'
import { toSource } from './to-source.ts'
import type {
  Direction,
  FormatReading,
  JsonSchema,
  LocatedSchema,
  Relation,
  SchemaFact,
  SchemaSource,
} from './types.ts'

/** How two schemas are compared that are asked for by themselves. */
export interface ComparePairOptions {
  /**
   * The documents that the schemas stand in, of which their references are resolved; by default each schema is a
   * document of its own, in JSON Schema 2020-12, whose references lead into it: by JSON Pointer, by `$anchor`, and by its
   * own `$id`.
   */
  readonly base?: SchemaSource
  readonly revision?: SchemaSource
  /** `request` leaves out what is `readOnly`, `response` what is `writeOnly`; `request` by default. */
  readonly direction?: Direction
  /** The tolerance `undeclared-properties`; off by default: plain sets of values. */
  readonly undeclaredProperties?: boolean
  /** Whether `format` is an assertion or an annotation; by default what is said holds by `either` reading. */
  readonly formats?: FormatReading
  /** How many steps all proofs and searches may take together (default 5,000,000); then the answer is `unknown`. */
  readonly maxSteps?: number
}

/** How the values of two schemas relate, and what shows it. */
export interface PairComparison {
  /** What the revision accepts, seen from the base. */
  readonly relation: Relation
  /** A value that the base accepts and the revision rejects; `undefined` where there is none, or none was found (it may be too long). */
  readonly lost: { readonly value: unknown } | undefined
  /** A value that the revision accepts and the base rejects. */
  readonly won: { readonly value: unknown } | undefined
  /** Where the two differ, with the effect of each difference; those behind references are at their locations. */
  readonly facts: readonly SchemaFact[]
  /** Why the relation is unknown, where it is. */
  readonly reason?: string
}

/**
 * Compares two schemas as sets of values (JSON Schema 2020-12): whether every value that is valid by one is valid by
 * the other. What is said is proved, or shown by a value that Ajv has confirmed, or follows from limits that nothing
 * in the schemas makes up for; the rest is `unknown`.
 *
 * @throws TDM_SCHEMA_ARGUMENT for what is no schema, or an option that does not exist
 */
export function compareSchemas(
  base: JsonSchema,
  revision: JsonSchema,
  options: ComparePairOptions = {},
): PairComparison {
  checkPairArguments(base, revision, options)
  const { direction = 'request', undeclaredProperties = false, formats = 'either', maxSteps } = options
  const limits = { undeclaredProperties, formats, ...(maxSteps === undefined ? {} : { maxSteps }) }
  const comparer = createComparer(
    options.base === undefined ? toSource(base) : checkAnswers(options.base, 'base'),
    options.revision === undefined ? toSource(revision) : checkAnswers(options.revision, 'revision'),
    limits,
  )
  const comparison = comparer.compare(toRoot(base), toRoot(revision), direction)
  const session = sessionOf(comparer, direction)
  return judgePair(session, comparison)
}

function toRoot(schema: JsonSchema): LocatedSchema {
  return { schema, pointer: '#' }
}
