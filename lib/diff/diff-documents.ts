import { toError } from '../errors.ts'
import { openDocument } from '../openapi/index.ts'
import { compareDocuments } from './compare-documents.ts'
import { readOptions, type DiffOptions } from './options.ts'
import { toReport } from './to-report.ts'
import type { DiffReport } from './types.ts'
import { createWitnessFinder } from './witness.ts'

/**
 * Compares two OpenAPI documents, of any of the versions 2.0, 3.0, 3.1 and 3.2, and judges what changed for clients.
 *
 * Deterministic: the same documents and options give the same report, in the same order. Neither is changed.
 *
 * @param base the document that clients were written against: loaded, or parsed
 * @param revision the document that is to replace it
 * @throws TDM_DOCUMENT_NOT_OPENAPI, TDM_DOCUMENT_SYNTAX, TDM_DOCUMENT_TOO_DEEP, TDM_DIFF_OPTION
 */
export function diffDocuments(base: unknown, revision: unknown, options: DiffOptions = {}): DiffReport {
  const settings = readOptions(options)
  try {
    const documents = {
      base: openDocument(base, 'The base'),
      revision: openDocument(revision, 'The revision'),
    }
    const { groups, context } = compareDocuments(documents.base, documents.revision, {
      undeclaredProperties: settings.policy.tolerances.has('undeclared-properties'),
      filter: settings.filter,
    })
    return toReport(
      groups,
      documents,
      settings,
      settings.witnesses ? createWitnessFinder(context) : () => undefined,
    )
  } catch (error) {
    // The engine's way to say that the nesting exhausted the stack: documents may be built of cyclic objects.
    if (error instanceof RangeError) throw toError('TDM_DOCUMENT_TOO_DEEP', 'A document')
    throw error
  }
}
