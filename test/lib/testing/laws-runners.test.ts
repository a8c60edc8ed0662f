import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'

const root = process.cwd()

/** A test as a user writes it, of a change that loses something. */
const text = (from: string): string => `
import { defineChange, defineTimeline, retypeField } from 'tidemark'
import { assertTimeline } from 'tidemark/testing'
${from}
const text = { type: 'string' }
const Thing = { $id: 'Thing', type: 'object', properties: { a: text }, required: ['a'] }
const timelineOf = (downgrade) =>
  defineTimeline({
    scheme: 'integer',
    versions: [
      {
        name: '2',
        changes: [
          defineChange({
            summary: 'It is another.',
            operations: [retypeField('Thing', 'a', { old: text, upgrade: (a) => a, downgrade })],
          }),
        ],
      },
      { name: '1' },
    ],
  })
it('is right', async () => {
  await assertTimeline(timelineOf((a) => a), { schemas: [Thing] })
})
it('is wrong', async () => {
  await assertTimeline(timelineOf(() => 5), { schemas: [Thing] })
})
`

t.test('it fails a test of node:test, and passes one', async (t) => {
  const output = await runTest(t, `import { it } from 'node:test'`, ['--test', '--test-reporter=tap'])
  t.strictSame(
    output.split('\n').filter((line) => /^ *(?:not ok|ok) \d+ - is /.test(line)),
    ['ok 1 - is right', 'not ok 2 - is wrong'],
  )
  t.match(output, /code: 'TDM_VERIFY_FAILED'/)
})

t.test('it needs nothing of a test runner', async (t) => {
  const output = await runTest(
    t,
    `const it = async (name, run) => console.log(name, await run().then(() => 'passes', ({ code }) => code))`,
    [],
  )
  // Nothing waits for the first of them before the second.
  t.strictSame(output.trim().split('\n').sort(), ['is right passes', 'is wrong TDM_VERIFY_FAILED'])
})

async function runTest(t: Test, from: string, options: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(root, '.tap/laws-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const file = join(folder, 'laws.test.mjs')
  await writeFile(file, text(from))
  // A runner tells its tests by the environment that it runs them: these shall not find tap's.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  return new Promise((resolve) => {
    execFile(process.execPath, [...options, file], { env }, (_error, stdout) => resolve(stdout))
  })
}
