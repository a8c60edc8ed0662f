import { toError } from '../errors.ts'
import { findJsonFault } from './find-json-fault.ts'
import { findRepeatedName } from './find-repeated-name.ts'
import { findLines, toPosition } from './line-starts.ts'
import { parseYaml } from './parse-yaml.ts'

/** What a text says, and what was wrong with it without making it unreadable. */
export interface ParsedText {
  readonly value: unknown
  readonly warnings: readonly string[]
  /** Whether one node may stand in several places, by aliases: JSON has none. */
  readonly mayShare: boolean
}

/**
 * Parses JSON or YAML. A date stays a string, as JSON has none; aliases share their node and are never expanded.
 *
 * @throws TDM_DOCUMENT_SYNTAX when the text is neither, TDM_DOCUMENT_TOO_DEEP when it is nested too deep
 */
export async function parseDocument(text: string, name: string): Promise<ParsedText> {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  if (body.includes('\0')) throw toError('TDM_DOCUMENT_SYNTAX', name, 'it holds binary data')
  if (body.trim() === '') throw toError('TDM_DOCUMENT_SYNTAX', name, 'it is empty')
  try {
    return /^\s*[{[]/.test(body) ? await parseJson(body, name) : await parseYaml(body, name)
  } catch (error) {
    // Both parsers recurse: a RangeError is the engine's way to say that the nesting exhausted the stack.
    if (error instanceof RangeError) throw toError('TDM_DOCUMENT_TOO_DEEP', name)
    throw error
  }
}

async function parseJson(text: string, name: string): Promise<ParsedText> {
  try {
    const value = JSON.parse(text) as unknown
    return { value, warnings: tellRepetition(text, value), mayShare: false }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    // Text that starts with a bracket may still be YAML in flow style.
    if (!name.endsWith('.json')) {
      const isYaml = /\.ya?ml$/i.test(name)
      const yaml = await parseYaml(text, name).catch((fault: unknown) => {
        if (isYaml) throw fault
      })
      if (yaml !== undefined) return yaml
    }
    throw toError('TDM_DOCUMENT_SYNTAX', name, tellFault(text, error))
  }
}

function tellRepetition(text: string, value: unknown): readonly string[] {
  const found = findRepeatedName(text, value)
  if (found === undefined) return []
  const { line } = toPosition(findLines(text), found.at)
  const name = JSON.stringify(found.name.slice(0, 80))
  return [`The name ${name} stands twice in one object (line ${String(line)}); the last one counts.`]
}

function tellFault(text: string, error: SyntaxError): string {
  const fault = findJsonFault(text)
  if (fault === undefined) return error.message
  const { line, column } = toPosition(findLines(text), fault.at)
  return `${fault.reason} (line ${String(line)}, column ${String(column)})`
}
