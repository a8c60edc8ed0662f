/** Something in a document that could not be understood; the rest was compared without it. */
export interface DocumentWarning {
  /** Where it stands, as a JSON Pointer fragment, after the file's name when that is not the root document. */
  readonly pointer: string
  readonly message: string
}

/** A document as it was read: the root, the files that it refers to, and what was odd about them. */
export class LoadedDocument {
  readonly name: string
  readonly root: unknown
  /** By their path from the root document's folder, with `/`; every reference in them is from there, too. */
  readonly files: ReadonlyMap<string, unknown>
  readonly warnings: readonly DocumentWarning[]

  constructor(
    name: string,
    root: unknown,
    files: ReadonlyMap<string, unknown> = new Map(),
    warnings: readonly DocumentWarning[] = [],
  ) {
    this.name = name
    this.root = root
    this.files = files
    this.warnings = warnings
  }
}
