import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { diffDocuments, loadDocument } from '../../../lib/diff/index.ts'
import { openDocument, parseDocument } from '../../../lib/openapi/index.ts'

/** Writes files into a fresh folder and answers the path of the first. */
function writeFiles(t: { testdir(): string }, files: Record<string, string | Buffer>): string {
  const folder = t.testdir()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return join(folder, Object.keys(files)[0] ?? '')
}

const head = 'openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\n'

t.test('JSON and YAML read alike, and a date stays text', async (t) => {
  const yaml = writeFiles(t, { 'a.yaml': `\uFEFF${head}x-on: 2026-01-31\npaths: {}\n` })
  const { root } = await loadDocument(yaml)
  t.strictSame(root, {
    openapi: '3.1.0',
    info: { title: 'T', version: '1.0.0' },
    'x-on': '2026-01-31',
    paths: {},
  })
  t.strictSame((await parseDocument(JSON.stringify(root), 'a.json')).value, root)
})

t.test('merge keys are read, and a key that stands twice is reported', async (t) => {
  const { value, warnings } = await parseDocument(
    'a: &a { x: 1 }\nb: { <<: *a, y: 2 }\nb: { <<: *a, y: 3 }\n',
    'a.yaml',
  )
  t.strictSame(value, { a: { x: 1 }, b: { x: 1, y: 3 } })
  t.strictSame(warnings, ['A key stands twice in one mapping (line 3); the last one counts.'])
})

t.test('what cannot be read names the file and the reason', async (t) => {
  const ask = (name: string, content: string | Buffer): Promise<unknown> =>
    loadDocument(writeFiles(t, { [name]: content }))
  await t.rejects(loadDocument('missing.yaml'), {
    code: 'TDM_DOCUMENT_UNREADABLE',
    message: 'missing.yaml could not be read: no such file.',
  })
  await t.rejects(loadDocument(t.testdir()), {
    code: 'TDM_DOCUMENT_UNREADABLE',
    message: /it is a directory/,
  })
  await t.rejects(ask('empty.yaml', ' \n'), { code: 'TDM_DOCUMENT_SYNTAX', message: /it is empty/ })
  await t.rejects(ask('a.yaml', 'a: [1'), { code: 'TDM_DOCUMENT_SYNTAX', message: /\(line 2\)/ })
  await t.rejects(ask('a.json', '{"a": 1,}'), { code: 'TDM_DOCUMENT_SYNTAX', message: /JSON/ })
  await t.rejects(ask('zero.yaml', 'a: \0'), { code: 'TDM_DOCUMENT_SYNTAX', message: /binary/ })
  await t.rejects(ask('bytes.yaml', Buffer.from([0xff, 0xfe, 0x41])), {
    code: 'TDM_DOCUMENT_SYNTAX',
    message: /UTF-8/,
  })
})

t.test('an address that is none of the web is no commit either', async (t) => {
  const said = 'documents are read by https and http, from files, and from git'
  for (const [source, name] of [
    ['file:///a.yaml', 'file:///a.yaml'],
    ['ftp://me:secret@example.com/a.yaml?key=secret', 'ftp://example.com/a.yaml?…'],
  ] as const)
    await t.rejects(loadDocument(source), {
      code: 'TDM_DOCUMENT_UNREADABLE',
      message: `${name} could not be read: ${said}.`,
    })
})

t.test('what is not an OpenAPI document is refused', async (t) => {
  const cases: [unknown, RegExp][] = [
    [[], /a list/],
    [null, /nothing/],
    ['text', /a string/],
    [{ info: {} }, /neither/],
    [{ openapi: '4.0.0' }, /version 4\.0\.0/],
    [{ swagger: '1.2' }, /version 1\.2/],
  ]
  for (const [input, message] of cases) {
    t.throws(() => openDocument(input, 'a.yaml'), { code: 'TDM_DOCUMENT_NOT_OPENAPI', message })
  }
  t.equal(openDocument({ swagger: 2 }, 'a.yaml').version, '2.0', 'a version may be read as a number')
  t.equal(openDocument({ openapi: '3.2.0' }, 'a.yaml').dialect, 'openapi-3.1')
})

