import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { rules } from '../../lib/rules/index.ts'
import { generatedIndexes } from './generate-indexes.ts'
import { listFiles, listFolders, listIds } from './list-files.ts'

const root = process.cwd()
const files = listFiles(root)
const at = (path: string): string => join(root, path)

t.test('the top level holds what it is meant to, and nothing else', async (t) => {
  const folders = ['lib', 'plugins', 'test', 'examples', 'docs', '.ci']
  const named = [
    'package.json',
    'package-lock.json',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'eslint.config.js',
  ]
  const isExpected = (name: string): boolean =>
    named.includes(name) || /^tsconfig(?:\.[a-z]+)?\.json$/.test(name) || /^\.[a-z]+(?:\.json)?$/.test(name)
  const top = [...new Set(files.map((file) => file.split('/')[0] ?? ''))]
  const unexpected = top.filter((name) =>
    files.includes(name) ? !isExpected(name) : !folders.includes(name),
  )
  t.strictSame(unexpected, [])
  t.strictSame(
    [...folders, ...named].filter((name) => !top.includes(name)),
    [],
    'what has to be there is there',
  )
})

t.test('files and folders are named in kebab case', async (t) => {
  const kebab = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/
  const isNamed = (path: string): boolean =>
    path
      .split('/')
      .every((name, depth) => (depth === 0 && name === '.ci') || kebab.test(name) || name === 'README.md')
  const below = files.filter((file) => file.includes('/'))
  t.strictSame(
    below.filter((file) => !isNamed(file)),
    [],
  )
})

t.test('no name says nothing', async (t) => {
  const empty = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc', 'shared', 'stuff'])
  const ours = [...files, ...listFolders(files)].filter((path) =>
    /^(?:lib|plugins|test|examples)\//.test(path),
  )
  const saysNothing = (path: string): boolean => path.split(/[/.-]/).some((word) => empty.has(word))
  t.strictSame(ours.filter(saysNothing), [])
})

t.test('no file is empty', async (t) => {
  t.strictSame(
    files.filter((file) => readFileSync(at(file)).length === 0),
    [],
  )
})

t.test('a rule has one name: its id, its file, its fixture and its doc', async (t) => {
  const ids = rules.map(({ id }) => id)
  t.strictSame(ids, idsOf('lib/rules'), 'files of lib/rules')
  t.strictSame(listSubfolders('test/rules'), ids, 'folders of test/rules')
  t.strictSame(listIds(at('docs/rules'), '.md', ['README']), ids, 'files of docs/rules')
  const incomplete = ids.flatMap((id) =>
    ['base.yaml', 'revision.yaml', 'expected.json']
      .map((name) => `test/rules/${id}/${name}`)
      .filter((path) => !existsSync(at(path))),
  )
  t.strictSame(incomplete, [], 'a fixture is two documents and what is found between them')
})

t.test('an operation has one name: its own, its file, its fixture and its doc', async (t) => {
  const ids = idsOf('lib/operations')
  const named = ids.map((id) => {
    const text = readFileSync(at(`lib/operations/${id}.ts`), 'utf8')
    return /defineOperation\(\{\s*name: '([^']*)'/.exec(text)?.[1]
  })
  t.strictSame(named, ids, 'names of the operations')
  t.strictSame(listSubfolders('test/operations'), ids, 'folders of test/operations')
  t.strictSame(listIds(at('docs/operations'), '.md', ['README']), ids, 'files of docs/operations')
})

t.test('a test stands where the file that it tests stands', async (t) => {
  const tests = files.filter((file) => /^test\/(?:lib|plugins)\/.*\.test\.ts$/.test(file))
  const folders = new Set(listFolders(files))
  // `test/lib/schema/compare.test.ts` tests what lib/schema holds, in one file or several.
  const astray = tests.filter((file) => {
    const folder = file.split('/').slice(1, -1).join('/')
    return !folders.has(folder)
  })
  t.strictSame(astray, [])
})

function idsOf(folder: string): readonly string[] {
  const index = generatedIndexes.find((one) => one.folder === folder)
  return listIds(at(folder), '.ts', index?.except)
}

function listSubfolders(folder: string): readonly string[] {
  if (!existsSync(at(folder))) return []
  return readdirSync(at(folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}
