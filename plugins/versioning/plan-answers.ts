import type { FastifyRequest } from 'fastify'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { isBodiless } from '../../lib/transform/bodiless-status.ts'
import type { ApiPlan, BodyPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { chooseMedia, listStatuses, type MediaChoice } from '../../lib/transform/choose-media.ts'
import type { AnswerPlan, StatusPlan } from './answer-plan.ts'
import { chooseStatus } from './choose-status.ts'
import { memoise } from './memoise.ts'
import { hereOf } from './request-state.ts'

/** Finds what a request of an old version is answered with; `undefined` for others, and where there is no route. */
export function planAnswers(plan: () => ApiPlan): (request: FastifyRequest) => AnswerPlan | undefined {
  const answersOf = memoise((endpoint: Endpoint) =>
    memoise((version: Version) => planStatuses(plan(), endpoint, version)),
  )
  return (request) => {
    const version = request.apiVersion?.version
    if (version === undefined || version.index === 0) return undefined
    const here = hereOf(request)
    if (here === undefined) return undefined
    return (here.answers ??= answersOf(here.plan.endpoint)(version))
  }
}

function planStatuses(plan: ApiPlan, endpoint: Endpoint, version: Version): AnswerPlan {
  const declared = listStatuses(endpoint)
  const planBodies = findBodies(plan, endpoint, version)
  // There are no more of them than statuses.
  const known = new Map<number, StatusPlan>()
  let isAnyConverted: boolean | undefined
  return (current) => {
    const held = known.get(current)
    if (held !== undefined) return held
    const name = chooseStatus(declared, current)
    const status = Number(plan.status(endpoint, String(current), version))
    const found: StatusPlan = {
      status,
      hasBody: !isBodiless(status),
      body: name === undefined ? () => undefined : planBodies(name),
      isUndeclared: () => {
        if (isBodiless(current) || name !== undefined) return false
        isAnyConverted ??= declared.some(
          (one) => plan.response(endpoint, one, version)?.convert !== undefined,
        )
        return isAnyConverted
      },
    }
    known.set(current, found)
    return found
  }
}

/** Finds the bodies of a declared status. */
function findBodies(
  plan: ApiPlan,
  endpoint: Endpoint,
  version: Version,
): (status: string) => StatusPlan['body'] {
  return (status) => {
    // By what is declared for the media type: what is sent is no key.
    const known = new Map<MediaChoice, BodyPlan | undefined>()
    const find = (mediaType: string): BodyPlan | undefined => {
      const choice = chooseMedia(endpoint, status, mediaType)
      if (!known.has(choice)) known.set(choice, plan.response(endpoint, status, version, mediaType))
      return known.get(choice)
    }
    // Nearly all answers are of this type.
    let json: { readonly body: BodyPlan | undefined } | undefined
    return (mediaType) =>
      mediaType === 'application/json' ? (json ??= { body: find(mediaType) }).body : find(mediaType)
  }
}
