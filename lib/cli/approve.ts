import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { isDay } from '../diff/find-fault.ts'
import { findNearestName } from '../schema/nearest-name.ts'
import type { Change, DiffReport } from '../diff/types.ts'
import { toError } from '../errors.ts'
import type { Approval } from '../policies/approve-changes.ts'
import { addApproval, toYamlItem } from './add-approval.ts'
import {
  readArguments,
  readText,
  type Command,
  type CommandOptions,
  type ParsedArguments,
} from './command.ts'
import { chooseConfig, compareFiles, comparisonOptions } from './compare-files.ts'
import { escapeControls, escapeLines } from '../reporters/escape-controls.ts'
import { nameOperations } from '../reporters/group-changes.ts'
import { readConfigText } from './read-config.ts'
import { writeOutput } from './write-output.ts'
import { writeWarnings } from './write-warnings.ts'

const help = `Usage: api-diff approve <base> <revision> --fingerprint <fingerprint>
                        --reason <text> [options]

Adds the approval of a finding to the configuration: the finding stays in the
report, but does not count for the verdict. Without --fingerprint, it lists what
can be approved. Comments in the configuration stay as they are.

Options:
  --fingerprint <fingerprint>     that of the finding; can be repeated
  --reason <text>                 why it may pass
  --author <name>                 who approves it (default: git's user.name)
  --until <YYYY-MM-DD>            the last day on which the approval counts
  --include, --exclude <filter>   operations by paths=, methods= or tags=
  --deprecation-window <days>     the minimum time from deprecation to sunset
  --strict, --no-strict           switch all tolerances off, or leave them on
  --config <file>                 the file that is written (default: the one
                                  found, or a new api-diff.config.yaml here)
  --allow-remote <host>           follow references to this host
  --timeout <s>, --max-size <MB>  limits of loading (default 30 and 64)
  --help, --version

Exit codes: 0 fine, 2 wrong usage, 3 a document is unreadable or invalid.
`

const { 'no-config': _, ...shared } = comparisonOptions
const options = {
  fingerprint: { type: 'string', multiple: true },
  reason: { type: 'string' },
  author: { type: 'string' },
  until: { type: 'string' },
  ...shared,
} as const satisfies CommandOptions

/** Adds approvals to the configuration. */
export const approve: Command = {
  help,
  options,
  run: async (args) => {
    const parsed = readArguments(args, options)
    const fingerprints = readFingerprints(parsed)
    const [reason, until] = [readText(parsed, 'reason'), readText(parsed, 'until')]
    if (fingerprints.length > 0 && reason === undefined)
      throw toError('TDM_CLI_USAGE', '--reason is needed: why the change may pass')
    for (const name of ['reason', 'author', 'until']) {
      if (fingerprints.length === 0 && parsed.values[name] !== undefined)
        throw toError('TDM_CLI_USAGE', `--${name} is for an approval, and no --fingerprint says of what`)
    }
    if (until !== undefined && !isDay(until))
      throw toError(
        'TDM_CLI_USAGE',
        `--until is ${JSON.stringify(until)}, which is no day such as 2027-03-01`,
      )
    if (until !== undefined && until < new Date().toISOString().slice(0, 10))
      throw toError('TDM_CLI_USAGE', `--until is ${until}, which has passed: the approval would not count`)
    const named = chooseConfig(parsed)
    // A file that is named, and is not there yet, is made.
    const isNew = named === undefined || !existsSync(named)
    const { report } = await compareFiles(isNew ? { ...parsed, values: { ...parsed.values, config: undefined, 'no-config': true } } : parsed, { witnesses: false }) // prettier-ignore
    writeWarnings(report)
    const open = report.changes.filter(
      ({ severity, approval }) => severity !== 'safe' && approval === undefined,
    )
    if (fingerprints.length === 0 || reason === undefined) {
      await writeOutput(undefined, listOpen(open))
      return 0
    }
    for (const fingerprint of fingerprints) checkFingerprint(fingerprint, report, open)
    const author = readText(parsed, 'author') ?? (await readGitName())
    const approvals = fingerprints.map((fingerprint) => ({
      fingerprint,
      reason,
      ...(author === undefined ? {} : { author }),
      ...(until === undefined ? {} : { until }),
    }))
    const path = named ?? 'api-diff.config.yaml'
    if (!(await writeApprovals(path, isNew ? '' : await readConfigText(path), approvals))) return 2
    await writeOutput(
      undefined,
      approvals.map(({ fingerprint }) => `${path}: approved ${fingerprint}\n`).join(''),
    )
    return 0
  },
}

function readFingerprints({ values }: ParsedArguments): readonly string[] {
  const given = Array.isArray(values.fingerprint) ? (values.fingerprint as readonly unknown[]) : []
  return [...new Set(given.filter((one) => typeof one === 'string'))]
}

/** One line for each finding that counts: its fingerprint first, to be copied. */
function listOpen(open: readonly Change[]): string {
  const lines = open.map(({ fingerprint, severity, operations, message }) => {
    const where = nameOperations(operations, 1)
    return escapeControls(`${fingerprint}  ${severity.padEnd(8)}  ${where}: ${message}`)
  })
  return lines.length === 0 ? 'There is nothing to approve.\n' : `${lines.join('\n')}\n`
}

function checkFingerprint(fingerprint: string, report: DiffReport, open: readonly Change[]): void {
  if (open.some((change) => change.fingerprint === fingerprint)) return
  const change = report.changes.find((one) => one.fingerprint === fingerprint)
  if (change !== undefined) {
    const why = change.approval === undefined ? 'is safe, and needs no approval' : 'is approved already'
    throw toError('TDM_CLI_USAGE', `The finding ${fingerprint} ${why}`)
  }
  const nearest = findNearestName(fingerprint, open.map((one) => one.fingerprint)) // prettier-ignore
  const hint = nearest === undefined ? '' : ` (did you mean ${nearest}?)`
  throw toError('TDM_CLI_USAGE', `No finding has the fingerprint ${fingerprint}${hint}; without --fingerprint, those that can be approved are listed`) // prettier-ignore
}

/** Adds the approvals to a file; where that cannot be done without loss, it says what to add, and answers false. */
async function writeApprovals(path: string, text: string, approvals: readonly Approval[]): Promise<boolean> {
  let written: string | undefined = text === '' && path.endsWith('.json') ? '{}' : text
  for (const approval of approvals) {
    if (written !== undefined) written = await addApproval(written, path, approval)
  }
  if (written === undefined) {
    const items = approvals.map((approval) => toYamlItem(approval)).join('')
    process.stderr.write(escapeLines(`api-diff: ${escapeControls(path)} is written in a way that cannot be added to without loss. Put this into it:\n\napprovals:\n${items}\n`)) // prettier-ignore
    return false
  }
  try {
    await writeFile(path, written)
    return true
  } catch (error) {
    throw toError('TDM_CLI_USAGE', `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`) // prettier-ignore
  }
}

/** What git calls the user, where there is a git, and a name. */
async function readGitName(): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)('git', ['config', 'user.name'], { timeout: 5000 })
    return stdout.trim() === '' ? undefined : stdout.trim()
  } catch {
    return undefined
  }
}
