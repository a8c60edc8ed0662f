import type { FastifyRequest } from 'fastify'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { fillPath } from '../../lib/transform/path-pattern.ts'
import { findRoutePlan } from '../versioning/find-route-plan.ts'
import type { Tidemark } from '../versioning/augment.ts'
import { restBehind } from '../../lib/resolvers/rest-behind.ts'
import { readParams, readQuery } from './read-in-version.ts'

/**
 * The URL of the same resource in another version; `undefined` where the request has matched no endpoint, or no URL means
 * that version.
 *
 * A URL can name a version by a segment or a query parameter, never by a header. So the link is of the kind that
 * the client itself has used, where that is one of the two, and else of whichever kind the service offers.
 */
export function findInVersion(
  request: FastifyRequest,
  tidemark: Tidemark,
  version: Version,
): string | undefined {
  const route = findRoutePlan(request)
  if (route === undefined) return undefined
  const { prefix, sources } = tidemark
  const plan = tidemark.plan()
  const path = plan.address(route.endpoint, version)?.path
  const params = readParams(request, route.endpoint, plan, version)
  const query = readQuery(request, route.endpoint, plan, version)
  if (path === undefined || params === undefined || query === undefined) return undefined
  const used = request.apiVersion?.source
  // Such as a subdomain: how that would name another version, its own function knows alone.
  if (used?.kind === 'custom' && used.inUrl) return undefined
  const source = [used, ...sources].find((one) => one !== undefined && canName(one, path))
  if (source === undefined && !tidemark.isUnnamed(version)) return undefined
  for (const { kind, key } of sources) if (kind === 'query') query.delete(key)
  if (source?.kind === 'query') query.set(source.key, version.name)
  const search = query.size === 0 ? '' : `?${query.toString()}`
  const pattern = source?.kind === 'path' ? addSegment(source.key, path, version) : path
  const filled = fillPath(prefix + pattern, params)
  return filled === undefined ? undefined : filled + search
}

/** Whether the URL of a path can name a version for a source. */
function canName({ kind, key }: VersionSource, path: string): boolean {
  return kind === 'query' || (kind === 'path' && restBehind(key, path) !== undefined)
}

/** A path with the segment that names a version. The root of a version is `/v1`. */
function addSegment(key: string, path: string, { name, aliases: [alias = name] }: Version): string {
  const rest = restBehind(key, path) ?? ''
  return `${key}/${encodeURIComponent(alias)}${path === '/' ? '' : rest}`
}
