import type { FastifyRequest } from 'fastify'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import type { ApiPlan, BodyPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { memoise } from './memoise.ts'
import { findRoutePlan } from './route-plan.ts'

/** What an endpoint answers in one version. */
export interface AnswerPlan {
  /** The body of a current status. */
  body(current: number): BodyPlan | undefined
  /** The status that the version has in place of a current one. */
  status(current: number): number
}

/** Finds what a request of an old version is answered with; `undefined` for others, and where there is no route. */
export function planAnswers(plan: () => ApiPlan): (request: FastifyRequest) => AnswerPlan | undefined {
  const answersOf = memoise((endpoint: Endpoint) =>
    memoise((version: Version): AnswerPlan => {
      const bodies = listBodies(plan(), endpoint, version)
      const statuses = new Map<number, number>()
      return {
        body: (current) => findStatus(bodies, current),
        status: (current) => {
          const old = statuses.get(current) ?? Number(plan().status(endpoint, String(current), version))
          statuses.set(current, old)
          return old
        },
      }
    }),
  )
  return (request) => {
    const version = request.apiVersion?.version
    if (version === undefined || version.index === 0) return undefined
    const route = findRoutePlan(request)
    return route === undefined ? undefined : answersOf(route.endpoint)(version)
  }
}

/** What is declared for a status: by itself, by its range, or as the default, as Fastify chooses a serialiser. */
function findStatus(declared: ReadonlyMap<string, BodyPlan>, status: number): BodyPlan | undefined {
  const text = String(status)
  return declared.get(text) ?? declared.get(`${text.charAt(0)}xx`) ?? declared.get('default')
}

function listBodies(plan: ApiPlan, endpoint: Endpoint, version: Version): ReadonlyMap<string, BodyPlan> {
  return new Map(
    Object.keys(endpoint.responses).flatMap((status): [string, BodyPlan][] => {
      const body = plan.response(endpoint, status, version)
      return body === undefined ? [] : [[status.toLowerCase(), body]]
    }),
  )
}
