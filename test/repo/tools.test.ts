import { spawnSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import t from 'tap'
import { findCycles, reachFiles, readImports, toPackageName, type Import } from './import-graph.ts'
import { listCodeSpans, listHeadings, listLinks, readSection } from './read-markdown.ts'

const root = process.cwd()

t.test('.ci/run counts what the test runner has counted, and a failed step as one failure', async (t) => {
  const passing = '# { total: 23, pass: 23 }\n# time=9ms'
  const mixed = '# { total: 23, pass: 18, fail: 2, skip: 2, todo: 1 }\n# time=9ms'
  const cases: readonly (readonly [title: string, npm: FakeNpm, last: string, status: number])[] = [
    ['all is well', { summary: passing }, '23 passed, 0 failed', 0],
    ['tests fail', { summary: mixed, failing: ['test'] }, '18 passed, 2 failed', 1],
    ['tests are skipped', { summary: '# { total: 3, pass: 2, skip: 1 }' }, '2 passed, 0 failed', 0],
    [
      'a test counts another run',
      { summary: `# { total: 9, pass: 9 }\n${passing}` },
      '23 passed, 0 failed',
      0,
    ],
    ['the runner fails beside the tests', { summary: passing, failing: ['test'] }, '23 passed, 1 failed', 1],
    ['nothing is summed up', { summary: 'error TS1005', failing: ['test'] }, '0 passed, 1 failed', 1],
    ['nothing is run', { summary: '' }, '0 passed, 1 failed', 1],
    ['npm ci fails', { summary: passing, failing: ['ci'] }, '0 passed, 1 failed', 1],
    ['a step fails', { summary: passing, failing: ['lint:code'] }, '23 passed, 1 failed', 1],
    [
      'every step fails',
      {
        summary: mixed,
        failing: ['test', 'lint:code', 'lint:format', 'types', 'check:package'],
      },
      '18 passed, 6 failed',
      1,
    ],
  ]
  for (const [title, npm, last, status] of cases) {
    const result = runCi(t.testdir({}), npm)
    t.strictSame([result.last, result.status], [last, status], title)
  }
})

t.test('.ci/run installs, tests and checks, in this order', async (t) => {
  const { calls } = runCi(t.testdir({}), { summary: '# { total: 1, pass: 1 }' })
  t.strictSame(calls, ['ci', 'test', 'lint:code', 'lint:format', 'types', 'check:package'])
})

t.test('imports are read from code, with what is left of them at run time', async (t) => {
  const folder = t.testdir({
    lib: {
      'a.ts': [
        "import fs from 'node:fs'",
        "import type { B } from './b.ts'",
        "import { type C } from '../c.ts'",
        "export * from './d.ts'",
        "export type { E } from './e.ts'",
        "type F = import('./f.ts').F",
        "const g = await import('./g.ts')",
        "// import './comment.ts'",
        'const text = "import \'./string.ts\'"',
      ].join('\n'),
    },
  })
  t.strictSame(
    readImports(folder, 'lib/a.ts').map(({ to, isFile, isType }) => [to, isFile, isType]),
    [
      ['node:fs', false, false],
      ['lib/b.ts', true, true],
      ['c.ts', true, false],
      ['lib/d.ts', true, false],
      ['lib/e.ts', true, true],
      ['lib/f.ts', true, true],
      ['lib/g.ts', true, false],
    ],
  )
})

t.test('the name of a package is told from the path into it', async (t) => {
  t.strictSame(
    ['ajv', 'ajv/dist/2020.js', '@fastify/error', '@fastify/error/x.js', 'node:fs'].map(toPackageName),
    ['ajv', 'ajv', '@fastify/error', '@fastify/error', 'node:fs'],
  )
})

t.test('circles are found at run time only, and what is reached through types too', async (t) => {
  const imports = [
    toImport('a', 'b'),
    toImport('b', 'c'),
    toImport('c', 'a'),
    toImport('c', 'd'),
    toImport('d', 'e', true),
    toImport('e', 'd'),
    toImport('self', 'self'),
  ]
  t.strictSame(findCycles(imports), [['a', 'b', 'c'], ['self']])
  t.strictSame([...reachFiles(imports, ['c'])].sort(), ['a', 'b', 'c', 'd', 'e'])
})

t.test('a page is read as GitHub shows it', async (t) => {
  const page = [
    '# A `title`, and more!',
    'See [one](one.md), [two](<two.md#a> "Two") and ![three](three.png).',
    'Not `[four](four.md)`, <!-- [five](five.md) --> nor:',
    '```md',
    '## Not a heading',
    '[six](six.md)',
    '```',
    '## Twice',
    'within `code`',
    '### Below',
    'below',
    '## Twice',
    '[seven]: seven.md',
  ].join('\n')
  t.strictSame(listLinks(page), [
    { target: 'one.md', line: 2 },
    { target: 'two.md#a', line: 2 },
    { target: 'three.png', line: 2 },
    { target: 'seven.md', line: 13 },
  ])
  t.strictSame(
    listHeadings(page).map(({ depth, text, anchor }) => [depth, text, anchor]),
    [
      [1, 'A title, and more!', 'a-title-and-more'],
      [2, 'Twice', 'twice'],
      [3, 'Below', 'below'],
      [2, 'Twice', 'twice-1'],
    ],
  )
  t.strictSame(listCodeSpans(page), ['title', '[four](four.md)', 'code'])
  t.equal(readSection(page, 'Twice'), 'within `code`\n### Below\nbelow')
  t.equal(readSection(page, 'Nothing'), '')
})

function toImport(from: string, to: string, isType = false): Import {
  return { from, to, isFile: true, isType }
}

interface FakeNpm {
  /** What `npm test` prints at its end. */
  readonly summary: string
  /** The commands and scripts that fail. */
  readonly failing?: readonly string[]
}

interface CiResult {
  readonly last: string | undefined
  readonly status: number | null
  readonly calls: readonly string[]
}

/** Runs .ci/run with an npm that notes what it is called with, and does nothing. */
function runCi(folder: string, { summary, failing = [] }: FakeNpm): CiResult {
  const npm = join(folder, 'npm')
  writeFileSync(join(folder, 'summary'), summary)
  const script = `#!/usr/bin/env bash
for name; do :; done
echo "called $name"
if [[ $name == test ]]; then cat "$(dirname "$0")/summary"; echo; fi
case " ${failing.join(' ')} " in *" $name "*) exit 3 ;; esac
`
  writeFileSync(npm, script)
  chmodSync(npm, 0o755)
  const { stdout, status } = spawnSync(join(root, '.ci/run'), {
    encoding: 'utf8',
    env: { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH ?? ''}` },
  })
  const lines = stdout.trimEnd().split('\n')
  const calls = lines.filter((line) => line.startsWith('called ')).map((line) => line.slice('called '.length))
  return { last: lines.at(-1), status, calls }
}
