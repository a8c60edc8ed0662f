import { toError } from '../errors.ts'
import type { Operation } from '../operations/define-operation.ts'

/** What an author says of a change. */
export interface ChangeOptions {
  /** One sentence for the reader of the guide: what is different now. */
  readonly summary: string
  /** Why it was changed. */
  readonly why?: string
  /**
   * What the change does, in the order in which an old message becomes a current one. It may be empty: a change
   * that no transform can express is asked for by `request.apiVersion.has(change)`.
   */
  readonly operations: readonly Operation[]
}

/** One described step between two versions. */
export interface Change extends ChangeOptions {
  readonly operations: readonly Operation[]
}

/**
 * Declares a change once; the old schemas, both transforms, the documents and the guide follow from it.
 *
 * @throws TDM_CHANGE_OPERATIONS
 */
export function defineChange(options: ChangeOptions): Change {
  const { summary, operations } = options
  if (!Array.isArray(operations)) throw toError('TDM_CHANGE_OPERATIONS', summary)
  return Object.freeze({ ...options, operations: Object.freeze([...options.operations]) })
}
