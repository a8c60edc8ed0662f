import { checkSource } from './check-source.ts'
import { readPlainly } from './plain-source.ts'
import type { VersionSource } from './version-source.ts'

/**
 * Reads the version from a query parameter.
 *
 * @param name the parameter's name; `api-version` by default
 * @throws TDM_SOURCE_OPTION
 */
export function fromQuery(name = 'api-version'): VersionSource {
  checkSource(
    'fromQuery',
    typeof name === 'string' && name !== '',
    'give it the name of a query parameter, such as api-version',
  )
  return {
    name: `the query parameter "${name}"`,
    kind: 'query',
    inUrl: true,
    key: name,
    vary: [],
    isDefault: false,
    waits: false,
    read: readPlainly(name, readQuery),
  }

  function readQuery({
    query,
  }: {
    readonly query: Readonly<Record<string, unknown>>
  }): string | string[] | undefined {
    if (!Object.hasOwn(query, name)) return undefined
    const value = query[name]
    return Array.isArray(value) ? value.map(toText) : toText(value)
  }
}

/** A parser of query strings may give objects, even ones that have no way to become a string. */
function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
