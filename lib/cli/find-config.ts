import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { DiffOptions } from '../diff/options.ts'
import { toError } from '../errors.ts'

/**
 * Finds the configuration file of a folder: in it, or above it up to the root of its git repository.
 *
 * Where there is no repository, only the folder itself is looked at: what lies above may be anybody's.
 *
 * @throws TDM_CONFIG_INVALID where a folder has two of them
 */
export function findConfig(folder: string): string | undefined {
  const folders = listFolders(folder)
  const root = folders.findIndex((one) => existsSync(join(one, '.git')))
  for (const one of folders.slice(0, Math.max(root, 0) + 1)) {
    const found = configNames.filter((name) => existsSync(join(one, name)))
    if (found.length > 1)
      throw toError('TDM_CONFIG_INVALID', showPath(join(one, found[0] ?? '')), `${found.slice(1).join(' and ')} stands beside it; keep one of them`) // prettier-ignore
    if (found[0] !== undefined) return join(one, found[0])
  }
  return undefined
}

/** The names that a configuration file may have. */
export const configNames: readonly string[] = ['json', 'yaml', 'yml'].map((end) => `api-diff.config.${end}`)

/** From which verdict on `api-diff` exits with 1. */
export const thresholds = ['breaking', 'risky', 'never'] as const

/** One of them. */
export type Threshold = (typeof thresholds)[number]

/** What a configuration file says. */
export interface Config {
  readonly failOn?: Threshold
  readonly options: DiffOptions
}

function listFolders(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...listFolders(above)]
}

/** As seen from the working folder: the whole way is nothing to a reader. */
export function showPath(path: string): string {
  const short = relative(process.cwd(), path)
  return short === '' || short.length > path.length ? path : short
}
