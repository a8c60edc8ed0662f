import { fillPath, toTemplate } from '../../lib/transform/path-pattern.ts'
import { isObject } from '../../lib/schema/subschemas.ts'

/** Whether a route takes whatever stands behind its path. */
export function isOpenEnded(path: string): boolean {
  return path.endsWith('/*')
}

/**
 * Finds the URL that a request of an open-ended route has at the address that its author has declared. What stands for
 * the wildcard is left as it was sent: decoded and encoded again, it could be another.
 *
 * @param routed the path at which the request was found
 * @param own the path that the author has declared
 * @returns `undefined` where the address has no URL with these parameters
 */
export function toOwnUrl(routed: string, own: string): (url: string, params: unknown) => string | undefined {
  const segments = toTemplate(routed).split('/').length - 2
  const before = new RegExp(`^(?:/+[^/?#]+){${String(segments)}}/`)
  return (url, params) => {
    const start = fillPath(own.slice(0, -1), isObject(params) ? params : {})
    return start !== undefined && before.test(url) ? url.replace(before, () => start) : undefined
  }
}
