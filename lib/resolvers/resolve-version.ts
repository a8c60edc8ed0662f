import { toError } from '../errors.ts'
import type { Matching, Timeline, Version } from '../timeline/define-timeline.ts'
import {
  isPromise,
  type Reading,
  type RequestFacts,
  type VersionSource,
  type Wishes,
} from './version-source.ts'

/** Which version a request asks for. */
export type Resolution =
  | ({ readonly kind: 'version' } & Named)
  /** The request names no version. */
  | { readonly kind: 'none' }
  /** A source names something that is no version, or one that does not exist. */
  | {
      readonly kind: 'unknown' | 'malformed'
      readonly source: VersionSource
      readonly requested: string
    }
  /** Two sources name different versions. */
  | { readonly kind: 'conflict'; readonly first: Named; readonly second: Named }

/** A version as one source names it. */
export interface Named {
  readonly source: VersionSource
  readonly requested: string
  readonly version: Version
  /** The media type in which the client wants its answer, where that is how it names the version. */
  readonly mediaType?: string
}

/** Asks sources which version a request wants. */
export interface Resolver {
  /** @returns a promise only where a source that was asked has answered with one */
  resolve(facts: RequestFacts): Resolution | Promise<Resolution>
  /** What is found where one source names a version by its name or an alias: the same objects each time. */
  readonly known: readonly Found[]
}

/**
 * Builds what asks every source which version a request wants. Sources that name the same version in two ways agree; the
 * first one that is wrong, or disagrees, decides the answer. A path names versions exactly: `/2026-05-05/users`
 * is another resource than `/2026-03-01/users`, even where a header of that date would mean the same version.
 *
 * @param sources those that count only where no other names a version stand last
 */
export function createResolver(
  timeline: Timeline,
  sources: readonly VersionSource[],
  matching?: Matching,
): Resolver {
  const asked = sources.map((source) => toAsked(timeline, source, matching))
  return {
    resolve: (facts) => ask(asked, facts, 0, undefined),
    known: asked.flatMap(({ known }) => [...known.values()]),
  }
}

/** A source, and what is found by what it says. */
interface Asked {
  readonly source: VersionSource
  /** By the names that the timeline has, of which nearly all requests use one. */
  readonly known: ReadonlyMap<string, Found>
  readonly match: (text: string) => Resolution
}

function toAsked(timeline: Timeline, source: VersionSource, matching: Matching | undefined): Asked {
  const find = (requested: string): Resolution => {
    const matched = timeline.match(requested, source.kind === 'path' ? 'name' : matching)
    return matched.kind === 'version'
      ? { kind: 'version', source, requested, version: matched.version }
      : { kind: matched.kind, source, requested }
  }
  const known = new Map<string, Found>()
  for (const { name, aliases } of timeline.versions) {
    for (const text of [name, ...aliases]) {
      const found = find(text)
      if (!isOver(found)) known.set(text, Object.freeze(found))
    }
  }
  return { source, known, match: (text) => known.get(text) ?? find(text) }
}

/** Asks the sources from one on, after others have named a version. */
function ask(
  asked: readonly Asked[],
  facts: RequestFacts,
  from: number,
  before: Found | undefined,
): Resolution | Promise<Resolution> {
  let found = before
  for (let index = from; index < asked.length; index++) {
    const one = asked[index]
    if (one === undefined || (one.source.isDefault && found !== undefined)) continue
    const reading = one.source.read(facts)
    if (isPromise(reading)) {
      const held = found
      return Promise.resolve(reading).then((settled) => {
        const taken = take(one, settled, held)
        return isOver(taken) ? taken : ask(asked, facts, index + 1, taken)
      })
    }
    if (reading === undefined || reading === null) continue
    const taken = take(one, reading, found)
    if (isOver(taken)) return taken
    found = taken
  }
  return found ?? none
}

const none = { kind: 'none' } as const

/** What is found once a source has answered: an end, or the version that has been named so far. */
function take(asked: Asked, reading: Reading, found: Found | undefined): Resolution | undefined {
  const named = read(asked, reading)
  if (named === undefined || isOver(named)) return named ?? found
  if (found !== undefined && found.version !== named.version)
    return { kind: 'conflict', first: found, second: named }
  return found ?? named
}

function read({ source, match }: Asked, reading: Reading): Resolution | undefined {
  if (reading === undefined || reading === null) return undefined
  if (typeof reading === 'string') return match(reading)
  if (isList(reading)) return { kind: 'malformed', source, requested: reading.join(', ') }
  // What a service's own function or its database answers may be anything.
  if (!isWishes(reading))
    throw toError('TDM_SOURCE_READING', source.name, `a value of the type ${typeof reading}`)
  let refused: Resolution | undefined
  for (const { text, mediaType } of reading.wishes) {
    const named = match(text)
    if (!isOver(named)) return { ...named, mediaType }
    refused ??= named
  }
  return reading.isOpen ? undefined : refused
}

function isList(reading: readonly string[] | Wishes): reading is readonly string[] {
  return Array.isArray(reading)
}

function isWishes(reading: unknown): reading is Wishes {
  return (
    typeof reading === 'object' && reading !== null && 'wishes' in reading && Array.isArray(reading.wishes)
  )
}

/** A version as a source names it, which is the answer unless another one disagrees. */
export type Found = Extract<Resolution, { readonly kind: 'version' }>

/** Whether nothing that other sources say counts any more. */
function isOver(taken: Resolution | undefined): taken is Exclude<Resolution, Found> {
  return taken !== undefined && taken.kind !== 'version'
}
