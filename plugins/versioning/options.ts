import { toError } from '../../lib/errors.ts'
import { fromHeader } from '../../lib/resolvers/from-header.ts'
import { fromPath } from '../../lib/resolvers/from-path.ts'
import { fromQuery } from '../../lib/resolvers/from-query.ts'
import type { RequestFacts, VersionSource } from '../../lib/resolvers/version-source.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import type { Matching, Timeline, Version } from '../../lib/timeline/define-timeline.ts'
import { isFunction, isTimeline, resolveOptions, type OptionsSchema } from '../define-options.ts'
import type { Telemetry } from './observe-version.ts'

/** What the versioning plugin is registered with. */
export interface VersioningOptions {
  readonly timeline: Timeline
  /**
   * Where a request may name its version; by default the path, and header and query `api-version`. Sources that
   * count only where no other names a version, such as `fromClient`, are asked last.
   */
  readonly sources?: readonly (VersionSource | readonly VersionSource[])[]
  /**
   * What a request without a version gets: `current` (the default), which is the newest released version, `oldest`,
   * the version of a name, or what a function of the request names; `required` refuses it.
   */
  readonly fallback?: string | FallbackFunction
  /** What counts as naming a version outside of a path: `exact`, or `nearest`, the default of dates. */
  readonly matching?: Exclude<Matching, 'name'>
  /** The response header that names the version that answered; `api-version` by default. */
  readonly responseHeader?: string
  /** What is done at boot where the timeline has a fault that is no error by itself; `warn` by default. */
  readonly verify?: 'boot' | 'warn' | 'off'
  /** OpenTelemetry's `trace`: the active span of a request is told its version. */
  readonly telemetry?: Telemetry
}

/** Names the version of a request that names none. */
export type FallbackFunction = (facts: RequestFacts) => string | PromiseLike<string>

/** The options with every default filled in. */
export interface ResolvedOptions {
  readonly timeline: Timeline
  /** Those that count only where no other names a version stand last. */
  readonly sources: readonly VersionSource[]
  readonly fallback: Version | FallbackFunction | 'required'
  readonly matching: Matching | undefined
  readonly responseHeader: string
  readonly verify: 'boot' | 'warn' | 'off'
  readonly telemetry: Telemetry | undefined
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
        'Where a request may name its version. All sources are asked; if two disagree, the answer is a 400. Sources that only provide a default, such as `fromClient`, are asked last.',
      tsType: '(VersionSource \\| VersionSource[])[]',
      is: isSourceList,
      default: Object.freeze([fromPath(), fromHeader(), fromQuery()]),
      shownDefault: '`[fromPath(), fromHeader(), fromQuery()]`',
      hint: 'give it a list such as [fromPath(), fromHeader()], with one fromPath at most',
    },
    fallback: {
      description:
        'Which version a request gets that names none: `current` (the newest released version), `oldest`, a version by its name or alias, or the result of a function; `required` refuses the request with a 400. The version `unreleased` is only served to requests that name it.',
      tsType: 'string \\| ((facts) => string \\| Promise<string>)',
      is: (value) => typeof value === 'string' || isFunction(value),
      default: 'current',
      hint: 'give it current, oldest, required, the name of a version, or a function that gives one',
    },
    matching: {
      description:
        'How a version is matched in a header, a query or a media type: `exact` takes only its name or an alias; `nearest` also takes any other date, number or semantic version, and selects the nearest earlier version. In a path, matching is always exact.',
      tsType: "'exact' \\| 'nearest'",
      enum: ['exact', 'nearest'],
      shownDefault: '`nearest` for dates, `exact` for others',
      hint: 'give it exact or nearest',
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
        'What happens at boot with faults of the timeline that are not errors by themselves, such as a change that names something that no route has, or a route of yours that hides a version of another: `boot` refuses to start and lists them, `warn` logs them, `off` does not check.',
      tsType: "'boot' \\| 'warn' \\| 'off'",
      enum: ['boot', 'warn', 'off'],
      default: 'warn',
      hint: 'give it boot, warn or off',
    },
    telemetry: {
      description:
        "OpenTelemetry's `trace`. The span that is active when a request arrives gets the attributes `tidemark.version`, `tidemark.requested` and `tidemark.source`.",
      tsType: 'Telemetry',
      is: (value) => isObject(value) && isFunction(value.getActiveSpan),
      hint: "give it trace of '@opentelemetry/api'",
    },
  },
}

/**
 * Checks the options and fills in the defaults.
 *
 * @throws TDM_PLUGIN_OPTION
 */
export function resolveVersioningOptions(given: VersioningOptions): ResolvedOptions {
  const { timeline, sources, fallback, matching, responseHeader, verify, telemetry } = resolveOptions(
    versioningOptions,
    given,
  ) as Readonly<Record<string, unknown>> & Required<VersioningOptions>
  const listed = sources.flat()
  return Object.freeze({
    timeline,
    sources: Object.freeze([
      ...listed.filter(({ isDefault }) => !isDefault),
      ...listed.filter(({ isDefault }) => isDefault),
    ]),
    fallback: resolveFallback(fallback, timeline),
    matching,
    responseHeader: responseHeader.toLowerCase(),
    verify,
    telemetry,
  })
}

function resolveFallback(
  fallback: string | FallbackFunction,
  timeline: Timeline,
): Version | FallbackFunction | 'required' {
  if (typeof fallback === 'function' || fallback === 'required') return fallback
  if (fallback === 'current') return timeline.latest
  const version = fallback === 'oldest' ? timeline.versions.at(-1) : timeline.find(fallback)
  if (version !== undefined) return version
  throw toError(
    'TDM_PLUGIN_OPTION',
    'versioning',
    'fallback',
    `"${fallback}" is neither current, oldest, required nor a version`,
  )
}

function isSourceList(value: unknown): boolean {
  if (!Array.isArray(value)) return false
  const sources: readonly unknown[] = value.flat()
  const paths = sources.filter((source) => isObject(source) && source.kind === 'path')
  return sources.length > 0 && paths.length <= 1 && sources.every(isSource)
}

function isSource(source: unknown): boolean {
  const names = ['name', 'kind', 'inUrl', 'key', 'vary', 'isDefault', 'waits', 'read']
  return isObject(source) && names.every((name) => name in source)
}
