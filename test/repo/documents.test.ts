import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import t from 'tap'
import { listFiles, listFolders } from './list-files.ts'
import { readManifest } from './manifest.ts'
import { listCodeSpans, listHeadings, listLinks, readSection } from './read-markdown.ts'

const root = process.cwd()
const files = listFiles(root)
const folders = listFolders(files)
const pages = files.filter((file) => file.endsWith('.md'))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const readIfThere = (path: string): string => (existsSync(join(root, path)) ? read(path) : '')

t.test('every link to a file or to a heading leads there', async (t) => {
  const broken = pages.flatMap((page) =>
    listLinks(read(page))
      .filter(({ target }) => !/^[a-z][a-z0-9+.-]*:/i.test(target) && !isThere(page, target))
      .map(({ target, line }) => `${page}:${line}: ${target}`),
  )
  t.strictSame(broken, [])
})

t.test('a page has one title, and no heading skips a level', async (t) => {
  const odd = pages.flatMap((page) => {
    const depths = listHeadings(read(page)).map(({ depth }) => depth)
    const isOdd = depths.some((depth, index) =>
      index === 0 ? depth !== 1 : depth > (depths[index - 1] ?? 0) + 1,
    )
    return isOdd || depths.filter((depth) => depth === 1).length !== 1 ? [page] : []
  })
  t.strictSame(odd, [])
})

t.test('every page of docs is reached from docs/README.md', async (t) => {
  const reached = new Set<string>()
  const queue = ['docs/README.md']
  for (let page = queue.pop(); page !== undefined; page = queue.pop()) {
    if (reached.has(page) || !pages.includes(page)) continue
    reached.add(page)
    for (const { target } of listLinks(read(page))) {
      const path = resolve(page, target)
      // A link to a folder leads to what is in it.
      if (folders.includes(path)) queue.push(...pages.filter((other) => posix.dirname(other) === path))
      else queue.push(path)
    }
  }
  t.strictSame(
    pages.filter((page) => page.startsWith('docs/') && !reached.has(page)),
    [],
  )
})

t.test('docs/architecture.md is true: what it names exists, and every folder is named', async (t) => {
  const named = listCodeSpans(readIfThere('docs/architecture.md')).filter((code) =>
    /^(?:lib|plugins|test|examples|docs|\.ci)\/[\w./<>*-]*$/.test(code),
  )
  const known = new Set([...files, ...folders])
  const isKnown = (path: string): boolean => {
    // `lib/rules/<id>.ts` stands for each of them: there has to be one.
    const form = new RegExp(
      `^${path
        .replace(/\/$/, '')
        .replace(/[.]/g, '\\.')
        .replace(/<[^>]+>/g, '[^/]+')}$`,
    )
    return [...known].some((one) => form.test(one))
  }
  t.strictSame(
    named.filter((path) => !isKnown(path)),
    [],
    'what is named',
  )
  const inside = folders.filter((folder) => /^(?:lib|plugins)\//.test(folder))
  const bare = new Set(named.map((path) => path.replace(/\/$/, '')))
  t.strictSame(
    inside.filter((folder) => !bare.has(folder)),
    [],
    'what exists',
  )
})

t.test('the hooks that docs/architecture.md shows are those that are registered', async (t) => {
  const hookForm = /addHook\(\s*'(\w+)',\s*(\w+)/g
  const registered = files
    .filter((file) => /^plugins\/[^/]+\/index\.ts$/.test(file))
    .flatMap((file) => [...read(file).matchAll(hookForm)].map(([, hook = '']) => hook))
  const shown = readSection(readIfThere('docs/architecture.md'), 'The way of a request')
  t.not(registered.length, 0)
  t.strictSame(
    [...new Set(registered)].filter((hook) => !shown.includes(`\`${hook}\``)),
    [],
  )
})

t.test('docs/decisions/dependencies.md tells of every dependency, and of none that is gone', async (t) => {
  const { dependencies, peerDependencies } = readManifest(root)
  const text = readIfThere('docs/decisions/dependencies.md')
  const told = listHeadings(text)
    .filter(({ depth }) => depth === 3)
    .map(({ text }) => text)
  t.strictSame(told.toSorted(), [...Object.keys(dependencies), ...Object.keys(peerDependencies)].sort())
})

t.test('docs/decisions/dependencies.md names every development dependency', async (t) => {
  const { devDependencies, peerDependencies } = readManifest(root)
  const section = readSection(readIfThere('docs/decisions/dependencies.md'), 'For development only')
  const told = new Set(listCodeSpans(section))
  const own = Object.keys(devDependencies).filter((name) => !Object.hasOwn(peerDependencies, name))
  t.strictSame(
    own.filter((name) => !told.has(name)),
    [],
  )
})

t.test('every script of package.json that a page runs exists', async (t) => {
  const { scripts } = readManifest(root)
  const known = new Set([...Object.keys(scripts), 'test'])
  const unknown = pages.flatMap((page) =>
    [...read(page).matchAll(/\bnpm (?:run (?:--silent )?|(?=test\b))([a-z][\w:-]*)/g)]
      .filter(([, name = '']) => !known.has(name))
      .map(([command]) => `${page}: ${command}`),
  )
  t.strictSame(unknown, [])
})

/** The path from the root that a link of a page means, without its anchor. */
function resolve(page: string, target: string): string {
  const path = decodeURIComponent(target.split('#', 1)[0] ?? '')
  return path === '' ? page : posix.join(posix.dirname(page), path).replace(/\/$/, '')
}

function isThere(page: string, target: string): boolean {
  const path = resolve(page, target)
  const anchor = /#(.*)$/.exec(target)?.[1]
  if (path !== '.' && !files.includes(path) && !folders.includes(path)) return false
  if (anchor === undefined) return true
  if (!path.endsWith('.md') || !statSync(join(root, path)).isFile()) return false
  const text = read(path)
  const anchors = listHeadings(text).map((heading) => heading.anchor)
  return anchors.includes(decodeURIComponent(anchor)) || text.includes(`id="${anchor}"`)
}
