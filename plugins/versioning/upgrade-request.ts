import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { convertLoading } from '../../lib/transform/load-session.ts'
import type { ApiPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { attachRefusal } from './attach-refusal.ts'
import { publishStage } from './channels.ts'
import { memoise } from './memoise.ts'
import { listRequestParts, readPart, writePart } from './request-parts.ts'
import { findRoutePlan, markUpgraded } from './route-plan.ts'
import { toFastifySchema } from './to-fastify-schema.ts'
import { noteUpgrade, type UpgradedPart } from './translate-refusals.ts'
import { validatePart } from './validate-part.ts'
import type { ValidationError } from './validation-error.ts'

/** `preValidation`: checks what a client has sent against its own version's schemas, then makes it current. */
export function upgradeRequest(plan: () => ApiPlan) {
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
    const valid: UpgradedPart[] = []
    let refusal: ValidationError | undefined
    // All of them before the first is converted: an old client is told of its own names, whatever is wrong.
    for (const one of partsOf(route.endpoint)(apiVersion.version)) {
      const found = validatePart(request, one.part, toFastifySchema(one.body))
      if (found !== undefined && !request.routeOptions.attachValidation) {
        done(found)
        return
      }
      if (found === undefined) valid.push({ ...one, original: readPart(request, one.part) })
      refusal ??= found
    }
    const settle = (converted: readonly unknown[]): void => {
      for (const [index, { part }] of valid.entries()) writePart(request, part, converted[index])
      noteUpgrade(request, valid)
      if (refusal === undefined) markUpgraded(request)
      else attachRefusal(request, refusal)
      publishStage('upgrade-request', request, reply)
      done()
    }
    if (valid.some(({ body }) => body.waits)) {
      Promise.all(valid.map(({ convert, original }) => convertLoading(convert, original, request))).then(
        settle,
        done,
      )
      return
    }
    settle(valid.map(({ convert, original }) => convert(original)))
  }
}
