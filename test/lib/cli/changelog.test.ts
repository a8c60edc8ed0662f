import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { pairOf, runIn } from './run-in.ts'

const removed = `Changes of Fixture since 1.0.0. By Semantic Versioning, this is a **major** release.

### Breaking

#### \`DELETE /things\`

- The operation was removed. Call the operation that replaces it.
`

t.test('a changelog has the names of the documents, or the one that is given', async (t) => {
  const folder = t.testdir({})
  const write = (...flags: string[]): string =>
    runIn(folder, ['changelog', ...pairOf('operation-removed'), ...flags]).stdout
  t.equal(write(), `## Unreleased\n\n${removed}`, 'both documents have the same version')
  t.equal(write('--name', '2.0.0'), `## 2.0.0\n\n${removed}`)
  t.equal(write('--out', 'CHANGES.md'), '')
  t.equal(readFileSync(join(folder, 'CHANGES.md'), 'utf8'), `## Unreleased\n\n${removed}`)
})

t.test('the version of the revision is a name where it is a new one; notes are left out', async (t) => {
  const document = (version: string, description: string): string =>
    `openapi: 3.1.0\ninfo: { title: Shop, version: ${version}, description: ${description} }\npaths: {}\n`
  const folder = t.testdir({ 'a.yaml': document('1.0.0', 'One'), 'b.yaml': document('1.0.1', 'Two') })
  t.strictSame(runIn(folder, ['changelog', 'a.yaml', 'b.yaml']), {
    status: 0,
    stdout: '## 1.0.1\n\nNothing changed for the clients of Shop since 1.0.0.\n',
    stderr: '',
  })
})
