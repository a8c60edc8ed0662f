import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { configNode } from '../../../lib/cli/config-schema.ts'
import { locateKey } from '../../../lib/cli/locate-key.ts'
import { findConfig } from '../../../lib/cli/find-config.ts'
import { parseConfig, readConfig } from '../../../lib/cli/read-config.ts'
import { diffDocuments, type DiffOptions } from '../../../lib/diff/index.ts'
import { findFault, type OptionNode } from '../../../lib/diff/find-fault.ts'

const root = join(import.meta.dirname, '../../..')
const schema: object = JSON.parse(
  readFileSync(join(root, 'docs/reference/api-diff.config.schema.json'), 'utf8'),
) as object
const ajv = new Ajv2020({ strict: true })
addFormats.default(ajv)
const isValid = ajv.compile(schema)
const accepts = (value: unknown): boolean => findFault(configNode, value) === undefined

const whole = {
  $schema: './node_modules/tidemark/docs/reference/api-diff.config.schema.json',
  failOn: 'risky',
  strict: true,
  tolerances: { 'enum-growth': false },
  severities: { 'operation-added': 'off', 'operation-removed': 'risky' },
  approvals: [
    { fingerprint: '9f2c', reason: 'So.', author: 'Ada', until: '2028-02-29' },
    { fingerprint: '9f2d', reason: 'So.' },
  ],
  filter: {
    include: { paths: ['/**'], methods: ['get', 'M-SEARCH'], tags: ['a b'] },
    exclude: { tags: [] },
  },
  deprecationWindow: 180,
  witnesses: false,
}

t.test('the schema that editors have and the reader accept and refuse the same: by a table', async (t) => {
  const wrong: Record<string, unknown>[] = [
    { severites: {} },
    { failOn: 'safe' },
    { failOn: null },
    { strict: 'yes' },
    { $schema: 1 },
    { tolerances: { 'enum-grow': true } },
    { tolerances: { 'enum-growth': 'off' } },
    { tolerances: [] },
    { severities: { 'no-such-rule': 'off' } },
    { severities: { 'operation-added': 'error' } },
    { severities: null },
    { approvals: {} },
    { approvals: [{ fingerprint: 'a' }] },
    { approvals: [{ fingerprint: 'a', reason: '' }] },
    { approvals: [{ fingerprint: 'a', reason: '\t' }] },
    { approvals: [{ reason: 'a' }] },
    { approvals: [{ fingerprint: 1, reason: 'a' }] },
    ...['2027-02-29', '2027-13-01', '2027-1-1', 'soon', ''].map((until) => ({
      approvals: [{ fingerprint: 'a', reason: 'a', until }],
    })),
    { filter: { paths: [] } },
    { filter: { include: [] } },
    { filter: { include: { paths: '/a' } } },
    { filter: { include: { methods: ['ge t'] } } },
    { filter: { exclude: { tags: [1] } } },
    ...[0, -1, 1.5, 36_501, '180', null, true].map((deprecationWindow) => ({ deprecationWindow })),
    { today: '2027-01-01' },
    JSON.parse('{ "__proto__": {} }') as Record<string, unknown>,
    JSON.parse('{ "severities": { "constructor": "off" } }') as Record<string, unknown>,
  ]
  for (const value of [...wrong, [], null, 'x', 1]) {
    t.strictSame([isValid(value), accepts(value)], [false, false], JSON.stringify(value))
  }
  for (const value of [{}, whole, { deprecationWindow: 1 }, { approvals: [] }, { filter: { include: {} } }]) {
    t.strictSame([isValid(value), accepts(value)], [true, true], JSON.stringify(value))
  }
})

t.test('the schema that editors have and the reader accept and refuse the same: by chance', async (t) => {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      'off',
      'breaking',
      'never',
      '2027-02-28',
      '2027-02-30',
      '2000-02-29',
      '1900-02-29',
      ' ',
      180,
    ),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
  )
  let [accepted, refused] = [0, 0]
  fc.assert(
    fc.property(valueOf(configNode, anything), (value) => {
      const isFine = accepts(value)
      if (isFine) accepted += 1
      else refused += 1
      return isFine === isValid(value)
    }),
    { numRuns: 3000, seed: 20_261_129 },
  )
  t.ok(accepted > 100 && refused > 100, `${accepted} accepted, ${refused} refused`)
})

/** Values that are mostly right, and wrong in a place here and there. */
function valueOf(node: OptionNode, anything: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: rightValue(node, anything), weight: 30 }, { arbitrary: anything, weight: 1 })
}

