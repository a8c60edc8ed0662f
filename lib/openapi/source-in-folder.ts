import { open, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { isTidemarkError, toError } from '../errors.ts'
import type { Budget } from './byte-budget.ts'
import { chooseDocument } from './choose-document.ts'
import type { DocumentSource } from './document-source.ts'
import { readEach } from './read-each.ts'
import { readStream } from './read-stream.ts'

/** A file, or the document of a folder. */
export function sourceInFolder(given: string): DocumentSource {
  let path = given
  return {
    name: given,
    get base() {
      return basename(path)
    },
    isLasting: true,
    async read(budget) {
      try {
        const stats = await stat(given)
        if (stats.isDirectory()) path = join(given, chooseDocument(await readdir(given), given))
        // A pipe can be opened once; what it has is not known before.
        return await readRoot(path, given, budget)
      } catch (error) {
        throw toReadError(error, path)
      }
    },
    async readBeside(files, budget) {
      const folder = await realpath(dirname(path))
      const found = await readEach(files, (file) => findInside(folder, file))
      // In the order in which they were asked for: which of them is too much is the same with each run.
      const taken = found.map((one, index) => take(one, files[index] ?? '', budget))
      return readEach(taken, async (one) => {
        if (one instanceof Error) throw one
        return readFile(one.path)
      })
    },
    placeOf: (file) => toWorkingPath(file === '' ? path : join(dirname(path), file)),
  }
}

/** The path from the working folder, however it was given: what points at a line is read by other tools, too. */
function toWorkingPath(path: string): string {
  return relative(process.cwd(), resolve(path)).split(sep).join('/')
}

/** Symbolic links are followed before the check: a link must not lead outside either. */
async function findInside(folder: string, file: string): Promise<FoundFile> {
  const target = await realpath(join(folder, file))
  const way = relative(folder, target)
  if (way === '' || way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw new Error("it is outside the root document's folder")
  }
  const stats = await stat(target)
  // To open a pipe would wait for who writes to it.
  if (!stats.isFile()) throw new Error('it is no file')
  return { path: target, size: stats.size }
}

interface FoundFile {
  readonly path: string
  /** In bytes. */
  readonly size: number
}

/** What a file has is counted before it is read. */
function take(found: FoundFile | Error, name: string, budget: Budget): FoundFile | Error {
  if (found instanceof Error) return found
  try {
    budget.take(found.size, name)
    return found
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

async function readRoot(path: string, name: string, budget: Budget): Promise<Uint8Array> {
  const handle = await open(path)
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) return await readStream(handle.createReadStream(), name, budget)
    budget.take(stats.size, name)
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  // The name holds a zero.
  ERR_INVALID_ARG_VALUE: 'no such file',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  ELOOP: 'it is a symbolic link that leads back to itself',
  ENAMETOOLONG: 'its name is too long',
}

/** Why a file was not read, in words. */
export function tellReason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return reasons[code] ?? (error instanceof Error ? error.message : String(error))
}

function toReadError(error: unknown, path: string): Error {
  if (isTidemarkError(error)) return error
  return toError('TDM_DOCUMENT_UNREADABLE', path, tellReason(error))
}
