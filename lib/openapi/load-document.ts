import { posix } from 'node:path'
import { toError } from '../errors.ts'
import { toDocumentSource, type DocumentSource } from './document-source.ts'
import { LoadedDocument, type DocumentWarning } from './loaded-document.ts'
import { parseDocument } from './parse-document.ts'
import { rewriteReferences } from './rewrite-references.ts'

/**
 * Reads an OpenAPI document in JSON or YAML, and the local files that its `$ref`s name.
 *
 * Files are read from the root document's folder and below it, never from outside and never from the network:
 * such a reference is reported as a warning, and what it stands for is unknown.
 *
 * @param source a path, `ref:path` for a file as it is in a commit of the git repository around the working folder,
 *   or `-` for standard input (which has no files beside it)
 * @throws TDM_DOCUMENT_UNREADABLE, TDM_DOCUMENT_SYNTAX, TDM_DOCUMENT_TOO_DEEP
 */
export async function loadDocument(source: string): Promise<LoadedDocument> {
  const from = toDocumentSource(source)
  const content = decode(await from.read(), from.name)
  const { value: root, warnings: oddities } = await parseDocument(content, from.name)
  const warnings: DocumentWarning[] = oddities.map((message) => ({ pointer: '#', message }))
  const files = new Map<string, unknown>()
  // The walk over the whole tree is spared where the text shows no reference to another file.
  if (/\$ref['"]?\s*:\s*(?:['"]|[|>]-?\s*)?[^'"#\s]/.test(content)) {
    await loadFiles(from, root, files, warnings)
  }
  return new LoadedDocument(from.name, root, files, warnings)
}

async function loadFiles(
  from: DocumentSource,
  root: unknown,
  files: Map<string, unknown>,
  warnings: DocumentWarning[],
): Promise<void> {
  const queue = [...rewriteReferences(root, '', from.rootName)]
  const seen = new Set(queue)
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    const warn = (message: string): unknown => warnings.push({ pointer: `${file}#`, message })
    try {
      const bytes = await from.readBeside(file)
      if (bytes === undefined) {
        warn(`The file ${file} was not read: it is missing, or outside the root document's folder.`)
        continue
      }
      const content = decode(bytes, file)
      if (!isStructured(file)) {
        files.set(file, content)
        continue
      }
      const { value, warnings: oddities } = await parseDocument(content, file)
      oddities.forEach(warn)
      files.set(file, value)
      for (const next of rewriteReferences(value, file, from.rootName)) {
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

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw toError('TDM_DOCUMENT_SYNTAX', name, 'it is not text in UTF-8')
  }
}
