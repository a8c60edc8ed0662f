/**
 * Checks the package as its users get it: what is in the tarball, how its metadata and types resolve, and whether a
 * project that installs it can import every entry, compile against it, and run its command.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listFiles } from './list-files.ts'
import { readManifest } from './manifest.ts'

const root = process.cwd()
const manifest = readManifest(root)
const entries = Object.entries(manifest.exports)
  .filter(([, entry]) => typeof entry !== 'string')
  .map(([path]) => `${manifest.name}${path.slice(1)}`)
const workspace = mkdtempSync(join(tmpdir(), `${manifest.name}-package-`))

const packed = pack()
const tarball = join(workspace, packed.filename)

const checks: readonly (readonly [title: string, check: () => void])[] = [
  ['the tarball holds the docs and what was built of lib and plugins, and nothing else', checkContent],
  ['publint has nothing to say', () => void runTool('publint', ['--strict', tarball])],
  ['the types of every entry resolve', () => void runTool('attw', [tarball, '--profile', 'esm-only'])],
  ['a project can install the package, with its peers', install],
  ['every entry can be imported', importEntries],
  ['a strict project compiles against the types of every entry', compileConsumer],
  [
    'it compiles in the oldest TypeScript that README.md names, in ES modules and in CommonJS',
    compileInOldest,
  ],
  ['the command runs', runCommand],
  ['old versions are served with the oldest peers that are allowed', serveWithOldestPeers],
  ['what serves nothing does without Fastify', importWithoutFastify],
]

let failed = 0
for (const [title, check] of checks) {
  try {
    check()
    console.log(`ok: ${title}`)
  } catch (error) {
    failed += 1
    console.error(`not ok: ${title}\n${toText(error)}`)
  }
}
rmSync(workspace, { recursive: true, force: true })
process.exitCode = failed === 0 ? 0 : 1

interface Packed {
  readonly filename: string
  readonly files: readonly { readonly path: string }[]
}

/** Packs what is in dist as it is: `npm run check:package` has built it before. */
function pack(): Packed {
  const output = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', workspace], root)
  const [only] = JSON.parse(output) as readonly Packed[]
  if (only === undefined) throw new Error(`npm pack has packed nothing: ${output}`)
  return only
}

