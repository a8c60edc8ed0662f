import type { FastifyRequest } from 'fastify'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { fillPath } from '../../lib/transform/path-pattern.ts'
import { findRoutePlan } from '../versioning/find-route-plan.ts'
import type { Tidemark } from '../versioning/augment.ts'
import { readParams, readQuery } from './read-in-version.ts'

/**
 * The URL of the same resource in another version; `undefined` where the request has matched no endpoint.
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
  const plan = tidemark.plan()
  const path = plan.address(route.endpoint, version)?.path
  const params = readParams(request, route.endpoint, plan, version)
  const query = readQuery(request, route.endpoint, plan, version)
  if (path === undefined || params === undefined || query === undefined) return undefined
  const used = request.apiVersion?.source
  const source = used?.inUrl === true ? used : tidemark.sources.find(({ inUrl }) => inUrl)
  const name = version.aliases[0] ?? version.name
  for (const { kind, key } of tidemark.sources) if (kind === 'query') query.delete(key)
  if (source?.kind === 'query') query.set(source.key, version.name)
  const segment = source?.kind === 'path' ? `/${encodeURIComponent(name)}` : ''
  const search = query.size === 0 ? '' : `?${query.toString()}`
  const pattern = segment !== '' && path === '/' ? '' : path
  const filled = fillPath(`${tidemark.prefix}${segment}${pattern}`, params)
  return filled === undefined ? undefined : filled + search
}
