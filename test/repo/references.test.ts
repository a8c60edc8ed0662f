import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { errorTable } from '../../lib/errors.ts'
import { problemTypes } from '../../lib/problems/problem.ts'
import { exportedNamesFile, type ExportedNames } from './exported-names.ts'
import { listFiles } from './list-files.ts'
import { listHeadings, readSection } from './read-markdown.ts'

const root = process.cwd()
const files = listFiles(root)
const read = (path: string): string =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : ''
const sources = files.filter((file) => /^(?:lib|plugins)\/.*\.ts$/.test(file))
const codes = Object.keys(errorTable).sort()

t.test('every error code is documented, and every documented code exists', async (t) => {
  const headings = listHeadings(read('docs/reference/errors.md'))
  const documented = headings.filter(({ text }) => text.startsWith('TDM_')).map(({ text }) => text)
  t.strictSame(documented.toSorted(), codes)
})

t.test('the list at the top of the errors leads to each of them, once', async (t) => {
  const [list = ''] = read('docs/reference/errors.md').split('\n## ', 1)
  const listed = [...list.matchAll(/\[`(TDM_\w+)`\]/g)].map(([, code = '']) => code)
  t.strictSame(listed.sort(), codes)
})

t.test('every error code is thrown somewhere', async (t) => {
  const text = sources
    .filter((file) => file !== 'lib/errors.ts')
    .map(read)
    .join('\n')
  const thrown = new Set([...text.matchAll(/\btoError\(\s*'(TDM_[A-Z_]+)'/g)].map(([, code]) => code))
  t.strictSame(
    codes.filter((code) => !thrown.has(code)),
    [],
  )
})

t.test('every error code that is written anywhere exists', async (t) => {
  const texts = files.filter((file) => /^(?:lib|plugins|examples|docs)\/|^README\.md$/.test(file))
  const unknown = texts.flatMap((file) =>
    [...read(file).matchAll(/\bTDM_[A-Z]+(?:_[A-Z]+)*\b/g)]
      .filter(([code]) => !Object.hasOwn(errorTable, code))
      .map(([code]) => `${file}: ${code}`),
  )
  t.strictSame(unknown, [])
})

t.test('the message of an error says in words what is wrong, and ends as a sentence', async (t) => {
  const odd = Object.entries(errorTable).filter(([, { message }]) => !/^(?:[A-Z]|%s).*[.]$/s.test(message))
  t.strictSame(
    odd.map(([code]) => code),
    [],
  )
})

t.test('every function and value that the package exports is named in the docs', async (t) => {
  const names = JSON.parse(read(exportedNamesFile)) as Readonly<Record<string, ExportedNames>>
  const isPage = (file: string): boolean =>
    file === 'README.md' || /^docs\/(?!decisions\/|rules\/|architecture).*\.md$/.test(file)
  const text = files.filter(isPage).map(read).join('\n')
  const unknown = Object.values(names).flatMap(({ values }) =>
    // A class is for its type.
    values.filter((name) => name !== 'LoadedDocument' && !new RegExp(`\\b${name}\\b`).test(text)),
  )
  t.strictSame(unknown, [])
})

t.test('every type of problem is documented with its URI, title and status', async (t) => {
  const text = read('docs/reference/problems.md')
  const documented = listHeadings(text).filter(({ depth }) => depth === 2)
  const names = Object.values(problemTypes).map(({ type }) => type.slice(type.lastIndexOf(':') + 1))
  t.strictSame(documented.map(({ text }) => text).sort(), names.toSorted())
  for (const { type, title } of Object.values(problemTypes)) {
    const section = readSection(text, `\`${type.slice(type.lastIndexOf(':') + 1)}\``)
    t.ok(section.includes(`\`${type}\``), `${type} is given in full`)
    t.ok(section.includes(title), `${type} has its title`)
    t.match(section, /\b4\d\d\b/, `${type} has its status`)
  }
})
