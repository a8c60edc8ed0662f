import type { FastifyRequest } from 'fastify'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import { listParameters } from '../../lib/transform/path-pattern.ts'
import { dropVersionParameter } from './drop-version-parameter.ts'
import { segmentParameter, type RoutePlan } from './route-plan.ts'

/**
 * Makes the parameters of a request those that the service's own schemas know: the segment, query parameter and media
 * type that name a version are taken out, and the parameters of a path are called as the version calls them.
 *
 * @param path where the request's version has the endpoint
 */
export function fitParameters(
  sources: readonly VersionSource[],
): (request: FastifyRequest, plan: RoutePlan, path: string) => void {
  const dropParameter = dropVersionParameter(sources)
  const strips = sources.flatMap(({ toUnversioned }) => toUnversioned ?? [])
  return (request, plan, path) => {
    if (plan.hasSegment) dropSegment(request)
    renameParameters(request, plan.address.path, path)
    dropParameter?.(request, plan.endpoint)
    if (strips.length === 0) return
    const { headers } = request.raw
    for (const strip of strips) {
      const unversioned = strip(headers['content-type'])
      // Parsers and validators are found by the media type, and know none of a version.
      if (unversioned !== undefined) headers['content-type'] = unversioned
    }
  }
}

/** Takes the segment that names a version out of the parameters of a request. */
export function dropSegment(request: FastifyRequest): void {
  const held = toRecord(request.params)
  const rest: Record<string, unknown> = {}
  // The names are those of the route, and none of them needs to be defined in another way.
  for (const name of Object.keys(held)) if (name !== segmentParameter) rest[name] = held[name]
  request.params = rest
}

/** Versions may call the parameters of one path by other names; a route has those of one of them. */
function renameParameters(request: FastifyRequest, from: string, to: string): void {
  if (from === to) return
  const params = toRecord(request.params)
  const names = listParameters(from)
  request.params = Object.fromEntries(
    listParameters(to).map((name, index) => [name, params[names[index] ?? name]]),
  )
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {}
}