t.test('references lead through the files below the root document', async (t) => {
  const path = writeFiles(t, {
    'api.yaml': `${head}paths:\n  /users:\n    $ref: ./paths/users.yaml#/users\ncomponents:\n  schemas:\n    Id: { type: string }\n`,
    'paths/users.yaml':
      'users:\n  get:\n    responses:\n      200:\n        description: Fine.\n        content:\n' +
      '          application/json:\n            schema: { $ref: ../schemas/user.json }\n',
    'schemas/user.json':
      '{"type":"object","properties":{"id":{"$ref":"../api.yaml#/components/schemas/Id"},"friend":{"$ref":"#"}}}',
  })
  const document = openDocument(await loadDocument(path), 'api')
  t.strictSame(document.resolve('schemas/user.json')?.schema, {
    type: 'object',
    properties: { id: { $ref: '#/components/schemas/Id' }, friend: { $ref: 'schemas/user.json#' } },
  })
  t.equal(document.resolve('schemas/user.json#/properties/id')?.pointer, 'schemas/user.json#/properties/id')
  t.strictSame(document.resolve('#/components/schemas/Id'), {
    schema: { type: 'string' },
    pointer: '#/components/schemas/Id',
  })
  t.strictSame(document.warnings, [])
})

t.test('a document is read from a commit, with the files beside it there', async (t) => {
  const path = writeFiles(t, {
    'api/api.yaml': `${head}paths: {}\ncomponents:\n  schemas:\n    A: { $ref: parts/a.yaml }\n`,
    'api/parts/a.yaml': 'type: string\n',
  })
  const folder = dirname(dirname(path))
  const git = (...args: string[]): unknown =>
    execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...args], { cwd: folder })
  git('init', '--quiet')
  git('add', '.')
  git('commit', '--quiet', '--message', 'One')
  writeFileSync(join(dirname(path), 'parts/a.yaml'), 'type: integer\n')
  const before = process.cwd()
  process.chdir(folder)
  try {
    t.strictSame((await loadDocument('HEAD:api/api.yaml')).files.get('parts/a.yaml'), { type: 'string' })
    t.strictSame((await loadDocument('api/api.yaml')).files.get('parts/a.yaml'), { type: 'integer' })
    const wrong = { code: 'TDM_DOCUMENT_UNREADABLE', message: /there is no such file, and git says/ }
    await t.rejects(loadDocument('HEAD:api/none.yaml'), wrong)
    await t.rejects(loadDocument('--output=x:api/api.yaml'), wrong)
    t.notOk(existsSync(join(folder, 'x:./api/api.yaml')), 'a ref is never an option')
  } finally {
    process.chdir(before)
  }
})

t.test('no reference leads out of the folder, onto the network or nowhere without a warning', async (t) => {
  const path = writeFiles(t, {
    'api/api.yaml':
      head +
      'paths: {}\ncomponents:\n  schemas:\n    A: { $ref: ../secret.yaml }\n    B: { $ref: "https://example.com/b.json" }\n' +
      '    C: { $ref: link.yaml }\n    D: { $ref: "#/components/schemas/Missing" }\n    E: { $ref: "#/components/schemas/E" }\n',
    'secret.yaml': 'type: string\n',
  })
  symlinkSync('../secret.yaml', join(dirname(path), 'link.yaml'))
  const loaded = await loadDocument(path)
  t.strictSame([...loaded.files], [])
  t.strictSame(loaded.warnings.map(({ pointer }) => pointer).sort(), ['../secret.yaml#', 'link.yaml#'])
  const document = openDocument(loaded, 'api')
  for (const name of ['A', 'B', 'C', 'D']) {
    const schema = document.resolve(`#/components/schemas/${name}`)?.schema
    t.equal(document.follow(schema, `#/components/schemas/${name}`), undefined, name)
  }
  t.equal(document.resolve('#/components/schemas/E'), undefined)
  t.strictSame(
    document.warnings.slice(2).map(({ message }) => message.split(';')[0]),
    [
      'This reference leads nowhere',
      'References to the network are not followed',
      'This reference leads nowhere',
      'This reference leads nowhere',
      'This reference leads back to itself',
    ],
  )
})

