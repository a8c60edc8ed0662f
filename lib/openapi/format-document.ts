import { dump } from 'js-yaml'

/** How a document is written. */
export type DocumentFormat = 'json' | 'yaml'

/** The media types of the two; for YAML, that of RFC 9512. */
export const documentMediaTypes: Readonly<Record<DocumentFormat, string>> = {
  json: 'application/json; charset=utf-8',
  yaml: 'application/yaml',
}

/** A document as text: the same one gives the same bytes, with its members in its own order. */
export function formatDocument(document: Readonly<Record<string, unknown>>, format: DocumentFormat): string {
  if (format === 'json') return `${JSON.stringify(document, null, 2)}\n`
  // Neither anchors nor folded lines: generators of other languages trip over the first, diffs over the second.
  return dump(document, { noRefs: true, lineWidth: -1 })
}
