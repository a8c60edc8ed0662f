import type { DiffReport, Severity } from '../diff/types.ts'

/** From the worst on, as reports list them. */
export const severities: readonly Severity[] = ['breaking', 'risky', 'safe']

/** The counts of a report in words: "3 breaking, 1 risky, 12 safe". */
export function tellCounts(summary: DiffReport['summary']): string {
  return severities.map((severity) => `${summary[severity]} ${severity}`).join(', ')
}

/** What a report comes to, in one line. */
export function toHeadline({ verdict, suggestedBump, summary }: DiffReport): string {
  return verdict === 'identical'
    ? 'identical: nothing changed for clients'
    : `${verdict}: ${tellCounts(summary)} (suggested version bump: ${suggestedBump})`
}
