import { posix } from 'node:path'
import { isTidemarkError } from '../errors.ts'
import type { Budget } from './byte-budget.ts'
import { decodeText } from './decode-text.ts'
import { openSource, type LoadOptions, type OpenedSource } from './document-source.ts'
import { LoadedDocument, type DocumentWarning } from './loaded-document.ts'
import { parseDocument } from './parse-document.ts'
import { readEach } from './read-each.ts'
import { refuseBombs } from './refuse-bombs.ts'
import { refuseFile } from './refuse-file.ts'
import { isRemote, rewriteReferences } from './rewrite-references.ts'
import { skipString } from './scan-json.ts'
import { tellReason } from './source-in-folder.ts'

/**
 * Reads an OpenAPI document in JSON or YAML, and the files that its `$ref`s and the `mapping`s of discriminators name.
 *
 * Files are read from the root document's folder and below it, never from outside, and references to the network are
 * followed to the hosts of `allowRemote` alone. What was not read is reported as a warning, and what it stands for
 * is unknown.
 *
 * @param source a path; the path of a folder with `openapi.yaml` or the like; a URL; `ref:path` for what is in a
 *   commit of the git repository around the working folder; or `-` for standard input (which has no files beside it)
 * @throws TDM_DOCUMENT_UNREADABLE, TDM_DOCUMENT_SYNTAX, TDM_DOCUMENT_TOO_DEEP, TDM_LOAD_OPTION
 */
export async function loadDocument(source: string, options: LoadOptions = {}): Promise<LoadedDocument> {
  const opened = openSource(source, options)
  try {
    return await load(opened)
  } finally {
    await opened.network.close()
  }
}

async function load(opened: OpenedSource): Promise<LoadedDocument> {
  const { source, createBudget } = opened
  const budget = createBudget()
  /** Of what comes but once; anything else is read again where its text is asked for. */
  const kept = new Map<string, Uint8Array>()
  const bytes = await source.read(budget)
  if (!source.isLasting) kept.set('', bytes)
  const content = decodeText(bytes, source.name)
  const { value: root, warnings: oddities, mayShare } = await parseDocument(content, source.name)
  if (mayShare) refuseBombs(root, content, source.name)
  const loading: Loading = {
    opened,
    read: (files) => readFiles(opened, files, budget, kept),
    files: new Map(),
    warnings: oddities.map((message) => ({ pointer: '#', message })),
  }
  if (mayReferToFiles(content, !mayShare)) await loadFiles(loading, root)
  return new LoadedDocument(source.name, root, loading.files, loading.warnings, {
    placeOf: (file) => (isRemote(file) ? file : source.placeOf(file)),
    readText: async (file) => {
      const again = kept.get(file) ?? (await readAgain(opened, file))
      return again instanceof Uint8Array ? decodeText(again, file) : undefined
    },
  })
}

/** Says whether a text may refer to another file: where it shows that it does not, the walk over its tree is spared. */
function mayReferToFiles(content: string, isJson: boolean): boolean {
  // Where it has an object or a list, it is a property that is called so.
  if (/\$ref['"]?\s*:\s*(?:['"]|[|>]-?\s*)?[^'"#\s{[]/.test(content)) return true
  const isFile = /\.(?:json|ya?ml)\b/i
  if (!isJson) return /\bmapping\b/.test(content) && isFile.test(content)
  for (const { 0: start, index } of content.matchAll(/"mapping"\s*:\s*\{/g)) {
    let end = index + start.length
    // The values are strings, or it is no mapping.
    while (end < content.length && content[end] !== '}' && content[end] !== '{')
      end = content[end] === '"' ? skipString(content, end) : end + 1
    if (isFile.test(content.slice(index, end))) return true
  }
  return false
}

interface Loading {
  readonly opened: OpenedSource
  readonly read: (files: readonly string[]) => Promise<readonly (Uint8Array | Error)[]>
  readonly files: Map<string, unknown>
  readonly warnings: DocumentWarning[]
}

/** Files are read in steps: all that the files of one step refer to is read at once. */
async function loadFiles({ opened, read, files, warnings }: Loading, root: unknown): Promise<void> {
  const { source, network } = opened
  const { base } = source
  const seen = new Set<string>()
  let found = rewriteReferences(root, '', base)
  while (found.size > 0) {
    // A reference to the network that is not allowed is told of where it is used.
    const step = [...found]
      .filter((file) => !seen.has(file) && (!isRemote(file) || network.mayRead(file)))
      .sort()
    found = new Set()
    const contents = await read(step)
    for (const [index, file] of step.entries()) {
      seen.add(file)
      const warn = (message: string): unknown => warnings.push({ pointer: `${file}#`, message })
      const bytes = contents[index]
      // Too much is no reason to go on with less.
      if (isTidemarkError(bytes)) throw bytes
      try {
        const content = readContent(bytes, file)
        const {
          value,
          warnings: oddities,
          mayShare,
        } = isStructured(file)
          ? await parseDocument(content, file)
          : { value: content, warnings: [], mayShare: false }
        if (mayShare) refuseBombs(value, content, file)
        oddities.forEach(warn)
        files.set(file, value)
        for (const next of rewriteReferences(value, file, base)) found.add(next)
      } catch (error) {
        warn(isTidemarkError(error) ? error.message : `${file} was not read: ${tellReason(error)}.`)
      }
    }
  }
}

function readContent(bytes: Uint8Array | Error | undefined, file: string): string {
  if (bytes instanceof Uint8Array) return decodeText(bytes, file)
  throw bytes ?? new Error('it is missing')
}

/** What is at a URL is read by its own rules, wherever the reference to it stands. */
async function readFiles(
  { source, network }: OpenedSource,
  files: readonly string[],
  budget: Budget,
  kept: Map<string, Uint8Array>,
): Promise<readonly (Uint8Array | Error)[]> {
  const contents = new Map<string, Uint8Array | Error>()
  const local: string[] = []
  for (const file of files.filter((one) => !isRemote(one))) {
    const refusal = refuseFile(file)
    if (refusal === undefined) local.push(file)
    else contents.set(file, refusal)
  }
  const beside = await source.readBeside(local, budget)
  for (const [index, file] of local.entries()) contents.set(file, beside[index] ?? new Error('it is missing'))
  const remote = files.filter(isRemote)
  const fetched = await readEach(remote, (url) => network.readReferred(url, budget))
  for (const [index, file] of remote.entries()) {
    const content = fetched[index] ?? new Error('it is missing')
    contents.set(file, content)
    if (content instanceof Uint8Array) kept.set(file, content)
  }
  return files.map((file) => contents.get(file) ?? new Error('it is missing'))
}

async function readAgain({ source, createBudget }: OpenedSource, file: string): Promise<unknown> {
  if (!source.isLasting) return undefined
  return file === '' ? source.read(createBudget()) : (await source.readBeside([file], createBudget()))[0]
}

/** Markdown and the like are referred to as text. A URL seldom has an ending. */
function isStructured(file: string): boolean {
  if (!isRemote(file)) return ['.json', '.yaml', '.yml', ''].includes(posix.extname(file).toLowerCase())
  return !['.md', '.txt', '.html'].includes(posix.extname(new URL(file).pathname).toLowerCase())
}
