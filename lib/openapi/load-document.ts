import { readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, posix, relative, sep } from 'node:path'
import { text } from 'node:stream/consumers'
import { toError } from '../errors.ts'
import { LoadedDocument, type DocumentWarning } from './loaded-document.ts'
import { parseDocument } from './parse-document.ts'
import { rewriteReferences } from './rewrite-references.ts'

/**
 * Reads an OpenAPI document in JSON or YAML, and the local files that its `$ref`s name.
 *
 * Files are read from the root document's folder and below it, never from outside and never from the network:
 * such a reference is reported as a warning, and what it stands for is unknown.
 *
 * @param source a path, or `-` for standard input (whose references to files are looked up nowhere)
 * @throws TDM_DOCUMENT_UNREADABLE, TDM_DOCUMENT_SYNTAX, TDM_DOCUMENT_TOO_DEEP
 */
export async function loadDocument(source: string): Promise<LoadedDocument> {
  if (/^https?:/i.test(source)) {
    throw toError('TDM_DOCUMENT_UNREADABLE', source, 'documents are not fetched; download it first')
  }
  const name = source === '-' ? 'standard input' : source
  const content = source === '-' ? await text(process.stdin) : await readText(source, name)
  const { value: root, warnings: oddities } = await parseDocument(content, name)
  const warnings: DocumentWarning[] = oddities.map((message) => ({ pointer: '#', message }))
  const files = new Map<string, unknown>()
  // The walk over the whole tree is spared where the text shows no reference to another file.
  if (source !== '-' && /\$ref['"]?\s*:\s*(?:['"]|[|>]-?\s*)?[^'"#\s]/.test(content)) {
    await loadFiles(source, root, files, warnings)
  }
  return new LoadedDocument(name, root, files, warnings)
}

async function loadFiles(
  source: string,
  root: unknown,
  files: Map<string, unknown>,
  warnings: DocumentWarning[],
): Promise<void> {
  const folder = await realpath(dirname(source))
  const rootName = basename(source)
  const queue = [...rewriteReferences(root, '', rootName)]
  const seen = new Set(queue)
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const warn = (message: string): unknown => warnings.push({ pointer: `${file}#`, message })
    const path = await locateInside(folder, file)
    if (path === undefined) {
      warn(`The file ${file} was not read: it is missing, or outside the root document's folder.`)
      continue
    }
    try {
      const content = await readText(path, file)
      if (!isStructured(file)) {
        files.set(file, content)
        continue
      }
      const { value, warnings: oddities } = await parseDocument(content, file)
      oddities.forEach(warn)
      files.set(file, value)
      for (const next of rewriteReferences(value, file, rootName)) {
        if (!seen.has(next)) {
          seen.add(next)
          queue.push(next)
        }
      }
    } catch (error) {
      warn(error instanceof Error ? error.message : String(error))
    }
  }
}

/** Markdown and the like are referred to as text. */
function isStructured(file: string): boolean {
  return ['.json', '.yaml', '.yml', ''].includes(posix.extname(file).toLowerCase())
}

/** Symbolic links are followed before the check: a link must not lead outside either. */
async function locateInside(folder: string, file: string): Promise<string | undefined> {
  const path = await realpath(join(folder, file)).catch(() => undefined)
  if (path === undefined) return undefined
  const way = relative(folder, path)
  return way === '..' || way.startsWith(`..${sep}`) || way === '' ? undefined : path
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'it is a directory; name the document in it',
  EACCES: 'permission denied',
}

async function readText(path: string, name: string): Promise<string> {
  let bytes: Buffer
  try {
    bytes = await readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw toError('TDM_DOCUMENT_UNREADABLE', name, reasons[code] ?? String(error))
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw toError('TDM_DOCUMENT_SYNTAX', name, 'it is not text in UTF-8')
  }
}
