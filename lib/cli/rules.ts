import { toError } from '../errors.ts'
import { rules as allRules } from '../rules/index.ts'
import { readArguments, type Command } from './command.ts'

const help = `Usage: api-diff rules [id]

Lists every rule, or explains one: what it reports, why that matters to
clients, and what to do about it.

Options:
  --help, --version
`

/** Lists the rules, or explains one. */
export const rules: Command = {
  help,
  options: {},
  run: (args) => {
    const { positionals } = readArguments(args, {})
    const [id, ...rest] = positionals
    if (rest.length > 0) throw toError('TDM_CLI_USAGE', 'One rule at a time is explained')
    process.stdout.write(id === undefined ? listRules() : explainRule(id))
    return Promise.resolve(0)
  },
}

function listRules(): string {
  const width = Math.max(...allRules.map((rule) => rule.id.length))
  return allRules.map((rule) => `${rule.id.padEnd(width)}  ${rule.summary}\n`).join('')
}

function explainRule(id: string): string {
  const rule = allRules.find((one) => one.id === id)
  if (rule === undefined)
    throw toError('TDM_CLI_USAGE', `There is no rule ${id}; \`api-diff rules\` lists them`)
  const severity =
    rule.severity === undefined
      ? 'derived from the effect on the set of valid messages and from who sends them'
      : `${rule.severity.is}, given by hand: ${rule.severity.reason}`
  return `${rule.id}\n\n${rule.summary}\n\nWhy: ${rule.why}\n\nMigrate: ${rule.migrate}\n\nSeverity: ${severity}.\n`
}
