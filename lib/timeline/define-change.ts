import { toError } from '../errors.ts'
import type { Operation } from '../operations/define-operation.ts'
import { isObject } from '../schema/subschemas.ts'
import type { SchemaTarget } from '../schema/schema-target.ts'
import { checkChangeOptions } from './check-options.ts'

/** Two values that a change turns into each other: it is documentation that `tidemark/testing` checks. */
export interface ChangeExample {
  /** Whose values they are: a named schema, or a part of an endpoint. */
  readonly of: SchemaTarget
  /** The value before the change. */
  readonly old: unknown
  /** The value after it. */
  readonly current: unknown
  /** The one way in which it holds, where the change loses something; both by default. */
  readonly direction?: 'upgrade' | 'downgrade'
}

/** What an author says of a change. */
export interface ChangeOptions<Operations extends readonly Operation[] = readonly Operation[]> {
  /** One sentence for the reader of the guide: what is different now. */
  readonly summary: string
  /** Why it was changed. */
  readonly why?: string
  /**
   * What the change does, in the order in which an old message becomes a current one. It may be empty: a change
   * that no transform can express is asked for by `request.apiVersion.has(change)`.
   */
  readonly operations: Operations
  /** Values as they were right before the change and right after it, which `tidemark/testing` holds it to. */
  readonly examples?: readonly ChangeExample[]
}

/** One described step between two versions. Its type keeps its operations, for the types of old versions. */
export interface Change<
  Operations extends readonly Operation[] = readonly Operation[],
> extends ChangeOptions<Operations> {
  readonly operations: Operations
}

/**
 * Declares a change once; the old schemas, both transforms, the documents and the guide follow from it.
 *
 * @throws TDM_TIMELINE_OPTION, TDM_CHANGE_OPERATIONS, TDM_CHANGE_OPERATION
 */
export function defineChange<const Operations extends readonly Operation[]>(
  options: ChangeOptions<Operations>,
): Change<Operations>
export function defineChange(options: ChangeOptions): Change {
  checkChangeOptions(options)
  const { summary, operations, examples } = options
  if (!Array.isArray(operations)) throw toError('TDM_CHANGE_OPERATIONS', summary)
  const odd = operations.findIndex((operation) => !isOperation(operation))
  if (odd >= 0) throw toError('TDM_CHANGE_OPERATION', summary, String(odd + 1))
  return Object.freeze({
    ...options,
    operations: Object.freeze([...options.operations]),
    ...(examples === undefined ? {} : { examples: Object.freeze([...examples]) }),
  })
}

function isOperation(operation: unknown): boolean {
  return isObject(operation) && typeof operation.name === 'string' && typeof operation.describe === 'function'
}
