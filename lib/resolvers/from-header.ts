import type { VersionSource } from './version-source.ts'

/**
 * Reads the version from a header.
 *
 * @param name the header's name, in any case; `api-version` by default
 */
export function fromHeader(name = 'api-version'): VersionSource {
  const key = name.toLowerCase()
  return {
    name: `the header "${key}"`,
    kind: 'header',
    inUrl: false,
    key,
    vary: [key],
    isDefault: false,
    waits: false,
    read: ({ headers }) => (Object.hasOwn(headers, key) ? headers[key] : undefined),
  }
}