function rightValue(node: OptionNode, anything: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (node.enum !== undefined) return fc.constantFrom(...node.enum)
  if (node.type === 'boolean') return fc.boolean()
  if (node.type === 'integer') return fc.integer({ min: node.minimum ?? 0, max: node.maximum ?? 9 })
  if (node.type === 'array') return fc.array(valueOf(node.items ?? node, anything), { maxLength: 2 })
  if (node.format === 'date') return fc.constantFrom('2027-01-31', '2028-02-29')
  if (node.type === 'string') return fc.string({ minLength: 1, maxLength: 5 })
  const entries = Object.entries(node.properties ?? {})
  const some = entries.length > 40 ? entries.slice(0, 3) : entries
  const fields = fc.record(Object.fromEntries(some.map(([name, one]) => [name, valueOf(one, anything)])), {
    requiredKeys: [...(node.required ?? [])],
  })
  return fc.oneof(
    { arbitrary: fields, weight: 30 },
    { arbitrary: fields.map((one) => ({ ...one, [`${some[0]?.[0] ?? ''}s`]: 1 })), weight: 1 },
    { arbitrary: fields.map((one) => Object.fromEntries(Object.entries(one).slice(1))), weight: 1 },
  )
}

t.test('what the file may hold, the diff takes as options', async (t) => {
  const { $schema: _, failOn: __, ...options } = whole
  const api = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {} }
  t.equal(diffDocuments(api, api, options as DiffOptions).verdict, 'identical')
})

t.test('JSON and YAML say the same; a file of comments says nothing', async (t) => {
  const folder = t.testdir({
    'a.json': JSON.stringify({ failOn: 'risky', deprecationWindow: 90 }),
    'a.yaml': '# why\nfailOn: risky # here\ndeprecationWindow: 90\n',
    'none.yaml': '# nothing yet\n\n',
    'date.yaml': 'approvals:\n  - { fingerprint: "12", reason: R, until: 2027-01-31 }\n',
  })
  const read = (name: string): Promise<unknown> => readConfig(join(folder, name))
  const expected = { failOn: 'risky', options: { deprecationWindow: 90 } }
  t.strictSame(await read('a.json'), expected)
  t.strictSame(await read('a.yaml'), expected)
  t.strictSame(await read('none.yaml'), { options: {} })
  t.strictSame(await read('date.yaml'), {
    options: { approvals: [{ fingerprint: '12', reason: 'R', until: '2027-01-31' }] },
  })
})

t.test('an error names the file, the line, the key and what to write', async (t) => {
  const cases: readonly (readonly [text: string, message: string])[] = [
    [
      'strict: true\nseverites:\n  operation-added: off\n',
      'c.yaml:2 cannot be used: "severites" is no key that is known (did you mean "severities"?); there are $schema, failOn, strict, tolerances, severities, approvals, filter, deprecationWindow, witnesses.',
    ],
    [
      'severities:\n\n  # the old one\n  operation-add: "off"\n',
      'c.yaml:4 cannot be used: in severities, "operation-add" is no key that is known (did you mean "operation-added"?); there are the ids that `api-diff rules` lists.',
    ],
    [
      'approvals:\n  - fingerprint: "1"\n    reason: A\n  - fingerprint: "2"\n    author: B\n',
      'c.yaml:4 cannot be used: approvals[1] has no "reason"; write a text that says why the change may pass.',
    ],
    [
      'approvals:\n  - fingerprint: 12\n    reason: A\n',
      'c.yaml:2 cannot be used: approvals[0].fingerprint is 12; write the fingerprint of a finding as a text, in quotes.',
    ],
    [
      '{\n  "failOn": "risky",\n  "filter": { "include": {\n    "methods": ["get",\n      "a b"] } }\n}',
      'c.yaml:5 cannot be used: filter.include.methods[1] is "a b"; write a method such as get.',
    ],
    ['failOn: all\n', 'c.yaml:1 cannot be used: failOn is "all"; write breaking, risky, never.'],
    ['deprecationWindow: .inf\n', 'c.yaml:1 cannot be used: deprecationWindow is Infinity; write a whole number of days from 1 to 36500, such as 180.'], // prettier-ignore
    ['failOn:\n', 'c.yaml:1 cannot be used: failOn is null; write breaking, risky, never.'],
    ['- a\n', 'c.yaml cannot be used: it is a list; write an object of $schema, failOn, strict, tolerances, severities, approvals, filter, deprecationWindow, witnesses.'], // prettier-ignore
    ['strict: true\nstrict: false\n', 'c.yaml:2 cannot be used: a key stands twice in one object; keep one of them.'], // prettier-ignore
    ['a: [\n', 'c.yaml cannot be used: it cannot be read as JSON or YAML: unexpected end of the stream within a flow collection (line 2).'], // prettier-ignore
  ]
  for (const [text, message] of cases) {
    const error: unknown = await parseConfig(text, 'c.yaml').catch((error: unknown) => error)
    const { code, message: said } = error as { readonly code: string; readonly message: string }
    t.strictSame([code, said], ['TDM_CONFIG_INVALID', `The configuration ${message}`])
  }
  await t.rejects(parseConfig('{\n"a": 1,\n}', 'c.json'), {
    message:
      /c\.json cannot be used: it cannot be read as JSON or YAML: a comma stands after the last one \(line 2, column 7\)/,
  })
  await t.rejects(readConfig(join(t.testdir(), 'no.yaml')), { message: /no\.yaml cannot be used: there is no such file\.$/ }) // prettier-ignore
})

