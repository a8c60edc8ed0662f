import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { diffDocuments } from '../diff/index.ts'
import { withoutNotes } from '../diff/without-notes.ts'
import { isTidemarkError, toError } from '../errors.ts'
import type { GuideSource } from '../guide/index.ts'
import { formatDocument, type DocumentFormat } from '../openapi/format-document.ts'
import { parseDocument } from '../openapi/index.ts'
import { readArguments, readChoice, type Command, type CommandOptions } from './command.ts'
import { endSoon, useService } from './open-service.ts'
import { writeOutput } from './write-output.ts'

const help = `Usage: api-diff export <app> --out <folder> [options]

Writes the OpenAPI document of every version of a service, each to a file:
<folder>/<version>.json. <app> is a JavaScript module that exports build(),
which returns the Fastify instance with the plugins versioning and openapi. The
module is run; the service does not listen.

Options:
  --out <folder>      where the files are; - writes one version to standard
                      output
  --versions <names>  only these versions, by name or alias, comma-separated
  --format json|yaml  the format of the files (default json)
  --check             write nothing; exit with 1 if files are out of date
  --help, --version

Exit codes: 0 fine, 1 --check found a difference, 2 wrong usage,
3 the app or a file is unusable.
`

const options = {
  out: { type: 'string', takes: 'folder' },
  versions: { type: 'string' },
  format: { type: 'string', takes: ['json', 'yaml'] },
  check: { type: 'boolean' },
} satisfies CommandOptions

/** Writes the documents of all versions of a service, or compares them with those that were written. */
export const exportDocuments: Command = {
  help,
  options,
  run: async (args) => {
    const parsed = readArguments(args, options)
    const { values, positionals } = parsed
    const [app, ...rest] = positionals
    const { out, versions, check } = values
    const format = readChoice(parsed, 'format', ['json', 'yaml'], 'json')
    if (app === undefined || rest.length > 0) throw toError('TDM_CLI_USAGE', 'One app module is needed')
    if (typeof out !== 'string' || out === '')
      throw toError('TDM_CLI_USAGE', '--out is needed: the folder of the documents, or - for standard output')
    if (out === '-' && check === true)
      throw toError('TDM_CLI_USAGE', '--check compares with the files of a folder, which --out has to name')
    const wanted = typeof versions === 'string' ? versions.split(',').map((name) => name.trim()) : undefined
    const { documents, isVersion } = await useService(app, (source) => ({
      documents: listDocuments(source, wanted, format),
      isVersion: (name: string) => wanted === undefined && source.timeline.scheme.isName(name),
    }))
    const finish = (): Promise<number> => {
      if (out === '-') return writeOne(documents)
      return check === true
        ? checkFolder(
            out,
            documents,
            (file) => file.endsWith(`.${format}`) && isVersion(file.slice(0, -format.length - 1)),
          )
        : writeFolder(out, documents)
    }
    const code = await finish()
    endSoon(code)
    return code
  },
}

/** A document as it is, or would be, written. */
interface ExportedDocument {
  readonly file: string
  readonly text: string
  readonly document: unknown
}

function listDocuments(
  source: GuideSource,
  wanted: readonly string[] | undefined,
  format: DocumentFormat,
): readonly ExportedDocument[] {
  const { timeline } = source
  const found = wanted?.map((name) => {
    const version = timeline.find(name)
    if (version !== undefined) return version
    throw toError('TDM_VERSION_UNKNOWN', name, timeline.versions.map((known) => known.name).join(', '))
  })
  // In the order of the timeline, each once, however they were asked for.
  const versions = timeline.versions.filter((version) => found === undefined || found.includes(version))
  return versions.map(({ name }) => {
    const document = source.document(name)
    return { file: `${name}.${format}`, text: formatDocument(document, format), document }
  })
}

async function writeOne(documents: readonly ExportedDocument[]): Promise<number> {
  const [only, ...others] = documents
  if (only === undefined || others.length > 0) {
    throw toError(
      'TDM_CLI_USAGE',
      `Standard output takes one document, and there are ${String(documents.length)}: name one of the --versions`,
    )
  }
  await writeOutput(undefined, only.text)
  return 0
}

async function writeFolder(folder: string, documents: readonly ExportedDocument[]): Promise<number> {
  try {
    await mkdir(folder, { recursive: true })
    for (const { file, text } of documents) await writeFile(join(folder, file), text)
  } catch (error) {
    throw toError('TDM_CLI_USAGE', `--out ${folder} cannot be written: ${describe(error)}`)
  }
  await writeOutput(undefined, documents.map(({ file }) => `${join(folder, file)}\n`).join(''))
  return 0
}

async function checkFolder(
  folder: string,
  documents: readonly ExportedDocument[],
  isDocument: (file: string) => boolean,
): Promise<number> {
  const lines: string[] = []
  for (const { file, text, document } of documents) {
    const held = await readIfThere(join(folder, file))
    if (held === undefined) lines.push(`${join(folder, file)} is missing`)
    // Git may write other line ends than it has read.
    else if (held.replaceAll('\r\n', '\n') !== text)
      lines.push(`${join(folder, file)} differs: ${await compare(held, document, file)}`)
  }
  const known = new Set(documents.map(({ file }) => file))
  for (const file of await listFiles(folder)) {
    if (isDocument(file) && !known.has(file))
      lines.push(`${join(folder, file)} is of no version of the service`)
  }
  await writeOutput(undefined, lines.map((line) => `${line}\n`).join(''))
  return lines.length === 0 ? 0 : 1
}

/** What the difference means to clients, where the file can be read; an edited one may no longer be a document. */
async function compare(held: string, document: unknown, file: string): Promise<string> {
  try {
    const { value } = await parseDocument(held, file)
    const { verdict, summary } = diffDocuments(value, document, {
      witnesses: false,
      severities: withoutNotes,
    })
    const { breaking, risky, safe } = summary
    return verdict === 'identical'
      ? 'clients are not concerned'
      : `${verdict}, with ${String(breaking)} breaking, ${String(risky)} risky and ${String(safe)} safe changes`
  } catch (error) {
    if (isTidemarkError(error)) return error.message
    throw error
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw toError('TDM_DOCUMENT_UNREADABLE', path, describe(error))
  }
}

async function listFiles(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw toError('TDM_DOCUMENT_UNREADABLE', folder, describe(error))
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
