import { posix } from 'node:path'
import { isTidemarkError, toError } from '../errors.ts'
import type { Budget } from './byte-budget.ts'
import { chooseDocument } from './choose-document.ts'
import type { DocumentSource } from './document-source.ts'
import type { GitTree } from './open-git-tree.ts'

/**
 * A file as it is in a commit of the git repository around the working folder, or the document of a folder there.
 * The commit is found once: what stands beside the document is of the same one, even if a branch moves on meanwhile.
 */
export function sourceInGit(source: string, ref: string, given: string): DocumentSource {
  let path = given
  let opened: Promise<GitTree> | undefined
  const open = (): Promise<GitTree> => (opened ??= openTree(ref))

  return {
    name: source,
    get base() {
      return posix.basename(path)
    },
    isLasting: true,
    async read(budget) {
      try {
        const tree = await open()
        const [found] = await tree.find([path])
        if (found?.type === 'tree') {
          path = posix.join(given || '.', chooseDocument(await tree.list(found), source))
        }
        return await readOne(tree, path, source, budget)
      } catch (error) {
        if (isTidemarkError(error)) throw error
        const reason = error instanceof Error ? error.message : String(error)
        throw toError('TDM_DOCUMENT_UNREADABLE', source, `there is no such file, and git says: ${reason}`)
      }
    },
    async readBeside(files, budget) {
      const tree = await open()
      const found = await tree.find(files.map((file) => posix.join(posix.dirname(path), file)))
      const blobs = found.filter((entry) => entry.type === 'blob')
      for (const { size } of blobs) budget.take(size, source)
      const contents = (await tree.read(blobs)).values()
      return found.map((entry) => {
        const content = entry.type === 'blob' ? contents.next().value : undefined
        return content ?? new Error(entry.reason ?? 'it is no file')
      })
    },
    placeOf: (file) => (file === '' ? path : posix.join(posix.dirname(path), file)),
  }
}

/** Node takes a while to load what starts processes, which most comparisons do without. */
async function openTree(ref: string): Promise<GitTree> {
  const { openGitTree } = await import('./open-git-tree.ts')
  return openGitTree(ref)
}

async function readOne(tree: GitTree, path: string, name: string, budget: Budget): Promise<Uint8Array> {
  const [entry] = await tree.find([path])
  if (entry?.type !== 'blob') throw new Error(entry?.reason ?? `${path} is no file`)
  budget.take(entry.size, name)
  const [content] = await tree.read([entry])
  return content ?? new Uint8Array()
}
