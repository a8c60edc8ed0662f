import type { Change, DiffReport, OperationName, Severity } from '../diff/types.ts'
import type { Witness } from '../schema/index.ts'

/** How a report is printed. */
export interface TextOptions {
  /** Colours for a terminal (default false). */
  readonly color?: boolean
  /** Only the headline and the warnings (default false). */
  readonly quiet?: boolean
}

type Paint = (style: keyof typeof codes, text: string) => string

const codes = { breaking: '31;1', risky: '33;1', safe: '32', identical: '32', id: '1', dim: '2' } as const
const severities: readonly Severity[] = ['breaking', 'risky', 'safe']
const shownOperations = 3
const shownWarnings = 10

/** The report for a reader: a headline, then the findings by severity and by operation. */
export function formatText(report: DiffReport, options: TextOptions = {}): string {
  const paint: Paint = (style, text) =>
    options.color === true ? `\u001b[${codes[style]}m${text}\u001b[0m` : text
  const lines = [toHeadline(report, paint)]
  for (const { document, pointer, message } of report.warnings.slice(0, shownWarnings)) {
    lines.push(`${paint('risky', 'warning')} ${document} ${escapeControls(`${pointer}: ${message}`)}`)
  }
  const hidden = report.warnings.length - shownWarnings
  if (hidden > 0) lines.push(`${paint('risky', 'warning')} and ${hidden} more (all are in the JSON report)`)
  if (options.quiet !== true) {
    for (const severity of severities) {
      const changes = report.changes.filter((change) => change.severity === severity)
      if (changes.length > 0) lines.push('', ...toSection(severity, changes, paint))
    }
  }
  return `${lines.join('\n')}\n`
}

function toHeadline(
  { verdict, suggestedBump, summary, approved, leftOut }: DiffReport,
  paint: Paint,
): string {
  const rest = leftOut === undefined ? '' : `; left out by the filter: ${toCount(leftOut.length)}`
  if (verdict === 'identical') return `${paint('identical', 'identical')}: nothing changed for clients${rest}`
  const known = approved === undefined ? [] : [`${String(approved)} approved`]
  const counts = [...severities.map((severity) => `${summary[severity]} ${severity}`), ...known].join(', ')
  return `${paint(verdict, verdict)}: ${counts} (suggested version bump: ${suggestedBump})${rest}`
}

function toSection(severity: Severity, changes: readonly Change[], paint: Paint): string[] {
  const lines = [paint(severity, severity.toUpperCase())]
  let operations = ''
  for (const change of changes) {
    const next = toOperations(change.operations)
    if (next !== operations) lines.push(`  ${next}`)
    operations = next
    const location = change.location && ` ${paint('dim', escapeControls(shorten(change.location)))}`
    lines.push(`    ${paint('id', change.id)}${location}`, `      ${escapeControls(change.message)}`)
    if (change.witness !== undefined) lines.push(...toWitness(change.witness))
    if (change.approval !== undefined) lines.push(`      ${toApproval(change.approval)}`)
    if (severity !== 'safe') lines.push(`      ${paint('dim', `→ ${change.migrate}`)}`)
  }
  return lines
}

function toApproval({ reason, author, until }: NonNullable<Change['approval']>): string {
  const by = author === undefined ? '' : ` by ${author}`
  return escapeControls(`approved${by}${until === undefined ? '' : ` until ${until}`}: ${reason}`)
}

function toOperations(operations: readonly OperationName[]): string {
  if (operations.length === 0) return 'the document'
  const shown = operations
    .slice(0, shownOperations)
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`)
  const rest = operations.length - shown.length
  return escapeControls(shown.join(', ')) + (rest > 0 ? ` and ${rest} more` : '')
}

function toWitness({ value, validIn, invalidIn }: Witness): string[] {
  const text = JSON.stringify(value)
  return [
    `      the ${validIn} accepts, the ${invalidIn} rejects:`,
    `        ${escapeControls(shorten(text))}`,
  ]
}

/** What is longer than a few lines is not read; the JSON report has all of it. */
function shorten(text: string): string {
  return text.length > 400 ? `${text.slice(0, 399)}…` : text
}

/** A document must not be able to write to the terminal: its names may hold escape sequences. */
function escapeControls(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, (control) => {
    const code = control.codePointAt(0) ?? 0
    return `\\u${code.toString(16).padStart(4, '0')}`
  })
}

function toCount(operations: number): string {
  return `${String(operations)} ${operations === 1 ? 'operation' : 'operations'}`
}
