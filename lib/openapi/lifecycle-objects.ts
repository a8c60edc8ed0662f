import { toDeprecationHeader, toLinkHeader, toSunsetHeader } from '../timeline/lifecycle-headers.ts'
import type { Version } from '../timeline/define-timeline.ts'

/** What is said of a version by the headers of its answers. */
export interface VersionHeaders {
  /** The header that names the version that answered. */
  readonly responseHeader: string
  /** Whether clients are told of dates, by the plugin deprecation. */
  readonly isAnnounced: boolean
}

/** The Header Objects, by name, of the headers with which every answer of a version comes. */
export function documentHeaders(
  version: Version,
  { responseHeader, isAnnounced }: VersionHeaders,
): Readonly<Record<string, unknown>> {
  const { deprecated, sunset } = version
  return {
    [responseHeader]: toHeader('The API version that answered.', version.name),
    ...(deprecated === undefined || !isAnnounced
      ? {}
      : {
          Deprecation: toHeader(
            'Since when the version is deprecated, in Unix seconds (RFC 9745).',
            toDeprecationHeader(deprecated),
          ),
        }),
    ...(sunset === undefined || !isAnnounced
      ? {}
      : {
          Sunset: toHeader('From when on the version may stop answering (RFC 8594).', toSunsetHeader(sunset)),
        }),
    // In every version, though only deprecated ones send it: services have links of their own, and a header that is in
    // one version alone would read as one that was taken away.
    ...(isAnnounced
      ? {
          Link: toHeader(
            'Leads from a deprecated version to the same resource in later ones, and to how to get there (RFC 8288).',
            toLinkHeader([{ target: 'https://example.com/v2/users', relation: 'successor-version' }]),
          ),
        }
      : {}),
  }
}

function toHeader(description: string, example: string): Readonly<Record<string, unknown>> {
  return { description, schema: { type: 'string' }, example }
}
