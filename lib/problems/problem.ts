import type { Resolution } from '../resolvers/resolve-version.ts'
import type { VersionSource } from '../resolvers/version-source.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'

/** An error's body by RFC 9457. `status` is always the response's own status. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  readonly [extension: string]: unknown
}

/** The media type of a problem (RFC 9457 §3). */
export const problemMediaType = 'application/problem+json'

/**
 * The types of problems that Tidemark answers itself. A URN and not a URL: a type names a problem, and needs
 * no server that answers for it. Documented in docs/reference/problems.md.
 */
export const problemTypes = {
  unknownVersion: { type: 'urn:tidemark:problem:unknown-version', title: 'There is no such API version' },
  malformedVersion: { type: 'urn:tidemark:problem:malformed-version', title: 'This is not an API version' },
  conflictingVersions: {
    type: 'urn:tidemark:problem:conflicting-versions',
    title: 'The request names two different API versions',
  },
  missingVersion: {
    type: 'urn:tidemark:problem:missing-version',
    title: 'The request has to name an API version',
  },
  retiredVersion: {
    type: 'urn:tidemark:problem:retired-version',
    title: 'This API version has been retired',
  },
} as const

/** The names that a client may use, newest version first. */
export function listSupported(
  timeline: Timeline,
): readonly { readonly version: string; readonly aliases: readonly string[] }[] {
  // What is not released yet is for those who know of it.
  const released = timeline.versions.slice(timeline.latest.index)
  return released.map(({ name, aliases }) => ({ version: name, aliases }))
}

/** What to answer where no version could be found for a request. */
export function toVersionProblem(
  resolution: Exclude<Resolution, { kind: 'version' | 'none' }>,
  timeline: Timeline,
): Problem {
  const supported = listSupported(timeline)
  if (resolution.kind === 'conflict') {
    const { first, second } = resolution
    return {
      ...problemTypes.conflictingVersions,
      status: 400,
      detail: `${capitalise(describe(first))}, but ${describe(second)}. Name one version, or the same one twice.`,
      supported,
    }
  }
  const { source, requested, kind } = resolution
  const status = statusOf(source.kind)
  const shown = requested.length > 64 ? `${requested.slice(0, 64)}…` : requested
  // What stands where a path has its version is taken for one, whatever it looks like.
  return kind === 'unknown' || source.kind === 'path'
    ? {
        ...problemTypes.unknownVersion,
        status,
        detail: `${capitalise(source.name)} names version ${JSON.stringify(shown)}, which this API does not have.`,
        supported,
      }
    : {
        ...problemTypes.malformedVersion,
        status,
        detail: `${capitalise(source.name)} is ${JSON.stringify(shown)}, which is neither an alias nor ${timeline.scheme.shape}.`,
        supported,
      }
}

/** What to answer where a request has to name a version and names none. */
export function toMissingProblem(sources: readonly VersionSource[], timeline: Timeline): Problem {
  const places = sources.filter(({ isDefault }) => !isDefault).map(({ name }) => name)
  return {
    ...problemTypes.missingVersion,
    status: 400,
    detail: `Name a version in ${places.join(' or ')}.`,
    supported: listSupported(timeline),
  }
}

/** What a version answers once it is retired. */
export function toRetiredProblem(version: Version, timeline: Timeline): Problem {
  return {
    ...problemTypes.retiredVersion,
    status: 410,
    detail: `Version ${version.name} was retired on ${version.sunset?.toISOString().slice(0, 10) ?? 'its sunset'}. Use ${timeline.latest.name}.`,
    supported: listSupported(timeline).filter((other) => other.version !== version.name),
  }
}

/**
 * A path that does not exist is a 404, a representation that there is none of a 406, a body of a kind that is not
 * read a 415 (RFC 9110 §15.5.5, §15.5.7, §15.5.16); anything else that is wrong with a request is a 400.
 */
function statusOf(kind: VersionSource['kind']): number {
  switch (kind) {
    case 'path':
      return 404
    case 'accept':
      return 406
    case 'content-type':
      return 415
    case 'header':
    case 'query':
    case 'client':
    case 'custom':
      return 400
  }
}

function describe(named: {
  readonly source: { readonly name: string }
  readonly requested: string
  readonly version: Version
}): string {
  const meaning = named.requested === named.version.name ? '' : `, which means ${named.version.name}`
  return `${named.source.name} names ${JSON.stringify(named.requested.slice(0, 64))}${meaning}`
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
