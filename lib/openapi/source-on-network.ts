import { isTidemarkError, toError } from '../errors.ts'
import type { DocumentSource } from './document-source.ts'
import { withoutSecrets, type Network } from './open-network.ts'

/** A document at a URL. All that it refers to is at a URL, too, and is read by the rules for references. */
export function sourceOnNetwork(given: string, network: Network): DocumentSource {
  const name = withoutSecrets(given)
  let base = given
  return {
    name,
    get base() {
      return base
    },
    isLasting: false,
    async read(budget) {
      try {
        const { url, bytes } = await network.readTyped(budget)
        // References start from where the document was found at last (RFC 3986 §5.1.3).
        base = url
        return bytes
      } catch (error) {
        if (isTidemarkError(error)) throw error
        const reason = error instanceof Error ? error.message : String(error)
        throw toError('TDM_DOCUMENT_UNREADABLE', name, reason)
      }
    },
    readBeside: (files) => Promise.resolve(files.map(() => new Error('it is at no URL'))),
    placeOf: (file) => (file === '' ? name : undefined),
  }
}
