import type { VersionSource } from './version-source.ts'

/** Reads the version from the first segment of the path: `/v1/people`, `/2026-03-01/users`. */
export function fromPath(): VersionSource {
  return { name: 'the path', kind: 'path', inUrl: true, key: '', read: (facts) => facts.segment }
}
