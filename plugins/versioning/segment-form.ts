import type { Timeline } from '../../lib/timeline/define-timeline.ts'

/**
 * What a segment must look like to be taken for a version, as a pattern for the router: anything that the scheme
 * could name, so that an unknown version is told from an unknown path; `v` and a number where aliases are of that
 * form; every alias, whatever it looks like; and `unreleased`, which is a name in all schemes.
 */
export function segmentForm({ scheme, versions }: Timeline): string {
  const aliases = versions.flatMap((version) => version.aliases)
  const ofScheme = new RegExp(`^${forms[scheme.name]}$`)
  const names = versions.flatMap(({ name }) => (ofScheme.test(name) ? [] : [name]))
  const literal = [...new Set([...aliases, ...names])].map((alias) => alias.replace(/[^\w-]/g, '\\$&'))
  const numbered = aliases.some((alias) => /^v\d/.test(alias)) ? ['v\\d[\\w.-]*'] : []
  return `^(?:${[forms[scheme.name], ...numbered, ...literal].join('|')})$`
}

const forms = {
  date: '\\d{4}-\\d{2}-\\d{2}',
  // Whatever begins as one: the router takes no pattern that repeats what is repeated.
  semver: '\\d[\\w.-]*',
  integer: '\\d+',
} as const
