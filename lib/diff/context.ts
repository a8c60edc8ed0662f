import type { OpenApiDocument } from '../openapi/index.ts'
import type { Fact } from '../rules/define-rule.ts'
import type { Comparer, Direction, SchemaComparison, SchemaFact } from '../schema/index.ts'
import type { FactCollector, FactDetails, MetOperation } from './collect-facts.ts'
import type { ChangedSupertypes } from './find-changed-supertypes.ts'

/** What every walker needs: the two documents, and where facts go. */
export interface DiffContext {
  readonly base: OpenApiDocument
  readonly revision: OpenApiDocument
  readonly comparer: Comparer
  /** The tolerance that `comparer` compares under. */
  readonly undeclaredProperties: boolean
  readonly facts: FactCollector
  /** What a comparison reaches, remembered: many operations share their components. */
  readonly reached: Map<SchemaComparison, readonly ReachedFacts[]>
  readonly tidied: Map<SchemaComparison, readonly SchemaFact[]>
  /** Pairs of schemas that are written in the same way as XML, with all that they lead to. */
  readonly sameXml: Set<string>
  /** Components that stand for others, where what they stand for has changed. */
  readonly supertypes: ChangedSupertypes | undefined
  /** How many facts were looked at for what supertypes hand on. */
  readonly effort: { inherited: number }
  /** Pairs of parameters of which there is nothing to tell: many operations share theirs. */
  readonly sameParameters: Set<string>
}

/** The facts of a comparison, and where it stands in the value that was compared: the first of these places. */
export interface ReachedFacts {
  readonly facts: readonly SchemaFact[]
  readonly location: string
  readonly isElsewhere?: true
}

/** The pair of operations that is being compared. */
export interface OperationContext extends DiffContext {
  readonly operation: MetOperation
  /** Where it stands in that operation: empty, or the way to a callback. */
  readonly location: string
  /** Whether the server sends the request: in callbacks and webhooks. */
  readonly reversed: boolean
  readonly pointer: { readonly base: string; readonly revision: string }
  /** The pairs that were entered on the way: a callback may refer to the path that it belongs to. */
  readonly entered: Set<string>
}

/** Adds a fact to the operation that is being compared, and what it can be shown by. */
export function addFact(
  context: OperationContext,
  fact: Omit<Fact, 'reversed' | 'path'> & { readonly path?: string },
  details?: FactDetails,
): void {
  const { facts, operation, reversed } = context
  const location = context.location + fact.location
  const { path = '' } = fact
  facts.add(
    reversed ? { ...fact, path, location, reversed } : { ...fact, path, location },
    operation,
    details,
  )
}

/** Who sends a message: what a client sends is a request to the comparer, also in a callback's response. */
export function toSender(direction: Direction, reversed: boolean): Direction {
  if (!reversed) return direction
  return direction === 'request' ? 'response' : 'request'
}
