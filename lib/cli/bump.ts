import { toError } from '../errors.ts'
import { readInfo } from './changelog.ts'
import { readArguments, readText, type Command, type CommandOptions } from './command.ts'
import { compareFiles, comparisonOptions } from './compare-files.ts'
import { findNextVersion } from './next-version.ts'
import { writeOutput } from './write-output.ts'
import { writeWarnings } from './write-warnings.ts'

const help = `Usage: api-diff bump <base> <revision> [options]

Prints which part of the API's version has to go up, according to Semantic
Versioning: major, minor, patch or none. Approved findings count, too: they
affect clients all the same.

Options:
  --current <version>|auto        print the next version instead; auto starts
                                  from info.version of the base
  --include, --exclude <filter>   operations by paths=, methods= or tags=
  --deprecation-window <days>     the minimum time from deprecation to sunset
  --strict, --no-strict           switch all tolerances off, or leave them on
  --config <file>, --no-config    the configuration, or none
  --allow-remote <host>           follow references to this host
  --timeout <s>, --max-size <MB>  limits of loading (default 30 and 64)
  --help, --version

Below 1.0.0, a breaking change raises the minor version, any other the patch.

Exit codes: 0 fine, 2 wrong usage, 3 a document is unreadable or invalid.
`

const options = {
  current: { type: 'string', takes: ['auto'] },
  ...comparisonOptions,
} as const satisfies CommandOptions

/** Prints by what the version of an API goes up. */
export const bump: Command = {
  help,
  options,
  run: async (args) => {
    const parsed = readArguments(args, options)
    const asked = readText(parsed, 'current')
    if (asked !== undefined && asked !== 'auto') next(asked, 'none', '--current')
    const { report, base } = await compareFiles(parsed, { witnesses: false }, false)
    const said = asked === 'auto' ? (readInfo(base, 'version') ?? '') : asked
    const place = asked === 'auto' ? `info.version of ${base.name}` : '--current'
    const text = said === undefined ? report.suggestedBump : next(said, report.suggestedBump, place)
    writeWarnings(report)
    await writeOutput(undefined, `${text}\n`)
    return 0
  },
}

function next(current: string, by: Parameters<typeof findNextVersion>[1], place: string): string {
  const version = findNextVersion(current, by)
  if (version !== undefined) return version
  throw toError('TDM_CLI_USAGE', `${place} is ${JSON.stringify(current)}, which is no version such as 1.4.2; name it by --current`) // prettier-ignore
}
