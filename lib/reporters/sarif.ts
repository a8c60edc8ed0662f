import type { Change, DiffReport } from '../diff/types.ts'
import type { Rule } from '../rules/define-rule.ts'
import { rules } from '../rules/index.ts'
import { escapeLines, shorten } from './escape-controls.ts'
import { nameOperation, nameOperations } from './group-changes.ts'
import { placeChange, type Place, type ReportedDocuments } from './reported-document.ts'
import { tellApproval } from './tell-approval.ts'
import { tellWitness } from './tell-witness.ts'

/** What a report in SARIF is made with, beside the report. */
export interface SarifOptions extends ReportedDocuments {
  /** Where the pages of the rules are: `<rulePages><id>.md` becomes the help URI of a rule. */
  readonly rulePages?: string
}

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const levels = { breaking: 'error', risky: 'warning', safe: 'note' } as const

/** The report in SARIF 2.1.0, as code scanning takes it. Sections below are those of its specification. */
export function formatSarif(report: DiffReport, options: SarifOptions = {}): string {
  const ids = [...new Set(report.changes.map(({ id }) => id))].sort()
  const hasApprovals = report.changes.some(({ approval }) => approval !== undefined)
  const run = {
    tool: { driver: { name: 'api-diff', rules: ids.map((id) => toRule(id, options)) } },
    automationDetails: { id: 'api-diff/' },
    invocations: [
      { executionSuccessful: true, toolExecutionNotifications: toNotifications(report, options) },
    ],
    results: report.changes.map((change) => toResult(change, ids.indexOf(change.id), options, hasApprovals)),
    columnKind: 'utf16CodeUnits',
    properties: { verdict: report.verdict, suggestedBump: report.suggestedBump },
  }
  return `${escapeLines(JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, undefined, 2))}\n`
}

/** §3.49. A report that was kept may name a rule that there is no more. */
function toRule(id: string, { rulePages }: SarifOptions): object {
  const rule: Rule | undefined = rules.find((one) => one.id === id)
  if (rule === undefined) return { id }
  const help = `${rule.why}\n\nWhat to do: ${rule.migrate}`
  return {
    id,
    name: id.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.summary },
    fullDescription: { text: rule.why },
    help: { text: help, markdown: help },
    ...(rulePages === undefined ? {} : { helpUri: `${rulePages}${id}.md` }),
    properties: { tags: ['api', ...(/^(?:request|response)(?=-)/.exec(id) ?? [])] },
  }
}

/** §3.27 */
function toResult(change: Change, ruleIndex: number, options: SarifOptions, hasApprovals: boolean): object {
  const { id, severity, direction, operations, pointer, migrate, fingerprint, proof, witness, approval } =
    change
  const base = pointer.base === undefined ? undefined : options.base?.find?.(pointer.base)
  return {
    ruleId: id,
    ruleIndex,
    level: levels[severity],
    message: { text: toMessage(change) },
    locations: [toLocation(change, placeChange(change, options))],
    ...(base === undefined
      ? {}
      : { relatedLocations: [{ id: 0, message: { text: 'Before' }, ...toPhysical(base) }] }),
    partialFingerprints: { 'apiDiff/v1': fingerprint },
    // §3.35: accepted by a decision that stands outside of the documents. §3.27.23: where results may be accepted, all say so.
    ...(hasApprovals
      ? {
          suppressions:
            approval === undefined
              ? []
              : [{ kind: 'external', status: 'accepted', justification: tellApproval(approval) }],
        }
      : {}),
    properties: {
      severity,
      direction,
      operations: operations.map(nameOperation),
      pointer,
      migrate,
      proof,
      ...(witness === undefined ? {} : { witness }),
    },
  }
}

function toMessage({ operations, location, message, witness, severity, migrate }: Change): string {
  const lines = [`${shorten(nameOperations(operations))}: ${message}`]
  if (witness !== undefined) {
    const { accepted, value, rejected, reason } = tellWitness(witness, location)
    lines.push(`${accepted}: ${shorten(JSON.stringify(value))}`, `${rejected}: ${reason}`)
  }
  if (severity !== 'safe') lines.push(`What to do: ${migrate}`)
  return escapeMessage(lines.join('\n'))
}

/** §3.11.5: a number in braces stands for an argument. §3.11.6: brackets before parentheses are a link. */
function escapeMessage(text: string): string {
  return text.replace(/\{(\d+)\}/g, '{{$1}}').replace(/[[\]](?=[^[\]]*\]\()|\](?=\()/g, '\\$&')
}

/** §3.28: a region of the file where there is one, and the place in the API in any case. */
function toLocation({ operations, location }: Change, place: Place | undefined): object {
  const names = operations.length === 0 ? ['the document'] : operations.map(nameOperation)
  return {
    ...(place === undefined ? {} : toPhysical(place)),
    logicalLocations: names.map((name, index) => ({
      fullyQualifiedName: index === 0 && location !== '' ? `${name} ${location}` : name,
      kind: 'resource',
    })),
  }
}

function toPhysical({ file, line, column }: Place): object {
  return {
    physicalLocation: {
      artifactLocation: isUrl(file) ? { uri: file } : { uri: toUri(file), uriBaseId: '%SRCROOT%' },
      region: { startLine: line, startColumn: column },
    },
  }
}

/** §3.4.3: what is absolute is from no base. */
function isUrl(file: string): boolean {
  return /^https?:\/\//i.test(file) && URL.canParse(file)
}

/** A lone surrogate has no encoding. */
function toUri(file: string): string {
  const names = file.replace(/\p{Surrogate}/gu, '\ufffd').split('/')
  return names.map(encodeURIComponent).join('/')
}

/** §3.58: what could not be understood was not compared. */
function toNotifications({ warnings }: DiffReport, options: SarifOptions): readonly object[] {
  return warnings.map(({ document, pointer, message }) => {
    // What is said of the configuration is about no place in a document.
    const place = document === 'config' ? undefined : options[document]?.find?.(pointer)
    return {
      level: 'warning',
      message: { text: escapeMessage(`${document} ${pointer}: ${message}`) },
      ...(place === undefined ? {} : { locations: [toPhysical(place)] }),
    }
  })
}
