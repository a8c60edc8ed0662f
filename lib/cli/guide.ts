import { toError } from '../errors.ts'
import type { Change } from '../diff/index.ts'
import { loadDocument } from '../openapi/index.ts'
import { escapeControls } from '../reporters/escape-controls.ts'
import { readArguments, readText, type Command, type CommandOptions } from './command.ts'
import { endSoon, useService } from './open-service.ts'
import { loadingOptions, readLoadOptions } from './read-load-options.ts'
import { writeOutput } from './write-output.ts'

const help = `Usage: api-diff guide <app> --from <version> [options]

Writes the migration guide from one version of a service to another. <app> is a
JavaScript module that exports build(), which returns the Fastify instance with
the plugins versioning and openapi. The module is run; the service does not
listen.

Options:
  --from <version>                the version that readers use today
  --to <version>                  the version that readers move to
                                  (default: the newest released one)
  --out <file>                    write to a file, not to standard output
  --released <document>           what was released for --from: a file, a
                                  folder, a URL, ref:path or -
  --check                         exit with 1 if no change explains a
                                  difference from --released
  --allow-remote <host>           follow references of --released to this host
  --timeout <s>, --max-size <MB>  limits of loading it (default 30 and 64)
  --help, --version

Exit codes: 0 fine, 1 --check found unexplained differences, 2 wrong usage,
3 the app or the document is unusable.
`

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  out: { type: 'string', takes: 'file' },
  released: { type: 'string', takes: 'file' },
  check: { type: 'boolean' },
  ...loadingOptions,
} satisfies CommandOptions

/** Writes the guide from one version of a service to another. */
export const guide: Command = {
  help,
  options,
  run: async (args) => {
    const parsed = readArguments(args, options)
    const [app, ...rest] = parsed.positionals
    const [from, to] = [readText(parsed, 'from'), readText(parsed, 'to')]
    const [out, released] = [readText(parsed, 'out'), readText(parsed, 'released')]
    const isCheck = parsed.values.check === true
    const loading = readLoadOptions(parsed)
    if (app === undefined || rest.length > 0) throw toError('TDM_CLI_USAGE', 'One app module is needed')
    if (from === undefined)
      throw toError('TDM_CLI_USAGE', '--from is needed: the version that the reader uses')
    if (isCheck && released === undefined) {
      throw toError('TDM_CLI_USAGE', '--check compares with --released, which is missing')
    }
    const document = released === undefined ? undefined : await loadDocument(released, loading)
    // Loaded only now: the other commands start without it.
    const { buildGuide, toMarkdown } = await import('../guide/index.ts')
    const built = await useService(app, (source) =>
      buildGuide(source, {
        from,
        ...(to === undefined ? {} : { to }),
        ...(document === undefined ? {} : { released: document }),
      }),
    )
    const text = toMarkdown(built)
    await writeOutput(out, text)
    if (isCheck) writeUnexplained(built.unexplained)
    const code = isCheck && built.unexplained.length > 0 ? 1 : 0
    endSoon(code)
    return code
  },
}

/** Says on standard error why the check has failed: standard output, or a file, has the guide. */
function writeUnexplained(findings: readonly Change[]): void {
  for (const { severity, id, operations, message } of findings) {
    const where = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).join(', ')
    const line = `${severity} ${id}, ${where === '' ? 'the document' : where}: ${message}`
    process.stderr.write(`api-diff: no change explains: ${escapeControls(line)}\n`)
  }
}
