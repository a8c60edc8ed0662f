import { toError } from '../../lib/errors.ts'
import type { ApiPlan, Endpoint } from '../../lib/transform/plan-endpoint.ts'
import type { Documents, Tidemark } from './augment.ts'
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

function refuse(): never {
  throw toError('TDM_DOCUMENT_GENERATOR')
}
