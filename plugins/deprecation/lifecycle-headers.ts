import type { FastifyReply, FastifyRequest } from 'fastify'
import { toDeprecationHeader, toLinkHeader, toSunsetHeader } from '../../lib/timeline/lifecycle-headers.ts'
import type { Version } from '../../lib/timeline/define-timeline.ts'
import { exposeHeaders } from '../expose-headers.ts'
import type { Tidemark } from '../versioning/augment.ts'
import { memoise } from '../versioning/memoise.ts'
import { linkVersions } from './link-versions.ts'
import type { ResolvedOptions } from './options.ts'

/** `onSend`: tells a client of a deprecated version since when, until when, and what comes after it. */
export function lifecycleHeaders(tidemark: Tidemark, options: ResolvedOptions) {
  const wordsOf = memoise((version: Version) => toWords(version, options))
  const linksOf = linkVersions(tidemark)

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
    const { deprecation, sunset, guides } = wordsOf(version)
    if (deprecation !== undefined) reply.header('deprecation', deprecation)
    if (sunset !== undefined) reply.header('sunset', sunset)
    const links = linksOf(request, version)
    addLinks(reply, links === '' || guides === '' ? links + guides : `${links}, ${guides}`)
    expose(reply)
    done(null, payload)
  }
}

/** What a page of another origin may want to read. */
const expose = exposeHeaders(['deprecation', 'sunset', 'link'])

/** What is told of a version in the same words each time. */
interface Words {
  readonly deprecation: string | undefined
  readonly sunset: string | undefined
  /** The links to the guide, as they stand in `Link`. */
  readonly guides: string
}

function toWords({ name, deprecated, sunset }: Version, options: ResolvedOptions): Words {
  const target = options.guide?.replaceAll('{version}', encodeURIComponent(name))
  const relations = [
    ...(deprecated === undefined ? [] : ['deprecation']),
    ...(sunset === undefined ? [] : ['sunset']),
  ]
  const guides =
    target === undefined ? [] : relations.map((relation) => ({ target, relation, type: 'text/html' }))
  return {
    deprecation: deprecated === undefined ? undefined : toDeprecationHeader(deprecated),
    sunset: sunset === undefined ? undefined : toSunsetHeader(sunset),
    guides: toLinkHeader(guides),
  }
}

function addLinks(reply: FastifyReply, added: string): void {
  if (added === '') return
  const held = reply.getHeader('link')
  const earlier = held === undefined ? [] : [held].flat().map(String)
  // A later hook that fails makes the answer pass here again.
  if (earlier.some((text) => text.includes(added))) return
  void reply.header('link', [...earlier, added].join(', '))
}
