import { toError } from '../errors.ts'
import { defaultMode, type CompileMode } from '../transform/compile-plan.ts'
import { checkTimelineOptions } from './check-options.ts'
import type { Conversions, ConversionsOf } from './conversion-types.ts'
import { createConverters } from './create-converters.ts'
import type { Change } from './define-change.ts'
import { schemes, type VersionScheme } from './scheme.ts'
import type { MessageKind } from './version-of.ts'

/** A version as its author writes it. */
export interface VersionOptions {
  /** Its name, in the timeline's scheme. */
  readonly name: string
  /** Other names that clients may use, such as `v2`. */
  readonly aliases?: readonly string[]
  /** What is different from the version before it. */
  readonly changes?: readonly Change[]
  /** When it was, or will be, deprecated: a date or an RFC 3339 time; a date means midnight UTC. */
  readonly deprecated?: string
  /** When it may stop answering, in the same form; not before `deprecated`. */
  readonly sunset?: string
}

/** A timeline as its author writes it. */
export interface TimelineOptions<Versions extends readonly VersionOptions[] = readonly VersionOptions[]> {
  /** How versions are named and ordered. */
  readonly scheme: VersionScheme['name']
  /** The versions, newest first. The first is the current one; it may be called `unreleased` until it has its name. */
  readonly versions: Versions
  /**
   * How conversions are run: as generated code, or as closures, which are slower. By default as code, unless the
   * process may not make functions of text (`--disallow-code-generation-from-strings`).
   */
  readonly compileMode?: CompileMode
}

/** How a value without a request is converted. */
export interface ConvertOptions<Messages extends MessageKind = MessageKind> {
  /**
   * Which messages it counts among, where a change is about requests or responses alone. By default what is
   * upgraded counts as a request, what is downgraded as a response.
   */
  readonly messages?: Messages
  /** What loaders are given; on Fastify that is the request. */
  readonly context?: unknown
}

/** One version of the API. */
export interface Version {
  readonly name: string
  readonly aliases: readonly string[]
  /** Its place in the timeline: 0 is the current version. */
  readonly index: number
  readonly changes: readonly Change[]
  readonly deprecated: Date | undefined
  readonly sunset: Date | undefined
}

/**
 * What counts as naming a version: its own `name` or an alias; an `exact` form of it, such as `2` for 2.0.0; or,
 * beside these, anything that has a version before it, which means the `nearest`.
 */
export type Matching = 'name' | 'exact' | 'nearest'

/** What a text that names a version means. */
export type VersionMatch =
  | { readonly kind: 'version'; readonly version: Version }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'malformed' }

/** The versions of an API, newest first, and the changes between them. Its type keeps them, for `VersionOf`. */
export type Timeline<Versions extends readonly VersionOptions[] = readonly VersionOptions[]> = TimelineWith<
  ConversionsOf<Versions>
>

declare const methods: unique symbol

/** A timeline by what its methods accept. */
export interface TimelineWith<Methods extends Conversions> {
  readonly scheme: VersionScheme
  readonly versions: readonly Version[]
  /** The version that handlers speak: the newest, released or not. */
  readonly current: Version
  /** The newest version that is released: what a client gets that names none. */
  readonly latest: Version
  readonly compileMode: CompileMode
  /** The version of exactly this name or alias. */
  find(name: string): Version | undefined
  /** The version that a text means; by default the nearest before a date, and in other schemes an exact one. */
  match(text: string, matching?: Matching): VersionMatch
  /**
   * Turns a value of an old version into a current one, as it is sent: codecs of zod are left to `z.decode`, or to
   * the schema's `parse`.
   *
   * @throws TDM_VERSION_UNKNOWN, TDM_LOADER_WAITS, TDM_VALUE_TOO_DEEP, TDM_FIELD_UNRESTORED, TDM_FUNCTION_WAITS; and
   *   where the timeline does not fit the schema, TDM_CHANGE_INVALID, TDM_UNION_AMBIGUOUS, TDM_UNION_WIDE
   */
  readonly upgrade: Methods['upgrade']
  /**
   * Turns a current value into one of an old version, for webhooks, queues and replays. Codecs of zod are encoded.
   *
   * @throws TDM_VERSION_UNKNOWN, TDM_LOADER_WAITS, TDM_VALUE_TOO_DEEP, TDM_FIELD_UNRESTORED, TDM_FUNCTION_WAITS,
   *   TDM_VALUE_UNENCODABLE; and where the timeline does not fit the schema, TDM_CHANGE_INVALID, TDM_UNION_AMBIGUOUS, TDM_UNION_WIDE
   */
  readonly downgrade: Methods['downgrade']
  /** As `upgrade`, with the loaders that are on the way. */
  readonly upgradeAsync: Methods['upgradeAsync']
  /** As `downgrade`, with the loaders that are on the way. */
  readonly downgradeAsync: Methods['downgradeAsync']
  /** Upgrades the values of a stream one by one, as they are asked for. */
  readonly upgradeEach: Methods['upgradeEach']
  /** Downgrades the values of a stream one by one, as they are asked for. */
  readonly downgradeEach: Methods['downgradeEach']
  /** Types only: the methods together, by which `VersionOf` finds the versions. */
  readonly [methods]?: Methods
}

