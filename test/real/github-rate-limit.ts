import { z } from 'zod'
import { defineChange, removeField, responseOf } from '../../lib/index.ts'
import { toEndpoint, type RealChange } from './real-change.ts'

const RateLimit = z
  .object({ limit: z.int(), used: z.int(), remaining: z.int(), reset: z.int() })
  .meta({ id: 'GitHubRateLimit' })

const Overview = z
  .object({ resources: z.object({ core: RateLimit, search: RateLimit }) })
  .meta({ id: 'GitHubRateLimitOverview' })

const core = { limit: 5000, used: 1, remaining: 4999, reset: 1691591363 }
const current = {
  resources: { core, search: { limit: 30, used: 12, remaining: 18, reset: 1691591091 } },
}

/** github/docs, CC BY 4.0; the body is of github/rest-api-description, MIT, and shortened. */
export const change: RealChange = {
  api: 'GitHub REST',
  versions: ['2022-11-28', '2026-03-10'],
  source: 'https://docs.github.com/en/rest/about-the-rest-api/breaking-changes?apiVersion=2026-03-10',
  changes: [
    defineChange({
      summary: 'The limit of the core resource is not repeated as `rate`.',
      operations: [
        removeField(Overview, 'rate', { old: RateLimit, downgrade: ({ resources }) => resources.core }),
      ],
    }),
  ],
  endpoints: [toEndpoint('GET /rate_limit', { responses: { 200: Overview } })],
  bodies: [
    {
      // The vendor's `rate` differs from the vendor's `core`, of which it is a copy: it holds in one direction.
      title: 'the example',
      of: responseOf('GET /rate_limit'),
      old: { ...current, rate: { ...core, reset: 1372700873 } },
      current,
      documented: 'old',
      direction: 'upgrade',
    },
    {
      title: 'the copy',
      of: responseOf('GET /rate_limit'),
      old: { ...current, rate: core },
      current,
      documented: 'neither',
    },
  ],
}
