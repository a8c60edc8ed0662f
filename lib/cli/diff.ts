import type { DiffReport } from '../diff/types.ts'
import { toError } from '../errors.ts'
import { readArguments, readChoice, readText, type Command, type CommandOptions } from './command.ts'
import { compareFiles, comparisonOptions } from './compare-files.ts'
import { thresholds, type Threshold } from './find-config.ts'
import { formats, printReport } from './print-report.ts'
import { writeOutput } from './write-output.ts'

const help = `Usage: api-diff [diff] <base> <revision> [options]

Compares two OpenAPI documents and says what breaks clients of the base.
A document (2.0, 3.0, 3.1, 3.2; JSON or YAML) is a file, a folder, a URL,
ref:path for what is in git, as main:openapi.yaml, or - for standard input.

Options:
  --format <name>                 text (default), json, markdown, html, sarif,
                                  junit or github
  --out <file>                    write the report to a file
  --fail-on breaking|risky|never  exit with 1 at this verdict or a worse one
  --strict, --no-strict           switch all tolerances off, or leave them on
  --config <file>, --no-config    the configuration, or none (default:
                                  api-diff.config.json|yaml, here or above)
  --quiet, --verbose              print only the verdict, or everything
  --include, --exclude <filter>   operations by paths=, methods= or tags=
  --deprecation-window <days>     the minimum time from deprecation to sunset
  --second-opinion                list where openapi-diff disagrees
  --allow-remote <host>           follow references to this host
  --timeout <s>, --max-size <MB>  limits of loading (default 30 and 64)
  --help, --version

Exit codes: 0 fine, 1 --fail-on was reached or filters left nothing to compare,
2 wrong usage, 3 a document is unreadable or invalid.
`

const options = {
  format: { type: 'string', takes: formats },
  out: { type: 'string', takes: 'file' },
  'fail-on': { type: 'string', takes: thresholds },
  quiet: { type: 'boolean' },
  verbose: { type: 'boolean' },
  'second-opinion': { type: 'boolean' },
  ...comparisonOptions,
} as const satisfies CommandOptions

/** Compares two documents and prints the report. */
export const diff: Command = {
  help,
  options,
  run: async (args) => {
    const parsed = readArguments(args, options)
    const format = readChoice(parsed, 'format', formats, 'text')
    readChoice(parsed, 'fail-on', thresholds, 'breaking')
    const out = readText(parsed, 'out')
    if (parsed.values.quiet === true && parsed.values.verbose === true)
      throw toError('TDM_CLI_USAGE', '--quiet and --verbose rule each other out')
    const needsWitnesses = parsed.values.quiet !== true || format !== 'text'
    const comparison = await compareFiles(parsed, needsWitnesses ? {} : { witnesses: false })
    const { report, base, revision, config } = comparison
    const failOn = readChoice(parsed, 'fail-on', thresholds, config.failOn ?? 'breaking')
    const printed = await printReport(report, {
      format,
      documents: [base, revision],
      failOn,
      color: isColored(out),
      quiet: parsed.values.quiet === true,
      verbose: parsed.values.verbose === true,
    })
    await writeOutput(out, printed)
    if (parsed.values['second-opinion'] === true) {
      const { writeSecondOpinion } = await import('./second-opinion.ts')
      await writeSecondOpinion(comparison)
    }
    return isReached(report, failOn) ? 1 : 0
  },
}

function isColored(out = '-'): boolean {
  const { NO_COLOR: off = '', FORCE_COLOR: forced = '', TERM: terminal } = process.env
  // https://no-color.org: any value but an empty one.
  if (out !== '-' || off !== '') return false
  // https://force-color.org: the log of a CI job is no terminal, and shows colours.
  if (forced !== '') return forced !== '0' && forced !== 'false'
  return process.stdout.isTTY && terminal !== 'dumb'
}

/** Says whether a report does not pass. What compared no operation has shown nothing about any. */
function isReached({ verdict, warnings }: DiffReport, failOn: Threshold): boolean {
  if (failOn === 'never') return false
  if (warnings.some(({ document, pointer }) => document === 'config' && pointer === '#/filter')) return true
  return verdict === 'breaking' || (failOn === 'risky' && verdict === 'risky')
}
