import { parse } from 'node:querystring'
import type { RequestFacts } from '../../lib/resolvers/version-source.ts'

/**
 * Reads what sources look at from a request that no hook has seen yet.
 *
 * @param segment the segment that names a version, where the router has found it
 */
export type ReadFacts = (message: RequestFacts['message'], segment?: string) => RequestFacts

/**
 * @param base what stands before the segment that names a version; it may have parameters
 * @param form what the segment must look like
 * @param toName what the timeline calls the version that a segment means
 * @param hasSemicolons whether a query may begin with `;` (`useSemicolonDelimiter`)
 */
export function readFactsBehind(
  base: string,
  form: RegExp,
  toName: (segment: string) => string,
  hasSemicolons: boolean,
): ReadFacts {
  const findSegment = segmentBehind(base)
  const readSegment = (url: string): string | undefined => {
    const segment = keepIf(form, findSegment(url))
    return segment === undefined ? undefined : toName(segment)
  }
  const findQuery = hasSemicolons
    ? (url: string): number => url.search(/[?;]/)
    : (url: string): number => url.indexOf('?')
  return (message, segment) =>
    new MessageFacts(message, readSegment, findQuery, segment === undefined ? null : toName(segment))
}

/** What is read of a message, each part when it is first asked for: most messages name a version by one of them. */
class MessageFacts implements RequestFacts {
  readonly message: RequestFacts['message']
  readonly #readSegment: (url: string) => string | undefined
  readonly #findQuery: (url: string) => number
  /** `null` until it is looked for. */
  #segment: string | null | undefined
  #query: RequestFacts['query'] | undefined = undefined

  constructor(
    message: RequestFacts['message'],
    readSegment: (url: string) => string | undefined,
    findQuery: (url: string) => number,
    segment: string | null,
  ) {
    this.message = message
    this.#segment = segment
    this.#readSegment = readSegment
    this.#findQuery = findQuery
  }

  get headers(): RequestFacts['headers'] {
    return this.message.headers
  }

  get segment(): string | undefined {
    if (this.#segment === null) this.#segment = this.#readSegment(this.message.url ?? '')
    return this.#segment
  }

  get query(): RequestFacts['query'] {
    return (this.#query ??= readQuery(this.message.url ?? '', this.#findQuery))
  }
}

/** Finds the segment behind a path. */
function segmentBehind(base: string): (url: string) => string | undefined {
  // The router takes several slashes for one, and large letters for small ones, where it is told to, and else has no
  // route with them.
  const form = new RegExp(`^${toBasePattern(base)}/([^/?#;]+)`, 'i')
  const find = (path = ''): string | undefined => form.exec(path)?.[1]
  return (url) => {
    const path = toPath(url)
    return find(path) ?? (path.includes('%') ? find(decodePath(path)) : undefined)
  }
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

/** A path as the router reads it, in which no more is encoded than would otherwise be read as something else. */
export function decodePath(path: string): string | undefined {
  try {
    return decodeURI(path)
  } catch {
    return undefined
  }
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

function readQuery(url: string, findQuery: (url: string) => number): RequestFacts['query'] {
  const start = findQuery(url)
  return start < 0 ? nothing : parse(url.slice(start + 1))
}

const nothing: RequestFacts['query'] = Object.freeze({})
