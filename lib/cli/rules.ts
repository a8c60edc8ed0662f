import { findNearestName } from '../schema/nearest-name.ts'
import { toError } from '../errors.ts'
import type { Rule } from '../rules/define-rule.ts'
import { rules as allRules } from '../rules/index.ts'
import { readArguments, readChoice, type Command, type CommandOptions } from './command.ts'
import { ruleExamples, type RuleExample } from './rule-examples.ts'
import { writeOutput } from './write-output.ts'

const help = `Usage: api-diff rules [id] [options]

Lists every rule with its severity, or explains one: what it reports, why that
matters to clients, what to do about it, and an example.

The severity of a finding follows from what the change does to the set of valid
messages, and from who sends them. The severity shown here is that of the
example. A * marks rules that are not about messages: theirs is fixed.

Options:
  --format text|json  the output format (default text)
  --help, --version

Exit codes: 0 fine, 2 there is no such rule, or wrong usage.
`

const options = {
  format: { type: 'string', takes: ['text', 'json'] },
} as const satisfies CommandOptions

/** Lists the rules, or explains one. */
export const rules: Command = {
  help,
  options,
  takes: () => allRules.map(({ id }) => id),
  run: async (args) => {
    const parsed = readArguments(args, options)
    const format = readChoice(parsed, 'format', ['text', 'json'], 'text')
    const [id, ...rest] = parsed.positionals
    if (rest.length > 0) throw toError('TDM_CLI_USAGE', 'One rule at a time is explained')
    const chosen = id === undefined ? undefined : findRule(id)
    const told = chosen === undefined ? allRules.map(describeRule) : describeRule(chosen)
    const toText = (): string => (chosen === undefined ? listRules() : explainRule(describeRule(chosen)))
    await writeOutput(undefined, format === 'json' ? `${JSON.stringify(told, undefined, 2)}\n` : toText())
    return 0
  },
}

/** What is told of a rule. */
interface RuleDescription {
  readonly id: string
  readonly summary: string
  /** Whose messages it is about; `none` where it is about none. */
  readonly direction: 'request' | 'response' | 'none'
  readonly severity: {
    readonly by: 'law' | 'hand'
    readonly reason: string
    /** In the example, by default and with `--strict`. */
    readonly default: string
    readonly strict: string
  }
  readonly why: string
  readonly migrate: string
  readonly example: Pick<RuleExample, 'difference' | 'message'>
  readonly docs: string
}

const law = 'derived from the effect on the set of valid messages and from who sends them'

function describeRule({ id, summary, why, migrate, severity }: Rule): RuleDescription {
  const example = ruleExamples[id] ?? { difference: '', severity: '', strict: '', message: '' }
  return {
    id,
    summary,
    direction: id.startsWith('request-') ? 'request' : id.startsWith('response-') ? 'response' : 'none',
    severity: {
      by: severity === undefined ? 'law' : 'hand',
      reason: severity?.reason ?? law,
      default: example.severity,
      strict: example.strict,
    },
    why,
    migrate,
    example: { difference: example.difference, message: example.message },
    docs: `docs/rules/${id}.md`,
  }
}

function findRule(id: string): Rule {
  const rule = allRules.find((one) => one.id === id)
  if (rule !== undefined) return rule
  const nearest = findNearestName(id, allRules.map((one) => one.id)) // prettier-ignore
  const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`
  throw toError('TDM_CLI_USAGE', `There is no rule ${id}${hint}; \`api-diff rules\` lists them`)
}

function listRules(): string {
  const width = Math.max(...allRules.map((rule) => rule.id.length))
  const lines = allRules.map(describeRule).map(({ id, direction, severity, summary }) => {
    const judged = `${severity.default}${severity.by === 'hand' ? '*' : ''}`
    return `${id.padEnd(width)}  ${direction.padEnd(8)}  ${judged.padEnd(9)}  ${summary}\n`
  })
  return lines.join('')
}

function explainRule({ id, summary, severity, why, migrate, example, docs }: RuleDescription): string {
  const judged =
    severity.by === 'hand'
      ? `${severity.default}, given by hand: ${severity.reason}.`
      : `${severity.reason}. In the example: ${severity.default}${severity.strict === severity.default ? '' : `, with --strict ${severity.strict}`}.`
  return [
    id,
    summary,
    `Why: ${why}`,
    `Migrate: ${migrate}`,
    `Severity: ${judged}`,
    `Example, from the base to the revision:\n\n${example.difference.replace(/^/gm, '    ')}`,
    `The report: ${example.message}`,
    `Docs: ${docs}\n`,
  ].join('\n\n')
}
