import { toError } from '../../lib/errors.ts'
import type { Naming } from '../../lib/openapi/derive-document.ts'
import type { VersionSource } from '../../lib/resolvers/version-source.ts'
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
): Omit<Tidemark, 'allowed' | 'routes'> {
  const { timeline, sources, responseHeader, fallback } = options
  const other = sources.find(isParameter)
  const path = sources.find(({ kind }) => kind === 'path')
  const isPinned = sources.some(({ isDefault }) => isDefault)
  const isUnnamed = (version: Version): boolean => version === fallback && !isPinned
  const toSegment = ({ name, aliases: [alias = name] }: Version): Pick<Naming, 'segment' | 'inserted'> => {
    const segment = `/${alias}`
    if (path === undefined) return { segment: undefined }
    if (path.key === '') return { segment }
    // Not all paths have a place for it. A header or a query parameter names the version on each of them.
    return { segment: undefined, inserted: other === undefined ? { after: path.key, segment } : undefined }
  }
  let documents: Documents = { currentDocument: refuse, document: refuse }
  return {
    timeline,
    sources,
    prefix,
    endpoints,
    plan,
    explain: (method, path, name) => {
      const version = findVersion(timeline, name)
      const endpoint = findEndpoint(endpoints, method, path, version)
      return addEngines(plan().explain(endpoint, version), enginesOf(endpoint))
    },
    naming: (version) => ({
      ...toSegment(version),
      parameter:
        other === undefined ? undefined : { in: other.kind, name: other.key, required: !isUnnamed(version) },
      responseHeader,
    }),
    isUnnamed,
    currentDocument: () => documents.currentDocument(),
    document: (version) => documents.document(version),
    useDocuments: (given) => {
      documents = given
    },
  }
}

function isParameter(source: VersionSource): source is VersionSource & { readonly kind: 'header' | 'query' } {
  return source.kind === 'header' || source.kind === 'query'
}

/** The endpoint of an address; of several, the one whose handler is for a version. */
function findEndpoint(
  endpoints: readonly Endpoint[],
  method: string,
  path: string,
  version: Version,
): Endpoint {
  const found = endpoints.filter((one) => one.method === method.toUpperCase() && one.path === path)
  const [meant = found[0]] = found.filter(({ versions }) => versions?.includes(version) !== false)
  if (meant !== undefined) return meant
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
