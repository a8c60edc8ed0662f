import type { LoadedDocument } from '../openapi/index.ts'
import type { Place, ReportedDocument, ReportedDocuments } from '../reporters/reported-document.ts'
import type { DiffReport } from './types.ts'

/**
 * Finds out in which lines of which files the findings of a report are, for the formats that name them.
 *
 * @param base the base, as `loadDocument` answered it; standard input has no lines
 * @param revision the same of the revision
 */
export async function locateDocuments(
  { changes, warnings }: DiffReport,
  base: LoadedDocument,
  revision: LoadedDocument,
): Promise<Required<ReportedDocuments>> {
  const pointers = [
    ...changes.flatMap(({ pointer }) => Object.values(pointer)),
    ...warnings.map(({ pointer }) => pointer),
  ]
  return { base: await locateAll(base, pointers), revision: await locateAll(revision, pointers) }
}

async function locateAll(document: LoadedDocument, pointers: readonly string[]): Promise<ReportedDocument> {
  const places = new Map<string, Place>()
  for (const pointer of new Set(pointers)) {
    const { path, ...position } = (await document.locate(pointer)) ?? {}
    if (path !== undefined && 'line' in position) places.set(pointer, { file: path, ...position })
  }
  return { name: document.name, find: (pointer) => places.get(pointer) }
}
