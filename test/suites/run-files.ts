import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import t from 'tap'

/** Some of the test files, which run in one process, one after the other. */
export interface Suite {
  /** Folders, from the project's root, which is the working directory. */
  readonly folders: readonly string[]
  /** Takes part of the files alone, by their paths. */
  readonly has?: (path: string) => boolean
}

/** The test files of a suite, in order. */
export function listTestFiles({ folders, has = () => true }: Suite): readonly string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    .filter((path) => path.endsWith('.test.ts') && has(path))
    .sort()
}

/**
 * Runs the test files of a suite. Each of them can be run by itself as well; together they do without the seconds that
 * every process takes until it has loaded the runner, Fastify and the sources.
 */
export async function runFiles(suite: Suite): Promise<void> {
  t.setTimeout(timeout)
  const imports = listTestFiles(suite).map((path) => {
    const { href } = pathToFileURL(join(process.cwd(), path))
    return `import ${JSON.stringify(href)}`
  })
  // As imports of one module, all files are loaded before the first test begins, which may change the working directory.
  await import(`data:text/javascript,${encodeURIComponent(imports.join('\n'))}`)
}

/** In milliseconds, for all files together, on two busy cores. */
const timeout = 900_000
