import { toError } from '../../lib/errors.ts'
import type { Timeline, Version } from '../../lib/timeline/define-timeline.ts'
import type { ApiPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import type { Documents, Tidemark } from './augment.ts'
import { addEngines, enginesOf } from './list-engines.ts'
import type { ResolvedOptions } from './options.ts'

/** Builds what a service, and the other plugins, find at `app.tidemark`. */
export function toTidemark(
  options: ResolvedOptions,
  prefix: string,
  endpoints: readonly Endpoint[],
  plan: () => ApiPlan,
): Tidemark {
  const { timeline, sources, responseHeader, fallback } = options
  const other = sources.find(({ kind }) => kind !== 'path')
  const byPath = sources.some(({ kind }) => kind === 'path')
  let documents: Documents = { currentDocument: refuse, document: refuse }
  return {
    timeline,
    sources,
    prefix,
    endpoints,
    plan,
    explain: (method, path, version) => {
      const endpoint = findEndpoint(endpoints, method, path)
      return addEngines(plan().explain(endpoint, findVersion(timeline, version)), enginesOf(endpoint))
    },
    naming: (version) => ({
      segment: byPath ? `/${version.aliases[0] ?? version.name}` : undefined,
      parameter:
        other === undefined || other.kind === 'path'
          ? undefined
          : { in: other.kind, name: other.key, required: version !== fallback },
      responseHeader,
    }),
    currentDocument: () => documents.currentDocument(),
    document: (version) => documents.document(version),
    useDocuments: (given) => {
      documents = given
    },
  }
}

function findEndpoint(endpoints: readonly Endpoint[], method: string, path: string): Endpoint {
  const found = endpoints.find((one) => one.method === method.toUpperCase() && one.path === path)
  if (found !== undefined) return found
  const known = endpoints.map((one) => `${one.method} ${one.path}`).join(', ')
  throw toError('TDM_ENDPOINT_UNKNOWN', `${method.toUpperCase()} ${path}`, known)
}

function findVersion(timeline: Timeline, name: string): Version {
  const version = timeline.find(name)
  if (version !== undefined) return version
  throw toError('TDM_VERSION_UNKNOWN', name, timeline.versions.map((known) => known.name).join(', '))
}

function refuse(): never {
  throw toError('TDM_DOCUMENT_GENERATOR')
}
