import type { DiffReport } from '../diff/types.ts'
import type { LoadedDocument } from '../openapi/index.ts'
import type { ReportedDocuments } from '../reporters/reported-document.ts'
import type { TextOptions } from '../reporters/text.ts'

/** The values of `--format`; the first is the default. */
export const formats = ['text', 'json', 'markdown', 'html', 'sarif', 'junit', 'github'] as const

export type Format = (typeof formats)[number]

/** What a report is printed by. */
export interface PrintOptions extends TextOptions {
  readonly format: Format
  /** From which verdict on the command fails. */
  readonly failOn: 'breaking' | 'risky' | 'never'
  readonly documents: readonly [base: LoadedDocument, revision: LoadedDocument]
}

/** Prints a report. A format is loaded when it is asked for: most runs need one of them. */
export async function printReport(report: DiffReport, options: PrintOptions): Promise<string> {
  switch (options.format) {
    case 'text':
      return (await import('../reporters/text.ts')).formatText(report, options)
    case 'json':
      return (await import('../reporters/json.ts')).formatJson(report)
    case 'markdown': {
      // A comment names the documents, and no lines of them.
      const named = await locate({ ...report, changes: [], warnings: [] }, options)
      return (await import('../reporters/markdown.ts')).formatMarkdown(report, named)
    }
    case 'html':
      return (await import('../reporters/html.ts')).formatHtml(report, await locate(report, options))
    case 'sarif':
      return (await import('../reporters/sarif.ts')).formatSarif(report, await locate(report, options))
    case 'junit': {
      const { formatJunit } = await import('../reporters/junit.ts')
      const failOn = options.failOn === 'risky' ? 'risky' : 'breaking'
      return formatJunit(report, { ...(await locate(report, options)), failOn })
    }
    case 'github':
      return (await import('../reporters/github.ts')).formatGithub(report, await locate(report, options))
  }
}

/** Finds out in which lines of the two files the findings are. */
async function locate(report: DiffReport, { documents }: PrintOptions): Promise<ReportedDocuments> {
  const { locateDocuments } = await import('../diff/locate-documents.ts')
  return locateDocuments(report, ...documents)
}
