import { checkSource, checkSourceOptions, checkSwitch, checkVary } from './check-source.ts'
import type { Reading, RequestFacts, VersionSource } from './version-source.ts'

/** What is to be known of a source that a service has made itself. */
export interface RequestSourceOptions {
  /** How the source is called in an error, such as `the subdomain`. */
  readonly name: string
  /** The request headers that it looks at, for `Vary`; none by default. */
  readonly vary?: readonly string[]
  /** Whether the URL alone decides, its host included: caches then need no `Vary`; it does not by default. */
  readonly inUrl?: boolean
  /** Whether it counts only where no other source names a version; it counts as much as others by default. */
  readonly isDefault?: boolean
}

/**
 * Reads the version by a function of the service's own, from anything that a request has before its hooks run.
 *
 * @param read the name of a version as the client has written it; `undefined` or `null` where it names none
 * @throws TDM_SOURCE_OPTION
 */
export function fromRequest(
  read: (facts: RequestFacts) => Reading | PromiseLike<Reading>,
  options: RequestSourceOptions,
): VersionSource {
  checkSource(
    'fromRequest',
    typeof read === 'function' && isNamed(options),
    'give it a function, and { name } with what the source is called in errors',
  )
  checkSourceOptions('fromRequest', options, ['name', 'vary', 'inUrl', 'isDefault'])
  const { name, vary = [], inUrl = false, isDefault = false } = options
  checkVary('fromRequest', vary)
  checkSwitch('fromRequest', 'inUrl', inUrl)
  checkSwitch('fromRequest', 'isDefault', isDefault)
  return {
    name,
    kind: 'custom',
    inUrl,
    key: '',
    vary: vary.map((header) => header.toLowerCase()),
    isDefault,
    waits: true,
    read,
  }
}

function isNamed(options: unknown): boolean {
  if (typeof options !== 'object' || options === null || !('name' in options)) return false
  return typeof options.name === 'string' && options.name !== ''
}
