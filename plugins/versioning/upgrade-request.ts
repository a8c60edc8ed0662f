import type { FastifyReply, FastifyRequest } from 'fastify'
import { toCheckable } from '../../lib/schema/to-compilable.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { chooseMedia, toMediaType } from '../../lib/transform/choose-media.ts'
import { convertLoading } from '../../lib/transform/load-session.ts'
import type { ApiPlan, BodyPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { attachRefusal } from './attach-refusal.ts'
import { publishStage } from './channels.ts'
import { findRoutePlan } from './find-route-plan.ts'
import { memoise } from './memoise.ts'
import { toRefusal } from './to-refusal.ts'
import { toThrown } from './to-thrown.ts'
import {
  listRequestParts,
  readPart,
  writePart,
  type PreparedPart,
  type UpgradedPart,
} from './request-parts.ts'
import { stateOf } from './request-state.ts'
import type { RouteVersion } from './route-plan.ts'
import { validatePart } from './validate-part.ts'
import type { ValidationError } from './validation-error.ts'

/** `preValidation`: checks what a client has sent against its own version's schemas, then makes it current. */
export function upgradeRequest(plan: () => ApiPlan) {
  const partsOf = prepareParts(plan)

  return function preValidation(
    request: FastifyRequest,
    reply: FastifyReply,
    done: (error?: Error) => void,
  ): void {
    const version = request.apiVersion?.version
    if (version === undefined || version.index === 0) {
      done()
      return
    }
    const route = findRoutePlan(request)
    const state = stateOf(request)
    const { here } = state
    if (route === undefined || here === undefined) {
      done()
      return
    }
    const settle = ({ valid, refusal }: Checked, converted: readonly unknown[]): void => {
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
    }
    // What comes after the hook runs inside of `done`, and what it throws is no concern of this.
    try {
      const parts = partsOf(route.endpoint, version, here, request.headers['content-type'])
      const checked = checkParts(request, parts)
      if (checked.refusal !== undefined && !request.routeOptions.attachValidation) {
        done(checked.refusal)
        return
      }
      if (checked.waits) {
        Promise.all(
          checked.valid.map(({ convert, original }) => convertLoading(convert, original, request)),
        ).then(
          (converted) => {
            settle(checked, converted)
            done()
          },
          (thrown: unknown) => {
            done(toRefusal(toThrown(thrown), request))
          },
        )
        return
      }
      settle(
        checked,
        checked.valid.map(({ convert, original }) => convert(original)),
      )
    } catch (thrown) {
      if (!(thrown instanceof Error)) throw thrown
      done(toRefusal(thrown, request))
      return
    }
    done()
  }
}

/** What of a request is valid in its own version. */
interface Checked {
  readonly valid: readonly UpgradedPart[]
  /** What is wrong with the first part that is not. */
  readonly refusal: ValidationError | undefined
  /** Whether one of the valid parts has to wait for what is loaded. */
  readonly waits: boolean
}

/** Checks all parts before the first is converted: an old client is told of its own names, whatever is wrong. */
function checkParts(request: FastifyRequest, parts: readonly PreparedPart[]): Checked {
  const valid: UpgradedPart[] = []
  let refusal: ValidationError | undefined
  let waits = false
  for (const { part, body, convert, schema } of parts) {
    if (part === 'body' && isUnread(request)) continue
    const found = validatePart(request, part, schema)
    if (found === undefined) {
      waits ||= body.waits
      valid.push({ part, body, convert, original: readPart(request, part) })
    } else if (!request.routeOptions.attachValidation) {
      return { valid, refusal: found, waits: false }
    }
    refusal ??= found
  }
  return { valid, refusal, waits }
}

/** Whether the body is a multipart one that a plugin behind this reads, or the handler itself. */
function isUnread({ body, headers }: FastifyRequest): boolean {
  return body === undefined && toMediaType(headers['content-type']).startsWith('multipart/')
}

/** Finds the parts of a request that are another thing in its version, by the media type of what is sent. */
function prepareParts(plan: () => ApiPlan) {
  // The same object each time: Fastify keeps what it has compiled by the schema's identity.
  const toFastify = memoise(({ schema }: BodyPlan) => toCheckable(schema))
  const known = memoise<Endpoint, (version: Version) => Map<unknown, readonly PreparedPart[]>>(() =>
    memoise(() => new Map()),
  )

  return (
    endpoint: Endpoint,
    version: Version,
    { parts }: RouteVersion,
    contentType: unknown,
  ): readonly PreparedPart[] => {
    const common = parts.get(contentType)
    if (common !== undefined) return common
    const mediaType = toMediaType(contentType)
    // What clients send is no key: only what it is taken for.
    const isFrequent = contentType === undefined || contentType === 'application/json'
    const choice = isFrequent ? contentType : chooseMedia(endpoint, undefined, mediaType)
    // All addresses of an endpoint share them.
    const ofEndpoint = known(endpoint)(version)
    const found =
      ofEndpoint.get(choice) ??
      listRequestParts(plan(), endpoint, version, mediaType).map((one) => ({
        ...one,
        schema: toFastify(one.body),
      }))
    ofEndpoint.set(choice, found)
    if (isFrequent) parts.set(contentType, found)
    return found
  }
}
