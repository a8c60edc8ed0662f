/** A version that a path does not lead to, though it should. */
export interface Unreached {
  readonly version: string
  /** One sentence or two: what is wrong, and what to do. */
  readonly message: string
}