/**
 * Builds the timeline that everything follows from.
 *
 * @throws TDM_TIMELINE_OPTION, TDM_TIMELINE_SCHEME, TDM_TIMELINE_EMPTY, TDM_VERSION_NAME,
 *   TDM_VERSION_ORDER, TDM_VERSION_TAKEN, TDM_LIFECYCLE_DATE, TDM_LIFECYCLE_ORDER, TDM_LIFECYCLE_CURRENT, TDM_OLDEST_CHANGES
 */
export function defineTimeline<const Versions extends readonly VersionOptions[]>(
  options: TimelineOptions<Versions>,
): Timeline<Versions>
export function defineTimeline(options: TimelineOptions): Timeline {
  checkTimelineOptions(options)
  const scheme = toScheme(options.scheme)
  const versions = options.versions.map((version, index) => toVersion(version, index, scheme))
  const [current] = versions
  if (current === undefined) throw toError('TDM_TIMELINE_EMPTY')
  checkOrder(versions, scheme)
  checkEnds(versions)
  const names = indexNames(versions)
  // Nearly all requests name a version exactly.
  const exact = new Map([...names].map(([name, version]) => [name, { kind: 'version', version } as const]))
  const find = (name: string): Version | undefined => names.get(name)
  const findExactly = (name: string): Version => {
    const version = find(name)
    if (version === undefined) {
      throw toError('TDM_VERSION_UNKNOWN', name, versions.map((known) => known.name).join(', '))
    }
    return version
  }
  const timeline: Timeline = {
    scheme,
    versions: Object.freeze(versions),
    current,
    latest: versions.find(({ name }) => name !== unreleased) ?? current,
    compileMode: options.compileMode ?? defaultMode(),
    find,
    match: (text, matching = scheme.nearest ? 'nearest' : 'exact') =>
      exact.get(text) ?? matchVersion(text, matching, scheme, versions),
    ...createConverters(() => timeline, findExactly),
  }
  return Object.freeze(timeline)
}

/** The name of a version that has none yet. */
const unreleased = 'unreleased'

function toScheme(name: string): VersionScheme {
  const scheme = Object.values(schemes).find((one) => one.name === name)
  if (scheme === undefined) throw toError('TDM_TIMELINE_SCHEME', name, Object.keys(schemes).join(', '))
  return scheme
}

function toVersion(options: VersionOptions, index: number, scheme: VersionScheme): Version {
  const isNamed = scheme.isName(options.name) || (options.name === unreleased && index === 0)
  if (!isNamed) throw toError('TDM_VERSION_NAME', options.name, scheme.shape, scheme.name)
  const deprecated = toDate(options.deprecated, 'deprecated', options.name)
  const sunset = toDate(options.sunset, 'sunset', options.name)
  if (deprecated !== undefined && sunset !== undefined && sunset < deprecated) {
    throw toError('TDM_LIFECYCLE_ORDER', options.name, sunset.toISOString(), deprecated.toISOString())
  }
  return Object.freeze({
    name: options.name,
    aliases: Object.freeze([...(options.aliases ?? [])]),
    index,
    changes: Object.freeze([...(options.changes ?? [])]),
    deprecated,
    sunset,
  })
}

function toDate(text: string | undefined, which: string, version: string): Date | undefined {
  if (text === undefined) return undefined
  const form = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/
  const date = new Date(text)
  if (!form.test(text) || Number.isNaN(date.getTime()) || !schemes.date.isName(text.slice(0, 10))) {
    throw toError('TDM_LIFECYCLE_DATE', which, text, version)
  }
  return date
}

function checkOrder(versions: readonly Version[], scheme: VersionScheme): void {
  for (const [index, newer] of versions.entries()) {
    const older = versions[index + 1]
    if (older === undefined || newer.name === unreleased || scheme.compare(newer.name, older.name) > 0)
      continue
    if (scheme.compare(newer.name, older.name) === 0) {
      throw toError('TDM_VERSION_TAKEN', newer.name, newer.name, older.name)
    }
    throw toError('TDM_VERSION_ORDER', newer.name, older.name)
  }
}

function checkEnds(versions: readonly Version[]): void {
  const current = versions[0]
  const oldest = versions.at(-1)
  if (current?.deprecated) throw toError('TDM_LIFECYCLE_CURRENT', current.name, 'deprecated')
  if (current?.sunset) throw toError('TDM_LIFECYCLE_CURRENT', current.name, 'sunset')
  if (oldest !== undefined && oldest.changes.length > 0) throw toError('TDM_OLDEST_CHANGES', oldest.name)
}

function indexNames(versions: readonly Version[]): ReadonlyMap<string, Version> {
  const names = new Map<string, Version>()
  for (const version of versions) {
    for (const name of [version.name, ...version.aliases]) {
      const other = names.get(name)
      if (other !== undefined) throw toError('TDM_VERSION_TAKEN', name, other.name, version.name)
      names.set(name, version)
    }
  }
  return names
}

/** What a text means that is neither a name nor an alias. */
function matchVersion(
  text: string,
  matching: Matching,
  scheme: VersionScheme,
  versions: readonly Version[],
): VersionMatch {
  if (!scheme.isName(text)) return { kind: 'malformed' }
  if (matching === 'name') return { kind: 'unknown' }
  const nearest = versions.find(({ name }) => name !== unreleased && scheme.compare(name, text) <= 0)
  if (nearest === undefined) return { kind: 'unknown' }
  // A semantic version such as `2` names 2.0.0; only `nearest` reaches past equality.
  const matches = matching === 'nearest' || scheme.compare(nearest.name, text) === 0
  return matches ? { kind: 'version', version: nearest } : { kind: 'unknown' }
}
