import type { Endpoint, ApiPlan } from '../../lib/transform/plan-endpoint.ts'
import type { Timeline } from '../../lib/timeline/define-timeline.ts'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'
import type { ApiVersion } from './api-version.ts'
import type { RoutePlan, routePlans } from './route-plan.ts'

/** What versioning offers to the other plugins, and to the service, as `app.tidemark`. */
export interface Tidemark {
  readonly timeline: Timeline
  readonly sources: readonly VersionSource[]
  /** The prefix under which the versioned routes stand. */
  readonly prefix: string
  /** The response header that names the version that answered. */
  readonly responseHeader: string
  /** The versioned endpoints of the current version; complete once the server is ready. */
  readonly endpoints: readonly Endpoint[]
  /** How every version looks; to be called once the server is ready. */
  plan(): ApiPlan
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly tidemark: Tidemark
  }
  interface FastifyRequest {
    /** The version that the request is answered in; `null` on routes without versions. */
    apiVersion: ApiVersion | null
  }
  interface FastifyContextConfig {
    /** Set it to `false` on a route that has no versions, such as a health check. */
    versioning?: false
    [routePlans]?: ReadonlyMap<string, RoutePlan>
  }
  interface FastifySchema {
    hide?: boolean
  }
}
