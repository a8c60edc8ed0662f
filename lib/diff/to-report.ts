import type { OpenApiDocument } from '../openapi/index.ts'
import { judgeFact, type Policy } from '../policies/judge-fact.ts'
import { findRule } from './find-rule.ts'
import { toFingerprint } from './fingerprint.ts'
import { toMigrate } from './to-migrate.ts'
import type { Change, DiffReport, FactGroup, Severity } from './types.ts'
import type { WitnessFinder } from './witness.ts'

const severities: readonly Severity[] = ['breaking', 'risky', 'safe']

/** Judges facts and tells them as findings. */
export function toReport(
  groups: readonly FactGroup[],
  documents: { readonly base: OpenApiDocument; readonly revision: OpenApiDocument },
  policy: Policy,
  findWitness: WitnessFinder,
): DiffReport {
  const bySeverity = new Map<Severity, Change[]>(severities.map((severity) => [severity, []]))
  const fingerprints = new Map<string, number>()
  let adds = false
  for (const group of groups) {
    const rule = findRule(group.fact)
    const severity = judgeFact(group, rule, policy)
    if (severity === 'off') continue
    adds ||= group.fact.effect !== 'none' || group.fact.kind.endsWith('-added')
    const fingerprint = number(toFingerprint(rule.id, group), fingerprints)
    bySeverity.get(severity)?.push(toChange(group, severity, fingerprint, findWitness))
  }
  const changes = severities.flatMap((severity) => bySeverity.get(severity) ?? [])
  const count = (severity: Severity): number => bySeverity.get(severity)?.length ?? 0
  const summary = { breaking: count('breaking'), risky: count('risky'), safe: count('safe') }
  const verdict = severities.find((severity) => summary[severity] > 0) ?? 'identical'
  return {
    verdict,
    suggestedBump:
      verdict === 'breaking' ? 'major' : verdict === 'identical' ? 'none' : verdict === 'risky' || adds ? 'minor' : 'patch', // prettier-ignore
    summary,
    changes,
    warnings: (['base', 'revision'] as const).flatMap((document) =>
      documents[document].warnings.map((warning) => ({ document, ...warning })),
    ),
  }
}

function toChange(
  group: FactGroup,
  severity: Severity,
  fingerprint: string,
  findWitness: WitnessFinder,
): Change {
  const { fact, operations } = group
  const rule = findRule(fact)
  const witness = severity === 'breaking' ? findWitness(group) : undefined
  return {
    id: rule.id,
    severity,
    direction: fact.direction,
    operations: operations.map(({ method, path }) => ({ method, path })),
    location: fact.location,
    pointer: fact.pointer,
    message: rule.message(fact),
    migrate: toMigrate(fact, rule, severity),
    fingerprint,
    proof: witness !== undefined ? 'witness' : fact.effect === 'unknown' ? 'none' : 'derived',
    ...(witness === undefined ? {} : { witness }),
  }
}

/** Two findings that nothing stable tells apart are counted through. */
function number(fingerprint: string, taken: Map<string, number>): string {
  const count = (taken.get(fingerprint) ?? 0) + 1
  taken.set(fingerprint, count)
  return count === 1 ? fingerprint : `${fingerprint}-${count}`
}
