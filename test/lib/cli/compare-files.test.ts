import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { DiffReport } from '../../../lib/diff/index.ts'
import { pairOf, runIn } from './run-in.ts'

t.test('the configuration that is found counts, and flags win over it', async (t) => {
  const folder = t.testdir({ '.git': {}, sub: {}, 'api-diff.config.yaml': 'failOn: risky\nstrict: false\n' })
  const sub = join(folder, 'sub')
  const [base, revision] = pairOf('request-server-removed')
  const status = (...flags: string[]): number | null =>
    runIn(sub, [base, revision, '--quiet', ...flags]).status
  t.equal(status(), 1, 'risky reaches the threshold of the file')
  t.equal(status('--fail-on', 'breaking'), 0)
  t.equal(status('--no-config'), 0)
  writeFileSync(join(folder, 'other.json'), '{"failOn":"never"}')
  t.equal(status('--config', '../other.json'), 0)
  writeFileSync(join(folder, 'api-diff.config.yaml'), 'strict: true\n')
  const tolerated = (...flags: string[]): number | null =>
    runIn(sub, [...pairOf('response-success-status-added'), '--quiet', ...flags]).status
  t.equal(tolerated(), 1)
  t.equal(tolerated('--no-strict'), 0)
  t.equal(tolerated('--no-config', '--strict'), 1)
})

t.test('a report is not written over one of its documents', async (t) => {
  const [base, revision] = pairOf('operation-added')
  const texts = [base, revision].map((name) => readFileSync(name, 'utf8'))
  const folder = t.testdir({ 'base.yaml': texts[0] ?? '', 'revision.yaml': texts[1] ?? '' })
  for (const command of [[], ['changelog']]) {
    for (const out of ['base.yaml', './revision.yaml', join(folder, 'base.yaml')]) {
      const { status, stderr } = runIn(folder, [...command, 'base.yaml', 'revision.yaml', '--out', out])
      t.equal(status, 2)
      t.match(stderr, `--out ${out} is one of the documents, and would be lost; name another file`)
    }
  }
  t.strictSame(
    ['base.yaml', 'revision.yaml'].map((name) => readFileSync(join(folder, name), 'utf8')),
    texts,
  )
})

t.test('a wrong configuration, or a wrong choice of it, ends with 2', async (t) => {
  const folder = t.testdir({ '.git': {}, 'api-diff.config.yaml': '\nfailon: risky\n' })
  mkdirSync(join(folder, 'sub'))
  const documents = pairOf('operation-added')
  const said = (...flags: string[]): readonly [number | null, string] => {
    const { status, stderr } = runIn(join(folder, 'sub'), [...documents, ...flags])
    return [status, stderr]
  }
  const [status, stderr] = said()
  t.equal(status, 2)
  t.match(stderr, /^api-diff: The configuration \.\.\/api-diff\.config\.yaml:2 cannot be used: "failon" is no key that is known \(did you mean "failOn"\?\)/) // prettier-ignore
  t.strictSame(said('--config', 'no.yaml'), [
    2,
    'api-diff: The configuration no.yaml cannot be used: there is no such file.\n',
  ])
  t.match(said('--config', 'a.yaml', '--no-config'), [2, /rule each other out/])
  t.match(said('--strict', '--no-strict', '--no-config'), [2, /rule each other out/])
  t.match(said('--config', ''), [2, /--config is empty/])
})

t.test('approvals of the file make a breaking change pass, with its reason in the report', async (t) => {
  const [base, revision] = pairOf('operation-removed')
  const json = runIn(t.testdir({}), [base, revision, '--format', 'json', '--no-config'])
  const [change] = (JSON.parse(json.stdout) as DiffReport).changes
  const approval = { fingerprint: change?.fingerprint, reason: 'Nobody calls it.', until: '2999-12-31' }
  const folder = t.testdir({ 'api-diff.config.json': JSON.stringify({ approvals: [approval] }) })
  const { status, stdout } = runIn(folder, [base, revision])
  t.equal(status, 0)
  t.match(stdout, /^safe: 0 breaking, 0 risky, 0 safe, 1 approved \(suggested version bump: major\)\n/)
  t.match(stdout, /approved until 2999-12-31: Nobody calls it\./)
})

t.test('flags say which operations are compared, and how long a deprecation lasts', async (t) => {
  const document = (paths: Record<string, unknown>): string =>
    JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths })
  const operation = (rest = {}): unknown => ({ responses: { 204: { description: '' } }, ...rest })
  const config = 'filter:\n  exclude:\n    paths: [/internal/**]\ndeprecationWindow: 2\n'
  const ending = { deprecated: true, 'x-sunset': '2099-01-03' }
  const folder = t.testdir({
    'api-diff.config.yaml': config,
    'base.json': document({
      '/users': { get: operation({ tags: ['users'] }), put: operation() },
      '/posts': { get: operation() },
      '/internal/jobs': { get: operation() },
    }),
    'revision.json': document({ '/users': { put: operation(ending) } }),
  })
  const found = (...flags: readonly string[]): readonly string[] => {
    const { stdout } = runIn(folder, ['base.json', 'revision.json', '--format', 'json', ...flags])
    return (JSON.parse(stdout) as DiffReport).changes.flatMap(({ id, operations }) =>
      operations.map(({ method, path }) => `${id} ${method} ${path}`),
    )
  }
  const gone = 'operation-removed get'
  const deprecated = 'operation-deprecated put /users'
  t.strictSame(found(), [`${gone} /users`, `${gone} /posts`, deprecated])
  t.strictSame(found('--include', 'paths=/u*', '--include', 'paths=/internal/**'), [
    `${gone} /users`,
    deprecated,
  ])
  t.strictSame(found('--include', 'tags=users', '--include', 'methods=GET'), [`${gone} /users`])
  t.strictSame(found('--exclude', 'methods=get'), [deprecated], 'the list of the file is not added to')
  t.strictSame(found('--no-config', '--exclude', 'paths=/users'), [
    `${gone} /posts`,
    `${gone} /internal/jobs`,
  ])
  t.strictSame(found('--deprecation-window', '36500', '--include', 'methods=put'), [
    'operation-sunset-too-soon put /users',
  ])
  const exit = (...flags: readonly string[]): number | null =>
    runIn(folder, ['base.json', 'base.json', ...flags]).status
  t.equal(exit('--include', 'paths=/users'), 0)
  t.equal(exit('--include', 'paths=/user'), 1, 'what compares nothing is no pass')
  t.equal(exit('--include', 'paths=/user', '--fail-on', 'never'), 0)
  const bump = (...flags: readonly string[]): string =>
    runIn(folder, ['bump', 'base.json', 'revision.json', ...flags]).stdout
  t.strictSame([bump(), bump('--exclude', 'methods=get')], ['major\n', 'minor\n'])
})
