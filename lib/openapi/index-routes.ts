import { toTemplate } from '../transform/path-pattern.ts'
import type { ApiPlan, Endpoint } from '../transform/plan-endpoint.ts'
import type { DerivationInput } from './derive-messages.ts'
import { listOperations, type ListedOperation } from './marked-paths.ts'
import { readStripping } from './version-servers.ts'

/** A route of the service, by one of its methods. */
export interface DocumentedRoute {
  readonly method: string
  /** With the prefix of the instance. */
  readonly url: string
  /** `undefined` for a route without versions, which is where it is in all of them. */
  readonly endpoint: Endpoint | undefined
  /** Whether its author wants it in no document. */
  readonly isHidden: boolean
}

/** What an operation belongs to. */
type OwnedBy = Pick<DocumentedRoute, 'endpoint'>

/** Finds the route of an operation: by its mark, which is the place of its endpoint among all, or by its method and path. */
export function indexRoutes({ document, endpoints, prefix, plan, routes }: DerivationInput) {
  const known = new Map<string, DocumentedRoute>()
  const strip = readStripping(document, endpoints, prefix)
  for (const route of routes) {
    const template = toTemplate(route.url) || '/'
    for (const one of [template, strip(template)]) {
      const name = `${route.method.toLowerCase()} ${one}`
      // Of several that share a path, those that the current version does not have are marked.
      if (!known.has(name) || isCurrent(route, plan)) known.set(name, route)
    }
  }
  return ({ method, template, mark }: ListedOperation): OwnedBy | undefined => {
    if (mark !== undefined) return { endpoint: endpoints[Number(mark)] }
    // The generator writes an optional parameter `:id?` as `{id}?`.
    return known.get(`${method.toLowerCase()} ${template.replace(/\}\?/g, '}')}`)
  }
}

/**
 * What a document and the routes of a service do not have in common, where each has something of its own: the generator
 * has been told to write paths in another way, and an operation is not known for what it is.
 */
export function findUnmatched(input: DerivationInput): {
  readonly operations: readonly string[]
  readonly routes: readonly string[]
} {
  const findRoute = indexRoutes(input)
  const found = new Set<Endpoint>()
  const operations = listOperations(input.document).flatMap((listed) => {
    const route = findRoute(listed)
    if (route?.endpoint !== undefined) found.add(route.endpoint)
    return route === undefined ? [`${listed.method.toUpperCase()} ${listed.template}`] : []
  })
  // A HEAD that Fastify has added is in the document by its GET.
  const routes = input.routes.flatMap(({ method, url, endpoint, isHidden }) =>
    endpoint?.method !== method || isHidden || found.has(endpoint) ? [] : [`${method} ${url}`],
  )
  return operations.length > 0 && routes.length > 0 ? { operations, routes } : { operations: [], routes: [] }
}

/** Whether the current version has an endpoint: one for a range of versions has a first level of its own. */
function isCurrent({ endpoint }: DocumentedRoute, plan: ApiPlan): boolean {
  if (endpoint === undefined) return false
  const isInRange = endpoint.versions?.some(({ index }) => index === 0) ?? true
  return isInRange && plan.address(endpoint, 0) !== undefined
}
