import { mkdirSync, writeFileSync } from 'node:fs'
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
  t.same(said('--config', 'no.yaml'), [
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
