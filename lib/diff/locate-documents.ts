import { readPlaces } from '../openapi/read-places.ts'
import type { ReportedDocuments } from '../reporters/reported-document.ts'
import type { DiffReport } from './types.ts'

/**
 * Finds out in which lines of which files the findings of a report are, for the formats that name them.
 *
 * @param base what the base was loaded from by `loadDocument`; standard input has no lines
 * @param revision the same of the revision
 */
export async function locateDocuments(
  { changes, warnings }: DiffReport,
  base: string,
  revision: string,
): Promise<Required<ReportedDocuments>> {
  const pointers = [
    ...changes.flatMap(({ pointer }) => Object.values(pointer)),
    ...warnings.map(({ pointer }) => pointer),
  ]
  return { base: await readPlaces(base, pointers), revision: await readPlaces(revision, pointers) }
}
