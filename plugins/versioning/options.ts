import { toError } from '../../lib/errors.ts'
import { fromHeader } from '../../lib/resolvers/from-header.ts'
import { fromPath } from '../../lib/resolvers/from-path.ts'
import { fromQuery } from '../../lib/resolvers/from-query.ts'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import type { Timeline, Version } from '../../lib/timeline/define-timeline.ts'
import { isTimeline, resolveOptions, type OptionsSchema } from '../define-options.ts'

/** What the versioning plugin is registered with. */
export interface VersioningOptions {
  readonly timeline: Timeline
  /** Where a request may name its version; by default the path, and header and query `api-version`. */
  readonly sources?: readonly VersionSource[]
  /**
   * What a request without a version gets: `current` (the default), which is the newest released version, `oldest`,
   * or the version of a name.
   */
  readonly fallback?: string
  /** The response header that names the version that answered; `api-version` by default. */
  readonly responseHeader?: string
  /** What is done at boot where the timeline has a fault that is no error by itself; `warn` by default. */
  readonly verify?: 'boot' | 'warn' | 'off'
}

/** The options with every default filled in. */
export interface ResolvedOptions {
  readonly timeline: Timeline
  readonly sources: readonly VersionSource[]
  readonly fallback: Version
  readonly responseHeader: string
  readonly verify: 'boot' | 'warn' | 'off'
}

/** What each option may hold. */
export const versioningOptions: OptionsSchema = {
  plugin: 'versioning',
  required: ['timeline'],
  properties: {
    timeline: {
      description: 'The versions and the changes between them.',
      tsType: 'Timeline',
      is: isTimeline,
      hint: 'give it what defineTimeline returns',
    },
    sources: {
      description:
        'Where a request may name its version. All of them are asked; two that disagree are a 400.',
      tsType: 'VersionSource[]',
      is: isSourceList,
      default: Object.freeze([fromPath(), fromHeader(), fromQuery()]),
      shownDefault: '[fromPath(), fromHeader(), fromQuery()]',
      hint: 'give it a list such as [fromPath(), fromHeader()]',
    },
    fallback: {
      description:
        'What a request without a version gets: `current`, which is the newest released version, `oldest`, or the version of a name or alias. A version that is called `unreleased` is reached by naming it alone.',
      tsType: 'string',
      type: 'string',
      default: 'current',
      hint: 'give it current, oldest or the name of a version',
    },
    responseHeader: {
      description: 'The response header that names the version that answered.',
      tsType: 'string',
      type: 'string',
      // A token of RFC 9110 §5.6.2.
      pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$",
      default: 'api-version',
      hint: 'give it the name of a header',
    },
    verify: {
      description:
        'What is done at boot with faults of the timeline that are no errors by themselves, such as a change that names what no route has: `boot` refuses to start and lists all of them, `warn` writes them to the log, `off` looks for none.',
      tsType: "'boot' \\| 'warn' \\| 'off'",
      enum: ['boot', 'warn', 'off'],
      default: 'warn',
      hint: 'give it boot, warn or off',
    },
  },
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws TDM_PLUGIN_OPTION
 */
export function resolveVersioningOptions(given: VersioningOptions): ResolvedOptions {
  const { timeline, sources, fallback, responseHeader, verify } = resolveOptions(
    versioningOptions,
    given,
  ) as Readonly<Record<string, unknown>> & Required<VersioningOptions>
  return Object.freeze({
    timeline,
    sources: Object.freeze([...sources]),
    fallback: resolveFallback(fallback, timeline),
    responseHeader: responseHeader.toLowerCase(),
    verify,
  })
}

function resolveFallback(fallback: string, timeline: Timeline): Version {
  if (fallback === 'current') return timeline.latest
  const version = fallback === 'oldest' ? timeline.versions.at(-1) : timeline.find(fallback)
  if (version !== undefined) return version
  throw toError(
    'TDM_PLUGIN_OPTION',
    'versioning',
    'fallback',
    `"${fallback}" is neither current, oldest nor a version`,
  )
}

function isSourceList(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (source) =>
        isObject(source) && ['name', 'kind', 'inUrl', 'key', 'read'].every((name) => name in source),
    )
  )
}
