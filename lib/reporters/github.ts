import type { Change, DiffReport, Severity } from '../diff/types.ts'
import { escapeControls, shorten } from './escape-controls.ts'
import { nameOperations } from './group-changes.ts'
import { severities, tellCounts, toHeadline } from './headline.ts'
import { placeChange, type ReportedDocuments } from './reported-document.ts'
import { splitWarnings, tellSpots } from './split-warnings.ts'
import { tellApproval } from './tell-approval.ts'
import { tellWitness } from './tell-witness.ts'

const commands = { breaking: 'error', risky: 'warning', safe: 'notice' } as const

/** GitHub shows ten annotations of each level for a step; the last notice is for the sum. */
const shown: Readonly<Record<Severity, number>> = { breaking: 10, risky: 10, safe: 9 }
/** Warnings of the report are one annotation together. */
const shownWarnings = 10

/**
 * The report as workflow commands, which GitHub Actions shows as annotations of the files. The form is that of
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.
 */
export function formatGithub(report: DiffReport, documents: ReportedDocuments = {}): string {
  const warnings = toWarnings(report)
  const lines = [...warnings]
  const left = { breaking: 0, risky: 0, safe: 0 }
  for (const severity of severities) {
    const changes = report.changes.filter((change) => toLevel(change) === severity)
    const room = severity === 'risky' ? shown.risky - warnings.length : shown[severity]
    lines.push(...changes.slice(0, room).map((change) => toCommand(change, documents)))
    left[severity] = Math.max(0, changes.length - room)
  }
  const rest = Object.values(left).some((count) => count > 0)
    ? ` Not shown as annotations: ${tellCounts(left)}.`
    : ''
  const headline = `${toHeadline(report)}.${rest}`
  return `${lines.join('')}::notice title=api-diff::${escapeData(headline)}\n`
}

/** What was not compared could be anything: a job that is green has to say so. */
function toWarnings(report: DiffReport): readonly string[] {
  const { warnings } = report
  if (warnings.length === 0) return []
  const { spots, settings } = splitWarnings(report)
  const told = warnings
    .slice(0, shownWarnings)
    .map(({ document, pointer, message }) =>
      escapeControls(shorten(`${document} ${pointer}: ${message}`, 1000)),
    )
  const titles = [
    ...(spots.length > 0 ? [`${tellSpots(spots.length)}.`] : []),
    ...(settings.length > 0 ? [`Odd in the configuration: ${String(settings.length)}.`] : []),
  ]
  const rest = warnings.length - told.length
  const text = [titles.join(' '), ...told, ...(rest > 0 ? [`and ${String(rest)} more`] : [])].join('\n')
  return [`::warning title=api-diff::${escapeData(text)}\n`]
}

/** What was approved is to be seen, and to stop nobody. */
function toLevel({ severity, approval }: Change): Severity {
  return approval === undefined ? severity : 'safe'
}

function toCommand(change: Change, documents: ReportedDocuments): string {
  const place = placeChange(change, documents)
  const properties = {
    ...(place === undefined ? {} : { file: place.file, line: place.line, col: place.column }),
    title: `${change.severity}: ${change.id}`,
  }
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  return `::${commands[toLevel(change)]} ${list.join(',')}::${escapeData(toMessage(change))}\n`
}

function toMessage({ operations, location, message, severity, witness, migrate, approval }: Change): string {
  const lines = [`${shorten(nameOperations(operations))}: ${shorten(message, 1000)}`]
  if (witness !== undefined) {
    const { accepted, value, rejected, reason } = tellWitness(witness, location)
    lines.push(`${accepted}: ${shorten(JSON.stringify(value))}`, `${rejected}: ${shorten(reason)}`)
  }
  if (approval !== undefined) lines.push(tellApproval(approval))
  if (severity !== 'safe') lines.push(`→ ${shorten(migrate, 1000)}`)
  return lines.map(escapeControls).join('\n')
}

/** As `escapeData` of GitHub's toolkit: `@actions/core`, command.ts. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** As `escapeProperty` there. */
function escapeProperty(text: string): string {
  return escapeData(escapeControls(text)).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
