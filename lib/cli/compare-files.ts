import { resolve } from 'node:path'
import { diffDocuments } from '../diff/diff-documents.ts'
import type { DiffOptions } from '../diff/options.ts'
import type { DiffReport } from '../diff/types.ts'
import { toError } from '../errors.ts'
import { loadDocument, type LoadedDocument } from '../openapi/index.ts'
import { readText, type CommandOptions, type ParsedArguments } from './command.ts'
import { findConfig, type Config } from './find-config.ts'
import { readFlags } from './read-flags.ts'
import { loadingOptions, readLoadOptions } from './read-load-options.ts'
import type { Progress } from './start-progress.ts'

/** The options of every command that compares two documents. */
export const comparisonOptions: CommandOptions = {
  config: { type: 'string', takes: 'file' },
  'no-config': { type: 'boolean' },
  include: { type: 'string', multiple: true },
  exclude: { type: 'string', multiple: true },
  'deprecation-window': { type: 'string' },
  strict: { type: 'boolean' },
  'no-strict': { type: 'boolean' },
  ...loadingOptions,
}

/** What a comparison has come to, and what it was made of. */
export interface Comparison {
  readonly report: DiffReport
  readonly base: LoadedDocument
  readonly revision: LoadedDocument
  readonly config: Config
}

/**
 * Compares the two documents that the arguments name, by the configuration of the project, and by the flags that win
 * over it.
 *
 * @param own what a command asks for itself, under the configuration
 * @param areApprovalsRead false where they change nothing, and where they may be those of another change
 * @throws TDM_CLI_USAGE, TDM_CONFIG_INVALID, and what reading a document throws
 */
export async function compareFiles(
  parsed: ParsedArguments,
  own: DiffOptions = {},
  areApprovalsRead = true,
): Promise<Comparison> {
  const [baseName, revisionName] = readNames(parsed)
  const loading = readLoadOptions(parsed)
  const config = await loadConfig(chooseConfig(parsed))
  const options = { ...own, ...config.options, ...readFlags(parsed, config.options) }
  const approvals = areApprovalsRead ? (config.options.approvals ?? []) : []
  const severities = { ...own.severities, ...config.options.severities }
  const progress = await openProgress()
  try {
    progress.say(`reading ${baseName}`)
    const base = await loadDocument(baseName, loading)
    progress.say(`reading ${revisionName}`)
    const revision = await loadDocument(revisionName, loading)
    progress.say('comparing')
    const report = diffDocuments(base, revision, { ...options, approvals, severities })
    return { report, base, revision, config }
  } finally {
    progress.stop()
  }
}

/**
 * The configuration file that counts: the one of `--config`, or the one that is found.
 *
 * @throws TDM_CLI_USAGE, TDM_CONFIG_INVALID
 */
export function chooseConfig(parsed: ParsedArguments): string | undefined {
  const named = readText(parsed, 'config')
  const isOff = parsed.values['no-config'] === true
  if (named !== undefined && isOff)
    throw toError('TDM_CLI_USAGE', '--config and --no-config rule each other out')
  return isOff ? undefined : (named ?? findConfig(process.cwd()))
}

// Most runs have nobody to look at them, and many have no configuration: what they do not need is not loaded.

async function loadConfig(path: string | undefined): Promise<Config> {
  return path === undefined ? { options: {} } : (await import('./read-config.ts')).readConfig(path)
}

async function openProgress(): Promise<Progress> {
  if (!process.stderr.isTTY) return { say: () => undefined, stop: () => undefined }
  return (await import('./start-progress.ts')).startProgress()
}

function readNames({ positionals, values }: ParsedArguments): readonly [base: string, revision: string] {
  const [base, revision, ...rest] = positionals
  if (base === undefined || revision === undefined || rest.length > 0)
    throw toError('TDM_CLI_USAGE', `Two documents are needed, ${positionals.length} given`)
  if (base === '-' && revision === '-')
    throw toError('TDM_CLI_USAGE', 'Only one of the documents can come from standard input')
  const { out } = values
  const isOut = (name: string): boolean => typeof out === 'string' && out !== '-' && resolve(name) === resolve(out) // prettier-ignore
  if (isOut(base) || isOut(revision))
    throw toError('TDM_CLI_USAGE', `--out ${String(out)} is one of the documents, and would be lost; name another file`) // prettier-ignore
  return [base, revision]
}
