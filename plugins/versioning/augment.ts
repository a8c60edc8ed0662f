import type { ApiPlan, Endpoint, EndpointExplanation } from '../../lib/transform/plan-endpoint.ts'
import type { Naming } from '../../lib/openapi/derive-document.ts'
import type { DocumentObject } from '../../lib/openapi/derive-messages.ts'
import type { DocumentedRoute } from '../../lib/openapi/index-routes.ts'
import type { Timeline, Version } from '../../lib/timeline/define-timeline.ts'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'
import type { ApiVersion } from './api-version.ts'
import type { Formatter, routeFormatter } from './format-errors.ts'
import type { RoutePlan, routePlans, routerPath } from './route-plan.ts'

/** The OpenAPI documents of a service, which the openapi plugin makes. */
export interface Documents {
  /** The current document before anything is said of versions. */
  currentDocument(): DocumentObject
  /**
   * The document of a version, by name or alias, as an object of the caller's own; to be called once the server is ready.
   *
   * @throws TDM_VERSION_UNKNOWN, TDM_DOCUMENT_GENERATOR where the openapi plugin is not registered
   */
  document(version: string): DocumentObject
}

/** What versioning offers to the other plugins, and to the service, as `app.tidemark`. */
export interface Tidemark extends Documents {
  readonly timeline: Timeline
  readonly sources: readonly VersionSource[]
  /** The prefix under which the versioned routes stand. */
  readonly prefix: string
  /** The versioned endpoints of the current version; complete once the server is ready. */
  readonly endpoints: readonly Endpoint[]
  /** The routes that versioning has seen, those without versions as well; complete once the server is ready. */
  readonly routes: readonly DocumentedRoute[]
  /** How every version looks; to be called once the server is ready. */
  plan(): ApiPlan
  /**
   * What happens to each field of an endpoint's messages between a version and the current one, and which change
   * does it; to be called once the server is ready. `formatExplanation` makes text of it.
   *
   * @param path the path of the current version, as the route declares it
   * @throws TDM_ENDPOINT_UNKNOWN, TDM_VERSION_UNKNOWN
   */
  explain(method: string, path: string, version: string): EndpointExplanation
  /** The methods that the path of a URL has, in the version that its request has named; none where it is not there. */
  allowed(url: string, apiVersion: ApiVersion): readonly string[]
  /** How clients name a version. */
  naming(version: Version): Naming
  /** Whether every request that names no version gets this one. */
  isUnnamed(version: Version): boolean
  /** Tells versioning who makes the documents. */
  useDocuments(documents: Documents): void
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
    /**
     * The versions that the handler is for, such as `<2026-01-01` or `>=v2 <v4`; all by default. It speaks the newest
     * of them. Other routes of the same path may be for others.
     */
    versions?: string
    [routePlans]?: ReadonlyMap<string, RoutePlan>
    [routerPath]?: string
    [routeFormatter]?: Formatter
  }
  interface FastifySchema {
    hide?: boolean
  }
}
