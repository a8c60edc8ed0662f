import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { dump } from 'js-yaml'
import { diffDocuments, type DiffReport, loadDocument } from '../../../../lib/diff/index.ts'
import { documentRewrites } from './document-rewrites.ts'
import { splitFiles } from './split-files.ts'
import { copy, type Json } from './walk.ts'

/** What came of a rewrite, judged there and back. */
export interface Judged {
  readonly kind: string
  /** Findings above `safe`, in words: there is to be none. */
  readonly faults: readonly string[]
  /** Findings that are safe, by their rules. */
  readonly safe: readonly string[]
}

/** Rewrites a document in every way that it has something for, and compares it with itself there and back. */
export function* judgeRewritesOf(document: Json, wanted = ''): Generator<Judged> {
  for (const [kind, rewrite] of Object.entries(documentRewrites)) {
    if (!kind.includes(wanted)) continue
    const base = copy(document)
    const revision = rewrite(copy(document))
    if (revision === undefined) continue
    yield judge(kind, diffDocuments(base, revision), diffDocuments(revision, base))
  }
}

/** The same of the ways to write a document to files, below a folder. */
export async function* judgeFilesOf(document: Json, folder: string): AsyncGenerator<Judged> {
  const inYaml = join(folder, 'yaml', 'root.yaml')
  await write(inYaml, dump(document, { noRefs: true }))
  for (const [name, part] of splitFiles(copy(document)))
    await write(join(folder, 'split', name), JSON.stringify(part))
  for (const [kind, file] of [
    ['written in YAML', inYaml],
    ['split into files', join(folder, 'split', 'root.json')],
  ] as const) {
    const revision = await loadDocument(file)
    yield judge(kind, diffDocuments(document, revision), diffDocuments(revision, document))
  }
}

function judge(kind: string, ...reports: readonly DiffReport[]): Judged {
  const changes = reports.flatMap((report) => report.changes)
  return {
    kind,
    faults: changes
      .filter(({ severity }) => severity !== 'safe')
      .map(
        ({ severity, id, message, operations: [first] }) =>
          `${severity} ${id} ${first?.method ?? ''} ${first?.path ?? ''}: ${message}`,
      ),
    safe: changes.filter(({ severity }) => severity === 'safe').map(({ id }) => id),
  }
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
