import { diffDocuments } from '../diff/diff-documents.ts'
import type { DiffReport } from '../diff/types.ts'
import { toError } from '../errors.ts'
import { loadDocument } from '../openapi/index.ts'
import { readArguments, readChoice, type Command } from './command.ts'
import { formats, printReport } from './print-report.ts'
import { loadingOptions, readLoadOptions } from './read-load-options.ts'
import { writeOutput } from './write-output.ts'

const help = `Usage: api-diff [diff] <base> <revision> [options]

Compares two OpenAPI documents and says what breaks clients of the base.
A document (2.0, 3.0, 3.1 or 3.2, in JSON or YAML) is a file, a URL, a folder with openapi.yaml,
ref:path for what is in git, as main:openapi.yaml, or - for standard input.

Options:
  --format <name>                    text (default), json, markdown, html, sarif, junit or github
  --out <file>                       write the report to a file, not to standard output
  --fail-on breaking|risky|never     exit with 1 from this verdict on (default breaking)
  --strict                           switch all tolerances off
  --quiet                            print the verdict only
  --allow-remote <host>              follow references to this host (may be given again)
  --timeout <s>, --max-size <MB>     limits of loading a document (default 30 and 64)
  --verbose                          print all there is: every operation, pointer and fingerprint
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
      verbose: { type: 'boolean' },
    })
    const [base, revision, ...rest] = parsed.positionals
    if (base === undefined || revision === undefined || rest.length > 0) {
      throw toError('TDM_CLI_USAGE', `Two documents are needed, ${parsed.positionals.length} given`)
    }
    if (base === '-' && revision === '-') {
      throw toError('TDM_CLI_USAGE', 'Only one of the documents can come from standard input')
    }
    const format = readChoice(parsed, 'format', formats, 'text')
    const failOn = readChoice(parsed, 'fail-on', ['breaking', 'risky', 'never'], 'breaking')
    const loading = readLoadOptions(parsed)
    const documents = [await loadDocument(base, loading), await loadDocument(revision, loading)] as const
    const report = diffDocuments(...documents, {
      strict: parsed.values.strict === true,
      witnesses: parsed.values.quiet !== true || format !== 'text',
    })
    const printed = await printReport(report, {
      format,
      documents,
      failOn,
      color: isColored(parsed.values.out),
      quiet: parsed.values.quiet === true,
      verbose: parsed.values.verbose === true,
    })
    await writeOutput(parsed.values.out, printed)
    return isReached(report, failOn) ? 1 : 0
  },
}

function isColored(out: unknown): boolean {
  // https://no-color.org: any value but an empty one.
  const noColor = (process.env.NO_COLOR ?? '') !== ''
  return !noColor && out === undefined && process.stdout.isTTY
}

function isReached({ verdict }: DiffReport, failOn: 'breaking' | 'risky' | 'never'): boolean {
  if (failOn === 'never') return false
  return verdict === 'breaking' || (failOn === 'risky' && verdict === 'risky')
}
