import { readFileSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { readImports, toPackageName } from './import-graph.ts'
import { runNode } from './run-node.ts'
import { listFiles } from './list-files.ts'
import { listEntries, readManifest } from './manifest.ts'

const root = process.cwd()
const manifest = readManifest(root)
const files = listFiles(root)
const read = (path: string): string => readFileSync(join(root, path), 'utf8')

t.test('everything that package.json points to is there once it is built', async (t) => {
  const targets = [
    ...Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === 'string' ? [entry] : [entry.types, entry.default],
    ),
    ...Object.values(manifest.bin),
    ...manifest.files,
  ]
  const missing = targets.filter(
    (target) => statSync(join(root, target), { throwIfNoEntry: false }) === undefined,
  )
  t.strictSame(missing, [])
  t.strictSame(
    listEntries(manifest).filter((file) => !files.includes(file)),
    [],
    'each entry has a source',
  )
})

t.test('a command starts with the line that runs it', async (t) => {
  for (const path of Object.values(manifest.bin)) {
    t.equal(read(path).split('\n', 1)[0], '#!/usr/bin/env node', path)
    t.equal(
      runNode([join(root, path), '--version']).stdout,
      `${manifest.version}\n`,
      'and says the version of package.json',
    )
  }
})

t.test('package.json promises nothing that is not kept here', async (t) => {
  const all: Readonly<Record<string, unknown>> = { ...manifest }
  const invented = ['author', 'contributors', 'maintainers', 'repository', 'bugs', 'homepage', 'funding']
  t.strictSame(
    invented.filter((key) => Object.hasOwn(all, key)),
    [],
    'no people and no addresses',
  )
  t.strictSame(
    Object.keys(manifest.peerDependenciesMeta).filter((name) => !(name in manifest.peerDependencies)),
    [],
  )
  const local = Object.keys(manifest.peerDependencies).filter((name) => !(name in manifest.devDependencies))
  t.strictSame(local, [], 'every peer is installed for the tests')
})

t.test('every development dependency is used', async (t) => {
  const code = files.filter((file) => /\.[jt]s$/.test(file))
  const imported = new Set([
    ...code.flatMap((file) => readImports(root, file).map(({ to }) => toPackageName(to))),
    // A benchmark starts a peer in a process of its own, with a script that requires it.
    ...code.flatMap((file) => [...read(file).matchAll(/\brequire\('([^']+)'\)/g)].map(([, to = '']) => to)),
  ])
  const commands = [
    ...Object.values(manifest.scripts),
    read('test/repo/check-package.ts'),
    read('.taprc'),
  ].join('\n')
  const isUsed = (name: string): boolean => {
    const typed = /^@types\/(.*)$/.exec(name)?.[1]
    if (typed !== undefined) return typed === 'node' || imported.has(typed)
    const { bin } = JSON.parse(read(`node_modules/${name}/package.json`)) as {
      readonly bin?: string | Readonly<Record<string, string>>
    }
    const names = typeof bin === 'object' ? Object.keys(bin) : [name]
    // What the package asks its users for is there for the tests, too, however it is loaded.
    if (name in manifest.peerDependencies) return true
    return (
      imported.has(name) || names.some((one) => new RegExp(`(?:^|[\\s'=])${one}(?:['\\s/]|$)`).test(commands))
    )
  }
  t.strictSame(
    Object.keys(manifest.devDependencies).filter((name) => !isUsed(name)),
    [],
  )
})

t.test('every script runs a file that is there', async (t) => {
  const sources = new Set(files)
  const missing = Object.entries(manifest.scripts).flatMap(([name, script]) =>
    [...script.matchAll(/\b(?:node dist\/([\w/-]+)\.js|bash ([\w/.-]+))/g)]
      .map(([, built, shell]) => (built === undefined ? (shell ?? '') : `${built}.ts`))
      .filter((path) => !sources.has(path))
      .map((path) => `${name}: ${path}`),
  )
  t.strictSame(missing, [])
})

t.test('the lock file says what is installed, and not from where', async (t) => {
  const lock = JSON.parse(read('package-lock.json')) as {
    readonly version: string
    readonly packages: Readonly<Record<string, { readonly resolved?: string; readonly link?: boolean }>>
  }
  t.equal(lock.version, manifest.version)
  const located = Object.entries(lock.packages).filter(([, { resolved, link }]) => resolved ?? link)
  t.strictSame(
    located.map(([path]) => path),
    [],
  )
})

t.test('no file names a place on the machine that it was written on', async (t) => {
  const homes = /(?<![\w.#/])\/(?:home|Users|root|work|workspace|builds|runner)\/[\w.-]+\//
  const drives = /\b[A-Z]:\\(?:Users|work)\\/
  const hosts = /\b(?:registry|npm|nexus|artifactory|verdaccio)\.[a-z0-9-]+\.[a-z]{2,}\b/
  // The folder in which a clone lies is no machine's own, but where it is deep it would be found in none by chance.
  const own = [root, homedir()].filter((path) => path.split('/').length > 2)
  const found = files.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => {
        const isNamed =
          [homes, drives, hosts].some((form) => form.test(line)) || own.some((path) => line.includes(path))
        return isNamed ? [`${file}:${index + 1}`] : []
      }),
  )
  t.strictSame(found, [])
})
