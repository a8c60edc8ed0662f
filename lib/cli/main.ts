#!/usr/bin/env node
import { isTidemarkError } from '../errors.ts'
import { runCommand } from './run-command.ts'

/** The errors of what was asked for, and not of what was read. */
const wrongUsage = new Set(['TDM_CLI_USAGE', 'TDM_DIFF_OPTION', 'TDM_VERSION_UNKNOWN', 'TDM_GUIDE_DIRECTION'])

try {
  process.exitCode = await runCommand(process.argv.slice(2))
} catch (error) {
  if (!isTidemarkError(error)) throw error
  process.stderr.write(`api-diff: ${error.message}\n`)
  process.exitCode = wrongUsage.has(error.code) ? 2 : 3
}
