import type { FastifyReply } from 'fastify'
import { problemMediaType, type Problem } from '../../lib/problems/problem.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import { findRoutePlan } from '../versioning/find-route-plan.ts'
import { serialiseAsDeclared } from '../versioning/serialise-as-declared.ts'

/**
 * Sends a problem as an object, so that it can be made an old error. Where the route declares errors of another shape,
 * which would be a 500 in its place, or nothing at all, it is sent as a text, in every version, and the log warns of it.
 */
export function sendProblem(): (reply: FastifyReply, problem: Problem) => void {
  const told = new Set<string>()

  return (reply, problem) => {
    reply.code(problem.status).type(problemMediaType)
    if (isWritable(reply, problem)) {
      void reply.send(problem)
      return
    }
    const { log, method, routeOptions } = reply.request
    const path = findRoutePlan(reply.request)?.endpoint.path ?? routeOptions.url ?? ''
    const endpoint = `${method} ${path}`
    const place = `${endpoint} ${String(problem.status)}`
    if (!told.has(place)) {
      told.add(place)
      log.warn(
        { endpoint, statusCode: problem.status },
        'A route declares an error that no problem is: declare a problem, or leave it out. It is sent as it is',
      )
    }
    void reply.send(JSON.stringify(problem))
  }
}

/** Whether what the route declares for the status writes anything of a problem. */
function isWritable(reply: FastifyReply, problem: Problem): boolean {
  const serialise = serialiseAsDeclared(reply)
  if (serialise === JSON.stringify) return true
  try {
    const written: unknown = JSON.parse(serialise(problem))
    return isObject(written) && Object.keys(written).some((name) => name in problem)
  } catch {
    return false
  }
}
