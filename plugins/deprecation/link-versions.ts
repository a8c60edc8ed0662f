import type { FastifyRequest } from 'fastify'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'
import { toLinkHeader } from '../../lib/timeline/lifecycle-headers.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { listParameters } from '../../lib/transform/path-pattern.ts'
import type { Endpoint } from '../../lib/transform/plan-endpoint.ts'
import type { Tidemark } from '../versioning/augment.ts'
import { memoise } from '../versioning/memoise.ts'
import { findRoutePlan } from '../versioning/find-route-plan.ts'
import { findInVersion } from './find-successor.ts'

/** Links the same resource in the versions that come after a client's own, as they stand in `Link`. */
export function linkVersions(tidemark: Tidemark): (request: FastifyRequest, version: Version) => string {
  const targetsOf = memoise((version: Version) => listTargets(version, tidemark))
  const constantOf = memoise((endpoint: Endpoint) =>
    memoise((version: Version) =>
      isConstant(endpoint, [version, ...targetsOf(version).keys()], tidemark)
        ? new Map<VersionSource | undefined, string>()
        : undefined,
    ),
  )
  const write = (request: FastifyRequest, version: Version): string =>
    toLinkHeader(
      [...targetsOf(version)].flatMap(([other, relations]) => {
        const target = findInVersion(request, tidemark, other)
        return target === undefined ? [] : relations.map((relation) => ({ target, relation }))
      }),
    )

  return (request, version) => {
    const route = findRoutePlan(request)
    if (route === undefined) return ''
    // Nothing of such a request goes into its links, so they are written once.
    const known = request.url.includes('?') ? undefined : constantOf(route.endpoint)(version)
    if (known === undefined) return write(request, version)
    const source = request.apiVersion?.source
    const links = known.get(source) ?? write(request, version)
    known.set(source, links)
    return links
  }
}

/** The versions that are linked, with their relations: the next one, and the latest. */
function listTargets(
  { index }: Version,
  { timeline: { latest, versions } }: Tidemark,
): ReadonlyMap<Version, readonly string[]> {
  const next = versions[index - 1]
  // A version that is not released yet is for those who know of it.
  if (next === undefined || index <= latest.index) return new Map()
  if (next === latest) return new Map([[next, ['successor-version', 'latest-version']]])
  return new Map([
    [next, ['successor-version']],
    [latest, ['latest-version']],
  ])
}

/** Whether an endpoint has the same URL for all requests, in each of some versions. */
function isConstant(endpoint: Endpoint, versions: readonly Version[], tidemark: Tidemark): boolean {
  const plan = tidemark.plan()
  return versions.every((version) => {
    const path = plan.address(endpoint, version)?.path ?? ''
    return (
      listParameters(tidemark.prefix + path).length === 0 &&
      (['path', 'query'] as const).every((place) => {
        const part = plan.parameters(endpoint, place, version)
        return part?.convert === undefined && part?.invert === undefined
      })
    )
  })
}
