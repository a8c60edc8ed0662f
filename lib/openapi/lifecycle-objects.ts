import { toDeprecationHeader, toSunsetHeader } from '../timeline/lifecycle-headers.ts'
import type { Version } from '../timeline/define-timeline.ts'

/**
 * The Header Objects of the headers with which every answer of a version comes. `Link` is not among them: a
 * service has links of its own, and a header that is in one version only would read as one that was taken away.
 */
export function documentHeaders(
  version: Version,
  naming: { readonly responseHeader: string },
): Readonly<Record<string, unknown>> {
  return {
    [naming.responseHeader]: {
      description: 'The API version that answered.',
      schema: { type: 'string' },
      example: version.name,
    },
    ...(version.deprecated === undefined
      ? {}
      : {
          Deprecation: {
            description: 'Since when the version is deprecated, in Unix seconds (RFC 9745).',
            schema: { type: 'string' },
            example: toDeprecationHeader(version.deprecated),
          },
        }),
    ...(version.sunset === undefined
      ? {}
      : {
          Sunset: {
            description: 'From when on the version may stop to answer (RFC 8594).',
            schema: { type: 'string' },
            example: toSunsetHeader(version.sunset),
          },
        }),
  }
}
