import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import t from 'tap'
import { listCodeBlocks, runCodeBlocks } from '../repo/run-code-blocks.ts'

const folder = 'docs/operations'
const texts = readdirSync(folder).filter((name) => name.endsWith('.md'))
const pages = texts.filter((name) => name !== 'README.md')

t.test('every example of an operation is right, in its types and when it runs', async (t) => {
  const { faults, ran, others } = await runCodeBlocks(texts.map((page) => `${folder}/${page}`))
  t.strictSame(faults, [])
  t.strictSame(
    ran.map(({ file }) => file),
    texts.map((page) => `${folder}/${page}`),
    'one example on each page',
  )
  t.strictSame(others, [], 'nothing that is shown is not run')
  t.strictSame(
    ran.filter(({ text }) => !text.includes("from 'tidemark'") || !/\nassert\.\w+\([\s\S]*\)\n$/.test(text)),
    [],
    'an example imports the package and ends with what it proves',
  )
})

t.test('the index of operations lists every page with its first sentence', async (t) => {
  const rows = pages.map((page) => {
    const text = readFileSync(`${folder}/${page}`, 'utf8')
    const [, name = '', summary = ''] = /^# (\w+)\n\n(.+?\.)(?:\s|$)/.exec(text) ?? []
    return [name, page, summary]
  })
  const index = readFileSync(`${folder}/README.md`, 'utf8')
  const listed = [...index.matchAll(/^\| \[`(\w+)`\]\(([\w-]+\.md)\)\s*\| (.+?)\s*\|/gm)]
  t.strictSame(
    listed.map(([, name, page, summary]) => [name, page, summary]),
    rows,
  )
})

t.test('a block that is wrong is found, with its line', async (t) => {
  const path = `.tap/wrong-${process.pid}.md`
  t.teardown(() => rmSync(path, { force: true }))
  mkdirSync('.tap', { recursive: true })
  writeFileSync(
    path,
    [
      '# Wrong',
      '```ts held.ts',
      'export const held: number = 1',
      '```',
      '```ts',
      "import { held } from './held.ts'",
      'const text: string = held',
      'if (text.length === 0) console.log(text)',
      '```',
      '```js',
      'process.exitCode = 3',
      '```',
      '```ts no-run',
      'process.exit(4)',
      '```',
      '```json',
      '{}',
      '```',
    ].join('\n'),
  )
  const { faults, ran, others } = await runCodeBlocks([path])
  t.strictSame(faults, [
    `${path}:7: Type 'number' is not assignable to type 'string'.`,
    `${path}:11: it ended with 3: `,
  ])
  t.strictSame(
    ran.map(({ line }) => line),
    [3, 6, 11],
  )
  t.strictSame(others, [{ file: path, line: 17, language: 'json', marks: [], text: '{}\n' }])
})

t.test('a block ends where its own fence does', async (t) => {
  const blocks = listCodeBlocks(['````md', '```ts', 'x', '```', '````', '~~~', 'y', '~~~'].join('\n'), 'a.md')
  t.strictSame(
    blocks.map(({ language, line, text }) => ({ language, line, text })),
    [
      { language: 'md', line: 2, text: '```ts\nx\n```\n' },
      { language: '', line: 7, text: 'y\n' },
    ],
  )
})
