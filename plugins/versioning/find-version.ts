import { toError } from '../../lib/errors.ts'
import { createResolver, type Found, type Resolution } from '../../lib/resolvers/resolve-version.ts'
import { isPromise, type RequestFacts } from '../../lib/resolvers/version-source.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { findPlainly } from './find-plainly.ts'
import { toApiVersion, type ApiVersion } from './api-version.ts'
import { memoise } from './memoise.ts'
import type { ResolvedOptions } from './options.ts'
import type { ReadFacts } from './read-facts.ts'

/** Which version a request is answered in, or why there is none. */
export type Outcome =
  /** Without a source, the request has named no version, and this is the fallback. */
  | { readonly kind: 'version'; readonly apiVersion: ApiVersion }
  | { readonly kind: 'refused'; readonly resolution: Exclude<Resolution, { kind: 'version' | 'none' }> }
  /** The request names no version, and has to. */
  | { readonly kind: 'missing' }
  /** A source, or the fallback, has thrown. */
  | { readonly kind: 'failed'; readonly error: unknown }

/**
 * Finds the version of a request. It never throws and no promise of it is rejected: the router could do nothing about
 * either.
 *
 * @param hasSegment whether a segment of the path counts: the same path may be of a route that has none
 * @param segment the segment, where the router has found it
 */
export type FindVersion = (
  message: RequestFacts['message'],
  hasSegment: boolean,
  segment?: string,
) => Outcome | Promise<Outcome>

/** Finds the version of a request for those who ask, in this order. */
export interface VersionFinder {
  /** For the router, which asks before there is a request of Fastify's, where it has routes to choose among. */
  readonly forRouter: FindVersion
  /** For the hooks: what the router was told is not found again. */
  readonly ofRequest: FindVersion
}

export function findVersionBy(
  options: ResolvedOptions,
  readFacts: ReadFacts,
  hasSemicolons: boolean,
): VersionFinder {
  const { timeline, sources, fallback, matching } = options
  const bySegment = createResolver(timeline, sources, matching)
  const plain = createResolver(
    timeline,
    sources.filter(({ kind }) => kind !== 'path'),
    matching,
  )
  const toOutcome = ({ version, requested, source, mediaType }: Found): Outcome => ({
    kind: 'version',
    apiVersion: toApiVersion(timeline, version, requested, source, mediaType),
  })
  // Requests that name a version in the same way share what is told of it.
  const known = new Map([...bySegment.known, ...plain.known].map((found) => [found, toOutcome(found)]))
  // A property of the message costs less with each request than a WeakMap does.
  const findingsKey = Symbol('tidemark.findings')

  const findQuickly = findPlainly(sources, bySegment.known, known, hasSemicolons)

  const unnamed = memoise((version: Version): Outcome => ({
    kind: 'version',
    apiVersion: toApiVersion(timeline, version),
  }))

  const conclude = (resolution: Resolution, facts: RequestFacts): Outcome | Promise<Outcome> => {
    if (resolution.kind === 'version') return known.get(resolution) ?? toOutcome(resolution)
    if (resolution.kind !== 'none') return { kind: 'refused', resolution }
    if (fallback === 'required') return { kind: 'missing' }
    if (typeof fallback !== 'function') return unnamed(fallback)
    const name = fallback(facts)
    return isPromise(name) ? Promise.resolve(name).then(toFallback) : toFallback(name)
  }

  const toFallback = (name: string): Outcome => {
    const version = timeline.find(name)
    if (version !== undefined) return unnamed(version)
    throw toError('TDM_FALLBACK_VERSION', name, timeline.versions.map((listed) => listed.name).join(', '))
  }

  const find = (facts: RequestFacts, hasSegment: boolean): Outcome | Promise<Outcome> => {
    try {
      const resolution = (hasSegment ? bySegment : plain).resolve(facts)
      if (!(resolution instanceof Promise)) {
        const outcome = conclude(resolution, facts)
        return outcome instanceof Promise ? outcome.catch(toFailed) : outcome
      }
      return resolution.then((settled) => conclude(settled, facts)).catch(toFailed)
    } catch (error) {
      return toFailed(error)
    }
  }

  const forRouter: FindVersion = (message, hasSegment) => {
    const findings = ((message as Noted)[findingsKey] ??= {
      facts: readFacts(message),
      plain: undefined,
      bySegment: undefined,
    })
    const place = hasSegment && findings.facts.segment !== undefined ? 'bySegment' : 'plain'
    const held = findings[place]
    if (held !== undefined) return held
    const outcome = find(findings.facts, place === 'bySegment')
    findings[place] = outcome
    if (outcome instanceof Promise) void outcome.then((settled) => ((findings[place] = settled), undefined))
    return outcome
  }

  return {
    forRouter,
    ofRequest: (message, hasSegment, segment) => {
      if ((message as Noted)[findingsKey] !== undefined) return forRouter(message, hasSegment)
      const quick = findQuickly?.(message, hasSegment, segment)
      if (quick !== undefined) return quick
      const facts = readFacts(message, segment)
      return find(facts, hasSegment && facts.segment !== undefined)
    },
  }
}

/** A message with what was found of it, under a symbol of the registration. */
type Noted = RequestFacts['message'] & Partial<Record<symbol, Findings>>

/** What is known of one request. */
interface Findings {
  readonly facts: RequestFacts
  plain: Outcome | Promise<Outcome> | undefined
  bySegment: Outcome | Promise<Outcome> | undefined
}

/** It is not hidden: the first hook that meets it fails the request with it. */
function toFailed(error: unknown): Outcome {
  return { kind: 'failed', error }
}
