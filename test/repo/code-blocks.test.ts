import yaml from 'js-yaml'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { listFiles } from './list-files.ts'
import { listCodeBlocks, runCodeBlocks } from './run-code-blocks.ts'

const root = process.cwd()
const pages = listFiles(root).filter((file) => file.endsWith('.md'))
// The pages of the operations are run by test/operations, which asks more of them.
const ours = pages.filter((file) => !/^docs\/operations\/(?!README)/.test(file))
const blocks = pages.flatMap((file) => listCodeBlocks(readFileSync(join(root, file), 'utf8'), file))
const place = ({ file, line }: { readonly file: string; readonly line: number }): string => `${file}:${line}`

t.test('every block of code in a page compiles, and runs', async (t) => {
  const { faults, ran } = await runCodeBlocks(ours)
  t.strictSame(faults, [])
  const code = blocks.filter(({ file, language }) => ours.includes(file) && /^[jt]s$/.test(language))
  const left = code.filter((block) => !ran.some((other) => place(other) === place(block)))
  // A server does not end by itself; the example is run in test/, over real sockets.
  t.strictSame(
    left.filter(({ text }) => !text.includes('.listen(')).map(place),
    [],
    'only servers are not run',
  )
})

t.test('every block says in which language it is, and it is one that is known', async (t) => {
  const known = ['ts', 'js', 'sh', 'console', 'text', 'json', 'jsonc', 'yaml', 'diff', 'http', 'md', 'html']
  t.strictSame(blocks.filter(({ language }) => !known.includes(language)).map(place), [])
})

t.test('every block of data can be read', async (t) => {
  const readers = new Map<string, (text: string) => unknown>([
    ['json', JSON.parse],
    ['yaml', (text) => yaml.load(text)],
  ])
  for (const block of blocks) {
    const read = readers.get(block.language)
    if (read !== undefined) t.doesNotThrow(() => read(block.text), place(block))
  }
  t.pass('and there may be none')
})
