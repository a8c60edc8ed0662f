import type { Timeline, Version } from '../timeline/define-timeline.ts'

/** A timeline as it was when one of its versions was the current one. */
export interface Beginning {
  readonly timeline: Timeline
  /** The same version there, where it has its own index; `undefined` for newer ones. */
  readonly toOwn: (version: Version) => Version | undefined
}

/** The beginning of a timeline, up to a version: what a handler knows that was written for that version. */
export function beginTimeline(timeline: Timeline, head: Version): Beginning {
  const heads = known.get(timeline) ?? new Map<Version, Beginning>()
  known.set(timeline, heads)
  const held = heads.get(head) ?? toBeginning(timeline, head)
  heads.set(head, held)
  return held
}

const known = new WeakMap<Timeline, Map<Version, Beginning>>()

function toBeginning(timeline: Timeline, head: Version): Beginning {
  if (head.index === 0) return { timeline, toOwn: (version) => version }
  const versions = timeline.versions
    .slice(head.index)
    .map((version, index): Version => Object.freeze({ ...version, index }))
  const [current = head] = versions
  return {
    timeline: Object.freeze({ ...timeline, versions: Object.freeze(versions), current, latest: current }),
    toOwn: ({ index }) => versions[index - head.index],
  }
}
