import { parseArgs, type ParseArgsConfig } from 'node:util'
import { toError } from '../errors.ts'

/** One command of the tool; each stands in a file of its own. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string
  /** What `--help` prints; it fits a screen. */
  readonly help: string
  /** Answers the exit code: 0 fine, 1 the threshold was reached. Wrong usage and unreadable documents are thrown. */
  readonly run: (args: readonly string[]) => Promise<number>
}

/** The arguments of a command: its options by name, and what is left. */
export interface ParsedArguments {
  readonly values: Readonly<Record<string, unknown>>
  readonly positionals: readonly string[]
}

/**
 * Reads arguments strictly: an option that a command does not know is wrong usage.
 *
 * @throws TDM_CLI_USAGE
 */
export function readArguments(
  args: readonly string[],
  options: NonNullable<ParseArgsConfig['options']>,
): ParsedArguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      strict: true,
    })
    return { values, positionals }
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)
    throw toError('TDM_CLI_USAGE', reason.replace(/\.$/, ''))
  }
}

/**
 * Reads an option that has a fixed set of values.
 *
 * @throws TDM_CLI_USAGE
 */
export function readChoice<T extends string>(
  { values }: ParsedArguments,
  name: string,
  choices: readonly T[],
  fallback: T,
): T {
  const value = values[name] ?? fallback
  const choice = choices.find((one) => one === value)
  if (choice === undefined) throw toError('TDM_CLI_USAGE', `--${name} is one of ${choices.join(', ')}`)
  return choice
}
