import type { VersionSource } from '../../lib/resolvers/version-source.ts'
import type { Change } from '../../lib/timeline/define-change.ts'
import type { Timeline, Version } from '../../lib/timeline/define-timeline.ts'

/** The version that a request is answered in. */
export interface ApiVersion {
  /** The version's own name. */
  readonly name: string
  readonly version: Version
  /** What the client wrote; `undefined` where it named no version. */
  readonly requested: string | undefined
  /** Where the client wrote it. */
  readonly source: VersionSource | undefined
  /** The media type of the answer, where the client has named the version by one in `Accept`. */
  readonly mediaType: string | undefined
  /** Whether the version has a change, for behaviour that no transform can express. */
  has(change: Change): boolean
}

/** Builds what a handler finds in `request.apiVersion`. It is frozen: requests may share it. */
export function toApiVersion(
  timeline: Timeline,
  version: Version,
  requested?: string,
  source?: VersionSource,
  mediaType?: string,
): ApiVersion {
  return Object.freeze(new RequestedVersion(timeline, version, requested, source, mediaType))
}

class RequestedVersion implements ApiVersion {
  readonly name: string
  readonly version: Version
  readonly requested: string | undefined
  readonly source: VersionSource | undefined
  readonly mediaType: string | undefined
  readonly #timeline: Timeline

  constructor(
    timeline: Timeline,
    version: Version,
    requested: string | undefined,
    source: VersionSource | undefined,
    mediaType: string | undefined,
  ) {
    this.name = version.name
    this.version = version
    this.requested = requested
    this.source = source
    this.mediaType = mediaType
    this.#timeline = timeline
  }

  has(change: Change): boolean {
    return this.#timeline.versions.some(
      ({ index, changes }) => index >= this.version.index && changes.includes(change),
    )
  }
}
