import type { Change, DiffReport, OperationName, Severity } from '../diff/types.ts'
import type { Witness } from '../schema/index.ts'
import { escapeControls, shorten } from './escape-controls.ts'
import { groupChanges, nameOperation, nameOperations, type ChangeGroup } from './group-changes.ts'
import { severities, toHeadline } from './headline.ts'
import { tellApproval } from './tell-approval.ts'
import { tellWitness } from './tell-witness.ts'

/** How a report is printed. */
export interface TextOptions {
  /** Colours for a terminal (default false). */
  readonly color?: boolean
  /** Only the headline and the warnings (default false). */
  readonly quiet?: boolean
  /** All operations, findings and warnings, with pointers and fingerprints (default false). */
  readonly verbose?: boolean
}

type Style = keyof typeof codes
interface Print {
  readonly paint: (style: Style, text: string) => string
  readonly verbose: boolean
}

const codes = {
  breaking: '31;1', risky: '33;1', safe: '32;1', identical: '32;1', id: '1', operation: '36', fine: '32', refused: '31', dim: '2',
} as const // prettier-ignore
const shownWarnings = 10
const shownSafe = 10

/** The report for a reader: a headline, then the findings by severity and by operation. */
export function formatText(report: DiffReport, options: TextOptions = {}): string {
  const print: Print = {
    paint: (style, text) => (options.color === true ? `\u001b[${codes[style]}m${text}\u001b[0m` : text),
    verbose: options.verbose === true,
  }
  const [verdict = '', ...counts] = toHeadline(report).split(':')
  const lines = [`${print.paint(report.verdict, verdict)}:${counts.join(':')}`, ...toWarnings(report, print)]
  const sections = options.quiet === true ? [] : severities
  // A section may have more lines than a call may have arguments.
  const told = sections.flatMap((severity) => {
    const changes = report.changes.filter((change) => change.severity === severity)
    return changes.length > 0 ? ['', ...toSection(severity, changes, print)] : []
  })
  return `${[...lines, ...told].join('\n')}\n`
}

function toWarnings({ warnings }: DiffReport, { paint, verbose }: Print): string[] {
  const shown = verbose ? warnings : warnings.slice(0, shownWarnings)
  const lines = shown.map(
    ({ document, pointer, message }) =>
      `${paint('risky', 'warning')} ${document} ${escapeControls(`${pointer}: ${message}`)}`,
  )
  const hidden = warnings.length - shown.length
  return hidden > 0
    ? [...lines, `${paint('risky', 'warning')} and ${hidden} more (--verbose shows them)`]
    : lines
}

function toSection(severity: Severity, changes: readonly Change[], print: Print): string[] {
  const shown = severity === 'safe' && !print.verbose ? changes.slice(0, shownSafe) : changes
  const lines = toGroups(groupChanges(shown), print)
  const hidden = changes.length - shown.length
  const rest = hidden > 0 ? [print.paint('dim', `  and ${hidden} more (--verbose shows them)`)] : []
  return [print.paint(severity, severity.toUpperCase()), ...lines, ...rest]
}

/** What is told of operations as a whole in the same words, as that they were removed, is told below all of them. */
function toGroups(groups: readonly ChangeGroup[], print: Print): readonly string[] {
  const told = new Map<string, { readonly names: string[]; readonly findings: readonly string[] }>()
  for (const { operations, changes } of groups) {
    const names = toOperations(operations, print)
    const findings = changes.flatMap((change) => toFinding(change, print))
    const isOfWhole = !print.verbose && changes.every(({ location }) => location === '')
    const key = JSON.stringify(isOfWhole ? findings : [names, findings])
    const known = told.get(key)
    if (known === undefined) told.set(key, { names, findings })
    else known.names.push(...names)
  }
  return [...told.values()].flatMap(({ names, findings }) => [...names, ...findings])
}

function toOperations(operations: readonly OperationName[], { paint, verbose }: Print): string[] {
  const names =
    verbose && operations.length > 0 ? operations.map(nameOperation) : [nameOperations(operations)]
  return names.map((name) => `  ${paint('operation', escapeControls(name))}`)
}

function toFinding(change: Change, { paint, verbose }: Print): string[] {
  const { id, severity, message, witness, migrate, pointer, proof, fingerprint } = change
  const cut = (text: string): string => escapeControls(verbose ? text : shorten(text))
  const location = change.location && ` ${paint('dim', cut(change.location))}`
  const lines = [`${paint('id', id)}${location}`, `  ${escapeControls(message)}`]
  if (witness !== undefined)
    lines.push(...toWitness(witness, verbose ? undefined : change.location, paint, cut))
  if (change.approval !== undefined) lines.push(`  ${escapeControls(tellApproval(change.approval))}`)
  if (severity !== 'safe' || verbose) lines.push(`  ${paint('dim', `→ ${escapeControls(migrate)}`)}`)
  if (verbose) {
    for (const document of ['base', 'revision'] as const) {
      const place = pointer[document]
      if (place !== undefined) lines.push(`  ${paint('dim', `${document} ${escapeControls(place)}`)}`)
    }
    lines.push(`  ${paint('dim', `fingerprint ${fingerprint}, proof: ${proof}`)}`)
  }
  return lines.map((line) => `    ${line}`)
}

function toWitness(
  witness: Witness,
  location: string | undefined,
  paint: Print['paint'],
  cut: (text: string) => string,
): string[] {
  const { accepted, value, rejected, reason } = tellWitness(witness, location)
  return [
    `  ${paint('fine', `${accepted}:`)} ${cut(JSON.stringify(value))}`,
    `  ${paint('refused', `${rejected}:`)} ${cut(reason)}`,
  ]
}
