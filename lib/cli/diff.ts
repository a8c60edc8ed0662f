import { diffDocuments } from '../diff/diff-documents.ts'
import type { DiffReport } from '../diff/types.ts'
import { toError } from '../errors.ts'
import { loadDocument } from '../openapi/index.ts'
import { formatJson } from '../reporters/json.ts'
import { formatText } from '../reporters/text.ts'
import { readArguments, readChoice, type Command, type ParsedArguments } from './command.ts'
import { loadingOptions, readLoadOptions } from './read-load-options.ts'
import { writeOutput } from './write-output.ts'

const help = `Usage: api-diff [diff] <base> <revision> [options]

Compares two OpenAPI documents and says what breaks clients of the base.
A document (2.0, 3.0, 3.1 or 3.2, in JSON or YAML) is a file, a URL, a folder with openapi.yaml,
ref:path for what is in git, as main:openapi.yaml, or - for standard input.

Options:
  --format text|json                 how the report is printed (default text)
  --out <file>                       write the report to a file, not to standard output
  --fail-on breaking|risky|never     exit with 1 from this verdict on (default breaking)
  --strict                           switch all tolerances off
  --quiet                            print the verdict only
  --allow-remote <host>              follow references to this host (may be given again)
  --timeout <s>, --max-size <MB>     limits of loading a document (default 30 and 64)
  --help, --version

Exit codes: 0 fine, 1 --fail-on was reached, 2 wrong usage, 3 a document is unreadable or invalid.
`

/** Compares two documents and prints the report. */
export const diff: Command = {
  summary: 'Compare two documents (the default).',
  help,
  run: async (args) => {
    const parsed = readArguments(args, {
      format: { type: 'string' },
      out: { type: 'string' },
      'fail-on': { type: 'string' },
      strict: { type: 'boolean' },
      quiet: { type: 'boolean' },
      ...loadingOptions,
    })
    const [base, revision, ...rest] = parsed.positionals
    if (base === undefined || revision === undefined || rest.length > 0) {
      throw toError('TDM_CLI_USAGE', `Two documents are needed, ${parsed.positionals.length} given`)
    }
    if (base === '-' && revision === '-') {
      throw toError('TDM_CLI_USAGE', 'Only one of the documents can come from standard input')
    }
    const format = readChoice(parsed, 'format', ['text', 'json'], 'text')
    const failOn = readChoice(parsed, 'fail-on', ['breaking', 'risky', 'never'], 'breaking')
    const loading = readLoadOptions(parsed)
    const documents = [await loadDocument(base, loading), await loadDocument(revision, loading)] as const
    const report = diffDocuments(...documents, {
      strict: parsed.values.strict === true,
      witnesses: parsed.values.quiet !== true || format === 'json',
    })
    await writeOutput(parsed.values.out, format === 'json' ? formatJson(report) : toText(report, parsed))
    return isReached(report, failOn) ? 1 : 0
  },
}

function toText(report: DiffReport, { values }: ParsedArguments): string {
  // https://no-color.org: any value but an empty one.
  const noColor = (process.env.NO_COLOR ?? '') !== ''
  const color = !noColor && values.out === undefined && process.stdout.isTTY
  return formatText(report, { color, quiet: values.quiet === true })
}

function isReached({ verdict }: DiffReport, failOn: 'breaking' | 'risky' | 'never'): boolean {
  if (failOn === 'never') return false
  return verdict === 'breaking' || (failOn === 'risky' && verdict === 'risky')
}
