import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import prettier from 'prettier'
import t from 'tap'
import ts from 'typescript'
import { listFiles } from './list-files.ts'
import { runNode, type Ended } from './run-node.ts'
import { refuseId, scaffold } from './scaffold.ts'

const root = process.cwd()

t.test('a new rule begins with its file and its fixture', async (t) => {
  const folder = t.testdir()
  t.strictSame(scaffold(folder, 'rule', 'request-thing-moved'), [
    'lib/rules/request-thing-moved.ts',
    'test/rules/request-thing-moved/base.yaml',
    'test/rules/request-thing-moved/revision.yaml',
    'test/rules/request-thing-moved/expected.json',
  ])
  t.match(readFileSync(join(folder, 'lib/rules/request-thing-moved.ts'), 'utf8'), "id: 'request-thing-moved'")
})

t.test('a new operation begins with its file, its fixture and its page', async (t) => {
  const folder = t.testdir()
  t.strictSame(scaffold(folder, 'operation', 'turn-field'), [
    'lib/operations/turn-field.ts',
    'test/operations/turn-field/fixture.ts',
    'docs/operations/turn-field.md',
  ])
  const text = readFileSync(join(folder, 'lib/operations/turn-field.ts'), 'utf8')
  t.match(text, 'export default function turnField<')
  t.match(text, "name: 'turn-field'")
})

t.test('what is written compiles, and is formatted as the rest is', async (t) => {
  const folder = t.testdir()
  const written = [
    ...scaffold(folder, 'rule', 'response-thing-moved'),
    ...scaffold(folder, 'operation', 'turn-field'),
  ]
  const index = 'lib/operations/index.ts'
  const indexText = readFileSync(join(root, index), 'utf8')
  writeFileSync(join(folder, index), `${indexText}export { default as turnField } from './turn-field.ts'\n`)
  const sources = [index, ...written.filter((path) => path.endsWith('.ts'))]
  t.strictSame(compileInPlace(folder, sources), [])
  const options = await prettier.resolveConfig(join(root, 'lib/index.ts'))
  for (const path of written) {
    const text = readFileSync(join(folder, path), 'utf8')
    t.ok(await prettier.check(text, { ...options, filepath: path }), path)
  }
})

t.test('nothing is written over', async (t) => {
  const folder = t.testdir({ lib: { rules: { 'request-thing-moved.ts': 'mine' } } })
  t.throws(() => scaffold(folder, 'rule', 'request-thing-moved'), {
    message: 'lib/rules/request-thing-moved.ts is there already; choose another id.',
  })
  t.equal(readFileSync(join(folder, 'lib/rules/request-thing-moved.ts'), 'utf8'), 'mine')
  t.throws(() => readFileSync(join(folder, 'test/rules/request-thing-moved/base.yaml')), { code: 'ENOENT' })
})

t.test('an id that breaks the order of names is refused', async (t) => {
  t.equal(refuseId('rule', 'request-thing-moved'), undefined)
  t.equal(refuseId('operation', 'turn-field'), undefined)
  const form = 'An id is written in kebab case, with at least two words.'
  for (const id of ['thing', 'Request-thing', 'request_thing', '../request-thing', 'request--thing', '']) {
    t.equal(refuseId('rule', id), form, JSON.stringify(id))
  }
  t.match(refuseId('rule', 'thing-moved'), /^The id of a rule begins with what it is about: request, /)
})

t.test('the command says how it is used, and ends with 2', async (t) => {
  for (const args of [[], ['rule'], ['page', 'turn-field'], ['rule', 'request-a', 'request-b']]) {
    const { status, stderr } = runNew(args)
    t.equal(status, 2, args.join(' '))
    t.match(stderr, /^usage: npm run new/)
  }
  t.equal(runNew(['rule', 'Thing']).status, 2)
})

t.test('no skeleton was left as it began', async (t) => {
  const own = ['test/repo/scaffold.ts', 'test/repo/scaffold.test.ts']
  const mark = ['TO', 'DO'].join('')
  const begun = listFiles(root).filter(
    (file) => !own.includes(file) && readFileSync(join(root, file), 'utf8').includes(mark),
  )
  t.strictSame(begun, [])
})

function runNew(args: readonly string[]): Ended {
  return runNode([join(root, 'dist/test/repo/new.js'), ...args])
}

/** What the compiler has to say of files that lie in a folder, read as if they lay in the project. */
function compileInPlace(folder: string, paths: readonly string[]): readonly string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    readonly config: { readonly compilerOptions: Readonly<Record<string, unknown>> }
  }
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root)
  const host = ts.createCompilerHost(options)
  const locate = (path: string): string =>
    paths.some((one) => join(root, one) === path) ? join(folder, path.slice(root.length)) : path
  const read = (path: string): string | undefined => ts.sys.readFile(locate(path))
  host.fileExists = (path) => ts.sys.fileExists(locate(path))
  host.readFile = read
  host.getSourceFile = (path, target) => {
    const text = read(path)
    return text === undefined ? undefined : ts.createSourceFile(path, text, target)
  }
  const program = ts.createProgram(
    paths.map((path) => join(root, path)),
    options,
    host,
  )
  return paths.flatMap((path) => {
    const source = program.getSourceFile(join(root, path))
    if (source === undefined) return [`${path} was not read`]
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    return found.map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
  })
}
