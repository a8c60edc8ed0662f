import { toError } from '../errors.ts'
import type { Timeline, Version } from './define-timeline.ts'

/**
 * The versions of a range, newest first: `<2026-01-01`, `>=v2 <v4`, `v1 || >=v3`. A name or alias alone is that one
 * version; comparisons that stand beside each other hold together, `||` stands between alternatives. What is compared
 * with need not be a version of the timeline, if it has the form of one.
 *
 * @throws TDM_VERSION_RANGE where it cannot be read, or has no version in it
 */
export function readRange(text: string, timeline: Timeline): readonly Version[] {
  const alternatives = text
    .split('||')
    .map((part) => [...part.matchAll(comparison)].map(([, sign = '', name = '']) => ({ sign, name })))
  for (const [index, comparisons] of alternatives.entries()) {
    if (comparisons.length === 0) refuse(text, 'it lacks a version such as in "<v3"')
    const rest = (text.split('||')[index] ?? '').replace(comparison, '').trim()
    if (rest !== '') refuse(text, `"${rest}" cannot be read`)
  }
  const versions = timeline.versions.filter((version) =>
    alternatives.some((all) => all.every(({ sign, name }) => holds(version, sign, name, text, timeline))),
  )
  if (versions.length === 0) refuse(text, 'no version of the timeline is in it')
  return versions
}

const comparison = /(<=|>=|<|>|=|)\s*([^\s<>=|]+)/g

function holds(version: Version, sign: string, name: string, text: string, timeline: Timeline): boolean {
  const difference = compare(version, name, text, timeline)
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
function compare(version: Version, name: string, text: string, timeline: Timeline): number {
  const { scheme, versions } = timeline
  const named = timeline.find(name)
  if (named !== undefined) return named.index - version.index
  if (!scheme.isName(name)) {
    refuse(text, `"${name}" is neither a version, an alias, nor ${scheme.shape}`)
  }
  // A version that is not released yet has no name that could be compared, and is newer than all.
  return scheme.isName(version.name) ? scheme.compare(version.name, name) : versions.length
}

function refuse(text: string, why: string): never {
  throw toError('TDM_VERSION_RANGE', text, why)
}
