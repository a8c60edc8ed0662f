import { toDeprecationHeader, toSunsetHeader } from '../timeline/lifecycle-headers.ts'
import type { Version } from '../timeline/define-timeline.ts'

/** The Header Objects of the headers with which every answer of a version comes. */
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
    ...(version.deprecated === undefined && version.sunset === undefined
      ? {}
      : {
          Link: {
            description: 'The same resource in newer versions, and the migration guide (RFC 8288, RFC 5829).',
            schema: { type: 'string' },
          },
        }),
  }
}
