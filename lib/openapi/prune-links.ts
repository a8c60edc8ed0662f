import { isObject } from '../schema/subschemas.ts'
import type { DocumentObject } from './derive-messages.ts'

/**
 * The responses of an operation without the links that lead to operations which the document does not have: in
 * an old version, what a link leads to may not be there yet.
 *
 * @param isThere says whether the document has an operation of this `operationId`
 */
export function pruneLinks(
  operation: DocumentObject,
  isThere: (operationId: string) => boolean,
): DocumentObject {
  if (!isObject(operation.responses)) return operation
  const responses = Object.entries(operation.responses).map(([status, response]): [string, unknown] => {
    if (!isObject(response) || !isObject(response.links)) return [status, response]
    const { links, ...rest } = response
    const kept = Object.entries(links).filter(
      ([, link]) => !isObject(link) || typeof link.operationId !== 'string' || isThere(link.operationId),
    )
    return [status, kept.length === 0 ? rest : { ...rest, links: Object.fromEntries(kept) }]
  })
  return { ...operation, responses: Object.fromEntries(responses) }
}
