import { existsSync } from 'node:fs'
import { toError } from '../errors.ts'
import { createBudget, type Budget } from './byte-budget.ts'
import { sourceInFolder } from './source-in-folder.ts'
import { sourceInGit } from './source-in-git.ts'
import { sourceOnNetwork } from './source-on-network.ts'
import { openNetwork, type Network } from './open-network.ts'
import { readStream } from './read-stream.ts'

/** Where a document and the files beside it are read from. */
export interface DocumentSource {
  /** How errors call the document. */
  readonly name: string
  /** Where references of the root document start: its file name, or its URL. It is known once the root was read. */
  readonly base: string
  /** Whether it reads the same once more; what comes but once is kept by those who need its text again. */
  readonly isLasting: boolean
  read(budget: Budget): Promise<Uint8Array>
  /** Reads files by their path from the root document's folder; an error says why one was not read. */
  readBeside(files: readonly string[], budget: Budget): Promise<readonly (Uint8Array | Error)[]>
  /** The path of a file from the working folder, as far as it has one. */
  placeOf(file: string): string | undefined
}

/** What `loadDocument` may be told. */
export interface LoadOptions {
  /** Hosts that references may lead to, as `example.com` or `localhost:8080`. Default: none. */
  readonly allowRemote?: readonly string[]
  /** Milliseconds that all requests for a document may take together. Default 30,000. */
  readonly timeout?: number
  /** Bytes that a document may have, with all that it refers to. Default 67,108,864 (64 MB). */
  readonly maxBytes?: number
}

/** Where a document is read from, and what else it may read. */
export interface OpenedSource {
  readonly source: DocumentSource
  readonly network: Network
  readonly createBudget: () => Budget
}

/** Finds out what a source means: `-` is standard input; what is no file and reads `ref:path` is a file in git. */
export function openSource(source: string, options: LoadOptions): OpenedSource {
  const network = openNetwork(options, source)
  return {
    source: chooseSource(source, network),
    network,
    createBudget: () => createBudget(options.maxBytes),
  }
}

function chooseSource(source: string, network: Network): DocumentSource {
  if (source === '-') return sourceInPipe()
  if (/^https?:\/\//i.test(source)) return sourceOnNetwork(source, network)
  const [, ref, path] = /^([^:]+):(.*)$/s.exec(source) ?? []
  if (ref === undefined || path === undefined || existsSync(source)) return sourceInFolder(source)
  // No git has a commit of this name, and what it says of that would hide what is wrong.
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(source))
    throw toError(
      'TDM_DOCUMENT_UNREADABLE',
      source.replace(/\/\/[^/]*@/, '//').replace(/\?.*$/s, '?…'),
      'documents are read by https and http, from files, and from git',
    )
  return sourceInGit(source, ref, path)
}

/** Standard input has no files beside it. */
function sourceInPipe(): DocumentSource {
  const name = 'standard input'
  return {
    name,
    base: '',
    isLasting: false,
    read: (budget) => readStream(process.stdin, name, budget),
    readBeside: (files) =>
      Promise.resolve(files.map(() => new Error('what comes from standard input has no files beside it'))),
    placeOf: () => undefined,
  }
}
