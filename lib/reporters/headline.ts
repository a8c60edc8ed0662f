import type { DiffReport, Severity } from '../diff/types.ts'

/** From the worst on, as reports list them. */
export const severities: readonly Severity[] = ['breaking', 'risky', 'safe']

/** The counts of a report in words: "3 breaking, 1 risky, 12 safe". */
export function tellCounts(summary: DiffReport['summary']): string {
  return severities.map((severity) => `${summary[severity]} ${severity}`).join(', ')
}

const verdicts: Readonly<Record<Severity, string>> = {
  breaking: 'Clients that work today will break.',
  risky: 'Some clients may break: it cannot be proved either way.',
  safe: 'No client breaks because of this.',
}

/** What a verdict means to clients. What was approved happens to them all the same. */
export function tellVerdict(verdict: Severity, approved?: number): string {
  return verdict === 'safe' && approved !== undefined
    ? 'No client breaks because of this, apart from what was approved.'
    : verdicts[verdict]
}

/** What a report comes to, in one line. */
export function toHeadline(report: DiffReport): string {
  const { verdict, suggestedBump, summary, approved, leftOut } = report
  const rest = leftOut === undefined ? '' : `; left out by the filter: ${countOperations(leftOut.length)}`
  if (verdict === 'identical') return `identical: nothing changed for clients${rest}`
  const known = approved === undefined ? '' : `, ${String(approved)} approved`
  return `${verdict}: ${tellCounts(summary)}${known} (suggested version bump: ${suggestedBump})${rest}`
}

function countOperations(count: number): string {
  return `${String(count)} ${count === 1 ? 'operation' : 'operations'}`
}