t.test('hostile documents end in an answer or a clear error', async (t) => {
  const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  await t.rejects(parseDocument(`a: ${nested}`, 'deep.yaml'), {
    code: 'TDM_DOCUMENT_TOO_DEEP',
  })

  let schema: unknown = { type: 'string' }
  for (let level = 0; level < 20_000; level += 1) schema = { type: 'array', items: schema }
  const wrap = (schema: unknown): unknown => ({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': {
        get: { responses: { 200: { description: 'x', content: { 'application/json': { schema } } } } },
      },
    },
  })
  const outcome = (base: unknown, revision: unknown): string => {
    try {
      return diffDocuments(wrap(base), wrap(revision)).verdict
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : String(error)
    }
  }
  t.match(outcome(schema, { type: 'array', items: schema }), /^(risky|breaking|TDM_DOCUMENT_TOO_DEEP)$/)

  const bomb = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}*a${i}]`)
  const text = `a0: &a0 [x]\n${bomb.join('\n')}\n`
  const { value } = await parseDocument(text, 'bomb.yaml')
  t.ok(value)
  const grown = { type: 'string', enum: ['a'], 'x-bomb': value }
  t.equal(outcome({ type: 'string', 'x-bomb': value }, grown), 'safe', 'aliases are never expanded')

  for (const keyword of ['enum', 'const', 'default', 'discriminator', 'contentSchema']) {
    t.equal(outcome({ [keyword]: [value] }, {}), 'TDM_DOCUMENT_SYNTAX', `${keyword} would be written out`)
  }
  const named = { properties: { default: { type: 'object', properties: { 'x-a': value } } } }
  t.equal(outcome(named, named), 'identical', 'a property may have the name of a keyword')

  const cyclic: Record<string, unknown> = { type: 'object' }
  cyclic.properties = { self: cyclic }
  t.match(outcome(cyclic, { type: 'string' }), /^(breaking|TDM_DOCUMENT_TOO_DEEP)$/)
  const odd: unknown = JSON.parse(
    '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{}}}',
  )
  t.equal(outcome(odd, odd), 'identical')
  t.equal(outcome({ maximum: 1e308 }, { maximum: Number('1e400') }), 'breaking')
})

t.test('files that only a mapping names are read, beside the file that names them', async (t) => {
  const files = (type: string, target: string): Record<string, string> => ({
    'api.yaml': `${head}paths:\n  /a: { get: { responses: { 200: { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } } } } }\ncomponents:\n  schemas:\n    Pet: { $ref: 'schemas/pet.yaml' }\n`,
    'schemas/pet.yaml': `type: object\nproperties: { kind: { type: string } }\ndiscriminator: { propertyName: kind, mapping: { cat: ${target}, dog: Dog } }\n`,
    'schemas/cat.yaml': `allOf:\n  - $ref: pet.yaml\n  - type: object\n    properties: { meow: { type: ${type} } }\n`,
  })
  for (const target of ['cat.yaml', './cat.yaml', '"cat.yaml#"']) {
    const base = await loadDocument(writeFiles(t, files('integer', target)))
    t.strictSame(base.warnings, [])
    const revision = await loadDocument(writeFiles(t, files('string', target)))
    t.strictSame(
      diffDocuments(base, revision).changes.map(({ id, pointer }) => `${id} ${pointer.revision ?? ''}`),
      ['response-type-changed schemas/cat.yaml#/allOf/1/properties/meow'],
    )
  }
})

t.test('a document in JSON, whose only reference to a file is in a mapping', async (t) => {
  const pet = {
    type: 'object',
    properties: { kind: { type: 'string' } },
    discriminator: {
      propertyName: 'kind',
      mapping: { 'a } {': '#/components/schemas/Pet', cat: 'cat.json' },
    },
  }
  const files = (type: string): Record<string, string> => ({
    'api.json': JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Pets', version: '1' },
      paths: {
        '/a': {
          get: {
            responses: {
              200: {
                description: '',
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } },
              },
            },
          },
        },
      },
      components: { schemas: { Pet: pet } },
    }),
    'cat.json': JSON.stringify({
      allOf: [{ $ref: 'api.json#/components/schemas/Pet' }, { properties: { meow: { type } } }],
    }),
  })
  const base = await loadDocument(writeFiles(t, files('integer')))
  const revision = await loadDocument(writeFiles(t, files('string')))
  t.strictSame([...base.warnings, ...revision.warnings], [])
  t.strictSame(
    diffDocuments(base, revision).changes.map(({ id, pointer }) => `${id} ${pointer.revision ?? ''}`),
    ['response-type-changed cat.json#/allOf/1/properties/meow'],
  )
})
