import { parseArgs } from 'node:util'
import { toError } from '../errors.ts'
import { findNearestName } from '../schema/nearest-name.ts'

/** One command of the tool; each stands in a file of its own, and has its line in `command-list.ts`. */
export interface Command {
  /** What `--help` prints; it fits a screen. */
  readonly help: string
  readonly options: CommandOptions
  /** What its arguments are, for completion (default: files). */
  readonly takes?: () => readonly string[] | Promise<readonly string[]>
  /** Answers the exit code: 0 fine, 1 the threshold was reached. Wrong usage and unreadable documents are thrown. */
  readonly run: (args: readonly string[], commands: CommandList) => Promise<number>
}

/** All commands by name: what each is for, and how it is loaded. Only the one that runs is. */
export type CommandList = Readonly<
  Record<
    string,
    {
      /** One line for the list of commands. */
      readonly summary: string
      readonly load: () => Promise<Command>
    }
  >
>

/** The options of a command, by name without the dashes. */
export type CommandOptions = Readonly<Record<string, CommandOption>>

/** One option. */
export interface CommandOption {
  readonly type: 'string' | 'boolean'
  /** Whether it may be given several times. */
  readonly multiple?: boolean
  /** What it takes, where that is one of a few words, or a file or a folder: for completion. */
  readonly takes?: readonly string[] | 'file' | 'folder'
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
export function readArguments(args: readonly string[], options: CommandOptions): ParsedArguments {
  const known = Object.entries(options).map(([name, { type, multiple = false }]) => [name, { type, multiple }] as const) // prettier-ignore
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: Object.fromEntries(known),
      allowPositionals: true,
      strict: true,
    })
    return { values, positionals }
  } catch (error) {
    throw toError('TDM_CLI_USAGE', tellFault(error, options))
  }
}

/** What `parseArgs` has against an option, which it names in quotes, by our words and with what to write. */
function tellFault(error: unknown, options: CommandOptions): string {
  const message = error instanceof Error ? error.message : String(error)
  const option = /'(-[^'=]*?)(?: <value>)?'/.exec(message)?.[1]
  if (option === undefined) return message
  const name = option.replace(/^-+/, '')
  const listed = options[name]
  if (listed === undefined) {
    const nearest = findNearestName(name, [...Object.keys(options), 'help', 'version'])
    return `There is no option ${option}${nearest === undefined ? '' : ` (did you mean --${nearest}?)`}`
  }
  if (listed.type === 'boolean') return `${option} takes no value`
  return `${option} needs a value; one that begins with a dash is written behind an equals sign, as in ${option}=-1`
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
  if (choice !== undefined) return choice
  throw toError('TDM_CLI_USAGE', `--${name} is ${JSON.stringify(value)}; write one of ${choices.join(', ')}`)
}

/**
 * Reads an option that takes a text, which may not be empty.
 *
 * @throws TDM_CLI_USAGE
 */
export function readText({ values }: ParsedArguments, name: string): string | undefined {
  const value = values[name]
  if (typeof value !== 'string') return undefined
  if (value.trim() === '') throw toError('TDM_CLI_USAGE', `--${name} is empty`)
  return value
}
