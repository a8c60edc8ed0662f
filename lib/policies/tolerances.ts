import { readDate } from './read-date.ts'
import { areKnownFormats, isCheckedFormat } from '../schema/relate-formats.ts'
import type { Fact } from '../rules/define-rule.ts'
import type { FactGroup, Severity } from '../diff/types.ts'

/** A named exception from the law, which a configuration can switch off. */
interface Tolerance {
  readonly summary: string
  /** The severity in place of the law's, where the tolerance has one to give. */
  readonly judge: (group: FactGroup, derived: Severity, today: Date) => Severity | undefined
}

/** The name of a tolerance. */
export type ToleranceName =
  | 'undeclared-properties'
  | 'enum-growth'
  | 'default-change'
  | 'format-change'
  | 'pattern-growth'
  | 'safe-integers'
  | 'new-success-status'
  | 'sunset-passed'
  | 'unstable-operations'

const unstable = ['draft', 'alpha']

/** Every tolerance. All are on by default, and off with `strict`. See docs/decisions/diff-verdicts.md. */
export const tolerances: Readonly<Record<ToleranceName, Tolerance>> = {
  'undeclared-properties': {
    summary:
      'If neither side says anything about undeclared properties, messages are assumed to contain only declared ones. ' +
      'Removing a property, or an optional header or parameter that clients receive, is risky.',
    judge: ({ fact }, derived) => (derived === 'safe' && isMissed(fact) ? 'risky' : undefined),
  },
  'enum-growth': {
    summary: 'A new enum value that clients receive is risky; under x-extensible-enum it is safe.',
    judge: ({ fact }, derived) =>
      derived === 'breaking' && fact.kind === 'enum-value-added' && fact.growth !== 'excluded'
        ? fact.growth === 'declared'
          ? 'safe'
          : 'risky'
        : undefined,
  },
  'default-change': {
    summary: 'A changed default is risky.',
    judge: ({ fact }, derived) =>
      derived === 'breaking' && fact.kind === 'default-changed' ? 'risky' : undefined,
  },
  'format-change': {
    summary:
      'Removing a format from what clients receive, adding one for 64-bit numbers to a request, and any change of a ' +
      'nonstandard format are risky, since few clients and servers check these. Adding another known format to a ' +
      'request, or replacing one by another, is still breaking.',
    judge: ({ fact }, derived) =>
      derived === 'breaking' && fact.kind === 'format-changed' && !isFormatChecked(fact)
        ? 'risky'
        : undefined,
  },
  'pattern-growth': {
    summary: 'Removing or loosening a pattern of what clients receive is risky: few clients check it.',
    judge: ({ fact }, derived) => (derived === 'breaking' && isGrownPattern(fact) ? 'risky' : undefined),
  },
  'safe-integers': {
    summary:
      'Adding or removing a limit of ±(2^53 − 1), the largest integers that all JSON parsers agree on, is risky: ' +
      'few values are beyond it.',
    judge: ({ fact }, derived) => (derived === 'breaking' && isOfSafeIntegers(fact) ? 'risky' : undefined),
  },
  'new-success-status': {
    summary: 'A new success status or redirect is risky: clients should handle statuses by their class.',
    judge: ({ fact }, derived) =>
      derived === 'breaking' && fact.kind === 'success-status-added' ? 'risky' : undefined,
  },
  'sunset-passed': {
    summary: 'Removing something after its x-sunset has passed is risky.',
    judge: ({ fact }, derived, today) =>
      derived === 'breaking' && (readDate(fact.sunset) ?? Infinity) <= today.getTime() ? 'risky' : undefined,
  },
  'unstable-operations': {
    summary: 'Breaking changes of an operation whose x-stability-level is draft or alpha are risky.',
    judge: ({ operations }, derived) =>
      derived === 'breaking' && operations.every((one) => unstable.includes(one.stability ?? 'stable'))
        ? 'risky'
        : undefined,
  },
}

/** The names of all tolerances. */
export const toleranceNames: readonly ToleranceName[] = Object.keys(tolerances) as ToleranceName[]

/** Says whether a message may now lack something that some receivers have come to rely on. */
function isMissed({ kind, direction, name, reversed }: Fact): boolean {
  if (kind === 'became-read-only') return direction === 'request'
  if (kind === 'became-write-only') return direction === 'response'
  if (kind === 'header-removed' || (kind === 'parameter-removed' && reversed === true))
    return !ofDeprecation.has(name?.toLowerCase() ?? '')
  // Nobody has to send what was required any more; those who do are ignored, as with what was optional.
  return kind === 'property-removed' || kind === 'required-property-removed'
}

/** Says whether servers check a format that is new in requests, or both sides know what they are to expect. */
function isFormatChecked({ base, revision }: Fact): boolean {
  return base === undefined ? isCheckedFormat(revision) : areKnownFormats(base, revision)
}

/** Says whether a pattern lets more pass than before, and all of that: one for other texts is another kind of value. */
function isGrownPattern({ kind, effect }: Fact): boolean {
  return (kind === 'pattern-changed' || kind === 'pattern-removed') && effect === 'widens'
}

/** Says whether a limit that comes or goes is that of RFC 8259 §6, which zod states for every integer. */
function isOfSafeIntegers({ kind, base, revision }: Fact): boolean {
  const limit = base ?? revision
  if (kind === 'minimum-added' || kind === 'minimum-removed') return limit === Number.MIN_SAFE_INTEGER
  return (kind === 'maximum-added' || kind === 'maximum-removed') && limit === Number.MAX_SAFE_INTEGER
}

/** Headers that go when what they tell of goes (RFC 9745 §2, RFC 8594 §3): no client waits for them. */
const ofDeprecation: ReadonlySet<string> = new Set(['deprecation', 'sunset'])
