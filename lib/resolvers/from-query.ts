import type { VersionSource } from './version-source.ts'

/**
 * Reads the version from a query parameter.
 *
 * @param name the parameter's name; `api-version` by default
 */
export function fromQuery(name = 'api-version'): VersionSource {
  return { name: `the query parameter "${name}"`, kind: 'query', inUrl: true, key: name, read: readQuery }

  function readQuery({
    query,
  }: {
    readonly query: Readonly<Record<string, unknown>>
  }): string | string[] | undefined {
    if (!Object.hasOwn(query, name)) return undefined
    const value = query[name]
    return Array.isArray(value) ? value.map(String) : String(value)
  }
}
