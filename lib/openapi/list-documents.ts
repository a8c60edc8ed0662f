import { stateOf } from '../timeline/lifecycle-headers.ts'
import type { Timeline } from '../timeline/define-timeline.ts'

/** A version, as a reader of documents chooses among them. */
export interface DocumentEntry {
  readonly version: string
  readonly aliases: readonly string[]
  /** `retired`: past its sunset, whether or not it still answers. */
  readonly state: 'current' | 'active' | 'deprecated' | 'retired'
  /** Days, as `2026-03-01`. */
  readonly deprecated?: string
  readonly sunset?: string
  /** From the place of the list itself. */
  readonly documents: { readonly json: string; readonly yaml: string }
}

/** The documents of the released versions, newest first. What is not released yet is for those who know of it. */
export function listDocuments(timeline: Timeline, now: Date): readonly DocumentEntry[] {
  return timeline.versions.slice(timeline.latest.index).map((version) => {
    const { name, aliases, deprecated, sunset } = version
    const file = encodeURIComponent(name)
    return {
      version: name,
      aliases,
      state: version === timeline.latest ? 'current' : stateOf(version, now),
      ...(deprecated === undefined ? {} : { deprecated: toDay(deprecated) }),
      ...(sunset === undefined ? {} : { sunset: toDay(sunset) }),
      documents: { json: `${file}.json`, yaml: `${file}.yaml` },
    }
  })
}

/** The state of a version in words: `deprecated since 2026-11-01, sunset on 2027-06-01`. */
export function describeState({ state, deprecated, sunset }: DocumentEntry): string {
  if (state === 'retired') return `retired since ${sunset ?? 'its sunset'}`
  if (state === 'current') return 'current'
  const isDeprecated = state === 'deprecated'
  const parts = [
    ...(deprecated === undefined ? [] : [`deprecated ${isDeprecated ? 'since' : 'from'} ${deprecated}`]),
    ...(sunset === undefined ? [] : [`sunset on ${sunset}`]),
  ]
  return parts.length === 0 ? 'supported' : parts.join(', ')
}

function toDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
