import type { Change } from '../diff/types.ts'

/** A project's word that a finding may pass. */
export interface Approval {
  /** The finding's, as the report has it. */
  readonly fingerprint: string
  /** Why it may pass. */
  readonly reason: string
  /** Who says so. */
  readonly author?: string
  /** The last day on which it counts, as YYYY-MM-DD; by UTC. */
  readonly until?: string
}

/** What is odd about one approval of a list. */
export interface ApprovalWarning {
  readonly index: number
  readonly message: string
}

/** Marks the findings that were approved, and says which approvals have no effect. */
export function approveChanges(
  changes: readonly Change[],
  approvals: readonly Approval[],
  context: {
    readonly today: Date
    /** The fingerprints of findings that are switched off. */
    readonly off: ReadonlySet<string>
    readonly findNearest: (name: string, names: Iterable<string>) => string | undefined
  },
): { readonly changes: readonly Change[]; readonly warnings: readonly ApprovalWarning[] } {
  if (approvals.length === 0) return { changes, warnings: [] }
  const today = context.today.toISOString().slice(0, 10)
  const byFingerprint = new Map(changes.map((change) => [change.fingerprint, change]))
  const granted = new Map<string, Approval>()
  const warnings: ApprovalWarning[] = []
  for (const [index, approval] of approvals.entries()) {
    const { fingerprint, until } = approval
    const change = byFingerprint.get(fingerprint)
    const warn = (message: string): unknown => warnings.push({ index, message: `The approval of ${fingerprint} ${message}` }) // prettier-ignore
    if (change === undefined && !context.off.has(fingerprint)) {
      const nearest = context.findNearest(fingerprint, byFingerprint.keys())
      warn(`fits no finding${nearest === undefined ? '' : ` (did you mean ${nearest}?)`}. Remove it where the change was released or taken back.`) // prettier-ignore
    } else if (change === undefined || change.severity === 'safe') {
      warn(`is not needed: ${change === undefined ? 'the rule of the finding is off' : 'the finding is safe'}. Remove it.`) // prettier-ignore
    } else if (until !== undefined && until < today) {
      const isRenewed = approvals.some(
        (other) => other.fingerprint === fingerprint && (other.until ?? today) >= today,
      )
      warn(`has expired on ${until}${isRenewed ? '; another one counts. Remove the one that has expired.' : `. Undo the change (${change.id}), or approve it anew.`}`) // prettier-ignore
    } else if (granted.has(fingerprint)) {
      warn('is there twice; the first one counts. Remove the other one.')
    } else {
      granted.set(fingerprint, approval)
    }
  }
  return { changes: changes.map((change) => approve(change, granted.get(change.fingerprint))), warnings }
}

function approve(change: Change, approval: Approval | undefined): Change {
  if (approval === undefined) return change
  const { reason, author, until } = approval
  return {
    ...change,
    approval: {
      reason,
      ...(author === undefined ? {} : { author }),
      ...(until === undefined ? {} : { until }),
    },
  }
}
