import type { Change } from '../diff/types.ts'

/** A document of a comparison, for formats that name it or lead into its file. */
export interface ReportedDocument {
  /** How people call it: `openapi.yaml`, `main:openapi.yaml`. */
  readonly name: string
  /** Finds a pointer of the report, or else what is nearest around it; `undefined` where there is no file. */
  readonly find?: (pointer: string) => Place | undefined
}

/** The two documents of a comparison. */
export interface ReportedDocuments {
  readonly base?: ReportedDocument
  readonly revision?: ReportedDocument
}

/** Where something stands in a file. */
export interface Place {
  /** The path from the working folder, with `/`. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number
}

/**
 * Where a reader of the revision looks for a finding: at what it says there, or where it used to say what it no longer
 * does; in the base where the file is gone, too.
 */
export function placeChange({ pointer }: Change, { base, revision }: ReportedDocuments): Place | undefined {
  if (pointer.revision !== undefined) return revision?.find?.(pointer.revision)
  return pointer.base === undefined
    ? undefined
    : (revision?.find?.(pointer.base) ?? base?.find?.(pointer.base))
}
