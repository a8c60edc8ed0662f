import type { Effect } from '../../../../lib/schema/index.ts'
import type { Finding } from './compare-both-ways.ts'
import { judge, type Level } from './expect.ts'

/**
 * Holds the findings of an edit against those of its mirror, one by one. Each has one there that stands at the same
 * place with base and revision swapped, is about the same messages of the same operations, tells the opposite event,
 * and does the opposite to the set of messages. Its severity is what the law makes of that.
 */
export function judgeMirror(foundThere: readonly Finding[], foundBack: readonly Finding[]): string[] {
  const [there, back] = [foundThere.flatMap(spread), foundBack.flatMap(spread)]
  const left = new Map<string, Finding[]>()
  for (const finding of back) {
    const key = toKey(finding, false)
    left.set(key, [...(left.get(key) ?? []), finding])
  }
  const faults: string[] = []
  const alone: Finding[] = []
  for (const finding of there) {
    const partners = left.get(toKey(finding, true)) ?? []
    const partner = partners.find((one) => isOpposite(finding, one)) ?? partners[0]
    if (partner === undefined) {
      alone.push(finding)
      continue
    }
    partners.splice(partners.indexOf(partner), 1)
    if (!isOpposite(finding, partner)) faults.push(`the mirror of ${tell(finding)} is ${tell(partner)}`)
  }
  const others = [...left.values()].flat()
  return [
    ...faults,
    ...alone.filter((one) => !isOneSided(one, back)).map((one) => `there is no mirror of ${tell(one)}`),
    ...others.filter((one) => !isOneSided(one, there)).map((one) => `nothing is mirrored by ${tell(one)}`),
    ...[...there, ...back]
      .filter((one) => !isByLaw(one))
      .map((one) => `the law says otherwise of ${tell(one)}`),
  ]
}

/** What has no effect is told once for all operations, its mirror for each place: so each operation has its own. */
function spread(finding: Finding): Finding[] {
  const { group, change } = finding
  if (!isSpread(finding)) return [finding]
  return group.operations.map((operation) => ({ change, group: { ...group, operations: [operation] } }))
}

function isSpread({ group: { fact } }: Finding): boolean {
  const isOfMany = /^(?:required-)?(?:header|status|media-type)-(?:added|removed)$/.test(fact.kind)
  return isOfMany && fact.direction === 'response' && fact.path === ''
}

