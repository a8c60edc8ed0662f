#!/usr/bin/env node
import { isTidemarkError } from '../errors.ts'
import { commandList } from './command-list.ts'
import { runCommand } from './run-command.ts'

// A reader that has seen enough (`| head`) closes the pipe: that is no error of this process.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  process.stderr.write(`api-diff: The report could not be written: ${error.message}\n`)
  process.exit(3)
})

// So may a reader of what is said beside the report; there is nobody left to tell.
process.stderr.on('error', () => undefined)

// Whatever is thrown past the end of this file would exit with 1, which reads as a breaking change.
process.on('uncaughtException', (error) => {
  process.stderr.write(`api-diff: ${describe(error)}\n`)
  process.exit(3)
})

// A service that ends the process, or waits for ever, would pass for one that is fine, or for one with a difference.
let isDone = false
process.on('exit', (code) => {
  if (isDone || code === 3) return
  process.stderr.write(
    'api-diff: The process was ended before the command was done, or waits for what never comes.\n',
  )
  process.exitCode = 3
})

try {
  process.exitCode = await runCommand(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`api-diff: ${describe(error)}\n`)
  process.exitCode = isUsage(error) ? 2 : 3
}
isDone = true

function isUsage(error: unknown): boolean {
  const codes = [
    'TDM_CLI_USAGE',
    'TDM_CONFIG_INVALID',
    'TDM_DIFF_OPTION',
    'TDM_LOAD_OPTION',
    'TDM_GUIDE_DIRECTION',
    'TDM_VERSION_UNKNOWN',
  ]
  return isTidemarkError(error) && codes.includes(error.code)
}

/** What is no error of the table is a defect: its trace is wanted, and an exit with 1 would read as a breaking change. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (!isTidemarkError(error)) return error.stack ?? error.message
  if (error.code !== 'TDM_CLI_USAGE') return error.message
  const [name = ''] = process.argv.slice(2)
  const command = Object.hasOwn(commandList, name) ? `api-diff ${name}` : 'api-diff'
  return `${error.message} Run \`${command} --help\` for the usage.`
}
