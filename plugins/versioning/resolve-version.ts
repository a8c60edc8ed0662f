import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toMissingProblem, toVersionProblem, type Problem } from '../../lib/problems/problem.ts'
import { addVary } from './add-vary.ts'
import { answerProblem } from './answer-problem.ts'
import { toApiVersion, type ApiVersion } from './api-version.ts'
import { publishStage } from './channels.ts'
import type { FindVersion, Outcome } from './find-version.ts'
import { fitParameters } from './fit-parameters.ts'
import { observeVersion } from './observe-version.ts'
import type { ResolvedOptions } from './options.ts'
import { findRoutePlan } from './find-route-plan.ts'
import { stateOf } from './request-state.ts'
import type { RoutePlan } from './route-plan.ts'
import { routeVersionOf } from './route-version.ts'
import { toThrown } from './to-thrown.ts'

/** `onRequest`: notes the version of a request, or answers why there is none. */
export function resolveVersionOf(options: ResolvedOptions, find: FindVersion, instance: FastifyInstance) {
  const { timeline, sources, telemetry } = options
  const vary = addVary(sources)
  const routeIn = routeVersionOf(timeline)
  const fit = fitParameters(sources)
  const observe = observeVersion(telemetry, instance)

  const settle = (request: FastifyRequest, reply: FastifyReply, outcome: Outcome, done: Done): void => {
    const plan = findRoutePlan(request)
    const problem = outcome.kind === 'version' ? undefined : toProblem(outcome, options, plan)
    if (problem !== undefined) {
      vary(reply)
      publishStage('refuse-version', request, reply)
      answerProblem(reply, problem)
      return
    }
    // Where nothing is found, in whichever version, that is the answer, and not what else is wrong.
    const apiVersion =
      outcome.kind === 'version' ? describe(outcome) : toApiVersion(timeline, timeline.latest)
    request.apiVersion = apiVersion
    observe(request, reply, apiVersion)
    if (outcome.kind === 'failed' && plan !== undefined) {
      done(toThrown(outcome.error))
      return
    }
    if (plan === undefined) {
      done()
      return
    }
    const here = routeIn(plan, apiVersion.version)
    if (here.path === undefined) {
      reply.callNotFound()
      return
    }
    stateOf(request).here = here
    fit(request, plan, here.path)
    done()
  }

  const describe = ({ version, requested, source, mediaType }: Found): ApiVersion =>
    toApiVersion(timeline, version, requested, source, mediaType)

  return function onRequest(request: FastifyRequest, reply: FastifyReply, done: Done): void {
    const plan = findRoutePlan(request)
    if (plan === undefined && !request.is404) {
      done()
      return
    }
    // A path that no route has may still begin with a version that there is not.
    const outcome = find(request.raw, plan?.hasSegment ?? true)
    if (!(outcome instanceof Promise)) {
      settle(request, reply, outcome, done)
      return
    }
    outcome.then((settled) => {
      settle(request, reply, settled, done)
    }, done)
  }
}

type Done = (error?: Error) => void

type Found = Extract<Outcome, { readonly kind: 'version' }>

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
