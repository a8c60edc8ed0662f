import { readFile } from 'node:fs/promises'
import type { Command } from './command.ts'
import { diff } from './diff.ts'
import { exportDocuments } from './export.ts'
import { guide } from './guide.ts'
import { rules } from './rules.ts'

/** The commands by name. `diff` is also what runs without the name of a command. */
const commands: Readonly<Record<string, Command>> = { diff, export: exportDocuments, guide, rules }

/** Runs what the arguments ask for, and answers the exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  const [run, runArgs] = command === undefined ? [diff, args] : [command, rest]
  const options = runArgs.slice(0, runArgs.includes('--') ? runArgs.indexOf('--') : undefined)
  if (options.includes('--version')) {
    process.stdout.write(`${await readVersion()}\n`)
    return 0
  }
  if (options.includes('--help') || options.includes('-h')) {
    process.stdout.write(command === undefined ? `${diff.help}\n${listCommands()}` : run.help)
    return 0
  }
  return run.run(runArgs)
}

function listCommands(): string {
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(8)} ${summary}`)
  return `Commands (api-diff <command> --help):\n${lines.join('\n')}\n`
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
