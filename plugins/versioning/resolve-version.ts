import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toMissingProblem, toVersionProblem, type Problem } from '../../lib/problems/problem.ts'
import { isObject } from '../../lib/schema/subschemas.ts'
import { addVary } from './add-vary.ts'
import { answerProblem } from './answer-problem.ts'
import { toApiVersion } from './api-version.ts'
import { publishStage, stages } from './channels.ts'
import { closeUpgrade } from './close-upgrade.ts'
import type { FindVersion, Outcome } from './find-version.ts'
import { dropSegment, fitParameters } from './fit-parameters.ts'
import { observeVersion } from './observe-version.ts'
import type { ResolvedOptions } from './options.ts'
import { findRoutePlan } from './find-route-plan.ts'
import { lighten } from './lighten.ts'
import { stateOf } from './request-state.ts'
import { segmentParameter, type RoutePlan } from './route-plan.ts'
import { routeVersionOf } from './route-version.ts'
import { toThrown } from './to-thrown.ts'

/** `onRequest`: notes the version of a request, or answers why there is none. */
export function resolveVersionOf(options: ResolvedOptions, find: FindVersion, instance: FastifyInstance) {
  const { timeline, sources, telemetry } = options
  const vary = addVary(sources)
  const routeIn = routeVersionOf(timeline)
  const fit = fitParameters(sources)
  const observe = observeVersion(telemetry, instance)

  const latest = toApiVersion(timeline, timeline.latest)

  const settle = (
    request: FastifyRequest,
    reply: FastifyReply,
    plan: RoutePlan | undefined,
    outcome: Outcome,
    done: Done,
  ): void => {
    const problem = outcome.kind === 'version' ? undefined : toProblem(outcome, options, plan)
    if (problem !== undefined) {
      vary(reply)
      publishStage(stages.refuseVersion, request, reply)
      answerProblem(reply, problem)
      return
    }
    // Where nothing is found, in whichever version, that is the answer, and not what else is wrong.
    const apiVersion = outcome.kind === 'version' ? outcome.apiVersion : latest
    request.apiVersion = apiVersion
    observe(request, reply, apiVersion)
    if (outcome.kind === 'failed' && plan !== undefined) {
      closeUpgrade(reply)
      done(toThrown(outcome.error))
      return
    }
    if (plan === undefined) {
      dropSegment(request)
      done()
      return
    }
    const here = routeIn(plan, apiVersion.version)
    if (here.path === undefined) {
      closeUpgrade(reply)
      reply.callNotFound()
      return
    }
    // Nobody asks what a route is in the current version: that is what it is.
    if (apiVersion.version.index > 0) stateOf(request).here = here
    else lighten(request, plan)
    fit(request, plan, here.path)
    done()
  }

  return function onRequest(request: FastifyRequest, reply: FastifyReply, done: Done): void {
    const plan = findRoutePlan(request)
    if (plan === undefined && !request.is404) {
      done()
      return
    }
    // A path that no route has may still begin with a version that there is not.
    const outcome = find(request.raw, plan?.hasSegment ?? true, readSegment(request, plan))
    if (!(outcome instanceof Promise)) {
      settle(request, reply, plan, outcome, done)
      return
    }
    outcome.then((settled) => {
      settle(request, reply, plan, settled, done)
    }, done)
  }
}

/** The segment that names a version, in the path of a route that has one. */
function readSegment({ params }: FastifyRequest, plan: RoutePlan | undefined): string | undefined {
  if (plan?.hasSegment !== true || !isObject(params)) return undefined
  const segment = params[segmentParameter]
  return typeof segment === 'string' ? segment : undefined
}

type Done = (error?: Error) => void

/** What to answer instead of the route; on a path that no route has, that is about the path alone. */
function toProblem(
  outcome: Outcome,
  { sources, timeline }: ResolvedOptions,
  plan: RoutePlan | undefined,
): Problem | undefined {
  if (outcome.kind === 'missing' && plan !== undefined) return toMissingProblem(sources, timeline)
  if (outcome.kind !== 'refused') return undefined
  const { resolution } = outcome
  const isOfPath = resolution.kind !== 'conflict' && resolution.source.kind === 'path'
  return plan !== undefined || isOfPath ? toVersionProblem(resolution, timeline) : undefined
}
