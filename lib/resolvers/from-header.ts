import { checkSource, isToken } from './check-source.ts'
import { readPlainly } from './plain-source.ts'
import type { VersionSource } from './version-source.ts'

/**
 * Reads the version from a header.
 *
 * @param name the header's name, in any case; `api-version` by default
 * @throws TDM_SOURCE_OPTION
 */
export function fromHeader(name = 'api-version'): VersionSource {
  checkSource('fromHeader', isToken(name), 'give it the name of a header, such as api-version')
  const key = name.toLowerCase()
  return {
    name: `the header "${key}"`,
    kind: 'header',
    inUrl: false,
    key,
    vary: [key],
    isDefault: false,
    waits: false,
    read: readPlainly(key, ({ headers }) => {
      const value = headers[key]
      // A name that every object has is no header of this request.
      return typeof value === 'string' || Array.isArray(value) ? value : undefined
    }),
  }
}
