import { checkSource, checkSourceOptions } from './check-source.ts'
import { readPlainly } from './plain-source.ts'
import type { VersionSource } from './version-source.ts'

/** Where the segment stands. */
export interface PathOptions {
  /**
   * What stands before the segment, behind the prefix of the instance that versioning is registered on: with
   * `/shops/:shop` it is `/shops/12/v1/orders`. Routes that do not begin with it have no such address. By default the
   * segment is the first one.
   */
  readonly after?: string
}

/**
 * Reads the version from a segment of the path: `/v1/people`, `/2026-03-01/users`.
 *
 * @throws TDM_SOURCE_OPTION
 */
export function fromPath(options: PathOptions = {}): VersionSource {
  checkSourceOptions('fromPath', options, ['after'])
  const { after = '' } = options
  const isPath = typeof after === 'string' && (after === '' || after.startsWith('/'))
  checkSource('fromPath', isPath, 'let "after" begin with a slash, as in /shops/:shop')
  const key = after.replace(/\/$/, '')
  return {
    name: 'the path',
    kind: 'path',
    inUrl: true,
    key,
    vary: [],
    isDefault: false,
    waits: false,
    read: readPlainly(key, (facts) => facts.segment),
  }
}
