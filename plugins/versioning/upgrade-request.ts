import type { FastifyReply, FastifyRequest } from 'fastify'
import { toSchemaObject } from '../../lib/schema/subschemas.ts'
import { toDraft07 } from '../../lib/schema/to-draft-07.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { convertLoading } from '../../lib/transform/load-session.ts'
import type { ApiPlan, BodyPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { publishStage } from './channels.ts'
import { memoise } from './memoise.ts'
import { listRequestParts, readPart, writePart, type RequestPartPlan } from './request-parts.ts'
import { findRoutePlan, markUpgraded } from './route-plan.ts'
import { toValidationError } from './validation-error.ts'

/** `preValidation`: checks what a client has sent against its own version's schemas, then makes it current. */
export function upgradeRequest(plan: () => ApiPlan) {
  // The same object each time: Fastify keeps what it has compiled by the schema's identity.
  const toFastify = memoise(({ schema }: BodyPlan) => toSchemaObject(toDraft07(schema)))
  const partsOf = memoise((endpoint: Endpoint) =>
    memoise((version: Version) => listRequestParts(plan(), endpoint, version)),
  )

  return function preValidation(
    request: FastifyRequest,
    reply: FastifyReply,
    done: (error?: Error) => void,
  ): void {
    const { apiVersion } = request
    const route = apiVersion === null || apiVersion.version.index === 0 ? undefined : findRoutePlan(request)
    if (apiVersion === null || route === undefined) {
      done()
      return
    }
    const parts = partsOf(route.endpoint)(apiVersion.version)
    // All of them before the first is converted: an old client is told of its own names, whatever is wrong.
    for (const { part, body } of parts) {
      const validate = request.compileValidationSchema(toFastify(body), part)
      // Fastify hands null to the validator where there is no body; so do we, for the same message.
      if (validate(readPart(request, part) ?? null)) continue
      done(toValidationError(validate.errors ?? [], part))
      return
    }
    if (parts.some(({ body }) => body.waits)) {
      upgradeLoading(request, reply, parts).then(() => {
        done()
      }, done)
      return
    }
    const converted = parts.map(({ part, convert }) => convert(readPart(request, part)))
    write(request, reply, parts, converted)
    done()
  }
}

async function upgradeLoading(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: readonly RequestPartPlan[],
): Promise<void> {
  const converted = await Promise.all(
    parts.map(({ part, convert }) => convertLoading(convert, readPart(request, part), request)),
  )
  write(request, reply, parts, converted)
}

function write(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: readonly RequestPartPlan[],
  converted: readonly unknown[],
): void {
  for (const [index, { part }] of parts.entries()) writePart(request, part, converted[index])
  markUpgraded(request)
  publishStage('upgrade-request', request, reply)
}
