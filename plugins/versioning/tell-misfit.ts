import type { FastifyReply, FastifyRequest } from 'fastify'
import { findRoutePlan } from './find-route-plan.ts'

/** Writes to the log that an answer was left as it is, because it is not of the shape or has a status that nobody declares. */
export type TellMisfit = (request: FastifyRequest, reply: FastifyReply, what?: keyof typeof messages) => void

/**
 * Tells of answers to old clients that are not of the shape that the timeline converts, as of a handler that answers an
 * error in a form of its own: they pass as they are. It is told once for each endpoint and status.
 */
export function tellMisfits(): TellMisfit {
  const nowhere = {}
  const told = new WeakMap<object, Set<number>>()
  return (request, { statusCode }, what = 'shape') => {
    const endpoint = findRoutePlan(request)?.endpoint
    const statuses = told.get(endpoint ?? nowhere) ?? new Set()
    if (statuses.has(statusCode)) return
    told.set(endpoint ?? nowhere, statuses.add(statusCode))
    request.log.warn(
      {
        endpoint: endpoint === undefined ? undefined : `${endpoint.method} ${endpoint.path}`,
        statusCode,
      },
      messages[what],
    )
  }
}

const messages = {
  shape: 'An answer is not of the shape that the timeline converts: old clients get it as it is',
  status: 'An answer has a status that its route does not declare: old clients get it as it is',
} as const
