import { withoutNotes } from '../diff/without-notes.ts'
import { readKey, readString, type LoadedDocument } from '../openapi/index.ts'
import { formatChangelog } from '../reporters/changelog.ts'
import { readArguments, readText, type Command, type CommandOptions } from './command.ts'
import { compareFiles, comparisonOptions } from './compare-files.ts'
import { writeOutput } from './write-output.ts'
import { writeWarnings } from './write-warnings.ts'

const help = `Usage: api-diff changelog <base> <revision> [options]

Writes what changed between two documents as a section of a changelog, for the
people who use the API: Markdown, in the form of Keep a Changelog. Title and
version come from the documents (info.title, info.version).

Options:
  --name <version>                the version of the revision, for the heading
  --out <file>                    write to a file, not to standard output
  --include, --exclude <filter>   operations by paths=, methods= or tags=
  --deprecation-window <days>     the minimum time from deprecation to sunset
  --strict, --no-strict           switch all tolerances off, or leave them on
  --config <file>, --no-config    the configuration, or none
  --allow-remote <host>           follow references to this host
  --timeout <s>, --max-size <MB>  limits of loading (default 30 and 64)
  --help, --version

Exit codes: 0 fine, 2 wrong usage, 3 a document is unreadable or invalid.
`

const options = {
  name: { type: 'string' },
  out: { type: 'string', takes: 'file' },
  ...comparisonOptions,
} as const satisfies CommandOptions

/** Writes what changed between two documents for the people who use the API. */
export const changelog: Command = {
  help,
  options,
  run: async (args) => {
    const parsed = readArguments(args, options)
    const [name, out] = [readText(parsed, 'name'), readText(parsed, 'out')]
    // What documents say beside their messages is no change to those who read a changelog.
    const own = { witnesses: false, severities: withoutNotes }
    const { report, base, revision } = await compareFiles(parsed, own, false)
    const [title, from, to] = [
      readInfo(base, 'title'),
      readInfo(base, 'version'),
      name ?? readInfo(revision, 'version'),
    ]
    writeWarnings(report)
    await writeOutput(
      out,
      formatChangelog(report, {
        ...(title === undefined ? {} : { title }),
        ...(from === undefined ? {} : { from }),
        // A version that is still the old one is not that of the changes.
        ...(to === undefined || (to === from && name === undefined) ? {} : { to }),
      }),
    )
    return 0
  },
}

/** A text of a document's `info`; YAML may have read a version as a number. */
export function readInfo({ root }: LoadedDocument, key: 'title' | 'version'): string | undefined {
  const info = readKey(root, 'info')
  const value = readKey(info, key)
  return typeof value === 'number' ? String(value) : readString(info, key)
}
