#!/usr/bin/env node
import { isTidemarkError } from '../errors.ts'
import { escapeControls, escapeLines } from '../reporters/escape-controls.ts'
import { commandList } from './command-list.ts'
import { runCommand } from './run-command.ts'

// A reader that has seen enough (`| head`) closes the pipe: that is no error of this process.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') return
  tell(`The report could not be written: ${escapeControls(error.message)}`)
  process.exit(3)
})

// So may a reader of what is said beside the report; there is nobody left to tell.
process.stderr.on('error', () => undefined)

// Whatever is thrown past the end of this file would exit with 1, which reads as a breaking change.
process.on('uncaughtException', (error) => {
  tell(describe(error))
  process.exit(3)
})

// A service that ends the process, or waits for ever, would pass for one that is fine, or for one with a difference.
let isDone = false
process.on('exit', (code) => {
  if (isDone || code === 3) return
  tell('The process was ended before the command was done, or waits for what never comes.')
  process.exitCode = 3
})

try {
  process.exitCode = await runCommand(process.argv.slice(2))
} catch (error) {
  tell(describe(error))
  process.exitCode = isUsage(error) ? 2 : 3
}
isDone = true

function tell(message: string): void {
  process.stderr.write(`api-diff: ${message}\n`)
}

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

/**
 * What is no error of the table is a defect: its trace is wanted, and an exit with 1 would read as a breaking change. A
 * message may quote what others have written, as a key or a version: it is a line of its own, whatever that holds.
 */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return escapeControls(String(error))
  if (!isTidemarkError(error)) return escapeLines(error.stack ?? error.message)
  // The faults of a service's own timeline are a list.
  if (error.code === 'TDM_TIMELINE_FAULTY') return escapeLines(error.message)
  const message = escapeControls(error.message)
  if (error.code !== 'TDM_CLI_USAGE') return message
  const [name = ''] = process.argv.slice(2)
  const command = Object.hasOwn(commandList, name) ? `api-diff ${name}` : 'api-diff'
  return `${message} Run \`${command} --help\` for the usage.`
}