t.test('the file may be in UTF-16, as PowerShell writes it, and in nothing but that and UTF-8', async (t) => {
  const folder = t.testdir({})
  const write = (bytes: Uint8Array): string => {
    const path = join(folder, 'c.yaml')
    writeFileSync(path, bytes)
    return path
  }
  const [text, mark] = ['# über\nfailOn: never\n', '\ufeff']
  for (const encoding of ['utf8', 'utf16le'] as const)
    t.match(await readConfig(write(Buffer.from(mark + text, encoding))), { failOn: 'never' }, encoding)
  await t.rejects(readConfig(write(Buffer.from(text, 'latin1'))), {
    code: 'TDM_CONFIG_INVALID',
    message: /c\.yaml cannot be used: it is not text in UTF-8, nor in UTF-16 with a byte order mark\.$/,
  })
})

t.test('aliases that hold themselves, or more than there is room for, are refused', async (t) => {
  const levels = Array.from(
    { length: 30 },
    (_, level) => `  - &l${level + 1} [*l${level}, *l${level}, *l${level}]`,
  )
  const texts = [
    'failOn: &a [*a]\n',
    'strict: &a { b: *a }\n',
    `approvals:\n  - &l0 [x]\n${levels.join('\n')}\n`,
  ]
  // Written out, the last of them would have more values than there is memory for.
  for (const text of texts) await t.rejects(parseConfig(text, 'c.yaml'), { code: 'TDM_CONFIG_INVALID' })
})

t.test('the line of a key is found in flow and in block style, with anchors and merges', async (t) => {
  const text =
    'a: &x\n  b: [1, {c: 2}]\n  d:\n    - e: 1\n    -\n      f: 2\ng:\n  <<: *x\n  h: >\n    text\n    : x\n  i: 1\n'
  t.equal(await locateKey(text, ['a']), 1)
  t.equal(await locateKey(text, ['a', 'b', 1, 'c']), 2)
  t.equal(await locateKey(text, ['a', 'd', 1, 'f']), 6)
  t.equal(await locateKey(text, ['g', 'i']), 12)
  t.equal(await locateKey(text, ['g', 'no', 'no']), 7, 'the nearest above')
  t.equal(await locateKey(text, ['no']), undefined)
  t.equal(await locateKey('{', ['no']), undefined)
})

t.test('the file is looked for up to the root of the repository, and not above it', async (t) => {
  const folder = t.testdir({
    'api-diff.config.json': '{}',
    repository: {
      '.git': {},
      'api-diff.config.yaml': '',
      deep: { er: {} },
      own: { 'api-diff.config.yml': '' },
    },
    bare: { '.git': 'gitdir: elsewhere', inside: {} },
  })
  const find = (...path: string[]): string | undefined =>
    findConfig(join(folder, ...path))?.slice(folder.length + 1)
  t.equal(find('repository', 'deep', 'er'), 'repository/api-diff.config.yaml')
  t.equal(find('repository', 'own'), 'repository/own/api-diff.config.yml')
  t.equal(find('bare', 'inside'), undefined, 'what is above the repository is not looked at')
  writeFileSync(join(folder, 'repository/api-diff.config.json'), '{}')
  t.throws(() => findConfig(join(folder, 'repository')), {
    code: 'TDM_CONFIG_INVALID',
    message:
      /api-diff\.config\.json cannot be used: api-diff\.config\.yaml stands beside it; keep one of them\.$/,
  })
  mkdirSync(join(folder, 'repository/own/deep'))
  t.equal(find('repository', 'own', 'deep'), 'repository/own/api-diff.config.yml', 'the nearest counts')
})
