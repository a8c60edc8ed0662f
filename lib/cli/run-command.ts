import { readFile } from 'node:fs/promises'
import { commandList } from './command-list.ts'
import { writeOutput } from './write-output.ts'

/** Runs what the arguments ask for, and answers the exit code. */
export async function runCommand(args: readonly string[]): Promise<number> {
  const [name = '', ...rest] = args
  const isNamed = Object.hasOwn(commandList, name)
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
