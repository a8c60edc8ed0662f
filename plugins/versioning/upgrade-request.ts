import type { FastifyRequest, FastifyReply } from 'fastify'
import { toSchemaObject } from '../../lib/schema/subschemas.ts'
import { toDraft07 } from '../../lib/schema/to-draft-07.ts'
import type { ApiPlan, BodyPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { memoise } from './memoise.ts'
import { findRoutePlan } from './route-plan.ts'
import { toValidationError } from './validation-error.ts'

/** `preValidation`: checks the body against the client's own schema, then makes it a current one. */
export function upgradeRequest(plan: () => ApiPlan) {
  // The same object each time: Fastify keeps what it has compiled by the schema's identity.
  const toFastify = memoise(({ schema }: BodyPlan) => toSchemaObject(toDraft07(schema)))
  const tableOf = memoise((endpoint: Endpoint) =>
    memoise((version: Version) => plan().request(endpoint, version)),
  )

  return function preValidation(
    request: FastifyRequest,
    _reply: FastifyReply,
    done: (error?: Error) => void,
  ): void {
    const { apiVersion } = request
    if (apiVersion === null || apiVersion.version.index === 0) {
      done()
      return
    }
    const route = findRoutePlan(request)
    const body = route === undefined ? undefined : tableOf(route.endpoint)(apiVersion.version)
    if (body?.convert === undefined) {
      done()
      return
    }
    const validate = request.compileValidationSchema(toFastify(body), 'body')
    // Fastify hands null to the validator where there is no body; so do we, for the same message.
    if (!validate(request.body ?? null)) {
      done(toValidationError(validate.errors ?? [], 'body'))
      return
    }
    request.body = body.convert(request.body)
    done()
  }
}
