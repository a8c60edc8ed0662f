import type { DiffReport } from '../diff/types.ts'
import { formatJson } from '../reporters/json.ts'
import { formatText } from '../reporters/text.ts'
import {
  readArguments,
  readChoice,
  type Command,
  type CommandOptions,
  type ParsedArguments,
} from './command.ts'
import { compareFiles, comparisonOptions } from './compare-files.ts'
import { thresholds, type Threshold } from './find-config.ts'
import { writeOutput } from './write-output.ts'

const help = `Usage: api-diff [diff] <base> <revision> [options]

Compares two OpenAPI documents and says what breaks clients of the base.
A document is a file in JSON or YAML, of version 2.0, 3.0, 3.1 or 3.2;
ref:path for a file in git, as main:openapi.yaml; or - for standard input.

Options:
  --format text|json              how the report is printed (default text)
  --out <file>                    write the report to a file
  --fail-on breaking|risky|never  exit with 1 from this verdict on
                                  (default breaking)
  --strict, --no-strict           switch all tolerances off, or leave them on
  --config <file>, --no-config    the configuration, or none (default:
                                  api-diff.config.json|yaml, here or above)
  --quiet                         print the verdict only
  --second-opinion                say on standard error where the package
                                  openapi-diff judges otherwise
  --help, --version

Exit codes: 0 fine, 1 --fail-on was reached, 2 wrong usage,
3 a document is unreadable or invalid.
`

const options = {
  format: { type: 'string', takes: ['text', 'json'] },
  out: { type: 'string', takes: 'file' },
  'fail-on': { type: 'string', takes: thresholds },
  quiet: { type: 'boolean' },
  'second-opinion': { type: 'boolean' },
  ...comparisonOptions,
} as const satisfies CommandOptions

/** Compares two documents and prints the report. */
export const diff: Command = {
  help,
  options,
  run: async (args) => {
    const parsed = readArguments(args, options)
    const format = readChoice(parsed, 'format', ['text', 'json'], 'text')
    readChoice(parsed, 'fail-on', thresholds, 'breaking')
    const needsWitnesses = parsed.values.quiet !== true || format === 'json'
    const comparison = await compareFiles(parsed, needsWitnesses ? {} : { witnesses: false })
    const { report, config } = comparison
    const failOn = readChoice(parsed, 'fail-on', thresholds, config.failOn ?? 'breaking')
    await writeOutput(parsed.values.out, format === 'json' ? formatJson(report) : toText(report, parsed))
    if (parsed.values['second-opinion'] === true) {
      const { writeSecondOpinion } = await import('./second-opinion.ts')
      await writeSecondOpinion(comparison)
    }
    return isReached(report, failOn) ? 1 : 0
  },
}

function toText(report: DiffReport, { values }: ParsedArguments): string {
  // https://no-color.org: any value but an empty one.
  const noColor = (process.env.NO_COLOR ?? '') !== ''
  const color = !noColor && values.out === undefined && process.stdout.isTTY
  return formatText(report, { color, quiet: values.quiet === true })
}

function isReached({ verdict }: DiffReport, failOn: Threshold): boolean {
  if (failOn === 'never') return false
  return verdict === 'breaking' || (failOn === 'risky' && verdict === 'risky')
}