/** The files that the bundled command is made of, found by what they load of each other. */
function listChunks(entry: string): readonly string[] {
  const files = new Set([entry])
  for (const file of files) {
    const text = readFileSync(join(root, file), 'utf8')
    for (const [name] of text.matchAll(/chunk-[A-Z0-9]+\.js(?=["'])/g)) files.add(`dist/lib/cli/${name}`)
    for (const [, name] of text.matchAll(/import\("\.\/([\w-]+\.js)"\)/g))
      files.add(`dist/lib/cli/${String(name)}`)
  }
  return [...files, ...[...files].map((file) => `${file}.map`), 'dist/lib/cli/ajv.cjs']
}

function checkContent(): void {
  const files = listFiles(root)
  const sources = files.filter((file) => /^(?:lib|plugins)\/.*\.ts$/.test(file))
  const built = sources.flatMap((file) =>
    ['.js', '.js.map', '.d.ts'].map((ending) => `dist/${file.replace(/\.ts$/, ending)}`),
  )
  const named = ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'package.json']
  const pages = files.filter((file) => file.startsWith('docs/'))
  const wanted = [...named, ...pages, ...built, ...listChunks('dist/lib/cli/main.js')]
  const held = packed.files.map(({ path }) => path)
  const missing = wanted.filter((path) => !held.includes(path)).map((path) => `missing: ${path}`)
  const extra = held.filter((path) => !wanted.includes(path)).map((path) => `not wanted: ${path}`)
  if (missing.length + extra.length > 0) throw new Error([...missing, ...extra].join('\n'))
}

function install(): void {
  const consumer = { name: 'consumer', version: '1.0.0', private: true, type: 'module' }
  write('package.json', JSON.stringify(consumer))
  const peers = ['fastify', 'zod', 'fast-check'].map(
    (name) => `${name}@${manifest.peerDependencies[name] ?? ''}`,
  )
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', tarball, ...peers], consumerFolder())
}

function importEntries(): void {
  const empty = countExports(entries).filter(([, count]) => count === 0)
  if (empty.length > 0) throw new Error(`nothing is exported by ${empty.map(([entry]) => entry).join(', ')}`)
}

function importWithoutFastify(): void {
  rmSync(join(consumerFolder(), 'node_modules/fastify'), { recursive: true })
  countExports(entries.filter((entry) => entry !== `${manifest.name}/fastify`))
}

function countExports(some: readonly string[]): readonly (readonly [entry: string, count: number])[] {
  const lines = some.map((entry) => `['${entry}', Object.keys(await import('${entry}')).length],`)
  write('import.js', `console.log(JSON.stringify([${lines.join('\n')}]))\n`)
  return JSON.parse(run(process.execPath, ['import.js'], consumerFolder())) as [string, number][]
}

/** Without `skipLibCheck`: a declaration that only this project's own settings accept is found here. */
function compileConsumer(): void {
  writeConsumer('consumer.ts')
  runTool('tsc', ['-p', join(consumerFolder(), 'tsconfig.json')])
}

/** `require` of a module that is an ES module is known to later releases of TypeScript than its types are. */
function compileInOldest(): void {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const [, forModules, forCommon] =
    /TypeScript (\d+\.\d+) or newer, or (\d+\.\d+) in CommonJS with `module: nodenext`/.exec(readme) ?? []
  for (const [release, file] of [
    [forModules, 'consumer.ts'],
    [forCommon, 'consumer.cts'],
  ] as const) {
    if (release === undefined) throw new Error('README.md names no release of TypeScript')
    writeConsumer(file)
    const install = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']
    run('npm', [...install, `typescript@~${release}.0`], consumerFolder())
    run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'], consumerFolder())
  }
}

/** A project of one file that has every entry. */
function writeConsumer(file: string): void {
  const imports = entries.map((entry, index) => `export * as entry${index} from '${entry}'\n`)
  write(file, imports.join(''))
  const types = { types: ['node'], typeRoots: [join(root, 'node_modules/@types')] }
  const options = { module: 'nodenext', target: 'es2022', strict: true, noEmit: true, ...types }
  write('tsconfig.json', JSON.stringify({ compilerOptions: options, files: [file] }))
}

function runCommand(): void {
  for (const name of Object.keys(manifest.bin)) {
    const version = run('npx', ['--no-install', name, '--version'], consumerFolder()).trim()
    if (version !== manifest.version) throw new Error(`${name} --version says "${version}"`)
  }
}

/** A schema is named where it is a body as a whole, and inside of one: releases of zod write these in several ways. */
function serveWithOldestPeers(): void {
  const oldest = ['fastify', 'zod'].map(
    (name) => `${name}@${manifest.peerDependencies[name]?.replace('^', '') ?? ''}`,
  )
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...oldest], consumerFolder())
  write(
    'serve.js',
    `import Fastify from 'fastify'
    import { defineChange, defineTimeline, renameField } from '${manifest.name}'
    import { versioning } from '${manifest.name}/fastify'
    import { z } from 'zod'

    const User = z.object({ fullName: z.string(), get friends() { return z.array(User) } }).meta({ id: 'User' })
    const change = defineChange({ summary: 'Names.', operations: [renameField(User, 'name', 'fullName')] })
    const timeline = defineTimeline({ scheme: 'integer', versions: [{ name: '2', changes: [change] }, { name: '1' }] })
    const app = Fastify()
    await app.register(versioning, { timeline })
    app.post('/users', { schema: { body: User, response: { 200: z.array(User) } } }, ({ body }) => [body])
    const body = { name: 'Ada', friends: [{ name: 'Grace', friends: [] }] }
    const answer = await app.inject({ method: 'POST', url: '/users', headers: { 'api-version': '1' }, body })
    console.log(answer.body)
    `,
  )
  const body = run(process.execPath, ['serve.js'], consumerFolder()).trim()
  if (body !== '[{"name":"Ada","friends":[{"name":"Grace","friends":[]}]}]')
    throw new Error(`it says ${body}`)
}

function consumerFolder(): string {
  const folder = join(workspace, 'consumer')
  mkdirSync(folder, { recursive: true })
  return folder
}

function write(name: string, text: string): void {
  writeFileSync(join(consumerFolder(), name), text)
}

function runTool(name: string, args: readonly string[]): string {
  return run('npx', ['--no-install', name, ...args], root)
}

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** The output of a command that has failed says more than that it has. */
function toText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const parts = 'stdout' in error && 'stderr' in error ? [error.stdout, error.stderr] : [error.message]
  return parts.map(String).join('\n').trim()
}
