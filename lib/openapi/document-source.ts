import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, posix, relative, sep } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { toError } from '../errors.ts'

/** Where a document and the files beside it are read from. */
export interface DocumentSource {
  /** How errors call the document. */
  readonly name: string
  /** The root document's file name; empty where it has none. */
  readonly rootName: string
  read(): Promise<Uint8Array>
  /** Reads a file by its path from the root document's folder; `undefined` if it is missing or outside. */
  readBeside(file: string): Promise<Uint8Array | undefined>
}

/**
 * Finds out what a source means: `-` is standard input; what is no file and reads `ref:path` is a file in git.
 *
 * @throws TDM_DOCUMENT_UNREADABLE for a URL
 */
export function toDocumentSource(source: string): DocumentSource {
  if (source === '-') return fromStandardInput()
  if (/^https?:/i.test(source)) {
    throw toError('TDM_DOCUMENT_UNREADABLE', source, 'documents are not fetched; download it first')
  }
  const [, ref, path] = /^([^:]+):(.+)$/s.exec(source) ?? []
  return ref === undefined || path === undefined || existsSync(source)
    ? fromFile(source)
    : fromGit(source, ref, path)
}

function fromStandardInput(): DocumentSource {
  return {
    name: 'standard input',
    rootName: '',
    read: () => buffer(process.stdin),
    readBeside: () => Promise.resolve(undefined),
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'it is a directory; name the document in it',
  EACCES: 'permission denied',
}

function fromFile(path: string): DocumentSource {
  return {
    name: path,
    rootName: basename(path),
    async read() {
      try {
        return await readFile(path)
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : ''
        throw toError('TDM_DOCUMENT_UNREADABLE', path, reasons[code] ?? String(error))
      }
    },
    async readBeside(file) {
      // Symbolic links are followed before the check: a link must not lead outside either.
      const folder = await realpath(dirname(path))
      const target = await realpath(join(folder, file)).catch(() => undefined)
      if (target === undefined) return undefined
      const way = relative(folder, target)
      if (way === '' || way === '..' || way.startsWith(`..${sep}`)) return undefined
      return readFile(target)
    },
  }
}

const run = promisify(execFile)

function fromGit(source: string, ref: string, path: string): DocumentSource {
  const show = async (file: string): Promise<Uint8Array> => {
    // No shell, and nothing that git could take for an option. A path is from the working folder, as for files.
    const args = ['show', '--end-of-options', `${ref}:./${file}`]
    const { stdout } = await run('git', args, { encoding: 'buffer', maxBuffer: 1024 ** 3 })
    return stdout
  }
  return {
    name: source,
    rootName: posix.basename(path),
    async read() {
      try {
        return await show(path)
      } catch (error) {
        const text = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
        const reason = text.split('\n')[0]?.replace(/^fatal: |\.$/g, '') ?? ''
        throw toError('TDM_DOCUMENT_UNREADABLE', source, `there is no such file, and git says: ${reason}`)
      }
    },
    readBeside: (file) =>
      file.startsWith('../')
        ? Promise.resolve(undefined)
        : show(posix.join(posix.dirname(path), file)).catch(() => undefined),
  }
}
