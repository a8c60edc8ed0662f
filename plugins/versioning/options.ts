import { toError } from '../../lib/errors.ts'
import { fromHeader } from '../../lib/resolvers/from-header.ts'
import { fromPath } from '../../lib/resolvers/from-path.ts'
import { fromQuery } from '../../lib/resolvers/from-query.ts'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'
import type { Timeline, Version } from '../../lib/timeline/define-timeline.ts'

/** What the versioning plugin is registered with. */
export interface VersioningOptions {
  readonly timeline: Timeline
  /** Where a request may name its version; by default the path, and header and query `api-version`. */
  readonly sources?: readonly VersionSource[]
  /**
   * What a request without a version gets: `current` (the default), `oldest`, or the version of a name.
   */
  readonly fallback?: string
  /** The response header that names the version that answered; `api-version` by default. */
  readonly responseHeader?: string
}

/** The options with every default filled in. */
export interface ResolvedOptions {
  readonly timeline: Timeline
  readonly sources: readonly VersionSource[]
  readonly fallback: Version
  readonly responseHeader: string
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws TDM_PLUGIN_OPTION which names the option, what it holds and what it should
 */
export function resolveOptions(options: VersioningOptions): ResolvedOptions {
  const given: Readonly<Record<string, unknown>> = { ...options }
  for (const name of Object.keys(given)) {
    // Fastify adds its own options of `register` to a plugin's.
    if (!known.has(name)) throw toError('TDM_PLUGIN_OPTION', 'versioning', name, 'there is no such option')
  }
  if (!isTimeline(given.timeline)) {
    throw toError('TDM_PLUGIN_OPTION', 'versioning', 'timeline', 'give it what defineTimeline returns')
  }
  const sources: readonly VersionSource[] = options.sources ?? [fromPath(), fromHeader(), fromQuery()]
  if (!isList(sources) || sources.length === 0) {
    throw toError(
      'TDM_PLUGIN_OPTION',
      'versioning',
      'sources',
      'give it a list such as [fromPath(), fromHeader()]',
    )
  }
  const { responseHeader = 'api-version' } = options
  if (typeof responseHeader !== 'string' || !/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(responseHeader)) {
    throw toError('TDM_PLUGIN_OPTION', 'versioning', 'responseHeader', 'give it the name of a header')
  }
  return Object.freeze({
    timeline: options.timeline,
    sources: Object.freeze([...sources]),
    fallback: resolveFallback(options.fallback ?? 'current', options.timeline),
    responseHeader: responseHeader.toLowerCase(),
  })
}

const known = new Set([
  'timeline',
  'sources',
  'fallback',
  'responseHeader',
  'prefix',
  'logLevel',
  'logSerializers',
])

function resolveFallback(fallback: string, timeline: Timeline): Version {
  if (fallback === 'current') return timeline.current
  const version = fallback === 'oldest' ? timeline.versions.at(-1) : timeline.find(fallback)
  if (version === undefined) {
    throw toError(
      'TDM_PLUGIN_OPTION',
      'versioning',
      'fallback',
      `"${fallback}" is neither current, oldest nor a version`,
    )
  }
  return version
}

function isTimeline(value: unknown): value is Timeline {
  return typeof value === 'object' && value !== null && 'versions' in value && 'match' in value
}

function isList(value: unknown): boolean {
  return Array.isArray(value)
}
