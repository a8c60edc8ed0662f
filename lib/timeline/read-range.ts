import { toError } from '../errors.ts'
import type { Timeline, Version } from './define-timeline.ts'

/**
 * The versions of a range, newest first: `<2026-01-01`, `>=v2 <v4`, `v1 || >=v3`. A name or alias alone is that one
 * version; comparisons that stand beside each other hold together, `||` stands between alternatives. What is compared
 * with need not be a version of the timeline, if it has the form of one.
 *
 * @param route the route that it is of, for errors
 * @throws TDM_VERSION_RANGE where it cannot be read, or has no version in it
 */
export function readRange(text: unknown, timeline: Timeline, route: string): readonly Version[] {
  const refuse: Refuse = (why) => {
    throw toError('TDM_VERSION_RANGE', String(text), route, why)
  }
  if (typeof text !== 'string') return refuse('it has to be a text, such as "<v3"')
  const alternatives = text
    .split('||')
    .map((part) => [...part.matchAll(comparison)].map(([, sign = '', name = '']) => ({ sign, name })))
  for (const [index, comparisons] of alternatives.entries()) {
    if (comparisons.length === 0) refuse('it lacks a version such as in "<v3"')
    const rest = (text.split('||')[index] ?? '').replace(comparison, '').trim()
    if (rest !== '') refuse(`"${rest}" cannot be read`)
  }
  const versions = timeline.versions.filter((version) =>
    alternatives.some((all) =>
      all.every(({ sign, name }) => holds(version, sign, name, { timeline, refuse })),
    ),
  )
  if (versions.length === 0) refuse('no version of the timeline is in it')
  return versions
}

const comparison = /(<=|>=|<|>|=|)\s*([^\s<>=|]+)/g

function holds(version: Version, sign: string, name: string, asked: Asked): boolean {
  const difference = compare(version, name, asked)
  switch (sign) {
    case '<':
      return difference < 0
    case '<=':
      return difference <= 0
    case '>':
      return difference > 0
    case '>=':
      return difference >= 0
    default:
      return difference === 0
  }
}

/** Negative where the version is older than what is named, positive where it is newer. */
function compare(version: Version, name: string, { timeline, refuse }: Asked): number {
  const { scheme, versions } = timeline
  const named = timeline.find(name)
  if (named !== undefined) return named.index - version.index
  if (!scheme.isName(name)) {
    refuse(`"${name}" is neither a version, an alias, nor ${scheme.shape}`)
  }
  // A version that is not released yet has no name that could be compared, and is newer than all.
  return scheme.isName(version.name) ? scheme.compare(version.name, name) : versions.length
}

/** Says why a range cannot be used. */
type Refuse = (why: string) => never

/** The timeline that a range is of. */
interface Asked {
  readonly timeline: Timeline
  readonly refuse: Refuse
}
