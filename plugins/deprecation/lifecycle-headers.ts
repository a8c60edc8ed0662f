import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  toDeprecationHeader,
  toLinkHeader,
  toSunsetHeader,
  type Link,
} from '../../lib/timeline/lifecycle-headers.ts'
import { exposeHeaders } from '../expose-headers.ts'
import type { Tidemark } from '../versioning/augment.ts'
import type { ResolvedOptions } from './options.ts'
import { findInVersion } from './find-successor.ts'

/** `onSend`: tells a client of a deprecated version since when, until when, and what comes after it. */
export function lifecycleHeaders(tidemark: Tidemark, options: ResolvedOptions) {
  return function onSend(
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
    done: (error: Error | null, payload: unknown) => void,
  ): void {
    const version = request.apiVersion?.version
    if (version === undefined || (version.deprecated === undefined && version.sunset === undefined)) {
      done(null, payload)
      return
    }
    if (version.deprecated !== undefined) reply.header('deprecation', toDeprecationHeader(version.deprecated))
    if (version.sunset !== undefined) reply.header('sunset', toSunsetHeader(version.sunset))
    addLinks(reply, listLinks(request, tidemark, options))
    exposeHeaders(reply, exposed)
    done(null, payload)
  }
}

/** What a page of another origin may want to read. */
const exposed = ['deprecation', 'sunset', 'link']

function listLinks(request: FastifyRequest, tidemark: Tidemark, options: ResolvedOptions): Link[] {
  const version = request.apiVersion?.version
  if (version === undefined) return []
  const { latest, versions } = tidemark.timeline
  // A version that is not released yet is for those who know of it.
  const next = version.index > latest.index ? versions[version.index - 1] : undefined
  const last = version.index > latest.index ? latest : undefined
  const guide = options.guide?.replaceAll('{version}', encodeURIComponent(version.name))
  const candidates: readonly (readonly [string | undefined, string, string?])[] = [
    [next && findInVersion(request, tidemark, next), 'successor-version'],
    [last && findInVersion(request, tidemark, last), 'latest-version'],
    [version.deprecated === undefined ? undefined : guide, 'deprecation', 'text/html'],
    [version.sunset === undefined ? undefined : guide, 'sunset', 'text/html'],
  ]
  return candidates.flatMap(([target, relation, type]) =>
    target === undefined ? [] : [{ target, relation, ...(type === undefined ? {} : { type }) }],
  )
}

function addLinks(reply: FastifyReply, links: readonly Link[]): void {
  if (links.length === 0) return
  const held = reply.getHeader('link')
  const earlier = held === undefined ? [] : [held].flat().map(String)
  const added = toLinkHeader(links)
  // A later hook that fails makes the answer pass here again.
  if (earlier.some((text) => text.includes(added))) return
  void reply.header('link', [...earlier, added].join(', '))
}
