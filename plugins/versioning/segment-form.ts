import type { Timeline } from '../../lib/timeline/define-timeline.ts'

/**
 * What a segment must look like to be taken for a version, as a pattern for the router: anything that the scheme
 * could name, so that an unknown version is told from an unknown path; `v` and a number where aliases are of that
 * form; every alias, whatever it looks like; and `unreleased`, which is a name in all schemes.
 *
 * @param isSensitive whether small and large letters differ; the router asks a pattern about the segment as it is
 */
export function segmentForm({ scheme, versions }: Timeline, isSensitive: boolean): string {
  const aliases = versions.flatMap((version) => version.aliases)
  const ofScheme = new RegExp(`^${forms[scheme.name]}$`)
  const names = versions.flatMap(({ name }) => (ofScheme.test(name) ? [] : [name]))
  const fold = (text: string): string =>
    isSensitive
      ? text
      : text.replace(/[a-z]/gi, (letter) => `[${letter.toLowerCase()}${letter.toUpperCase()}]`)
  const literal = [...new Set([...aliases, ...names])].map((alias) => fold(alias.replace(/[^\w-]/g, '\\$&')))
  const numbered = aliases.some((alias) => /^v\d/.test(alias)) ? [`${fold('v')}\\d[\\w.-]*`] : []
  return `^(?:${[forms[scheme.name], ...numbered, ...literal].join('|')})$`
}

/** Finds what a timeline calls the version that a segment means: the segment itself, but for its letters. */
export function segmentName(timeline: Timeline, isSensitive: boolean): (segment: string) => string {
  if (isSensitive) return (segment) => segment
  const names = timeline.versions.flatMap(({ name, aliases }) => [name, ...aliases])
  const byLetters = new Map(names.map((name) => [name.toLowerCase(), name]))
  return (segment) =>
    timeline.find(segment) === undefined ? (byLetters.get(segment.toLowerCase()) ?? segment) : segment
}

const forms = {
  date: '\\d{4}-\\d{2}-\\d{2}',
  // Whatever begins as one: the router takes no pattern that repeats what is repeated.
  semver: '\\d[\\w.-]*',
  integer: '\\d+',
} as const
