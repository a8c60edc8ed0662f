import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the checks read of package.json. */
export interface Manifest {
  readonly name: string
  readonly version: string
  /** By the path that is imported, `.` first. */
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>
  readonly bin: Readonly<Record<string, string>>
  readonly files: readonly string[]
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>
  readonly devDependencies: Readonly<Record<string, string>>
}

/** Reads package.json. */
export function readManifest(root: string): Manifest {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
}

/** The sources of what the package offers: one file for each entry of `exports` and `bin`. */
export function listEntries(manifest: Manifest): readonly string[] {
  const exported = Object.values(manifest.exports).flatMap((entry) =>
    typeof entry === 'string' ? [] : [entry.default],
  )
  return [...exported, ...Object.values(manifest.bin)].map((path) =>
    path.replace(/^(?:\.\/)?dist\//, '').replace(/\.js$/, '.ts'),
  )
}
