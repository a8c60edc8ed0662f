import { compareDocuments } from '../../../../lib/diff/compare-documents.ts'
import type { Change } from '../../../../lib/diff/index.ts'
import { readOptions } from '../../../../lib/diff/options.ts'
import { toReport } from '../../../../lib/diff/to-report.ts'
import type { FactGroup } from '../../../../lib/diff/types.ts'
import { openDocument } from '../../../../lib/openapi/index.ts'
import type { Json } from '../rewrites/walk.ts'

/** What was observed, and how each of it is told. */
export interface Finding {
  readonly group: FactGroup
  readonly change: Change
}

/** Compares two documents in strict mode, and keeps the facts beside what is told of them. */
export function findStrictly(base: Json, revision: Json): Finding[] {
  const settings = readOptions({ strict: true, witnesses: false, today: new Date('2026-01-01') })
  const documents = {
    base: openDocument(base, 'The base'),
    revision: openDocument(revision, 'The revision'),
  }
  const { groups } = compareDocuments(documents.base, documents.revision, {
    undeclaredProperties: false,
    filter: settings.filter,
  })
  return groups.flatMap((group) =>
    toReport([group], documents, settings, () => undefined).changes.map((change) => ({ group, change })),
  )
}
