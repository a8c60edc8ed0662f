import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { pairOf, runIn } from './run-in.ts'

const documents = pairOf('operation-removed')
const git = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'user.name', GIT_CONFIG_VALUE_0: 'Ada Lovelace' }
const list = (folder: string): string => runIn(folder, ['approve', ...documents]).stdout
const fingerprintIn = (folder: string): string => list(folder).split(' ')[0] ?? ''

t.test('what can be approved is listed, is approved, and passes', async (t) => {
  const folder = t.testdir({})
  const fingerprint = fingerprintIn(folder)
  t.equal(list(folder), `${fingerprint}  breaking  DELETE /things: The operation was removed.\n`)
  const args = ['approve', ...documents, '--fingerprint', fingerprint, '--reason', 'Nobody calls it.']
  const approved = runIn(folder, [...args, '--until', '2999-12-31'], git)
  t.strictSame(approved, { status: 0, stdout: `api-diff.config.yaml: approved ${fingerprint}\n`, stderr: '' })
  t.equal(
    readFileSync(join(folder, 'api-diff.config.yaml'), 'utf8'),
    `approvals:\n  - fingerprint: "${fingerprint}"\n    reason: "Nobody calls it."\n    author: "Ada Lovelace"\n    until: "2999-12-31"\n`,
  )
  t.equal(runIn(folder, documents).status, 0)
  t.equal(list(folder), 'There is nothing to approve.\n')
  t.match(runIn(folder, args).stderr, new RegExp(`The finding ${fingerprint} is approved already`))
})

t.test('what is odd about the comparison is told beside the list', async (t) => {
  const approvals = [{ fingerprint: '0123456789abcdef', reason: 'Long gone.' }]
  const folder = t.testdir({ 'api-diff.config.json': JSON.stringify({ approvals }) })
  const { status, stderr } = runIn(folder, ['approve', ...documents])
  t.strictSame(
    [status, stderr],
    [
      0,
      'api-diff: warning: config #/approvals/0: The approval of 0123456789abcdef fits no finding. Remove it where the change was released or taken back.\n',
    ],
  )
})

t.test('the file that is named is made, or added to', async (t) => {
  const folder = t.testdir({ 'own.yaml': '# ours\nstrict: true\n' })
  const fingerprint = fingerprintIn(folder)
  const args = ['approve', ...documents, '--fingerprint', fingerprint, '--reason', 'So.', '--author', 'Bob']
  t.equal(runIn(folder, [...args, '--config', 'new.json']).status, 0)
  t.strictSame(JSON.parse(readFileSync(join(folder, 'new.json'), 'utf8')), {
    approvals: [{ fingerprint, reason: 'So.', author: 'Bob' }],
  })
  t.equal(runIn(folder, [...args, '--config', 'own.yaml']).status, 0)
  t.match(
    readFileSync(join(folder, 'own.yaml'), 'utf8'),
    /^# ours\nstrict: true\napprovals:\n {2}- fingerprint/,
  )
  t.notOk(existsSync(join(folder, 'api-diff.config.yaml')))
})

t.test('what cannot be approved ends with 2, and writes nothing', async (t) => {
  const flow = 'approvals: [{ fingerprint: a, reason: b }]\n'
  const folder = t.testdir({ 'flow.yaml': flow })
  const fingerprint = fingerprintIn(folder)
  const safe = /"fingerprint": "(\w+)"/.exec(runIn(folder, [...pairOf('operation-added'), '--format', 'json']).stdout)?.[1] // prettier-ignore
  const misspelt = `${fingerprint.slice(0, -1)}x`
  const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[...documents, '--fingerprint', fingerprint], /--reason is needed/],
    [[...documents, '--reason', 'a'], /--reason is for an approval, and no --fingerprint says of what/],
    [[...documents, '--author', 'Bob'], /--author is for an approval/],
    [[...documents, '--until', '2999-12-31'], /--until is for an approval/],
    [[...documents, '--fingerprint', fingerprint, '--reason', ' '], /--reason is empty/],
    [[...documents, '--fingerprint', fingerprint, '--reason', 'a', '--until', 'May'], /--until is "May", which is no day/], // prettier-ignore
    [[...documents, '--fingerprint', fingerprint, '--reason', 'a', '--until', '2020-01-01'], /--until is 2020-01-01, which has passed/], // prettier-ignore
    [[...documents, '--fingerprint', misspelt, '--reason', 'a'], new RegExp(`No finding has the fingerprint ${misspelt} \\(did you mean ${fingerprint}\\?\\)`)], // prettier-ignore
    [[...pairOf('operation-added'), '--fingerprint', safe ?? '', '--reason', 'a'], /is safe, and needs no approval/], // prettier-ignore
    [[...documents, '--fingerprint', fingerprint, '--reason', 'a', '--config', 'flow.yaml'], /flow\.yaml is written in a way that cannot be added to without loss\. Put this into it:\n\napprovals:\n {2}- fingerprint/], // prettier-ignore
    [[...documents, '--fingerprint', fingerprint, '--reason', 'a', '--config', 'no/such/c.yaml'], /no\/such\/c\.yaml cannot be written/], // prettier-ignore
  ]
  for (const [args, message] of cases) {
    const { status, stdout, stderr } = runIn(folder, ['approve', ...args])
    t.strictSame([status, stdout], [2, ''], String(message))
    t.match(stderr, message)
  }
  t.notOk(existsSync(join(folder, 'api-diff.config.yaml')))
  t.equal(readFileSync(join(folder, 'flow.yaml'), 'utf8'), flow)
})
