import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { loadDocument } from '../../../lib/diff/index.ts'

interface Repository {
  readonly folder: string
  write(files: Readonly<Record<string, string>>): void
  git(...args: string[]): string
  commit(): void
}

/** Makes a repository and works in it for the time of a test. */
function begin(t: Test): Repository {
  const folder = t.testdir()
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: 'pipe',
    })
  const before = process.cwd()
  t.teardown(() => {
    process.chdir(before)
  })
  process.chdir(folder)
  git('init', '--quiet', '--initial-branch', 'main')
  return {
    folder,
    git,
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true })
        writeFileSync(join(folder, name), content)
      }
    },
    commit() {
      git('add', '--all')
      git('commit', '--quiet', '--message', 'More')
    },
  }
}

const head = 'openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\npaths: {}\n'
const schemas = (...refs: string[]): string =>
  `${head}components:\n  schemas:\n${refs.map((ref, index) => `    S${String(index)}: { $ref: ${JSON.stringify(ref)} }\n`).join('')}`

t.test('a document and the files beside it are of one commit, however the ref is written', async (t) => {
  const { write, commit, git, folder } = begin(t)
  write({
    'services/api/openapi.yaml': schemas(
      './parts/a.yaml#/A',
      'parts/b%20b.json',
      'parts/%5B*%5D.yaml',
      'parts/up.yaml',
    ),
    'services/api/parts/a.yaml': 'A: { $ref: b b.json }\n',
    'services/api/parts/b b.json': '{"$ref":"./a.yaml#/A"}',
    'services/api/parts/[*].yaml': 'type: string\n',
    'services/api/parts/up.yaml': '$ref: ../openapi.yaml#/info\n',
  })
  commit()
  git('tag', 'v1.0')
  git('branch', 'feature/with/slashes')
  write({ 'services/api/parts/a.yaml': 'A: { type: integer }\n' })
  commit()
  git('rm', '-r', '--quiet', 'services')
  const expected = [
    ['parts/[*].yaml', { type: 'string' }],
    ['parts/a.yaml', { A: { $ref: 'parts/b b.json' } }],
    ['parts/b b.json', { $ref: 'parts/a.yaml#/A' }],
    ['parts/up.yaml', { $ref: '#/info' }],
  ]
  const first = git('rev-parse', 'v1.0').trim()
  for (const ref of [
    'v1.0',
    'feature/with/slashes',
    'HEAD~1',
    first,
    first.slice(0, 10),
    'main@{1}',
    'refs/tags/v1.0',
  ]) {
    const loaded = await loadDocument(`${ref}:services/api/openapi.yaml`)
    t.strictSame([...loaded.files], expected, ref)
    t.strictSame(loaded.warnings, [], ref)
  }
  t.strictSame(
    (await loadDocument('main:services/api')).files.get('parts/a.yaml'),
    { A: { type: 'integer' } },
    'a folder',
  )
  mkdirSync(join(folder, 'services/other'), { recursive: true })
  process.chdir(join(folder, 'services/other'))
  t.strictSame(
    [...(await loadDocument('v1.0:../api/openapi.yaml')).files],
    expected,
    'a path is from the working folder',
  )
  for (const path of ['../api', '../api/', './../api']) {
    t.strictSame([...(await loadDocument(`v1.0:${path}`)).files], expected, 'and so is that of a folder')
  }
  const loaded = await loadDocument('v1.0:../api/openapi.yaml')
  t.strictSame(await loaded.locate('#/components/schemas/S1'), {
    path: '../api/openapi.yaml',
    line: 7,
    column: 5,
  })
  t.strictSame(await loaded.locate('parts/a.yaml#/A'), { path: '../api/parts/a.yaml', line: 1, column: 1 })
  mkdirSync(join(folder, 'services/api'), { recursive: true })
  process.chdir(join(folder, 'services/api'))
  for (const path of ['', '.', './']) {
    t.strictSame([...(await loadDocument(`v1.0:${path}`)).files], expected, 'which may be the working folder')
  }
  await t.rejects(loadDocument('v1.0:none.yaml'), {
    message: /v1\.0 has no none\.yaml, seen from the working folder, which is services\/api\/\./,
  })
})

