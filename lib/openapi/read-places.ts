import { existsSync } from 'node:fs'
import { posix, relative, resolve, sep } from 'node:path'
import type { Place, ReportedDocument } from '../reporters/reported-document.ts'
import { toDocumentSource } from './document-source.ts'
import { indexJson, type TextNode } from './index-json.ts'
import { indexYaml } from './index-yaml.ts'

/** The places in one text. */
interface TextIndex {
  readonly root: TextNode
  /** Where each line begins. */
  readonly lines: readonly number[]
}

/**
 * Reads a document's files once more, for the lines that pointers lead to. What cannot be read again, such as standard
 * input, has a name only.
 *
 * @param source what `loadDocument` has loaded
 * @param pointers those that will be asked for: the files that they lead into are read
 */
export async function readPlaces(source: string, pointers: readonly string[]): Promise<ReportedDocument> {
  if (source === '-') return { name: 'standard input' }
  const { name, file: root } = nameSource(source)
  const from = toDocumentSource(source)
  const indexes = new Map<string, TextIndex>()
  for (const file of new Set(pointers.map((pointer) => splitPointer(pointer).file))) {
    const bytes = await (file === '' ? from.read() : from.readBeside(file)).catch(() => undefined)
    const index = bytes && (await indexText(new TextDecoder().decode(bytes)))
    if (index !== undefined) indexes.set(file, index)
  }
  return {
    name,
    find: (pointer) => {
      const { file, keys } = splitPointer(pointer)
      const index = indexes.get(file)
      const path = file === '' ? root : posix.join(posix.dirname(root), file)
      return index && toPlace(path, index, keys)
    },
  }
}

function nameSource(source: string): { readonly name: string; readonly file: string } {
  const toFile = (path: string): string => relative(process.cwd(), resolve(path)).split(sep).join('/')
  const path = existsSync(source) ? undefined : /^[^:]+:(.+)$/s.exec(source)?.[1]
  return path === undefined
    ? { name: toFile(source), file: toFile(source) }
    : { name: source, file: toFile(path) }
}

function splitPointer(pointer: string): { readonly file: string; readonly keys: readonly string[] } {
  const at = pointer.indexOf('#')
  const keys = pointer
    .slice(at + 1)
    .split('/')
    .slice(1)
  return {
    file: pointer.slice(0, Math.max(at, 0)),
    keys: keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')),
  }
}

async function indexText(text: string): Promise<TextIndex | undefined> {
  // The parser of YAML leaves out a byte order mark, and counts without it.
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  const root = await indexBody(body)
  return root && { root, lines: [0, ...Array.from(body.matchAll(/\n/g), ({ index }) => index + 1)] }
}

async function indexBody(body: string): Promise<TextNode | undefined> {
  try {
    if (/^\s*[{[]/.test(body)) return indexJson(body)
  } catch {
    // What begins with a bracket may still be YAML.
  }
  return indexYaml(body).catch(() => undefined)
}

/** What is not there, because the pointer leads through a reference or into the other document, is near what is. */
function toPlace(file: string, { root, lines }: TextIndex, keys: readonly string[]): Place {
  let node = root
  for (const key of keys) {
    const next = node.members.get(key)
    if (next === undefined) break
    node = next
  }
  const line = countUpTo(lines, node.offset)
  return { file, line, column: node.offset - (lines[line - 1] ?? 0) + 1 }
}

/** How many of the sorted numbers are not above a limit, by bisection. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}
