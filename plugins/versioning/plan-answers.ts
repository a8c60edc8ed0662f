import type { FastifyRequest } from 'fastify'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { isBodiless } from '../../lib/transform/bodiless-status.ts'
import type { ApiPlan, BodyPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { chooseMedia, listStatuses, type MediaChoice } from '../../lib/transform/choose-media.ts'
import type { AnswerPlan } from './answer-plan.ts'
import { chooseStatus } from './choose-status.ts'
import { memoise } from './memoise.ts'
import { findRoutePlan } from './find-route-plan.ts'
import { stateOf } from './request-state.ts'

/** Finds what a request of an old version is answered with; `undefined` for others, and where there is no route. */
export function planAnswers(plan: () => ApiPlan): (request: FastifyRequest) => AnswerPlan | undefined {
  const answersOf = memoise((endpoint: Endpoint) =>
    memoise((version: Version): AnswerPlan => {
      const findBody = findBodies(plan(), endpoint, version)
      const statuses = new Map<number, number>()
      const declared = listStatuses(endpoint)
      let isAnyConverted: boolean | undefined
      return {
        body: (current, mediaType) => findBody(current, mediaType),
        isUndeclared: (current) => {
          isAnyConverted ??= declared.some(
            (status) => plan().response(endpoint, status, version)?.convert !== undefined,
          )
          return isAnyConverted && !isBodiless(current) && chooseStatus(declared, current) === undefined
        },
        status: (current) => {
          const known = statuses.get(current)
          if (known !== undefined) return known
          const old = Number(plan().status(endpoint, String(current), version))
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
    const { here } = stateOf(request)
    if (route === undefined || here === undefined) return undefined
    return (here.answers ??= answersOf(route.endpoint)(version))
  }
}

function findBodies(
  plan: ApiPlan,
  endpoint: Endpoint,
  version: Version,
): (current: number, mediaType: string) => BodyPlan | undefined {
  const statuses = listStatuses(endpoint)
  // By status, and by what is declared for the media type: what clients send is no key.
  const known = new Map<string, Map<MediaChoice, BodyPlan | undefined>>()
  // Nearly all answers have no media type, or that of JSON.
  const untyped = new Map<number, BodyPlan | undefined>()
  const json = new Map<number, BodyPlan | undefined>()
  return (current, mediaType) => {
    const common = mediaType === '' ? untyped : mediaType === 'application/json' ? json : undefined
    if (common === undefined) return find(current, mediaType)
    const held = common.get(current)
    if (held !== undefined || common.has(current)) return held
    const found = find(current, mediaType)
    common.set(current, found)
    return found
  }

  function find(current: number, mediaType: string): BodyPlan | undefined {
    const status = chooseStatus(statuses, current)
    if (status === undefined) return undefined
    const choice = chooseMedia(endpoint, status, mediaType)
    const byMedia = known.get(status) ?? new Map<MediaChoice, BodyPlan | undefined>()
    known.set(status, byMedia)
    if (!byMedia.has(choice)) byMedia.set(choice, plan.response(endpoint, status, version, mediaType))
    return byMedia.get(choice)
  }
}
