import type { FastifyRequest } from 'fastify'
import { isObject } from '../../lib/schema/subschemas.ts'
import { isSequential } from '../../lib/transform/convert-stream.ts'
import { readContentType } from './read-content-type.ts'
import { findRoutePlan } from './route-plan.ts'

/**
 * The media type by which a route declares that it answers a status with a stream of items, whose schema is that of one
 * item; `undefined` where it declares anything else. It is read once for each route and status.
 */
export function findItemType(): (request: FastifyRequest, status: number) => string | undefined {
  const known = new WeakMap<object, Map<number, string | undefined>>()
  return (request, status) => {
    const plan = findRoutePlan(request)
    if (plan === undefined) return undefined
    const byStatus = known.get(plan) ?? new Map<number, string | undefined>()
    known.set(plan, byStatus)
    if (!byStatus.has(status))
      byStatus.set(status, readItemType(request.routeOptions.schema?.response, status))
    return byStatus.get(status)
  }
}

function readItemType(responses: unknown, status: number): string | undefined {
  if (!isObject(responses)) return undefined
  const declared = new Map(Object.entries(responses).map(([key, part]) => [key.toLowerCase(), part]))
  const text = String(status)
  const part = declared.get(text) ?? declared.get(`${text.charAt(0)}xx`) ?? declared.get('default')
  const [only, ...others] = isObject(part) && isObject(part.content) ? Object.keys(part.content) : []
  const mediaType = others.length === 0 ? readContentType(only) : undefined
  return mediaType !== undefined && isSequential(mediaType) ? mediaType : undefined
}
