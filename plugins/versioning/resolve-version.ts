import type { FastifyReply, FastifyRequest } from 'fastify'
import { toVersionProblem } from '../../lib/problems/problem.ts'
import { resolveVersion } from '../../lib/resolvers/resolve-version.ts'
import type { RequestFacts } from '../../lib/resolvers/version-source.ts'
import { listParameters, toShape } from '../../lib/transform/path-pattern.ts'
import { findAddress } from '../../lib/transform/plan-endpoint.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { addVary, listChoosingHeaders } from './add-vary.ts'
import { answerProblem } from './answer-problem.ts'
import { toApiVersion } from './api-version.ts'
import { dropVersionParameter } from './drop-version-parameter.ts'
import type { ResolvedOptions } from './options.ts'
import { segmentForm } from './segment-form.ts'
import { findRoutePlan, segmentParameter, type RoutePlan } from './route-plan.ts'

/** `onRequest`: finds the version of a request, or answers why there is none. */
export function resolveVersionOf(options: ResolvedOptions, prefix: string) {
  const { timeline, sources, fallback } = options
  const form = new RegExp(segmentForm(timeline))
  const findAt = memoiseAddresses(options)
  const dropParameter = dropVersionParameter(sources)

  return function onRequest(request: FastifyRequest, reply: FastifyReply, done: () => void): void {
    const plan = findRoutePlan(request)
    if (plan === undefined && !request.is404) {
      done()
      return
    }
    const segment = plan?.hasSegment
      ? takeSegment(request)
      : plan === undefined
        ? firstSegment(request, prefix, form)
        : undefined
    const facts: RequestFacts = { segment, headers: request.headers, query: toRecord(request.query) }
    const resolution = resolveVersion(timeline, sources, facts)

    if (resolution.kind === 'version') {
      request.apiVersion = toApiVersion(timeline, resolution.version, resolution.requested, resolution.source)
    } else if (resolution.kind === 'none') {
      request.apiVersion = toApiVersion(timeline, fallback)
    } else if (plan !== undefined || (resolution.kind !== 'conflict' && resolution.source.kind === 'path')) {
      addVary(reply, listChoosingHeaders(sources))
      answerProblem(reply, toVersionProblem(resolution, timeline))
      return
    } else {
      // Nothing is found there, in whichever version: that is the answer, and not what else is wrong.
      request.apiVersion = toApiVersion(timeline, timeline.latest)
    }
    if (plan !== undefined) {
      const path = findAt(plan, request.apiVersion.version)
      if (path === undefined) {
        reply.callNotFound()
        return
      }
      renameParameters(request, plan.address.path, path)
      dropParameter(request, plan.endpoint)
    }
    done()
  }
}

/** The path that an endpoint has in a version, if that is the one of the route that was matched. */
function memoiseAddresses({
  timeline,
}: ResolvedOptions): (plan: RoutePlan, version: Version) => string | undefined {
  const known = new WeakMap<RoutePlan, Map<Version, string | undefined>>()
  return (plan, version) => {
    const byVersion = known.get(plan) ?? new Map<Version, string | undefined>()
    known.set(plan, byVersion)
    if (!byVersion.has(version)) byVersion.set(version, findPath(plan, version))
    return byVersion.get(version)
  }

  function findPath({ endpoint, address }: RoutePlan, version: Version): string | undefined {
    const found = findAddress(timeline, endpoint, version)
    if (found === undefined) return undefined
    const { method, path } = found
    // HEAD is the GET without its body.
    const isSame = method === address.method || (address.method === 'HEAD' && method === 'GET')
    return isSame && toShape(path) === toShape(address.path) ? path : undefined
  }
}

/** Versions may call the parameters of one path by other names; a route has those of one of them. */
function renameParameters(request: FastifyRequest, from: string, to: string): void {
  if (from === to) return
  const params = toRecord(request.params)
  const names = listParameters(from)
  request.params = Object.fromEntries(
    listParameters(to).map((name, index) => [name, params[names[index] ?? name]]),
  )
}

/** Takes the version's segment out of the route's parameters: the service's own schemas know nothing of it. */
function takeSegment(request: FastifyRequest): string | undefined {
  const { [segmentParameter]: segment, ...rest } = toRecord(request.params)
  request.params = rest
  return typeof segment === 'string' ? segment : undefined
}

/** The first segment of a path that no route has matched, if it looks like a version. */
function firstSegment(request: FastifyRequest, prefix: string, form: RegExp): string | undefined {
  const path = request.url.split('?', 1)[0] ?? ''
  if (!path.startsWith(`${prefix}/`)) return undefined
  const segment = path.slice(prefix.length + 1).split('/', 1)[0] ?? ''
  return form.test(segment) ? segment : undefined
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
}
