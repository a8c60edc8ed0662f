import t from 'tap'
import { addApproval } from '../../../lib/cli/add-approval.ts'

const approval = { fingerprint: '9e27', reason: 'It is "fine": # really', until: '2027-01-31' }
const add = (text: string, name = 'c.yaml'): Promise<string | undefined> => addApproval(text, name, approval)
const item = (indent: string): string =>
  `${indent}- fingerprint: "9e27"\n${indent}  reason: "It is \\"fine\\": # really"\n${indent}  until: "2027-01-31"\n`

t.test('a list is begun where there is none', async (t) => {
  t.equal(await add(''), `approvals:\n${item('  ')}`)
  t.equal(await add('# only words\n'), `# only words\napprovals:\n${item('  ')}`)
  t.equal(await add('strict: true # as ever'), `strict: true # as ever\napprovals:\n${item('  ')}`)
  t.equal(await add('approvals: [] # none\nstrict: true\n'), `approvals: # none\n${item('  ')}strict: true\n`)
})

t.test('comments, order, quotes and indents stay as they are', async (t) => {
  const before = `# Why we do this.
failOn: 'risky' # at least

approvals:
  # The first one.
  -   fingerprint: 'aaaa' # by hand
      reason: >
        A long

        reason
`
  const after = `
  # What follows.

strict: true
# The end.
`
  t.equal(await add(before + after), before + item('  ') + after)
  t.equal(await add(before), before + item('  '))
  const left = 'approvals:\n- fingerprint: a\n  reason: b\n'
  t.equal(await add(`${left}strict: true\n`), `${left}${item('')}strict: true\n`)
  const ends = 'strict: true\r\napprovals:\r\n  - fingerprint: a\r\n    reason: b\r\n'
  t.equal(await add(ends), ends + item('  ').replaceAll('\n', '\r\n'))
})

t.test('JSON keeps its indent', async (t) => {
  t.equal(
    await add('{\n    "strict": true\n}\n', 'c.json'),
    `${JSON.stringify({ strict: true, approvals: [approval] }, undefined, 4)}\n`,
  )
  t.equal(await add('{}', 'c.json'), `${JSON.stringify({ approvals: [approval] }, undefined, 2)}\n`)
})

t.test('what may not come out right is not written', async (t) => {
  t.equal(await add('approvals: [{ fingerprint: a, reason: b }]\n'), undefined)
  t.equal(
    await add('approvals: &list\n  - fingerprint: a\n    reason: |\n      text\n      # and more\n'),
    undefined,
  )
  await t.rejects(add('approvals: yes\n'), { code: 'TDM_CONFIG_INVALID' })
})
