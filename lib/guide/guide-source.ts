import type { Naming } from '../openapi/derive-document.ts'
import type { DocumentObject } from '../openapi/derive-messages.ts'
import type { DocumentedRoute } from '../openapi/index-routes.ts'
import type { Timeline, Version } from '../timeline/define-timeline.ts'
import type { ApiPlan, Endpoint } from '../transform/plan-endpoint.ts'

/** What a guide is made from; `app.tidemark` of a service that is ready is one. */
export interface GuideSource {
  readonly timeline: Timeline
  readonly endpoints: readonly Endpoint[]
  readonly routes: readonly DocumentedRoute[]
  readonly prefix: string
  plan(): ApiPlan
  naming(version: Version): Naming
  currentDocument(): DocumentObject
  document(version: string): DocumentObject
}
