import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The project's files, as paths from its root: those that git tracks, and new ones that it would. What git
 * ignores is no part of the project.
 */
export function listFiles(root: string): readonly string[] {
  const output = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  // A file that was deleted and not yet committed is still listed.
  return output.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))
}

/** The folders that hold the files, each once, with every folder above them. */
export function listFolders(files: readonly string[]): readonly string[] {
  const folders = new Set<string>()
  for (const file of files) {
    const segments = file.split('/').slice(0, -1)
    for (const [index] of segments.entries()) folders.add(segments.slice(0, index + 1).join('/'))
  }
  return [...folders].sort()
}

/** The ids of a folder: the names of its files of one ending, without it; empty where there is no folder. */
export function listIds(folder: string, ending: string, except: readonly string[] = []): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .filter((id) => !except.includes(id))
    .sort()
}
