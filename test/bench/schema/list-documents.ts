import { existsSync, readdirSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { loadDocument } from '../../../lib/openapi/index.ts'
import { makeDocument } from '../make-document.ts'

/** Two documents, parsed or loaded. */
export interface DocumentPair {
  readonly name: string
  readonly base: unknown
  readonly revision: unknown
}

const extensions = ['.json', '.yaml', '.yml']

/**
 * The pairs of a folder, each in a folder of its own: `<name>/base.<extension>` beside `<name>/revision.<extension>`,
 * or files of the same name in `<name>/base/` and `<name>/revision/`. Without a folder, pairs that are made up.
 */
export async function* listDocuments(folder: string | undefined): AsyncGenerator<DocumentPair> {
  if (folder === undefined) {
    for (const operations of [10, 100, 1000]) {
      const [base, revision] = [makeDocument(operations, 'base'), makeDocument(operations, 'revision')]
      yield { name: `made up, ${operations} operations`, base, revision }
    }
    return
  }
  for (const name of readdirSync(folder).sort()) {
    const at = join(folder, name)
    if (!statSync(at).isDirectory()) continue
    for (const [suffix, base, revision] of listFiles(at)) {
      yield { name: name + suffix, base: await loadDocument(base), revision: await loadDocument(revision) }
    }
  }
}

function listFiles(folder: string): (readonly [string, string, string])[] {
  const [base, revision] = ['base', 'revision'].map((side) =>
    extensions.map((extension) => join(folder, side + extension)).find((file) => existsSync(file)),
  )
  if (base !== undefined && revision !== undefined) return [['', base, revision]]
  const [bases, revisions] = [join(folder, 'base'), join(folder, 'revision')]
  if (!existsSync(bases) || !existsSync(revisions)) return []
  return readdirSync(bases)
    .filter((file) => extensions.includes(extname(file)) && existsSync(join(revisions, file)))
    .sort()
    .map((file) => [`/${file}`, join(bases, file), join(revisions, file)])
}
