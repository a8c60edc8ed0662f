import type { Operation } from '../operations/define-operation.ts'

/** What an author says of a change. */
export interface ChangeOptions {
  /** One sentence for the reader of the guide: what is different now. */
  readonly summary: string
  /** Why it was changed. */
  readonly why?: string
  /** What the change does, in the order in which an old message becomes a current one. */
  readonly operations: readonly Operation[]
}

/** One described step between two versions. */
export interface Change extends ChangeOptions {
  readonly operations: readonly Operation[]
}

/** Declares a change once; the old schemas, both transforms, the documents and the guide follow from it. */
export function defineChange(options: ChangeOptions): Change {
  return Object.freeze({ ...options, operations: Object.freeze([...options.operations]) })
}
