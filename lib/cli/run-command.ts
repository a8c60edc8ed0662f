import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { findNearestName } from '../schema/nearest-name.ts'
import { toError } from '../errors.ts'
import { commandList } from './command-list.ts'
import { writeOutput } from './write-output.ts'

/**
 * Runs what the arguments ask for, and answers the exit code.
 *
 * @throws TDM_CLI_USAGE, and what the command throws
 */
export async function runCommand(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args
  const isNamed = Object.hasOwn(commandList, name)
  if (!isNamed) refuseMisspelt(name)
  const listed = commandList[isNamed ? name : 'diff']
  const runArgs = isNamed ? rest : args
  const options = runArgs.slice(0, runArgs.includes('--') ? runArgs.indexOf('--') : undefined)
  if (options.includes('--version')) {
    await writeOutput(undefined, `${await readVersion()}\n`)
    return 0
  }
  const command = await listed?.load()
  if (command === undefined) return 2
  if (options.includes('--help') || options.includes('-h')) {
    await writeOutput(undefined, isNamed ? command.help : `${command.help}\n${listCommands()}`)
    return 0
  }
  return command.run(runArgs, commandList)
}

/** What is no document and looks like a command was most likely meant to be one. */
function refuseMisspelt(name: string): void {
  if (!/^[a-z]+$/.test(name) || existsSync(name)) return
  const nearest = findNearestName(name, Object.keys(commandList))
  if (nearest !== undefined)
    throw toError('TDM_CLI_USAGE', `There is no command ${name} (did you mean ${nearest}?), nor such a file`)
}

function listCommands(): string {
  const width = Math.max(...Object.keys(commandList).map((name) => name.length))
  const lines = Object.entries(commandList).map(
    ([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`,
  )
  return `Commands (api-diff <command> --help):\n${lines.join('\n')}\n`
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
