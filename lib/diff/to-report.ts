import type { OpenApiDocument } from '../openapi/index.ts'
import { approveChanges } from '../policies/approve-changes.ts'
import { holdToWindow } from '../policies/hold-to-window.ts'
import { judgeFact } from '../policies/judge-fact.ts'
import type { Rule } from '../rules/define-rule.ts'
import { findRule } from './find-rule.ts'
import { toFingerprints } from './fingerprint.ts'
import { findNearestName } from '../schema/nearest-name.ts'
import type { DiffSettings } from './options.ts'
import { toMigrate } from './to-migrate.ts'
import type { Change, DiffReport, FactGroup, Severity } from './types.ts'
import type { WitnessFinder } from './witness.ts'

const severities: readonly Severity[] = ['breaking', 'risky', 'safe']

/** Judges facts and tells them as findings. */
export function toReport(
  groups: readonly FactGroup[],
  documents: { readonly base: OpenApiDocument; readonly revision: OpenApiDocument },
  { policy, approvals, filter }: DiffSettings,
  findWitness: WitnessFinder,
): DiffReport {
  const bySeverity = new Map<Severity, Change[]>(severities.map((severity) => [severity, []]))
  const off = new Set<string>()
  let adds = false
  const findings = holdToWindow(groups, policy).map((group) => {
    const rule = findRule(group.fact)
    return { id: rule.id, group, rule }
  })
  const fingerprints = toFingerprints(findings, documents)
  for (const [index, { group, rule }] of findings.entries()) {
    const severity = judgeFact(group, rule, policy)
    const fingerprint = fingerprints[index] ?? ''
    if (severity === 'off') {
      off.add(fingerprint)
      continue
    }
    adds ||= group.fact.effect !== 'none' || isOfMinor(group.fact.kind)
    bySeverity.get(severity)?.push(toChange(group, rule, severity, fingerprint, findWitness))
  }
  const found = severities.flatMap((severity) => bySeverity.get(severity) ?? [])
  const { changes, warnings } = approveChanges(found, approvals, { today: policy.today, off, findNearest: findNearestName }) // prettier-ignore
  const counted = changes.filter(({ approval }) => approval === undefined)
  const count = (severity: Severity): number => counted.filter((one) => one.severity === severity).length
  const summary = { breaking: count('breaking'), risky: count('risky'), safe: count('safe') }
  const approved = changes.length - counted.length
  const leftOut = filter.listLeftOut()
  return {
    // What was approved is there: the documents are not identical.
    verdict: findWorst(counted) ?? (approved > 0 ? 'safe' : 'identical'),
    suggestedBump: toBump(findWorst(changes), adds),
    summary,
    ...(approved > 0 ? { approved } : {}),
    changes,
    ...(leftOut.length > 0 ? { leftOut } : {}),
    warnings: [
      ...(['base', 'revision'] as const).flatMap((document) =>
        documents[document].warnings.map((warning) => ({ document, ...warning })),
      ),
      ...warnings.map(({ index, message }) => ({ document: 'config' as const, pointer: `#/approvals/${String(index)}`, message })), // prettier-ignore
      ...warnOfFilter(filter),
    ],
  }
}

function warnOfFilter(filter: DiffSettings['filter']): DiffReport['warnings'] {
  const idle = filter.listIdle().map(({ place, text }) => ({
    document: 'config' as const,
    pointer: `#/filter/${place}`,
    message: `The filter names ${JSON.stringify(text)}, which fits no operation of either document.`,
  }))
  if (!filter.isEmpty()) return idle
  const message = 'The filter leaves out every operation: nothing but the documents themselves was compared.'
  return [...idle, { document: 'config', pointer: '#/filter', message }]
}

function findWorst(changes: readonly Change[]): Severity | undefined {
  return severities.find((severity) => changes.some((change) => change.severity === severity))
}

/** What is there for the first time, and, by Semantic Versioning §7, what is deprecated. */
function isOfMinor(kind: string): boolean {
  return kind.endsWith('-added') || (kind.endsWith('-deprecated') && !kind.endsWith('-not-deprecated'))
}

function toBump(worst: Severity | undefined, adds: boolean): DiffReport['suggestedBump'] {
  if (worst === undefined) return 'none'
  if (worst === 'breaking') return 'major'
  return worst === 'risky' || adds ? 'minor' : 'patch'
}

/** What a message says of the other places at which a fact was met. */
function tellOthers({ fact, isElsewhere }: FactGroup): string {
  if (isElsewhere !== true) return ''
  return fact.kind.startsWith('media-type-')
    ? ' The same holds for other bodies that share the list of media types.'
    : ' The same holds at other places that share the schema.'
}

function toChange(
  group: FactGroup,
  rule: Rule,
  severity: Severity,
  fingerprint: string,
  findWitness: WitnessFinder,
): Change {
  const { fact, operations } = group
  const witness = severity === 'breaking' ? findWitness(group) : undefined
  const change: Change = {
    id: rule.id,
    severity,
    direction: fact.direction,
    operations: operations.map(({ method, path }) => ({ method, path })),
    location: fact.location,
    pointer: fact.pointer,
    message: rule.message(fact) + tellOthers(group),
    migrate: toMigrate(fact, rule, severity),
    fingerprint,
    proof: witness !== undefined ? 'witness' : fact.effect === 'unknown' ? 'none' : 'derived',
  }
  return witness === undefined ? change : { ...change, witness }
}
