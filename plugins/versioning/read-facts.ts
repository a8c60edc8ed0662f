import { parse } from 'node:querystring'
import type { RequestFacts } from '../../lib/resolvers/version-source.ts'

/** Reads what sources look at from a request that no hook has seen yet. */
export type ReadFacts = (message: RequestFacts['message']) => RequestFacts

/**
 * @param base what stands before the segment that names a version; it may have parameters
 * @param form what the segment must look like
 */
export function readFactsBehind(base: string, form: RegExp): ReadFacts {
  const findSegment = segmentBehind(base)

  return (message) => {
    const url = message.url ?? ''
    let segment: { readonly text: string | undefined } | undefined
    let query: RequestFacts['query'] | undefined
    return {
      message,
      headers: message.headers,
      get segment() {
        segment ??= { text: keepIf(form, findSegment(url)) }
        return segment.text
      },
      get query() {
        query ??= readQuery(url)
        return query
      },
    }
  }
}

/** Finds the segment behind a path. */
function segmentBehind(base: string): (url: string) => string | undefined {
  // The router takes several slashes for one where it is told to, and else has no route with them.
  const form = new RegExp(`^${toBasePattern(base)}/([^/?#;]+)`)
  return (url) => form.exec(toPath(url))?.[1]
}

/** A path as a pattern, in which parameters stand for any one segment. */
export function toBasePattern(base: string): string {
  return base
    .split('/')
    .map((part) => (part.includes(':') ? '[^/?]+' : part.replace(/[^\w-]/g, '\\$&')))
    .join('/')
}

/** The target of a request without its origin (RFC 9112 §3.2.2), and with one slash between segments. */
function toPath(url: string): string {
  const path = url.startsWith('/') ? url : url.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '')
  return path.includes('//') ? path.replace(/\/{2,}/g, '/') : path
}

function keepIf(form: RegExp, segment: string | undefined): string | undefined {
  if (segment === undefined) return undefined
  const text = decode(segment)
  return form.test(text) ? text : undefined
}

/** What cannot be decoded is no version; the router refuses the path itself. */
function decode(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

function readQuery(url: string): RequestFacts['query'] {
  const start = url.indexOf('?')
  return start < 0 ? nothing : parse(url.slice(start + 1))
}

const nothing: RequestFacts['query'] = Object.freeze({})