/** What a finding and its mirror share; `isTurned` swaps base and revision. */
function toKey(finding: Finding, isTurned: boolean): string {
  const { fact, operations } = finding.group
  const { base = '', revision = '' } = fact.pointer
  const event = isTurned ? toOpposite(toEvent(fact)) : toEvent(fact)
  // Names of parameters in a template are those of the base.
  const names = operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{[^{}]*\}/g, '{}')}`)
  return JSON.stringify([
    event,
    fact.direction,
    fact.reversed === true,
    [...new Set(names)].sort(),
    isSpread(finding) ? fact.location : isTurned ? [revision, base] : [base, revision],
  ])
}

/** Words for what happened, and for the opposite of it. */
const opposites: ReadonlyMap<string, string> = new Map(
  [
    ['added', 'removed'],
    ['raised', 'lowered'],
    ['opened', 'closed'],
    ['required', 'optional'],
    ['tightened', 'loosened'],
    ['generalized', 'specialized'],
    ['earlier', 'later'],
    ['deprecated', 'reinstated'],
  ].flatMap(([one = '', other = '']) => [
    [one, other],
    [other, one],
  ]),
)

/** A kind in the same words for the same event: what is removed is one event, whether it was required or not. */
function toEvent({ kind, effect }: Finding['group']['fact']): string {
  if (kind === 'enum-removed') return 'became-not-enum'
  // Who asks for something else is told as who asks for more, and so is a doubt about it.
  if (kind === 'security-tightened' && effect !== 'narrows') return 'security-changed'
  if (kind === 'security-loosened' && effect !== 'widens') return 'security-changed'
  return kind.replace(/^required-(?=.*-(?:added|removed)$)/, '')
}

function toOpposite(event: string): string {
  if (event.startsWith('became-not-')) return event.replace('became-not-', 'became-')
  const word = event.split('-').at(-1) ?? ''
  const opposite = opposites.get(word)
  if (event.startsWith('became-') || opposite === undefined)
    return event.startsWith('became-') ? event.replace('became-', 'became-not-') : event
  return event.slice(0, -word.length) + opposite
}

function isOpposite(one: Finding, other: Finding): boolean {
  const [before, after] = [toEffect(one), toEffect(other)]
  if (mirrors[before] === after && isOwed(one) === isOwed(other)) return true
  const event = toEvent(one.group.fact)
  const pairs = lopsided[event] ?? lopsided[toOpposite(event)] ?? []
  const isKnown = ([from, to]: readonly [string, string]): boolean =>
    (from === say(one) && to === say(other)) || (to === say(one) && from === say(other))
  return pairs.some(isKnown)
}

const mirrors: Readonly<Record<Effect, Effect>> = {
  narrows: 'widens',
  widens: 'narrows',
  both: 'both',
  none: 'none',
  unknown: 'unknown',
}

/**
 * Where the law is not the same in a mirror, each with what the decision page says of it. What is owed is missed when
 * it goes, and surprises nobody when it comes. What a document does not tell is in doubt in one direction only.
 */
const lopsided: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'success-status-removed': [['narrows owed', 'widens']],
  'media-type-removed': [
    ['narrows owed', 'none'],
    ['narrows', 'none'],
  ],
  'callback-removed': [['narrows owed', 'none owed']],
  'webhook-removed': [['narrows owed', 'none']],
  // Whoever gets a header that they do not know ignores it.
  'header-removed': [['widens', 'none']],
  'parameter-removed': [
    ['both', 'none'],
    ['narrows', 'none'],
  ],
  // A document lists addresses for readers, and does not say when one stops to answer.
  'server-removed': [['unknown', 'widens']],
  // Whether credentials of before are taken on is not told; those that are new are nobody's yet.
  'security-scheme-changed': [['unknown', 'none']],
  // Where everybody is let in: what is answered to credentials that are no longer asked for is not told.
  'security-changed': [['unknown', 'none']],
  // A kind of what a discriminator tells apart may be read by what all have in common, or not at all, where it is new.
  'union-branch-removed': [
    ['narrows', 'unknown'],
    ['unknown', 'widens'],
  ],
  // A value that is new names an alternative to nobody who goes by the old ones.
  'discriminator-changed': [['unknown', 'none']],
}

function say(finding: Finding): string {
  return toEffect(finding) + (isOwed(finding) ? ' owed' : '')
}

function isOwed({ group: { fact } }: Finding): boolean {
  return fact.owed === true
}

function toEffect({ group: { fact } }: Finding): Effect {
  return fact.strictEffect ?? fact.effect
}

/** What is told in one direction only. */
function isOneSided(one: Finding, others: readonly Finding[]): boolean {
  return isOneSidedDoubt(one, others) || isFormatOfType(one, others)
}

/** Where another type does harm, its format is not told beside it; in the mirror, there is none. */
function isFormatOfType({ group, change }: Finding, others: readonly Finding[]): boolean {
  if (group.fact.kind !== 'format-changed' || change.severity !== 'safe') return false
  return others.some((other) => {
    const isHarm = other.group.fact.kind === 'type-changed' && other.change.severity === 'breaking'
    return isHarm && other.change.location === change.location
  })
}

/** Where all that is told does no harm and the sets are not proved to agree, a doubt is told; in the mirror, there is harm. */
function isOneSidedDoubt({ group: { fact, operations } }: Finding, others: readonly Finding[]): boolean {
  const isOf = ({ path, method }: { path: string; method: string }): boolean => operations.some((one) => one.path === path && one.method === method) // prettier-ignore
  return (
    fact.kind === 'schema-undecided' &&
    fact.effect === 'unknown' &&
    others.some(({ group, change }) => change.severity === 'breaking' && group.operations.some(isOf))
  )
}

/** What is about messages is judged by its effect and its sender; what is about none, by whether a promise is taken back. */
function isByLaw(finding: Finding): boolean {
  const { fact } = finding.group
  if (fact.direction === 'none') {
    const isTakenBack = /-(?:lowered|unreadable|moved-earlier|sunset-removed)$/.test(fact.kind)
    return finding.change.severity === (isTakenBack ? 'breaking' : 'safe')
  }
  const isClient = (fact.direction === 'request') !== (fact.reversed === true)
  const level: Level = judge(toEffect(finding), { sender: isClient ? 'client' : 'server' }, isOwed(finding))
  return finding.change.severity === level
}

function tell(finding: Finding): string {
  const { fact, operations } = finding.group
  const names = operations.map(({ method, path }) => `${method} ${path}`).join(', ')
  return `[${finding.change.severity} ${say(finding)} ${fact.direction}${fact.reversed === true ? ' reversed' : ''} ${fact.kind} ${fact.pointer.base ?? '-'} ${fact.pointer.revision ?? '-'} (${names})]`
}
