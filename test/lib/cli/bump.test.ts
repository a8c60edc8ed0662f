import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { findNextVersion } from '../../../lib/cli/next-version.ts'
import { pairOf, runIn } from './run-in.ts'

const bump = (id: string, ...flags: string[]): readonly [number | null, string, string] => {
  const { status, stdout, stderr } = runIn(import.meta.dirname, [
    'bump',
    ...pairOf(id),
    '--no-config',
    ...flags,
  ])
  return [status, stdout, stderr]
}

t.test('the bump is a word, or the version that comes next', async (t) => {
  t.strictSame(bump('operation-removed'), [0, 'major\n', ''])
  t.strictSame(bump('operation-added'), [0, 'minor\n', ''])
  t.strictSame(bump('document-texts-changed'), [0, 'patch\n', ''])
  for (const id of ['operation-deprecated', 'parameter-deprecated', 'request-value-deprecation-changed'])
    t.strictSame(bump(id), [0, 'minor\n', ''], `${id}: Semantic Versioning §7`)
  t.strictSame(bump('operation-reinstated'), [0, 'patch\n', ''])
  const [base] = pairOf('operation-added')
  t.equal(runIn(import.meta.dirname, ['bump', base, base]).stdout, 'none\n')
  t.strictSame(bump('operation-removed', '--current', 'v1.4.2'), [0, 'v2.0.0\n', ''])
  t.strictSame(bump('operation-removed', '--current', 'auto'), [0, '2.0.0\n', ''], 'info.version is 1.0.0')
  t.strictSame(bump('operation-removed', '--current=0.4.2'), [0, '0.5.0\n', ''])
})

t.test('what is no version ends with 2', async (t) => {
  const folder = t.testdir({
    'dated.yaml': 'openapi: 3.1.0\ninfo: { title: T, version: 2026-01-01 }\npaths: {}\n',
    'number.yaml': 'openapi: 3.1.0\ninfo: { title: T, version: 2.1 }\npaths: {}\n',
    'none.yaml': 'openapi: 3.1.0\ninfo: { title: T }\npaths: {}\n',
  })
  t.strictSame(bump('operation-removed', '--current', '1.4'), [
    2,
    '',
    'api-diff: --current is "1.4", which is no version such as 1.4.2; name it by --current. Run `api-diff bump --help` for the usage.\n',
  ])
  for (const [name, said] of [
    ['dated', '2026-01-01'],
    ['number', '2.1'],
    ['none', ''],
  ] as const) {
    // prettier-ignore
    const { status, stderr } = runIn(folder, ['bump', `${name}.yaml`, `${name}.yaml`, '--current', 'auto'])
    t.equal(status, 2)
    t.match(stderr, `info.version of ${name}.yaml is "${said}", which is no version such as 1.4.2`)
  }
})

t.test(
  'approvals, which may be those of another change, are no matter of a bump or a changelog',
  async (t) => {
    const folder = t.testdir({
      'api-diff.config.yaml': 'approvals: [{ fingerprint: "0123456789abcdef", reason: Agreed. }]\n',
    })
    const [base, revision] = pairOf('operation-removed')
    t.strictSame(runIn(folder, ['bump', base, revision]), { status: 0, stdout: 'major\n', stderr: '' })
    t.match(runIn(folder, ['changelog', base, revision]), { status: 0, stderr: /^$/ })
    t.match(runIn(folder, ['approve', base, revision]).stderr, 'fits no finding')
  },
)

t.test('a filter that leaves something out is spoken of, on standard error', async (t) => {
  const folder = t.testdir({
    'api-diff.config.yaml': 'filter: { exclude: { methods: [delete], tags: [x] } }\n',
  })
  const { stdout, stderr } = runIn(folder, ['bump', ...pairOf('operation-removed')])
  t.equal(stdout, 'none\n')
  t.equal(
    stderr,
    'api-diff: warning: config #/filter/exclude/tags/0: The filter names "x", which fits no operation of either document.\n' +
      'api-diff: warning: operations left out by the filter: 1\n',
  )
})

t.test('the table in the docs is true', async (t) => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/reference/api-diff.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `(v?\d[^`]*)` +\|((?: `[^`|]*` *\|){4})$/gm)]
  t.equal(rows.length, 4)
  for (const [, current = '', cells = ''] of rows) {
    const told = [...cells.matchAll(/`([^`]*)`/g)].map(([, cell]) => cell)
    const bumps = ['major', 'minor', 'patch', 'none'] as const
    t.strictSame(
      told,
      bumps.map((by) => findNextVersion(current, by)),
      current,
    )
  }
})
