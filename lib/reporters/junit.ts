import type { Change, DiffReport } from '../diff/types.ts'
import { escapeControls, shorten } from './escape-controls.ts'
import { groupChanges, nameOperation, type ChangeGroup } from './group-changes.ts'
import { toHeadline } from './headline.ts'
import { placeChange, type ReportedDocuments } from './reported-document.ts'
import { tellApproval } from './tell-approval.ts'
import { tellWitness } from './tell-witness.ts'

/** Which findings fail a build. */
export interface JunitOptions extends ReportedDocuments {
  /** `breaking` findings are failures, or `risky` ones too, which are skipped else (default `breaking`). */
  readonly failOn?: 'breaking' | 'risky'
}

/**
 * The report as JUnit's XML, in the form that Jenkins describes (junit-10.xsd of its xUnit plugin) and GitLab reads: a
 * suite for the operations that findings are about, a case for each finding. There is always a case: Jenkins takes a
 * report without one for a fault.
 */
export function formatJunit(report: DiffReport, options: JunitOptions = {}): string {
  const suites = groupChanges(report.changes).map((group) => toSuite(group, options))
  const failures = report.changes.filter((change) => isFailure(change, options)).length
  const warnings = report.warnings.map(
    ({ document, pointer, message }) => `${document} ${pointer}: ${message}`,
  )
  const whole = `<testsuite name="api-diff" tests="1" failures="0" skipped="0">
<testcase classname="api-diff" name="The documents were compared">
<system-out>${escapeXml(toHeadline(report))}</system-out>
</testcase>
${warnings.length > 0 ? `<system-err>${toLines(warnings)}</system-err>\n` : ''}</testsuite>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="api-diff" tests="${report.changes.length + 1}" failures="${failures}">
${[whole, ...suites].join('\n')}
</testsuites>
`
}

function toSuite({ operations, changes }: ChangeGroup, options: JunitOptions): string {
  const [first] = operations
  const rest = operations.length - 1
  const name =
    first === undefined
      ? 'the document'
      : shorten(nameOperation(first)) + (rest > 0 ? ` and ${rest} more` : '')
  const failures = changes.filter((change) => isFailure(change, options)).length
  const skipped = changes.filter((change) => isSkipped(change, options)).length
  const taken = new Set<string>()
  const cases = changes.map((change) => {
    const title = toTitle(change)
    // A name that stands twice would be one case, of which only the last is shown.
    const isTaken = taken.has(title)
    taken.add(title)
    return toCase(change, name, isTaken ? `${title} (${change.fingerprint})` : title, options)
  })
  return `<testsuite name="${escapeAttribute(name)}" tests="${changes.length}" failures="${failures}" skipped="${skipped}">
${cases.join('\n')}
</testsuite>`
}

function toTitle({ id, location }: Change): string {
  return location === '' ? id : `${id} ${shorten(location)}`
}

function toCase(change: Change, suite: string, title: string, options: JunitOptions): string {
  const place = placeChange(change, options)
  const where = place === undefined ? '' : ` file="${escapeAttribute(place.file)}" line="${place.line}"`
  // Jenkins takes what is before the last full stop for the name of a package.
  const classname = suite.replaceAll('.', '\u2024')
  const opening = `<testcase classname="${escapeAttribute(classname)}" name="${escapeAttribute(title)}"${where}>`
  return `${opening}\n${toOutcome(change, options)}\n</testcase>`
}

function toOutcome(change: Change, options: JunitOptions): string {
  const element = isFailure(change, options) ? 'failure' : isSkipped(change, options) ? 'skipped' : undefined
  const text = toLines(toDetails(change))
  if (element === undefined) return `<system-out>${text}</system-out>`
  return `<${element} type="${change.severity}" message="${escapeAttribute(shorten(change.message, 1000))}">${text}</${element}>`
}

function toDetails({
  severity,
  message,
  witness,
  migrate,
  operations,
  pointer,
  fingerprint,
  approval,
}: Change): readonly string[] {
  const lines = [message]
  if (approval !== undefined) lines.push(tellApproval(approval))
  if (witness !== undefined) {
    const { accepted, value, rejected, reason } = tellWitness(witness)
    lines.push(`${accepted}: ${shorten(JSON.stringify(value), 2000)}`, `${rejected}: ${reason}`)
  }
  if (severity !== 'safe') lines.push(`→ ${migrate}`)
  if (operations.length > 1) lines.push(`operations: ${operations.map(nameOperation).join(', ')}`)
  if (pointer.base !== undefined) lines.push(`base: ${pointer.base}`)
  if (pointer.revision !== undefined) lines.push(`revision: ${pointer.revision}`)
  return [...lines, `fingerprint: ${fingerprint}`]
}

function isFailure({ severity, approval }: Change, { failOn }: JunitOptions): boolean {
  if (approval !== undefined) return false
  return severity === 'breaking' || (severity === 'risky' && failOn === 'risky')
}

function isSkipped(change: Change, options: JunitOptions): boolean {
  return change.severity !== 'safe' && !isFailure(change, options)
}

/** Each is one line: of a log, GitHub takes a line that begins with `::` for a command. */
function toLines(lines: readonly string[]): string {
  return lines.map((line) => escapeXml(escapeControls(line))).join('\n')
}

/** XML 1.0 has no way to write most control characters, lone surrogates and U+FFFE, not even as references (§2.2). */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]|\p{Bidi_Control}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;')
}

function escapeAttribute(text: string): string {
  return escapeXml(escapeControls(text.replace(/[\t\n\r]+/g, ' '))).replaceAll('"', '&quot;')
}
