import type { Change, DiffReport, OperationName, Severity } from '../diff/types.ts'
import { escapeControls, shorten } from './escape-controls.ts'
import { groupChanges, nameOperation } from './group-changes.ts'
import { severities, tellVerdict } from './headline.ts'
import { toBlock, toPlain, toProse, toSpan } from './markdown-text.ts'
import { printJson } from './print-json.ts'
import type { ReportedDocuments } from './reported-document.ts'
import { splitWarnings, tellSpots } from './split-warnings.ts'
import { tellApproval } from './tell-approval.ts'
import { tellWitness } from './tell-witness.ts'

/** GitHub takes no comment of more characters. */
const limit = 65_536
/** What the end of a comment that is cut takes at most. */
const reserve = 300
const shownOperations = 3
const shownSettings = 10

const alerts = { breaking: 'CAUTION', risky: 'WARNING', safe: 'NOTE', identical: 'NOTE' } as const
const titles: Readonly<Record<Severity, string>> = { breaking: 'Breaking', risky: 'Risky', safe: 'Safe' }

/** The report as a comment for a pull request, in GitHub's Markdown, short enough to be one. */
export function formatMarkdown(report: DiffReport, documents: ReportedDocuments = {}): string {
  const blocks = [toHead(report, documents)]
  let length = blocks.join('').length
  let left = report.changes.length
  for (const severity of severities) {
    const findings = toFindings(report.changes.filter((change) => change.severity === severity))
    if (findings.length === 0) continue
    const [opening, closing] = toFrame(severity, findings.length)
    length += opening.length + closing.length
    const end = findings.findIndex((text) => (length += text.length) > limit - reserve)
    const shown = end === -1 ? findings : findings.slice(0, end)
    if (shown.length > 0) blocks.push(opening, ...shown, closing)
    left -= shown.length
    // What is less severe is not shown where something more severe was left out.
    if (end !== -1) break
  }
  if (left > 0) blocks.push(toRest(left))
  return blocks.join('')
}

function toRest(count: number): string {
  const findings = count === 1 ? 'finding is' : 'findings are'
  return `\n${count} more ${findings} left out, since GitHub takes no longer comment; \`api-diff --format html\` shows all of them.\n`
}

function toHead(report: DiffReport, documents: ReportedDocuments): string {
  const { verdict, suggestedBump, summary, approved, leftOut } = report
  const { spots, settings } = splitWarnings(report)
  const { base, revision } = documents
  const compared = base && revision ? `${toSpan(base.name)} → ${toSpan(revision.name)}\n\n` : ''
  const lead = verdict === 'identical' ? 'The documents say the same.' : tellVerdict(verdict, approved)
  const bump =
    verdict === 'identical' ? 'Nothing changed for clients.' : `Suggested version bump: **${suggestedBump}**.`
  const counts = severities.map((severity) => `| ${titles[severity]} | ${summary[severity]} |\n`).join('')
  const known = approved === undefined ? '' : `| Approved | ${approved} |\n`
  const filtered = leftOut === undefined ? '' : `\nOperations left out by the filter: ${leftOut.length}.\n`
  const told = (spots.length === 0 ? '' : `\n${tellSpots(spots.length)}.\n`) + toSettings(settings)
  return `## API changes: ${verdict}\n\n${compared}> [!${alerts[verdict]}]\n> ${lead} ${bump}\n\n| Severity | Findings |\n| --- | ---: |\n${counts}${known}${told}${filtered}`
}

/** Whoever reads the comment can mend the configuration: it is a file of the same repository. */
function toSettings(settings: DiffReport['warnings']): string {
  if (settings.length === 0) return ''
  const items = settings
    .slice(0, shownSettings)
    .map(({ pointer, message }) => `- ${toSpan(shorten(pointer))}: ${toPlain(shorten(message))}\n`)
  const rest = settings.length > shownSettings ? `- and ${settings.length - shownSettings} more\n` : ''
  return `\nOdd in the configuration:\n\n${items.join('')}${rest}`
}

/** Safe findings are there for whoever wants to see them. */
function toFrame(severity: Severity, count: number): readonly [string, string] {
  const title = `${titles[severity]} (${count})`
  return severity === 'safe'
    ? [`\n<details>\n<summary>${title}</summary>\n`, '\n</details>\n']
    : [`\n### ${title}\n`, '']
}

/** The findings, the first about some operations with their heading in front of it. */
function toFindings(changes: readonly Change[]): readonly string[] {
  return groupChanges(changes).flatMap((group) =>
    group.changes.map((change, index) =>
      index === 0
        ? `
#### ${toOperations(group.operations)}
${toFinding(change)}`
        : toFinding(change),
    ),
  )
}

function toOperations(operations: readonly OperationName[]): string {
  if (operations.length === 0) return 'The document'
  const names = operations
    .slice(0, shownOperations)
    .map((operation) => toSpan(shorten(nameOperation(operation), 200)))
  const rest = operations.length - names.length
  return names.join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}

function toFinding(change: Change): string {
  const { id, severity, location, message, witness, migrate, fingerprint, approval } = change
  const place = location === '' ? '' : ` at ${toSpan(shorten(location))}`
  const parts = [`**${toSpan(id)}**${place}  \n${toProse(shorten(message, 1000))}`]
  if (witness !== undefined) {
    const { accepted, value, rejected, reason } = tellWitness(witness, location)
    const text = escapeControls(shorten(printJson(value), 1500)).replaceAll('\\u000a', '\n')
    parts.push(
      `${accepted}:`,
      toBlock('json', text.split('\n').map(escapeControls).join('\n')),
      `${rejected}: ${toProse(shorten(reason))}`,
    )
  }
  if (approval !== undefined) parts.push(`✓ ${toProse(shorten(tellApproval(approval), 1000))}`)
  if (severity !== 'safe') parts.push(`**What to do:** ${toProse(shorten(migrate, 1000))}`)
  parts.push(`<sub>Fingerprint: ${toSpan(fingerprint)}</sub>`)
  return `\n- ${parts.join('\n\n').replaceAll('\n', '\n  ').replace(/^ +$/gm, '')}\n`
}
