import { execFile } from 'node:child_process'
import { posix } from 'node:path'

/** What git has under a name. */
export interface GitEntry {
  readonly type: 'blob' | 'tree' | 'none'
  readonly id: string
  readonly size: number
  /** Why there is nothing to read. */
  readonly reason?: string
}

/** The files of one commit. */
export interface GitTree {
  /** Finds files by their paths from the working folder. Symbolic links are followed within the commit. */
  find(paths: readonly string[]): Promise<readonly GitEntry[]>
  /** The names in a folder. */
  list(folder: GitEntry): Promise<readonly string[]>
  read(files: readonly GitEntry[]): Promise<readonly Uint8Array[]>
}

/**
 * Opens the tree of a commit.
 *
 * What comes from outside reaches git by its standard input or as an object's id, and not where it could be taken
 * for an option; a shell is never asked. All files of one step are read by one process.
 */
export async function openGitTree(ref: string): Promise<GitTree> {
  const prefix = (await run(['rev-parse', '--show-prefix'])).toString().replace(/\n$/, '')
  const id = await findTree(ref)

  return {
    async find(paths) {
      if (paths.length === 0) return []
      const lines = paths.map((path) => `${id}:${toPlace(prefix, path)}`)
      const answers = splitAnswers(await run(['cat-file', '--batch-check', '--follow-symlinks'], lines))
      return paths.map((path, index) => toEntry(answers[index] ?? '', ref, path, prefix))
    },
    async list({ id }) {
      // Without --full-tree, git leaves out what is not below a folder called like the working one.
      return (await run(['ls-tree', '--full-tree', '--name-only', '-z', id]))
        .toString()
        .split('\0')
        .filter(Boolean)
    },
    async read(files) {
      if (files.length === 0) return []
      const ids = files.map((file) => file.id)
      const output = await run(['cat-file', '--batch'], ids)
      let at = 0
      return files.map(({ id, size }) => {
        const start = output.indexOf('\n', at) + 1
        const header = output.toString('utf8', at, start)
        if (header !== `${id} blob ${String(size)}\n`) throw new Error(header.trim())
        at = start + size + 1
        return output.subarray(start, start + size)
      })
    },
  }
}

/** The path from the repository's root. No tree has a `.git`: that stands for what git cannot be asked for. */
function toPlace(prefix: string, path: string): string {
  const place = posix.join(prefix, path).replace(/^\.?\/|\/$/g, '')
  // A line is a question: a name with a line break would be two.
  if (place.startsWith('../') || place === '..' || /[\n\0]/.test(place)) return '.git'
  return place === '.' ? '' : place
}

async function findTree(ref: string): Promise<string> {
  // No name of git's starts so, and an option would.
  const found = ref.startsWith('-')
    ? undefined
    : await run(['rev-parse', '--verify', '--quiet', `${ref}^{tree}`]).catch(() => undefined)
  const id = found?.toString().trim()
  if (id !== undefined && /^[0-9a-f]{40,64}$/.test(id)) return id
  throw new Error(`it knows no commit ${ref}, which a shallow clone may lack until it is fetched`)
}

/** One answer is a line, `<id> <type> <size>`, or says why there is none. */
function splitAnswers(output: Buffer): readonly string[] {
  const answers: string[] = []
  for (let at = 0; at < output.length;) {
    const end = output.indexOf('\n', at)
    const line = output.toString('utf8', at, end)
    answers.push(line)
    at = end + 1
    // After one of these follows the target of a link, with its length on the line.
    const [, length] = /^(?:symlink|dangling|loop|notdir) (\d+)$/.exec(line) ?? []
    if (length !== undefined) at += Number(length) + 1
  }
  return answers
}

function toEntry(answer: string, ref: string, path: string, prefix: string): GitEntry {
  const [, id, type, size] = /^([0-9a-f]{40,64}) (blob|tree) (\d+)$/.exec(answer) ?? []
  if (id !== undefined && (type === 'blob' || type === 'tree')) return { type, id, size: Number(size) }
  const reason = answer.startsWith('symlink')
    ? `${path} is a symbolic link out of the commit`
    : /^(?:dangling|loop|notdir) /.test(answer)
      ? `${path} is a symbolic link that leads nowhere`
      : answer.includes(' commit ')
        ? `${path} is a submodule`
        : `${ref} has no ${path}${prefix === '' ? '' : `, seen from the working folder, which is ${prefix}`}`
  return { type: 'none', id: '', size: 0, reason }
}

function run(args: readonly string[], lines: readonly string[] = []): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = {
      encoding: 'buffer',
      maxBuffer: 1024 ** 3,
      timeout: 60_000,
      env: { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' },
    } as const
    const child = execFile('git', args, options, (error, stdout, stderr) => {
      if (error === null) {
        resolve(stdout)
        return
      }
      const isMissing = 'code' in error && error.code === 'ENOENT'
      const text =
        stderr
          .toString()
          .trim()
          .split('\n')[0]
          ?.replace(/^fatal: |\.$/g, '') ?? ''
      reject(new Error(isMissing ? 'git is not installed' : text || error.message, { cause: error }))
    })
    // Git may end before it has read all.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(lines.map((line) => `${line}\n`).join(''))
  })
}