t.test('a reference does not leave the folder, and a link does not leave the commit', async (t) => {
  const { write, commit, folder } = begin(t)
  const outside = join(t.testdirName, '..', 'source-in-git-secret.yaml')
  writeFileSync(outside, 'type: string\n')
  const refs = [
    '../secret.yaml',
    'sub/../../secret.yaml',
    '%2e%2e/secret.yaml',
    'sub%2F..%2F..%2Fsecret.yaml',
    '/secret.yaml',
    '/etc/passwd',
    'out.yaml',
    'gone.yaml',
    'loop.yaml',
    'sub',
    '.',
    'a%0Ab.yaml',
    'a%00b.yaml',
    'linked.yaml',
    'folder/in.yaml',
    'new.yaml',
  ]
  write({
    'api/api.yaml': schemas(...refs),
    'secret.yaml': 'type: string\n',
    'api/sub/in.yaml': 'type: object\n',
  })
  symlinkSync(outside, join(folder, 'api/out.yaml'))
  symlinkSync('nowhere.yaml', join(folder, 'api/gone.yaml'))
  symlinkSync('loop.yaml', join(folder, 'api/loop.yaml'))
  symlinkSync('sub/in.yaml', join(folder, 'api/linked.yaml'))
  symlinkSync('sub', join(folder, 'api/folder'))
  symlinkSync('api/api.yaml', join(folder, 'api.yaml'))
  commit()
  write({ 'api/new.yaml': 'type: string\n' })
  const loaded = await loadDocument('HEAD:api/api.yaml')
  t.strictSame(
    [...loaded.files],
    [
      ['folder/in.yaml', { type: 'object' }],
      ['linked.yaml', { type: 'object' }],
    ],
  )
  const told = new Map(
    loaded.warnings.map(({ pointer, message }) => [pointer, message.replace(/^.* was not read: /s, '')]),
  )
  t.strictSame(Object.fromEntries(told), {
    '../secret.yaml#': "it is outside the root document's folder.",
    '.#': 'it is no file.',
    '/etc/passwd#': "it is outside the root document's folder.",
    '/secret.yaml#': "it is outside the root document's folder.",
    'a\nb.yaml#': 'HEAD has no api/a\nb.yaml.',
    'a\0b.yaml#': 'HEAD has no api/a\0b.yaml.',
    'gone.yaml#': 'api/gone.yaml is a symbolic link that leads nowhere.',
    'loop.yaml#': 'api/loop.yaml is a symbolic link that leads nowhere.',
    'new.yaml#': 'HEAD has no api/new.yaml.',
    'out.yaml#': 'api/out.yaml is a symbolic link out of the commit.',
    'sub#': 'it is no file.',
  })
  t.ok((await loadDocument('HEAD:api.yaml')).root, 'the document itself may be a link')
})

t.test('what git does not have is told with what to do about it', async (t) => {
  const { write, commit, folder, git } = begin(t)
  write({
    'api.yaml': head,
    'many/openapi.yaml': head,
    'many/openapi.json': '{}',
    'none/petstore.yaml': head,
  })
  commit()
  const before = readdirSync(folder)
  const cases: [string, RegExp][] = [
    ['HEAD:none.yaml', /HEAD has no none\.yaml\./],
    ['HEAD:../../../../../../../../etc/passwd', /HEAD has no /],
    ['HEAD:many', /it is a directory with several documents; name one of openapi\.json, openapi\.yaml\./],
    [
      'HEAD:none',
      /it is a directory without openapi\.yaml.*; name the document, which may be one of petstore\.yaml\./,
    ],
    ['HEAD:', /it is a directory without openapi\.yaml/],
    ['nobody:api.yaml', /it knows no commit nobody, which a shallow clone may lack/],
    ['HEAD^{blob}:api.yaml', /it knows no commit/],
    ['HEAD api.yaml:api.yaml', /it knows no commit/],
    ...['--upload-pack=touch x', '--output=x', '-o', '--exec=touch x', '--all', '-', '--'].map(
      (ref): [string, RegExp] => [
        `${ref}:api.yaml`,
        /there is no such file, and git says: it knows no commit -/,
      ],
    ),
    ['$(touch x):api.yaml', /it knows no commit/],
    ['HEAD:--output=x', /HEAD has no --output=x/],
    ['HEAD:$(touch x)', /HEAD has no/],
    ['HEAD:api.yaml\nHEAD:api.yaml', /HEAD has no/],
    ['HE\0AD:api.yaml', /could not be read/],
  ]
  for (const [source, message] of cases) {
    await t.rejects(loadDocument(source), { code: 'TDM_DOCUMENT_UNREADABLE', message }, source)
  }
  t.strictSame(readdirSync(folder), before, 'nothing was run')
  await t.rejects(loadDocument('HEAD:api.yaml', { maxBytes: 10 }), {
    message: /larger than 0\.00000954 MB; allow more/,
  })
  t.ok((await loadDocument('HEAD:api.yaml')).root)
  git('update-ref', '-d', 'HEAD')
  await t.rejects(loadDocument('HEAD:api.yaml'), { message: /it knows no commit HEAD/ })
})

t.test('outside of a repository, git is asked and says so', async (t) => {
  const before = process.cwd()
  t.teardown(() => {
    process.chdir(before)
  })
  process.chdir('/')
  t.notOk(existsSync('/.git'))
  await t.rejects(loadDocument('main:api.yaml'), {
    message: /there is no such file, and git says: not a git repository/,
  })
})
