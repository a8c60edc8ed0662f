import { readFile } from 'node:fs/promises'
import { findFault, type OptionFault } from '../diff/find-fault.ts'
import type { DiffOptions } from '../diff/options.ts'
import { isTidemarkError, toError } from '../errors.ts'
import { decodeText, parseDocument } from '../openapi/index.ts'
import { configNode } from './config-schema.ts'
import { showPath, type Config, type Threshold } from './find-config.ts'
import { findRepeatedKey, locateKey } from './locate-key.ts'

/**
 * Reads a configuration file and holds it to the schema that editors have, too.
 *
 * @throws TDM_CONFIG_INVALID
 */
export async function readConfig(path: string): Promise<Config> {
  const { value } = await parseConfig(await readConfigText(path), path)
  const { $schema: _, failOn, ...options } = value
  return failOn === undefined ? { options } : { failOn, options }
}

/** What a checked configuration file holds. */
type ConfigFile = DiffOptions & { readonly $schema?: string; readonly failOn?: Threshold }

/**
 * Parses the text of a configuration file, and checks it.
 *
 * @throws TDM_CONFIG_INVALID
 */
export async function parseConfig(text: string, path: string): Promise<{ readonly value: ConfigFile }> {
  const value = await parseText(text, path)
  const fault = findFault(configNode, value)
  if (isConfigFile(value, fault)) return { value }
  const line = fault === undefined ? undefined : await locateKey(text, fault.path)
  const place = line === undefined ? showPath(path) : `${showPath(path)}:${String(line)}`
  throw toError('TDM_CONFIG_INVALID', place, fault === undefined ? 'it is empty' : describeFault(fault))
}

/**
 * Reads the text of a configuration file.
 *
 * @throws TDM_CONFIG_INVALID where there is none
 */
export async function readConfigText(path: string): Promise<string> {
  try {
    return decodeText(await readFile(path), path)
  } catch (error) {
    if (isTidemarkError(error)) throw toError('TDM_CONFIG_INVALID', showPath(path), notText)
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const reason = isMissing
      ? 'there is no such file'
      : error instanceof Error
        ? error.message
        : String(error)
    throw toError('TDM_CONFIG_INVALID', showPath(path), reason)
  }
}

const notText = 'it is not text in UTF-8, nor in UTF-16 with a byte order mark'

async function parseText(text: string, path: string): Promise<unknown> {
  // A file that has nothing but comments in it asks for nothing.
  if (text.split('\n').every((line) => /^\s*(?:#|$)/.test(line))) return {}
  const refuse = (reason: string, line?: number): Error =>
    toError(
      'TDM_CONFIG_INVALID',
      line === undefined ? showPath(path) : `${showPath(path)}:${String(line)}`,
      reason,
    )
  const repeated = await findRepeatedKey(text)
  if (repeated !== undefined) throw refuse('a key stands twice in one object; keep one of them', repeated)
  try {
    return (await parseDocument(text, showPath(path))).value
  } catch (error) {
    if (!isTidemarkError(error)) throw error
    const reason = error.message.replace(/^.*? cannot be read as JSON or YAML: /s, '').replace(/\.$/, '')
    throw refuse(`it cannot be read as JSON or YAML: ${reason}`)
  }
}

function isConfigFile(value: unknown, fault: OptionFault | undefined): value is ConfigFile {
  return fault === undefined && typeof value === 'object' && value !== null
}

function describeFault({ path, kind, value, wanted, nearest }: OptionFault): string {
  const owner = nameOf(path.slice(0, -1))
  const last = String(path.at(-1) ?? '')
  if (kind === 'missing') return `${owner || 'it'} has no "${last}"; write ${wanted}`
  if (kind === 'value') return `${nameOf(path) || 'it'} is ${showValue(value)}; write ${wanted}`
  const hint = nearest === undefined ? '' : ` (did you mean "${nearest}"?)`
  return `${owner && `in ${owner}, `}"${last}" is no key that is known${hint}; there are ${wanted}`
}

/** A path as in JavaScript: `approvals[0].reason`. */
function nameOf(path: readonly (string | number)[]): string {
  const names = path.map((name) => (typeof name === 'number' ? `[${String(name)}]` : `.${name}`))
  return names.join('').replace(/^\./, '')
}

/** Plain values only: what aliases of YAML hold may be endless once it is written out. */
function showValue(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  // Of what YAML has, JSON lacks the infinite numbers and `.nan`.
  const text =
    typeof value === 'number' ? String(value) : value === undefined ? 'missing' : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
