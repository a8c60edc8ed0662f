import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { runNode, type Ended } from '../../repo/run-node.ts'
import { validateDocument } from '../openapi/validate-document.ts'

const root = join(import.meta.dirname, '../../..')
const app = join(root, 'dist/examples/01-users/app.js')
const names = ['2026-11-01', '2026-03-01', '2025-09-01']

/** Runs the built command as a user does. */
function run(...args: readonly string[]): Ended {
  return runNode([join(root, 'dist/lib/cli/main.js'), 'export', ...args])
}

t.test('every version’s document is written, and is valid', async (t) => {
  const out = join(t.testdir(), 'specs', 'released')
  t.strictSame(run(app, '--out', out), {
    status: 0,
    stdout: names.map((name) => `${join(out, `${name}.json`)}\n`).join(''),
    stderr: '',
  })
  t.strictSame(readdirSync(out), names.map((name) => `${name}.json`).sort())
  for (const name of names) {
    const document = JSON.parse(readFileSync(join(out, `${name}.json`), 'utf8')) as {
      info: { version: string }
    }
    t.equal(document.info.version, name)
    t.strictSame(await validateDocument(document), { valid: true }, name)
  }
})

t.test(
  'the same documents come as YAML, of the versions that are named, in the order of the timeline',
  async (t) => {
    const out = t.testdir()
    const written = run(app, '--out', out, '--format', 'yaml', '--versions', 'v1, 2026-11-01,v1')
    t.strictSame([written.status, written.stderr], [0, ''])
    t.strictSame(readdirSync(out), ['2025-09-01.yaml', '2026-11-01.yaml'])
    const printed = run(app, '--out', '-', '--versions', 'v1')
    t.equal(printed.status, 0)
    t.strictSame(parse(readFileSync(join(out, '2025-09-01.yaml'), 'utf8')), JSON.parse(printed.stdout))
    t.equal(run(app, '--out=-', '--versions', 'v1').stdout, printed.stdout, 'the same bytes each time')
  },
)

t.test(
  '--check finds what is missing, what differs, and what is of no version, and writes nothing',
  async (t) => {
    const out = t.testdir()
    const check = (...args: readonly string[]): readonly [number | null, string, string] => {
      const { status, stdout, stderr } = run(app, '--out', out, '--check', ...args)
      return [status, stdout.replaceAll(`${out}/`, ''), stderr]
    }
    t.strictSame(check(), [1, names.map((name) => `${name}.json is missing\n`).join(''), ''])
    t.strictSame(readdirSync(out), [])

    t.equal(run(app, '--out', out).status, 0)
    t.strictSame(check(), [0, '', ''])

    const [file = '', older = '', oldest = ''] = names.map((name) => join(out, `${name}.json`))
    const text = readFileSync(file, 'utf8')
    const old = readFileSync(older, 'utf8')
    writeFileSync(file, JSON.stringify(JSON.parse(text)))
    writeFileSync(older, old.replace('"listUsers"', '"allUsers"'))
    const { paths, ...rest } = JSON.parse(readFileSync(oldest, 'utf8')) as Readonly<Record<string, object>>
    writeFileSync(
      oldest,
      JSON.stringify({ ...rest, paths: { ...paths, '/gone': { get: { responses: {} } } } }),
    )
    t.strictSame(check(), [
      1,
      [
        '2026-11-01.json differs: clients are not concerned\n',
        '2026-03-01.json differs: safe, with 0 breaking, 0 risky and 1 safe changes\n',
        '2025-09-01.json differs: breaking, with 1 breaking, 0 risky and 0 safe changes\n',
      ].join(''),
      '',
    ])

    rmSync(oldest)
    writeFileSync(file, '{')
    // Git may have changed the ends of lines.
    writeFileSync(older, old.replaceAll('\n', '\r\n'))
    for (const other of ['2020-01-01.json', '2020-01-01.yaml', 'package.json', 'README.md']) {
      writeFileSync(join(out, other), '{}')
    }
    const [status, said] = check()
    t.equal(status, 1)
    const [broken = '', ...others] = said.split('\n')
    t.match(broken, /^2026-11-01\.json differs: 2026-11-01\.json cannot be read as JSON or YAML: /)
    t.strictSame(others, [
      '2025-09-01.json is missing',
      '2020-01-01.json is of no version of the service',
      '',
    ])
    t.equal(readFileSync(file, 'utf8'), '{')
    t.strictSame(
      check('--versions', 'v2'),
      [0, '', ''],
      'where some versions are asked for, others are not looked at',
    )

    rmSync(file)
    mkdirSync(file)
    t.equal(check()[0], 3, 'a folder in the place of a file')
  },
)

t.test(
  'wrong usage ends with 2, a module that cannot be used with 3, each with one line that says what is right',
  async (t) => {
    const folder = t.testdir({
      'empty.mjs': 'export const other = 1',
      'other.mjs': 'export const build = () => ({})',
      'bare.mjs': 'export const build = () => ({ ready() {}, close() {} })',
      taken: '',
    })
    const cases: readonly (readonly [readonly string[], number, string])[] = [
      [[], 2, 'One app module is needed'],
      [[app, app], 2, 'One app module is needed'],
      [[app], 2, '--out is needed: the folder of the documents, or - for standard output'],
      [
        [app, '--out', '-'],
        2,
        'Standard output takes one document, and there are 3: name one of the --versions',
      ],
      [
        [app, '--out', '-', '--check'],
        2,
        '--check compares with the files of a folder, which --out has to name',
      ],
      [[app, '--out', folder, '--format', 'xml'], 2, '--format is "xml"; write one of json, yaml'],
      [[app, '--out', folder, '--versions', 'v9'], 2, 'The timeline has no version "v9". It has: 2026-11-01'],
      [[app, '--out', join(folder, 'taken')], 2, 'cannot be written: EEXIST'],
      [[join(folder, 'none.mjs'), '--out', folder], 3, 'there is no such file'],
      [[join(folder, 'empty.mjs'), '--out', folder], 3, 'it exports no function build'],
      [[join(folder, 'other.mjs'), '--out', folder], 3, 'its build() gives something else'],
      [
        [join(folder, 'bare.mjs'), '--out', folder],
        3,
        'the plugin versioning is not registered on what build() gives',
      ],
    ]
    for (const [args, status, message] of cases) {
      const result = run(...args)
      t.strictSame([result.status, result.stdout], [status, ''], args.join(' '))
      t.match(result.stderr, message)
      t.equal(result.stderr.split('\n').length, 2, 'one line')
    }
  },
)

t.test('help fits a screen', async (t) => {
  const { status, stdout } = run('--help')
  t.equal(status, 0)
  t.match(stdout, /^Usage: api-diff export <app> --out <folder>/)
  t.ok(stdout.split('\n').length <= 24)
  t.ok(stdout.split('\n').every((line) => line.length <= 112))
})
