#!/usr/bin/env node
import { isTidemarkError } from '../errors.ts'
import { runCommand } from './run-command.ts'

try {
  process.exitCode = await runCommand(process.argv.slice(2))
} catch (error) {
  if (!isTidemarkError(error)) throw error
  process.stderr.write(`api-diff: ${error.message}\n`)
  process.exitCode = error.code === 'TDM_CLI_USAGE' || error.code === 'TDM_DIFF_OPTION' ? 2 : 3
}
