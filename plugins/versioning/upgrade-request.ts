import type { FastifyReply, FastifyRequest } from 'fastify'
import { relaxSchema } from '../../lib/schema/relax-schema.ts'
import { toSchemaObject } from '../../lib/schema/subschemas.ts'
import { toDraft07 } from '../../lib/schema/to-draft-07.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { chooseMedia, toMediaType } from '../../lib/transform/choose-media.ts'
import { convertLoading } from '../../lib/transform/load-session.ts'
import type { ApiPlan, BodyPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { attachRefusal } from './attach-refusal.ts'
import { publishStage } from './channels.ts'
import { findRoutePlan } from './find-route-plan.ts'
import { memoise } from './memoise.ts'
import {
  listRequestParts,
  readPart,
  writePart,
  type RequestPartPlan,
  type UpgradedPart,
} from './request-parts.ts'
import { stateOf } from './request-state.ts'
import { validatePart } from './validate-part.ts'
import type { ValidationError } from './validation-error.ts'

/** `preValidation`: checks what a client has sent against its own version's schemas, then makes it current. */
export function upgradeRequest(plan: () => ApiPlan) {
  // The same object each time: Fastify keeps what it has compiled by the schema's identity.
  const toFastify = memoise(({ schema }: BodyPlan) => toSchemaObject(toDraft07(relaxSchema(schema))))
  const byMedia = memoise<Endpoint, (version: Version) => Map<unknown, readonly RequestPartPlan[]>>(() =>
    memoise(() => new Map()),
  )
  const partsOf = (
    endpoint: Endpoint,
    version: Version,
    contentType: unknown,
  ): readonly RequestPartPlan[] => {
    const known = byMedia(endpoint)(version)
    const common = isCommon(contentType) ? known.get(contentType) : undefined
    if (common !== undefined) return common
    const mediaType = toMediaType(contentType)
    // What clients send is no key: only what it is taken for.
    const choice = isCommon(contentType) ? contentType : chooseMedia(endpoint, undefined, mediaType)
    const parts = known.get(choice) ?? listRequestParts(plan(), endpoint, version, mediaType)
    known.set(choice, parts)
    return parts
  }

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
    const parts = partsOf(route.endpoint, apiVersion.version, request.headers['content-type'])
    const state = stateOf(request)
    if (parts.length === 0) {
      state.isUpgraded = true
      publishStage('upgrade-request', request, reply)
      done()
      return
    }
    const valid: UpgradedPart[] = []
    let refusal: ValidationError | undefined
    let waits = false
    // All of them before the first is converted: an old client is told of its own names, whatever is wrong.
    for (const one of parts) {
      const found = validatePart(request, one.part, toFastify(one.body))
      if (found !== undefined && !request.routeOptions.attachValidation) {
        done(found)
        return
      }
      if (found === undefined) {
        const { part, body, convert } = one
        waits ||= body.waits
        valid.push({ part, body, convert, original: readPart(request, part) })
      }
      refusal ??= found
    }
    const settle = (converted: readonly unknown[]): void => {
      for (let index = 0; index < valid.length; index += 1) {
        const part = valid[index]?.part
        if (part !== undefined) writePart(request, part, converted[index])
      }
      state.upgraded = valid
      if (refusal === undefined) {
        state.isUpgraded = true
        publishStage('upgrade-request', request, reply)
      } else {
        attachRefusal(request, refusal)
      }
      done()
    }
    if (waits) {
      Promise.all(valid.map(({ convert, original }) => convertLoading(convert, original, request))).then(
        settle,
        done,
      )
      return
    }
    settle(valid.map(({ convert, original }) => convert(original)))
  }
}

/** What nearly all requests have: it needs no reading. */
function isCommon(contentType: unknown): boolean {
  return contentType === undefined || contentType === 'application/json'
}
