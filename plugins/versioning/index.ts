import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import fastifyPlugin from 'fastify-plugin'
import { toError } from '../../lib/errors.ts'
import type { ApiPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import { planVersions } from '../../lib/transform/plan-versions.ts'
import { addVary } from './add-vary.ts'
import { answerMediaType } from './answer-media-type.ts'
import { answerMissingInVersions, varyMissing } from './answer-missing.ts'
import { answerStatus } from './answer-status.ts'
import type {} from './augment.ts'
import { checkPlans } from './check-plans.ts'
import { downgradeError } from './downgrade-error.ts'
import { downgradeFirst, downgradeResponse } from './downgrade-response.ts'
import { downgradeStream } from './downgrade-stream.ts'
import { findHidden } from './find-hidden.ts'
import { findLongNames } from './find-long-names.ts'
import { findOldBody } from './find-old-body.ts'
import { forOldVersions } from './for-old-versions.ts'
import { findVersionBy } from './find-version.ts'
import { listAllowed, type ListedRoute } from './list-allowed.ts'
import { noteDefaultReplies } from './note-default-replies.ts'
import { resolveVersioningOptions, type VersioningOptions } from './options.ts'
import { planAnswers } from './plan-answers.ts'
import { planRoutes } from './plan-routes.ts'
import { readFactsBehind } from './read-facts.ts'
import { decorateRequests } from './request-state.ts'
import { resolveVersionOf } from './resolve-version.ts'
import type { FirstHooks } from './route-hooks.ts'
import { readRouterOptions } from './router-options.ts'
import { segmentForm, segmentName } from './segment-form.ts'
import { tellEarly } from './tell-early.ts'
import { tellMisfits } from './tell-misfit.ts'
import { toTidemark } from './to-tidemark.ts'
import { upgradeRequest } from './upgrade-request.ts'
import { addVersionConstraint } from './version-constraint.ts'
import { versionHeaders } from './version-headers.ts'

/**
 * Serves every version of a timeline with the handlers of the current one. Register it before the routes.
 *
 * A request goes through: `onRequest` resolves its version; `preValidation` checks parameters and
 * body against the old schemas and upgrades them; Fastify validates and the handler runs; `preSerialization`
 * downgrades the answer; `onSend` downgrades what never passes there (Fastify's own errors, streams of items), changes
 * the status and names the version. Messages of the current version are not touched.
 */
const versioning: FastifyPluginAsync<VersioningOptions> = fastifyPlugin(register, {
  name: 'tidemark-versioning',
  fastify: '5.x',
})

export default versioning

async function register(instance: FastifyInstance, given: VersioningOptions): Promise<void> {
  if (instance.hasDecorator('tidemark')) throw toError('TDM_VERSIONING_TWICE')
  const options = resolveVersioningOptions(given)
  tellEarly(instance, options)
  const endpoints: Endpoint[] = []
  let planned: ApiPlan | undefined
  const plan = (): ApiPlan => planned ?? planVersions(options.timeline, endpoints)
  // Fastify joins a prefix and a path by one slash, whichever of them has it.
  const prefix = instance.prefix.replace(/\/$/, '')
  const { timeline, sources } = options
  const router = readRouterOptions(instance)
  const { caseSensitive, useSemicolonDelimiter } = router
  const form = segmentForm(timeline, caseSensitive)
  const path = sources.find(({ kind }) => kind === 'path')
  const base = prefix + (path?.key ?? '')
  const toName = segmentName(timeline, caseSensitive)
  const readFacts = readFactsBehind(base, new RegExp(form), toName, useSemicolonDelimiter)
  const find = findVersionBy(options, readFacts, useSemicolonDelimiter)
  const waits = sources.some((source) => source.waits) || typeof options.fallback === 'function'
  const constraint = addVersionConstraint(instance, find.forRouter, waits)

  const routes: ListedRoute[] = []
  const allowed = listAllowed(timeline, { prefix, base, router }, routes)
  instance.decorate('tidemark', { ...toTidemark(options, prefix, endpoints, plan), routes, allowed })
  decorateRequests(instance)
  const answersOf = planAnswers(plan)
  const findBody = findOldBody(plan, answersOf)
  const defaults = noteDefaultReplies()
  const tell = tellMisfits()
  const downgrade = downgradeResponse(findBody, answersOf, tell)
  const first: FirstHooks = {
    preValidation: upgradeRequest(plan),
    // Routes have the hook of their own, behind all others; a path that does not exist has no route.
    preSerialization: downgradeFirst(downgrade),
  }
  instance.addHook(
    'onRoute',
    planRoutes({ timeline, sources, prefix, form, constraint, router }, endpoints, routes, first, downgrade),
  )
  if (path !== undefined) answerMissingInVersions(instance, { prefix, key: path.key, form })
  instance.addHook('onRequest', resolveVersionOf(options, find.ofRequest, instance))
  instance.addHook('preValidation', first.preValidation)
  instance.addHook('preSerialization', first.preSerialization)
  instance.addHook('onError', defaults.noteError)
  instance.addHook(
    'onSend',
    forOldVersions({
      detours: [downgradeError(findBody, defaults, tell), downgradeStream(answersOf)],
      answerOld: answerStatus(answersOf),
      answer: versionHeaders(options),
    }),
  )
  if (sources.some(({ kind }) => kind === 'accept')) instance.addHook('onSend', answerMediaType)
  // A change that does not fit the schemas stops the boot, not the first request that meets it.
  instance.addHook('onReady', (ready) => {
    // All routes are there by now: what was planned before is not kept.
    planned = plan()
    const unreached =
      path === undefined
        ? []
        : [...findLongNames(timeline, router), ...findHidden(timeline, base, router, routes)]
    checkPlans(planned, endpoints, options, unreached, instance.log)
    varyMissing(instance, addVary(sources))
    ready()
  })
}
