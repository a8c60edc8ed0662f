import { isPlain } from '../../lib/resolvers/plain-source.ts'
import type { Found } from '../../lib/resolvers/resolve-version.ts'
import type { RequestFacts, VersionSource } from '../../lib/resolvers/version-source.ts'
import type { Outcome } from './find-version.ts'

/** Finds the version of a request of the common form; `undefined` for all others, which are asked about in full. */
export type FindPlainly = (
  message: RequestFacts['message'],
  hasSegment: boolean,
  segment: string | undefined,
) => Outcome | undefined

/**
 * Finds the version of nearly all requests without asking any source: those that name it once, by a name that the timeline
 * has, in the segment that the router has found or in a header, and have no query.
 *
 * @param found what is found where a source names a version by its name or an alias
 * @param outcomes what a request is answered in for each of those
 * @returns `undefined` where a source may look at something else
 */
export function findPlainly(
  sources: readonly VersionSource[],
  found: readonly Found[],
  outcomes: ReadonlyMap<Found, Outcome>,
  hasSemicolons: boolean,
): FindPlainly | undefined {
  if (!sources.every((source) => isPlain(source) && !source.isDefault)) return undefined
  const named = (wanted: VersionSource): ReadonlyMap<unknown, Outcome> =>
    new Map(
      found.flatMap((one) => {
        const outcome = one.source === wanted ? outcomes.get(one) : undefined
        return outcome === undefined ? [] : [[one.requested, outcome]]
      }),
    )
  const ofSegment = sources.filter(({ kind }) => kind === 'path').map(named)[0]
  const headers = sources.filter(({ kind }) => kind === 'header')
  const [header, ...others] = headers
  const key = header?.key ?? ''
  const ofHeader = header === undefined ? undefined : named(header)
  if (others.length > 0) return undefined

  return ({ url = '', headers: { [key]: text } }, hasSegment, segment) => {
    if (url.includes('?') || (hasSemicolons && url.includes(';'))) return undefined
    if (!hasSegment) return text === undefined ? undefined : ofHeader?.get(text)
    // Two that name one each are compared.
    return text === undefined && segment !== undefined ? ofSegment?.get(segment) : undefined
  }
}
