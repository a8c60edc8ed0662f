import { spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { DiffReport } from '../../../lib/diff/index.ts'
import { commandList } from '../../../lib/cli/command-list.ts'
import { runNode, type Ended } from '../../repo/run-node.ts'
import { runIn } from './run-in.ts'

const root = join(import.meta.dirname, '../../..')
const main = join(root, 'dist/lib/cli/main.js')
const fixture = (id: string, name: string): string => join(root, 'test/rules', id, name)
const pair = (id: string): [string, string] => [fixture(id, 'base.yaml'), fixture(id, 'revision.yaml')]

/** Runs the built command as a user does. */
function run(args: readonly string[], input = ''): Ended {
  return runNode([main, ...args], input)
}

t.test('the exit code says whether the threshold was reached', async (t) => {
  const status = (args: readonly string[]): number | null => run([...args, '--quiet']).status
  t.equal(status(pair('operation-removed')), 1, 'breaking by default')
  t.equal(status([...pair('operation-removed'), '--fail-on', 'never']), 0)
  t.equal(status(pair('operation-added')), 0)
  t.equal(status(pair('request-server-removed')), 0, 'risky is fine by default')
  t.equal(status([...pair('request-server-removed'), '--fail-on', 'risky']), 1)
  t.equal(status([...pair('operation-added'), '--fail-on=risky']), 0)
  t.equal(status([...pair('response-success-status-added'), '--strict']), 1, 'strict takes tolerances away')
})

t.test('wrong usage ends with 2 and says what is right', async (t) => {
  const file = fixture('operation-added', 'base.yaml')
  const cases: [string[], RegExp][] = [
    [[], /Two documents are needed, 0 given/],
    [[file], /1 given/],
    [[file, file, file], /3 given/],
    [['-', '-'], /Only one/],
    [[file, file, '--format', 'pdf'], /--format is "pdf"; write one of text, json/],
    [[file, file, '--fail-on', 'all'], /--fail-on is "all"; write one of breaking, risky, never/],
    [[file, file, '--unknown'], /There is no option --unknown\. Run `api-diff --help`/],
    [[file, file, '--fromat=json'], /There is no option --fromat \(did you mean --format\?\)/],
    [[file, file, '--verison'], /There is no option --verison \(did you mean --version\?\)/],
    [[file, file, '-x'], /There is no option -x\. /],
    [[file, file, '--format'], /--format needs a value; /],
    [[file, file, '--quiet=1'], /--quiet takes no value\. /],
    [[file, file, '--timeout', '-1'], /--timeout needs a value; .* as in --timeout=-1\. Run/],
    [[file, file, '--timeout=-1'], /--timeout is "-1"; write a number of seconds, more than 0/],
    [['rules', 'no-such-rule'], /There is no rule no-such-rule/],
    [
      [file, file, '--out', join(root, 'no/such/folder')],
      /cannot be written: there is no such folder; make it/,
    ],
    [[file, file, '--out', root], /cannot be written: it is a folder; name a file in it/],
    [[file, file, '--out', ''], /--out is empty/],
    [[file, file, '--quiet', '--verbose'], /--quiet and --verbose rule each other out/],
    [[file, file, '--include', '/users/**'], /--include is "\/users\/\*\*"; write paths=<glob>, methods=/],
    [[file, file, '--exclude', 'paths='], /--exclude is "paths="; write paths=<glob>/],
    [[file, file, '--deprecation-window', '1.5'], /--deprecation-window is "1\.5"; write a whole number/],
    [[file, file, '--deprecation-window', '0'], /--deprecation-window is "0"/],
    [[file, file, '--deprecation-window', '36501'], /from 1 to 36500/],
  ]
  for (const [args, message] of cases) {
    const { status, stdout, stderr } = run(args)
    t.equal(status, 2, args.join(' '))
    t.match(stderr, message)
    t.equal(stdout, '')
  }
})

t.test('a document that cannot be read ends with 3 and no stack trace', async (t) => {
  const file = fixture('operation-added', 'base.yaml')
  for (const bad of ['missing.yaml', root, join(root, 'LICENSE'), join(root, 'package.json')]) {
    const { status, stderr } = run([file, bad])
    t.equal(status, 3, bad)
    t.match(stderr, new RegExp(`^api-diff: .*${bad.split('/').pop() ?? ''}`))
    t.notMatch(stderr, /\n +at /)
  }
  t.equal(run(['-', file]).status, 3, 'empty standard input')
})

t.test('what an error quotes cannot write to the terminal, nor begin a line', async (t) => {
  const hostile = '\u001b[2J\u202e\u009b31m\r\n::error::injected\n'
  const file = fixture('operation-added', 'base.yaml')
  const folder = t.testdir({
    'version.json': JSON.stringify({ openapi: hostile, paths: {} }),
    'config.json': JSON.stringify({ [hostile]: 1 }),
  })
  const calls: readonly (readonly [args: readonly string[], status: number])[] = [
    [[file, join(folder, 'version.json')], 3],
    [[file, file, '--config', join(folder, 'config.json')], 2],
    [[file, join(folder, hostile)], 3],
    [[file, file, `--${hostile}`], 2],
    [['rules', hostile], 2],
  ]
  for (const [args, status] of calls) {
    const ended = run(args)
    t.equal(ended.status, status)
    t.match(ended.stderr, String.raw`\u001b[2J\u202e\u009b31m\u000d\u000a::error::injected`)
    t.match(ended.stderr, /^api-diff: [^\p{Cc}\p{Bidi_Control}]+\n$/u)
  }
})

t.test('the report goes to standard output, or to a file', async (t) => {
  const [base, revision] = pair('request-property-became-required')
  const json = run(['diff', base, revision, '--format', 'json'])
  const report = JSON.parse(json.stdout) as DiffReport
  t.strictSame([report.verdict, report.suggestedBump], ['breaking', 'major'])
  const out = join(t.testdir(), 'report.json')
  const written = run([base, revision, '--format', 'json', '--out', out])
  t.strictSame([written.status, written.stdout], [1, ''])
  t.equal(readFileSync(out, 'utf8'), json.stdout)
  t.equal(run([base, revision, '--format', 'json', '--out', '-']).stdout, json.stdout)
  const piped = run(['-', revision, '--format', 'json'], readFileSync(base, 'utf8'))
  t.equal(piped.stdout, json.stdout, 'a document from standard input is read alike')
})

t.test('a report is printed in each format, with the lines of the files', async (t) => {
  const [base, revision] = pair('request-property-became-required')
  const print = (format: string): string => run([base, revision, '--format', format]).stdout
  const line =
    readFileSync(revision, 'utf8')
      .split('\n')
      .findIndex((one) => one.trim() === '- email') + 1
  const file = 'test/rules/request-property-became-required/revision.yaml'
  t.match(print('markdown'), /^## API changes: breaking\n/)
  t.match(print('html'), `<span class="line">${file}:${line}</span>`)
  t.match(print('sarif'), `"uri": "${file}"`)
  t.match(print('junit'), `file="${file}" line="${line}"`)
  t.match(print('github'), `::error file=${file},line=${line},`)
  t.match(
    run(['-', revision, '--format', 'html'], readFileSync(base, 'utf8')).stdout,
    '<code>standard input</code>',
  )
  t.match(run([base, revision, '--verbose']).stdout, /\n +fingerprint [0-9a-f]{16}, proof: witness\n$/)
})

t.test('the same documents give the same bytes', async (t) => {
  const [base, revision] = pair('response-union-branch-added')
  t.equal(run([base, revision]).stdout, run([base, revision]).stdout)
})

t.test('text goes from the headline to the findings, without colours in a pipe', async (t) => {
  const [base, revision] = pair('operation-removed')
  t.equal(
    run([base, revision]).stdout,
    [
      'breaking: 1 breaking, 0 risky, 0 safe (suggested version bump: major)',
      '',
      'BREAKING',
      '  DELETE /things',
      '    operation-removed',
      '      The operation was removed.',
      '      → Call the operation that replaces it. As the author, deprecate it with an `x-sunset` first.',
      '',
    ].join('\n'),
  )
  t.equal(run([base, base]).stdout, 'identical: nothing changed for clients\n')
})

t.test('colours may be asked for where there is no terminal', async (t) => {
  const folder = t.testdir({})
  const isColored = (env: Readonly<Record<string, string>>, ...flags: readonly string[]): boolean =>
    runIn(folder, [...pair('operation-removed'), ...flags], {
      FORCE_COLOR: '',
      NO_COLOR: '',
      ...env,
    }).stdout.includes('\u001b[')
  t.ok(isColored({ FORCE_COLOR: '1' }))
  t.ok(isColored({ FORCE_COLOR: 'true' }, '--out', '-'))
  t.notOk(isColored({}))
  t.notOk(isColored({ FORCE_COLOR: '0' }))
  t.notOk(isColored({ FORCE_COLOR: '1', NO_COLOR: '1' }))
  const out = join(folder, 'report.txt')
  runIn(folder, [...pair('operation-removed'), '--out', out], { FORCE_COLOR: '1' })
  t.notOk(readFileSync(out, 'utf8').includes('\u001b'))
})

t.test('help fits a screen, and the version is that of the package', async (t) => {
  const { status, stdout } = run(['--help'])
  t.equal(status, 0)
  t.match(stdout, /^Usage: api-diff/)
  const lines = stdout.trimEnd().split('\n')
  t.ok(lines.length <= 40, 'the list of the commands is a part of it')
  t.ok(lines.every((line) => line.length <= 80))
  for (const [name, { load }] of Object.entries(commandList)) {
    const { help, options } = await load()
    const own = help.trimEnd().split('\n')
    t.ok(own.length <= 24, `${name}: ${own.length} lines`)
    t.strictSame(
      own.filter((line) => line.length > 80),
      [],
      name,
    )
    const told = [...help.matchAll(/--([a-z][a-z-]*)/g)].map(([, option = '']) => option)
    const known = [...Object.keys(options), 'help', 'version']
    t.strictSame(
      [...new Set(told)].sort(),
      known.sort(),
      `${name}: the help tells of every option, and of no other`,
    )
    const columns = own.flatMap((line) => /^ {2}--.*? {2,}(?=\S)/.exec(line)?.[0].length ?? [])
    t.ok(new Set(columns).size <= 1, `${name}: what options do stands in one column`)
    t.equal(run([name, '--help']).stdout, help)
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  t.equal(run(['--version']).stdout, `${version}\n`)
})

t.test(
  'a report that cannot be written ends with 3, never with 1',
  { skip: !existsSync('/dev/full') },
  async (t) => {
    const [base, revision] = pair('operation-removed')
    const full = openSync('/dev/full', 'w')
    const command = ['-u', 'NODE_OPTIONS', process.execPath, main, base, revision]
    const { status, stderr } = spawnSync('env', command, {
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    })
    closeSync(full)
    t.equal(status, 3)
    t.match(stderr, /^api-diff: The report could not be written: ENOSPC[^\n]*\n$/)
  },
)

t.test('a command that is misspelt is named', async (t) => {
  const { status, stderr } = run(['changlog', ...pair('operation-added')])
  t.equal(status, 2)
  t.match(stderr, /^api-diff: There is no command changlog \(did you mean changelog\?\), nor such a file\./)
})

t.test('whoever closes standard error changes no exit code', async (t) => {
  const script = `"$0" "$1" "$2" "$3" --second-opinion 2>&1 >/dev/null | true; exit "\${PIPESTATUS[0]}"`
  const { status } = spawnSync('bash', ['-c', script, process.execPath, main, ...pair('operation-removed')])
  t.equal(status, 1)
})
