import { ESLint } from 'eslint'
import { readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import t from 'tap'
import tseslint from 'typescript-eslint'
import { findCycles, reachFiles, readImports, toPackageName, type Import } from './import-graph.ts'
import { listFiles } from './list-files.ts'
import { readManifest, listEntries } from './manifest.ts'
import { readSection } from './read-markdown.ts'

const root = process.cwd()
const manifest = readManifest(root)
const files = listFiles(root).filter((file) => /^(?:lib|plugins)\/.*\.ts$/.test(file))
const imports = files.flatMap((file) => readImports(root, file))
const packages = imports.filter(({ isFile }) => !isFile)

/** What a file belongs to: its folder below lib or plugins, or the file itself where it stands in neither. */
const toPart = (file: string): string => file.split('/').slice(0, 2).join('/')
const show = ({ from, to }: Import): string => `${from} imports ${to}`

t.test('every import leads to a file of the project, with its ending written out', async (t) => {
  const known = new Set(files)
  t.strictSame(imports.filter(({ to, isFile }) => isFile && !known.has(to)).map(show), [])
})

t.test('only what package.json declares is imported, and everything that it declares', async (t) => {
  const declared = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.peerDependencies)]
  const optional = Object.keys(manifest.peerDependenciesMeta)
  const builtin = new Set(builtinModules.map((name) => `node:${name}`))
  const used = new Set(packages.filter(({ to }) => !builtin.has(to)).map(({ to }) => toPackageName(to)))
  t.strictSame([...used].filter((name) => !declared.includes(name)).sort(), [])
  t.strictSame(declared.filter((name) => !used.has(name) && !optional.includes(name)).sort(), [])
})

t.test('lib knows nothing of Fastify', async (t) => {
  const isFastify = (name: string): boolean =>
    (/^fastify(?:$|-)/.test(name) || name.startsWith('@fastify/')) && name !== '@fastify/error'
  const inLib = imports.filter(({ from }) => from.startsWith('lib/'))
  t.strictSame(
    inLib.filter(({ to, isFile }) => (isFile ? to.startsWith('plugins/') : isFastify(to))).map(show),
    [],
  )
  t.strictSame(
    inLib.filter(({ from, to }) => to === '@fastify/error' && from !== 'lib/errors.ts').map(show),
    [],
  )
})

t.test('a rule imports define-rule and nothing beside it', async (t) => {
  const wrong = imports.filter(
    ({ from, to }) => isMember(from, 'lib/rules', 'define-rule') && to !== 'lib/rules/define-rule.ts',
  )
  t.strictSame(wrong.map(show), [])
})

t.test('an operation imports no other operation', async (t) => {
  const wrong = imports.filter(
    ({ from, to }) =>
      isMember(from, 'lib/operations', 'define-operation') &&
      to.startsWith('lib/operations/') &&
      to !== 'lib/operations/define-operation.ts',
  )
  t.strictSame(wrong.map(show), [])
})

t.test('a plugin uses of another only what versioning lends', async (t) => {
  // What versioning knows of a request and of its route, how a request is made current that ends early, and how a
  // problem is answered and an answer written: the other plugins add to the same request. Everything else of it is its
  // own affair.
  const lent = [
    'answer-problem',
    'augment',
    'find-route-plan',
    'memoise',
    'request-state',
    'serialise-as-declared',
    'upgrade-address',
  ].map((name) => `plugins/versioning/${name}.ts`)
  const wrong = imports.filter(
    ({ from, to }) =>
      from !== 'plugins/index.ts' &&
      from.startsWith('plugins/') &&
      /^plugins\/[^/]+\//.test(to) &&
      toPart(from) !== toPart(to) &&
      !lent.includes(to),
  )
  t.strictSame(wrong.map(show), [])
  const used = new Set(imports.filter(({ from, to }) => toPart(from) !== toPart(to)).map(({ to }) => to))
  t.strictSame(
    lent.filter((file) => !used.has(file)),
    [],
    'the list names nothing that is not lent',
  )
})

t.test('nothing imports the package by its own name', async (t) => {
  t.strictSame(packages.filter(({ to }) => toPackageName(to) === manifest.name).map(show), [])
})

t.test('at run time, a folder imports only from the layers below its own', async (t) => {
  const layers = readLayers(readFileSync(join(root, 'docs/architecture.md'), 'utf8'))
  const layerOf = new Map(layers.flatMap((parts, index) => parts.map((part) => [part, index] as const)))
  const parts = [...new Set(files.map(toPart))]
  t.strictSame(
    parts.filter((part) => !layerOf.has(part)).sort(),
    [],
    'docs/architecture.md gives each a layer',
  )
  t.strictSame(
    [...layerOf.keys()].filter((part) => !parts.includes(part)),
    [],
    'each of them exists',
  )
  const wrong = imports.filter(({ from, to, isFile, isType }) => {
    if (!isFile || isType || toPart(from) === toPart(to)) return false
    return (layerOf.get(toPart(from)) ?? -1) <= (layerOf.get(toPart(to)) ?? Infinity)
  })
  t.strictSame(wrong.map(show), [])
})

t.test('no files import each other in a circle at run time', async (t) => {
  t.strictSame(findCycles(imports), [])
})

t.test('every file is reached from an entry of the package', async (t) => {
  const reached = reachFiles(imports, listEntries(manifest))
  t.strictSame(
    files.filter((file) => !reached.has(file)),
    [],
  )
})

t.test('the linter refuses a file that goes against the arrows', async (t) => {
  // The rules that need types would compile the whole project for each text.
  const eslint = new ESLint({ cwd: root, overrideConfig: tseslint.configs.disableTypeChecked })
  const samples: readonly (readonly [file: string, text: string, refused: boolean])[] = [
    ['lib/index.ts', "import 'fastify'\n", true],
    ['lib/index.ts', "import '../plugins/index.ts'\n", true],
    ['lib/index.ts', "import './errors.ts'\n", false],
    ['lib/rules/operation-added.ts', "import './operation-removed.ts'\n", true],
    ['lib/rules/operation-added.ts', "import 'fastify-plugin'\n", true],
    ['lib/rules/operation-added.ts', "import './define-rule.ts'\n", false],
    ['lib/operations/rename-field.ts', "import './map-enum.ts'\n", true],
    ['lib/operations/rename-field.ts', "import '@fastify/swagger'\n", true],
    ['lib/operations/rename-field.ts', "import './define-operation.ts'\n", false],
  ]
  for (const [filePath, text, refused] of samples) {
    const [result] = await eslint.lintText(text, { filePath })
    const said = (result?.messages ?? []).map(({ ruleId }) => ruleId)
    t.strictSame(said, refused ? ['no-restricted-imports'] : [], `${filePath}: ${text.trim()}`)
  }
})

function isMember(file: string, folder: string, definition: string): boolean {
  return file.startsWith(`${folder}/`) && ![`${folder}/${definition}.ts`, `${folder}/index.ts`].includes(file)
}

/** The numbered list below the heading "Layers": the lowest first, the folders of a layer as code. */
function readLayers(text: string): readonly (readonly string[])[] {
  return readSection(text, 'Layers')
    .split('\n')
    .filter((line) => /^\d+\. /.test(line))
    .map((line) => [...line.matchAll(/`((?:lib|plugins)\/[^`]*)`/g)].map(([, part = '']) => part))
}
