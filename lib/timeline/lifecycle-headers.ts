import type { Version } from './define-timeline.ts'

/**
 * When a version was or will be deprecated, as a structured-field date: `@` and Unix seconds (RFC 9745 §2.1,
 * RFC 9651 §3.3.7). An HTTP-date, or `true`, would be invalid.
 */
export function toDeprecationHeader(date: Date): string {
  return `@${String(Math.floor(date.getTime() / 1000))}`
}

/** When a version may stop answering, as an IMF-fixdate (RFC 8594 §3, RFC 9110 §5.6.7). */
export function toSunsetHeader(date: Date): string {
  return date.toUTCString()
}

/** One link of a `Link` header (RFC 8288 §3). */
export interface Link {
  readonly target: string
  readonly relation: string
  readonly type?: string
}

/** A `Link` header of several links. */
export function toLinkHeader(links: readonly Link[]): string {
  return links
    .map(({ target, relation, type }) => {
      const typed = type === undefined ? '' : `; type="${type}"`
      return `<${encodeTarget(target)}>; rel="${relation}"${typed}`
    })
    .join(', ')
}

/** What state a version is in at a moment. */
export function stateOf(version: Version, now: Date): 'active' | 'deprecated' | 'retired' {
  if (version.sunset !== undefined && version.sunset <= now) return 'retired'
  return version.deprecated !== undefined && version.deprecated <= now ? 'deprecated' : 'active'
}

/** A target comes from the request's own URL: nothing in it may end the link, or the header. */
function encodeTarget(target: string): string {
  if (isPlain.test(target)) return target
  // A lone surrogate has no UTF-8 form; it becomes the replacement character, as in the URL standard.
  const wellFormed = target.replace(/\p{Surrogate}/gu, '\ufffd')
  return wellFormed.replace(/[^\x21-\x3b\x3d\x3f-\x7e]/gu, (character) => encodeURIComponent(character))
}

/** What most targets consist of. */
const isPlain = /^[\x21-\x3b\x3d\x3f-\x7e]*$/
