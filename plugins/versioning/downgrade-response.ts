import type { FastifyReply, FastifyRequest } from 'fastify'
import { toSchemaObject } from '../../lib/schema/subschemas.ts'
import type { ApiPlan, BodyPlan, Endpoint, ErrorPlan } from '../../lib/transform/plan-endpoint.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { memoise } from './memoise.ts'
import { findRoutePlan } from './route-plan.ts'

/** `preSerialization`: gives an old client the body of its own version, and its version's serialiser. */
export function downgradeResponse(plan: () => ApiPlan) {
  const errorOf = memoise((version: Version) => plan().error(version))
  const tableOf = memoise((endpoint: Endpoint) =>
    memoise((version: Version) => planStatuses(plan(), endpoint, version)),
  )

  return function preSerialization(
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    done: (error: Error | null, payload: unknown) => void,
  ): void {
    const { apiVersion } = request
    if (apiVersion === null || apiVersion.version.index === 0) {
      done(null, payload)
      return
    }
    const { version } = apiVersion
    const error = reply.statusCode >= 400 ? errorOf(version) : undefined
    const route = error === undefined ? findRoutePlan(request) : undefined
    const body: BodyPlan | ErrorPlan | undefined =
      error ??
      (route === undefined ? undefined : findStatus(tableOf(route.endpoint)(version), reply.statusCode))
    if (body?.convert === undefined) {
      done(null, payload)
      return
    }
    if (error !== undefined) reply.type(`${error.mediaType}; charset=utf-8`)
    // The route's own serialiser writes only what the current schema lists; what is renamed would be dropped.
    reply.serializer(reply.compileSerializationSchema(toSchemaObject(body.schema)))
    done(null, body.convert(payload))
  }
}

function planStatuses(plan: ApiPlan, endpoint: Endpoint, version: Version): ReadonlyMap<string, BodyPlan> {
  const statuses = Object.keys(endpoint.responses).flatMap((status): [string, BodyPlan][] => {
    const body = plan.response(endpoint, status, version)
    return body === undefined ? [] : [[status.toLowerCase(), body]]
  })
  return new Map(statuses)
}

/** The body of a status: its own, that of its range, or the default, as Fastify chooses a serialiser. */
function findStatus(statuses: ReadonlyMap<string, BodyPlan>, status: number): BodyPlan | undefined {
  const text = String(status)
  return statuses.get(text) ?? statuses.get(`${text.charAt(0)}xx`) ?? statuses.get('default')
}
