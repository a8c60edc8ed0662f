import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import t from 'tap'
import { loadDocument } from '../../../lib/diff/index.ts'
import { openDocument } from '../../../lib/openapi/index.ts'

function writeFiles(folder: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

/** The path as a report has it: from the working folder. */
function fromHere(folder: string, file: string): string {
  return relative(process.cwd(), join(folder, file))
}

const head = 'openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\npaths: {}\n'
const schemas = (...refs: string[]): string =>
  `${head}components:\n  schemas:\n${refs.map((ref, index) => `    S${String(index)}: { $ref: ${JSON.stringify(ref)} }\n`).join('')}`

t.test('a folder stands for the only document in it that has the usual name', async (t) => {
  for (const name of [
    'openapi.yaml',
    'openapi.yml',
    'openapi.json',
    'swagger.yaml',
    'swagger.yml',
    'swagger.json',
  ]) {
    const folder = t.testdir({
      [name]: '{"openapi":"3.1.0"}',
      'package.json': '{}',
      parts: { 'openapi.yaml': 'a: 1' },
    })
    t.strictSame((await loadDocument(folder)).root, { openapi: '3.1.0' }, name)
    t.strictSame((await loadDocument(`${folder}/`)).root, { openapi: '3.1.0' })
  }
  const folder = t.testdir({
    'openapi.yaml': schemas('parts/a.yaml'),
    parts: { 'a.yaml': '$ref: ../openapi.yaml#/info\n' },
  })
  const loaded = await loadDocument(folder)
  t.strictSame([...loaded.files], [['parts/a.yaml', { $ref: '#/info' }]])
  t.strictSame(await loaded.locate('#/info'), { path: fromHere(folder, 'openapi.yaml'), line: 2, column: 1 })
  t.strictSame(await loaded.locate('parts/a.yaml#/$ref'), {
    path: fromHere(folder, 'parts/a.yaml'),
    line: 1,
    column: 1,
  })
  t.equal(await loaded.locate('parts/gone.yaml#/get'), undefined, 'a file that this document does not have')
})

t.test('a folder with none or several says which to name', async (t) => {
  const several = t.testdir({ 'openapi.yaml': head, 'swagger.json': '{}' })
  await t.rejects(loadDocument(several), {
    code: 'TDM_DOCUMENT_UNREADABLE',
    message: `${several} could not be read: it is a directory with several documents; name one of openapi.yaml, swagger.json.`,
  })
  const none = t.testdir({ 'b.yaml': head, 'a.json': '{}', 'x.txt': '', 'OpenAPI.YAML': head })
  await t.rejects(loadDocument(none), {
    message:
      /it is a directory without openapi\.yaml, openapi\.json or the like; name the document, which may be one of OpenAPI\.YAML, a\.json, b\.yaml\.$/,
  })
  await t.rejects(loadDocument(t.testdir({})), { message: /or the like; name the document\.$/ })
})

t.test('references of many spellings lead to one file each, in circles, through JSON and YAML', async (t) => {
  const folder = t.testdir()
  writeFiles(folder, {
    'api.yaml': schemas(
      './a.yaml',
      'a.yaml#',
      'sub/../a.yaml#/x',
      '%61.yaml',
      './sub/./b%20%25%23b.json#/B',
      'api.yaml#/info',
      './api.yaml',
      'ä%C3%A4.yaml',
    ),
    'a.yaml': 'x: { $ref: "sub/b%20%25%23b.json#/B" }\ny: { $ref: "#/x" }\n',
    'sub/b %#b.json':
      '{"B":{"$ref":"../a.yaml#/y"},"C":{"$ref":"../api.yaml"},"D":{"$ref":"b%20%25%23b.json"}}',
    'ää.yaml': 'true',
  })
  const loaded = await loadDocument(join(folder, 'api.yaml'))
  t.strictSame(loaded.warnings, [])
  t.strictSame([...loaded.files.keys()].sort(), ['a.yaml', 'sub/b %#b.json', 'ää.yaml'])
  t.strictSame(loaded.files.get('sub/b %#b.json'), {
    B: { $ref: 'a.yaml#/y' },
    C: { $ref: '#' },
    D: { $ref: 'sub/b %25%23b.json' },
  })
  const document = openDocument(loaded, '')
  t.equal(document.resolve('#/components/schemas/S7')?.pointer, '#/components/schemas/S7')
  t.equal(document.resolve('ää.yaml')?.schema, true)
  t.equal(document.resolve('sub/b %25%23b.json#/C')?.pointer, 'sub/b %#b.json#/C')
  t.strictSame(await loaded.locate('sub/b %#b.json#/C'), {
    path: fromHere(folder, 'sub/b %#b.json'),
    line: 1,
    column: 30,
  })
  t.equal(document.resolve('#/components/schemas/S0')?.schema instanceof Object, true)
  t.equal(document.follow({ $ref: 'a.yaml#/x' }, '#/x'), undefined)
  t.match(
    document.warnings.map(({ message }) => message),
    ['leads back to itself'],
  )
})

t.test('the values of a discriminator lead where the references beside them do', async (t) => {
  const folder = t.testdir({
    'api.yaml': schemas('sub/pet.yaml'),
    sub: {
      'pet.yaml':
        'discriminator:\n  propertyName: kind\n  mapping: { cat: ./cat.yaml, dog: "../api.yaml#/info", Fish: Fish, __proto__: cat.yaml#/x }\n' +
        'oneOf: [{ $ref: cat.yaml }]\n',
      'cat.yaml': 'type: object\n',
    },
  })
  const { files } = await loadDocument(join(folder, 'api.yaml'))
  t.strictSame(
    JSON.stringify(files.get('sub/pet.yaml')),
    JSON.stringify({
      discriminator: {
        propertyName: 'kind',
        mapping: Object.fromEntries([
          ['cat', 'sub/cat.yaml'],
          ['dog', '#/info'],
          ['Fish', 'Fish'],
          ['__proto__', 'sub/cat.yaml#/x'],
        ]),
      },
      oneOf: [{ $ref: 'sub/cat.yaml' }],
    }),
  )
})

t.test('no reference reads a file outside the folder, or waits for one', async (t) => {
  const folder = t.testdir({ 'secret.yaml': 'type: string\n', api: { sub: {} } })
  const api = join(folder, 'api')
  symlinkSync('../secret.yaml', join(api, 'link.yaml'))
  symlinkSync('..', join(api, 'up'))
  symlinkSync('/etc/passwd', join(api, 'passwd'))
  symlinkSync('loop.yaml', join(api, 'loop.yaml'))
  execFileSync('mkfifo', [join(api, 'pipe.yaml')])
  const outside = "it is outside the root document's folder."
  const cases: Readonly<Record<string, string | undefined>> = {
    '../secret.yaml': outside,
    '../../../../../../../../../etc/passwd': outside,
    'sub/%2e%2e/..%2fsecret.yaml': outside,
    '..%2F..%2Fetc%2Fpasswd': undefined,
    '%252e%252e/secret.yaml': 'no such file.',
    'link.yaml': outside,
    'up/secret.yaml': outside,
    passwd: outside,
    'loop.yaml': 'it is a symbolic link that leads back to itself.',
    'pipe.yaml': 'it is no file.',
    sub: 'it is no file.',
    '/etc/passwd': outside,
    '\\\\server\\share\\a.yaml': 'its name has a backslash; write it with /.',
    'sub\\..\\..\\secret.yaml': 'its name has a backslash; write it with /.',
    'a%00.yaml': 'no such file.',
    'a\0.yaml': 'no such file.',
    [`${'a'.repeat(300)}.yaml`]: 'its name is too long.',
    'C:\\secret.yaml': undefined,
    'file:///etc/passwd': undefined,
    'FILE://localhost/etc/passwd': undefined,
    '//server/share/a.yaml': undefined,
  }
  writeFileSync(join(api, 'api.yaml'), schemas(...Object.keys(cases)))
  const loaded = await loadDocument(join(api, 'api.yaml'))
  t.strictSame([...loaded.files], [])
  const told = loaded.warnings.map(({ message }) => message)
  t.ok(told.includes('a\0.yaml was not read: no such file.'), 'without the place of the folder')
  for (const [ref, reason] of Object.entries(cases)) {
    if (reason !== undefined)
      t.ok(
        told.some((message) => message.endsWith(` was not read: ${reason}`)),
        ref,
      )
    const document = openDocument(loaded, '')
    t.equal(
      document.follow(
        document.resolve(`#/components/schemas/S${String(Object.keys(cases).indexOf(ref))}`)?.schema,
        '#/x',
      ),
      undefined,
    )
    t.ok(document.warnings.length > loaded.warnings.length, `${ref} is told of where it is used`)
  }
})

t.test('a document and its files have a limit of size together', async (t) => {
  const folder = t.testdir({
    'api.yaml': schemas('a.yaml', 'b.yaml'),
    'a.yaml': `description: ${'x'.repeat(5000)}\n`,
    'b.yaml': `description: ${'x'.repeat(5000)}\n`,
  })
  const path = join(folder, 'api.yaml')
  t.equal((await loadDocument(path, { maxBytes: 11_000 })).files.size, 2)
  await t.rejects(loadDocument(path, { maxBytes: 10_000 }), {
    code: 'TDM_DOCUMENT_UNREADABLE',
    message:
      'b.yaml could not be read: with it, the document is larger than 0.01 MB; allow more by --max-size (maxBytes).',
  })
  await t.rejects(loadDocument('/dev/zero', { maxBytes: 100_000 }), { message: /larger than 0\.1 MB/ })
})

t.test('text may be in UTF-8 or, with its mark, in UTF-16', async (t) => {
  const text = '{"openapi":"3.1.0","info":{"title":"Grüße 😀"}}'
  const big = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()
  const folder = t.testdir()
  writeFiles(folder, {
    'le.json': Buffer.from(`\uFEFF${text}`, 'utf16le'),
    'be.json': big,
    'mark.json': `\uFEFF${text}`,
    'odd.json': Buffer.from('{"a":1}', 'utf16le'),
    'latin.json': Buffer.from(text, 'latin1'),
  })
  for (const name of ['le.json', 'be.json', 'mark.json']) {
    const loaded = await loadDocument(join(folder, name))
    t.strictSame(loaded.root, JSON.parse(text), name)
    t.equal((await loaded.locate('#/info'))?.line, 1)
  }
  await t.rejects(loadDocument(join(folder, 'odd.json')), {
    code: 'TDM_DOCUMENT_SYNTAX',
    message: /binary data/,
  })
  await t.rejects(loadDocument(join(folder, 'latin.json')), {
    code: 'TDM_DOCUMENT_SYNTAX',
    message: /it is not text in UTF-8, nor in UTF-16 with a byte order mark/,
  })
})

t.test('what is gone or was never a file cannot be located', async (t) => {
  const { LoadedDocument } = await import('../../../lib/diff/index.ts')
  t.equal(await new LoadedDocument('x', {}).locate('#/a'), undefined)
})
