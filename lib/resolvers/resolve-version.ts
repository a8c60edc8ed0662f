import type { Timeline, Version } from '../timeline/define-timeline.ts'
import type { RequestFacts, VersionSource } from './version-source.ts'

/** Which version a request asks for. */
export type Resolution =
  | {
      readonly kind: 'version'
      readonly version: Version
      readonly requested: string
      readonly source: VersionSource
    }
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
}

/**
 * Asks every source which version a request wants. Sources that name the same version in two ways agree; the
 * first one that is wrong, or disagrees, decides the answer. A path names versions exactly: `/2026-05-05/users`
 * is another resource than `/2026-03-01/users`, even where a header of that date would mean the same version.
 */
export function resolveVersion(
  timeline: Timeline,
  sources: readonly VersionSource[],
  facts: RequestFacts,
): Resolution {
  let found: Named | undefined
  for (const source of sources) {
    const text = source.read(facts)
    if (text === undefined) continue
    if (typeof text !== 'string') return { kind: 'malformed', source, requested: text.join(', ') }
    const match = timeline.match(text)
    if (match.kind !== 'version') return { kind: match.kind, source, requested: text }
    if (source.kind === 'path' && timeline.find(text) === undefined)
      return { kind: 'unknown', source, requested: text }
    const named = { source, requested: text, version: match.version }
    if (found !== undefined && found.version !== named.version)
      return { kind: 'conflict', first: found, second: named }
    found ??= named
  }
  return found === undefined ? { kind: 'none' } : { kind: 'version', ...found }
}
