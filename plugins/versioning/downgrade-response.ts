import type { FastifyReply, FastifyRequest } from 'fastify'
import { toSchemaObject } from '../../lib/schema/subschemas.ts'
import { toDraft07 } from '../../lib/schema/to-draft-07.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import type { ErrorPlan } from '../../lib/transform/plan-error.ts'
import type { ApiPlan, BodyPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { toPlain } from '../../lib/transform/to-plain.ts'
import { memoise } from './memoise.ts'
import { findRoutePlan } from './route-plan.ts'

/** A `preSerialization` hook. */
export type DowngradeHook = (
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: Error | null, payload: unknown) => void,
) => void

/**
 * `preSerialization`: gives an old client the body of its own version, and its version's serialiser.
 *
 * It runs after all hooks of the service's own, which thereby see current bodies only.
 */
export function downgradeResponse(plan: () => ApiPlan): DowngradeHook {
  const errorOf = memoise((version: Version) => plan().error(version))
  const tableOf = memoise((endpoint: Endpoint) =>
    memoise((version: Version) => planStatuses(plan(), endpoint, version)),
  )
  // The same object each time: Fastify keeps what it has compiled by the schema's identity.
  const toFastify = memoise(({ schema }: BodyPlan | ErrorPlan) => toSchemaObject(toDraft07(schema)))
  const written = new WeakSet<FastifyReply>()

  return function preSerialization(request, reply, payload, done): void {
    const version = request.apiVersion?.version
    if (version === undefined || version.index === 0) {
      done(null, payload)
      return
    }
    const error = reply.statusCode >= 400 ? errorOf(version) : undefined
    const route = error === undefined ? findRoutePlan(request) : undefined
    const body: BodyPlan | ErrorPlan | undefined =
      error ??
      (route === undefined ? undefined : findStatus(tableOf(route.endpoint)(version), reply.statusCode))
    let converted: unknown
    try {
      converted = body?.convert?.(toPlain(payload))
    } catch (thrown) {
      done(thrown instanceof Error ? thrown : new Error(String(thrown)), payload)
      return
    }
    if (body === undefined || converted === undefined) {
      // What an earlier attempt has set would write this answer in the shape of the one that failed.
      if (written.has(reply)) reply.serializer(serialiseAsDeclared(reply))
      done(null, payload)
      return
    }
    if (error !== undefined) reply.type(`${error.mediaType}; charset=utf-8`)
    // The route's own serialiser writes only what the current schema lists; what is renamed would be dropped.
    reply.serializer(reply.compileSerializationSchema(toFastify(body)))
    written.add(reply)
    done(null, converted)
  }
}

function serialiseAsDeclared(reply: FastifyReply): (payload: unknown) => string {
  const declared = reply.getSerializationFunction(String(reply.statusCode))
  return (payload) => declared?.(payload as Record<string, unknown>) ?? JSON.stringify(payload)
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
