import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'
import ts from 'typescript'

/** What a user's project may say otherwise than this one: TypeScript reads optional fields in two ways. */
const settings: readonly ts.CompilerOptions[] = [{}, { exactOptionalPropertyTypes: false }]
const folder = resolve('test/types')
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join(folder, name))
/** The compiler's number for `No overload matches this call.` */
const noOverload = 2769
const expectation = /^\s*\/\/ @ts-expect-error.*$/

/** What snippets begin with: a user's schemas and a timeline. */
const preamble = `
import { z } from 'zod'
import { before, defineChange, defineTimeline, addField, mapEnum, renameField, retypeField, type VersionOf } from '../../lib/index.ts'
const User = z.object({ id: z.int(), name: z.string(), state: z.enum(['on', 'off']) }).meta({ id: 'User' })
const names = defineChange({ summary: 'N.', operations: [renameField(User, 'title', 'name')] })
const timeline = defineTimeline({ scheme: 'integer', versions: [{ name: '2', aliases: ['v2'], changes: [names] }, { name: '1' }] })
const now = { id: 1, name: 'n', state: 'on' } as const
`

/** What a user is told, by what was written. */
const snippets: Readonly<Record<string, string>> = {
  "renameField(User, 'title', 'nam')":
    'Argument of type \'"nam"\' is not assignable to parameter of type \'"id" | "name" | "state"\'.',
  "renameField(before(User, names), 'first', 'name')":
    'Argument of type \'"name"\' is not assignable to parameter of type \'"id" | "state" | "title"\'.',
  "retypeField(User, 'id', { old: z.string(), upgrade: (old) => old, downgrade: String })":
    "Type 'string' is not assignable to type 'number'.",
  "addField(User, 'id', { upgrade: '1' })":
    'Type \'string\' is not assignable to type \'FieldSource<{ name: string; state: "off" | "on"; }, number> | undefined\'.',
  "timeline.downgrade(User, now, '3')":
    'Argument of type \'"3"\' is not assignable to parameter of type \'"1" | "2" | "v2"\'.',
  "timeline.upgrade(User, now, '1')":
    'Argument of type \'{ readonly id: 1; readonly name: "n"; readonly state: "on"; }\' is not assignable to parameter of type \'{ id: number; state: "off" | "on"; title: string; }\'.',
  "null as VersionOf<typeof timeline, typeof User, '3'>":
    'Type \'"3"\' does not satisfy the constraint \'"1" | "2" | "v2"\'.',
}

t.test('what is expected not to compile does not, and an expectation too many is told', async (t) => {
  const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]))
  const bare = new Map(
    [...texts].map(([file, text]) => [
      file,
      text
        .split('\n')
        .map((line) => (expectation.test(line) ? '//' : line))
        .join('\n'),
    ]),
  )
  const expected = [...texts].flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => (expectation.test(line) ? [`${file}:${index + 2}`] : [])),
  )
  t.equal(expected.length, 10)
  const surplus = join(folder, 'surplus.ts')
  const sources = new Map([...bare, [surplus, '// @ts-expect-error\nexport const right: number = 1\n']])
  for (const setting of settings) {
    const told = compile(sources, setting)
    t.strictSame(
      [...new Set(told.map(({ place }) => place))].sort(),
      [...expected, `${surplus}:1`].sort(),
      JSON.stringify(setting),
    )
    t.strictSame(
      told.filter(({ place }) => place === `${surplus}:1`).map(({ text }) => text),
      ["Unused '@ts-expect-error' directive."],
    )
  }
})

t.test('errors say what is wrong in words that a user knows', async (t) => {
  const all = Object.keys(snippets)
  const sources = all.map((snippet, index) => [join(folder, `snippet-${index}.ts`), snippet] as const)
  const told = compile(
    new Map(sources.map(([file, snippet]) => [file, `${preamble}export const told = ${snippet}\n`])),
  )
  t.strictSame(
    Object.fromEntries(
      sources.map(([file, snippet]) => [
        snippet,
        told
          .filter(({ place }) => place.startsWith(`${file}:`))
          .map(({ text }) => text)
          .join('\n'),
      ]),
    ),
    snippets,
  )
})

/** What is right, and the same with one thing wrong in it: a field, the type of a value, or the direction. */
const pairs: readonly (readonly [right: string, wrong: string])[] = [
  ["addField(User, 'name', { upgrade: 'x' })", "addField(User, 'nam', { upgrade: 'x' })"],
  ["addField(User, 'id', { upgrade: () => 1 })", "addField(User, 'id', { upgrade: () => 'x' })"],
  [
    "addField(User, 'id', { upgrade: (old) => old.name.length })",
    "addField(User, 'id', { upgrade: (old) => old.id })",
  ],
  [
    "changeDefault(User, 'state', { old: 'on', current: 'off' })",
    "changeDefault(User, 'state', { old: 'no', current: 'off' })",
  ],
  [
    'changeErrorShape({ old: Old, current: z.object({ at: When }), downgrade: ({ at }) => ({ n: at.length }) })',
    'changeErrorShape({ old: Old, current: z.object({ at: When }), downgrade: ({ at }) => ({ n: at.getTime() }) })',
  ],
  [
    'changeErrorShape({ old: Old, current: Type.Object({ n: Type.Integer() }), downgrade: ({ n }) => ({ n }) })',
    'changeErrorShape({ old: Old, current: Type.Object({ n: Type.Integer() }), downgrade: ({ m }) => ({ n: m }) })',
  ],
  [
    'custom(User, { old: Old, upgrade: () => user, downgrade: () => ({ n: 1 }) })',
    'custom(User, { old: Old, upgrade: () => ({ n: 1 }), downgrade: () => user })',
  ],
  ["makeOptional(User, 'note', { downgrade: 'x' })", "makeOptional(User, 'note', { downgrade: 1 })"],
  ["makeRequired(User, 'id', { upgrade: 1 })", "makeRequired(User, 'ids', { upgrade: 1 })"],
  [
    "mapEnum(User, 'state', { pairs: [[1, 'on'], [0, 'off']] })",
    "mapEnum(User, 'state', { pairs: [['on', 1], ['off', 0]] })",
  ],
  [
    "mergeFields(User, 'name', { old: { a: z.string() }, merge: ({ a }) => a, split: (a) => ({ a }) })",
    "mergeFields(User, 'name', { old: { a: z.string() }, merge: ({ b }) => b, split: (a) => ({ a }) })",
  ],
  ["moveField(User, 'zip', 'address.zip')", "moveField(User, 'zip', 'address.nip')"],
  ["nestFields(User, ['zip'], 'address')", "nestFields(User, ['nip'], 'address')"],
  [
    "removeField(User, 'x', { old: z.int(), downgrade: (user) => user.id })",
    "removeField(User, 'x', { old: z.int(), downgrade: (user) => user.name })",
  ],
  ["renameField(User, 'old', 'name')", "renameField(User, 'name', 'old')"],
  [
    "renameField(queryOf('GET /a', User), 'old', 'name')",
    "renameField(queryOf('GET /a', User), 'old', 'nam')",
  ],
  [
    "retypeField(User, 'id', { old: z.string(), upgrade: Number, downgrade: String })",
    "retypeField(User, 'id', { old: z.string(), upgrade: String, downgrade: Number })",
  ],
  [
    "retypeField(User, 'id', z.codec(z.string(), z.int(), { decode: Number, encode: String }))",
    "retypeField(User, 'id', z.codec(z.int(), z.string(), { decode: String, encode: Number }))",
  ],
  [
    "splitField(User, 'x', { old: z.string(), into: ['name'], split: (x) => ({ name: x }), merge: ({ name }) => name })",
    "splitField(User, 'x', { old: z.string(), into: ['nam'], split: (x) => ({ nam: x }), merge: ({ nam }) => nam })",
  ],
  ["unnestFields(User, 'inner', ['id', 'name'])", "unnestFields(User, 'inner', ['id', 'nam'])"],
  [
    "wrapBody(responseOf('GET /a', { schema: List }), { into: 'data' })",
    "wrapBody(responseOf('GET /a', { schema: List }), { into: 'date' })",
  ],
  [
    "before(User, renameField(User, 'old', 'name') && defineChange({ summary: 'N.', operations: [renameField(User, 'old', 'name')] }))",
    "before(User, renameField(User, 'old', 'name'))",
  ],
  ["renameField(User.readonly(), 'x', 'name')", "renameField(User.nullable(), 'x', 'name')"],
  ["renameField(z.lazy(() => User), 'x', 'name')", "renameField(z.union([User, Same]), 'x', 'name')"],
  [
    "renameField(z.intersection(User, Old), 'x', 'n')",
    "renameField(z.discriminatedUnion('state', [User, Other]), 'x', 'state')",
  ],
  ["renameField([User, Same], 'x', 'name')", "renameField([User, z.array(User)], 'x', 'length')"],
  ["moveField(Same, 'zip', 'address.zip')", "moveField(z.union([Same]), 'zip', 'address.zip')"],
  [
    "removeField(Same, 'x', { old: Old.optional() })",
    "removeField(z.union([Same]), 'x', { old: Old.optional() })",
  ],
  [
    "renameField(Type.Object({ n: Type.Null() }), 'x', 'n')",
    "renameField(Type.Union([Type.Object({ n: Type.Null() })]), 'x', 'n')",
  ],
  ["renameField(Same, 'x', 'name')", "renameField(z.record(z.string(), User), 'x', 'name')"],
  [
    "renameField(Type.Object({ n: Type.Null() }), 'x', 'n')",
    "renameField(Type.Record(Type.String(), Type.Null()), 'x', 'n')",
  ],
  ["renameField(Same, 'x', 'name')", "renameField(z.enum(['on']), 'x', 'length')"],
  ["timeline.downgrade(User, user, '1')", "timeline.upgrade(User, user, '1')"],
]

t.test('a wrong field, a wrong value and a wrong direction do not compile, in any operation', async (t) => {
  const begin = `
import { Type } from '@fastify/type-provider-typebox'
import { z } from 'zod'
import * as all from '../../lib/index.ts'
const { addField, before, changeDefault, changeErrorShape, custom, defineChange, defineTimeline, makeOptional, makeRequired, mapEnum, mergeFields, moveField, nestFields, queryOf, removeField, renameField, responseOf, retypeField, splitField, unnestFields, wrapBody } = all
const User = z.object({ id: z.int(), name: z.string(), note: z.string().optional(), state: z.enum(['on', 'off']), address: z.object({ zip: z.string(), city: z.string() }) }).meta({ id: 'User' })
const Old = z.object({ n: z.int() })
const When = z.codec(z.iso.datetime(), z.date(), { decode: (text) => new Date(text), encode: (date) => date.toISOString() })
const Same = z.object({ name: z.string(), address: User.shape.address }).meta({ id: 'Same' })
const Other = z.object({ state: z.literal('gone') })
const List = z.object({ data: z.array(User) })
const user = { id: 1, name: 'n', state: 'on', address: { zip: 'z', city: 'c' } } as const
const timeline = defineTimeline({ scheme: 'integer', versions: [{ name: '2', changes: [defineChange({ summary: 'N.', operations: [renameField(User, 'title', 'name')] })] }, { name: '1' }] })
`
  const sources = pairs.flatMap((pair, index) =>
    pair.map(
      (text, side) =>
        [join(folder, `pair-${index}-${side}.ts`), `${begin}export const told: unknown = ${text}\n`] as const,
    ),
  )
  const told = compile(new Map(sources))
  t.strictSame(
    pairs.map((pair, index) =>
      pair.map((_, side) =>
        told.some(({ place }) => place.startsWith(`${join(folder, `pair-${index}-${side}.ts`)}:`)),
      ),
    ),
    pairs.map(() => [false, true]),
    pairs.map(([right]) => right).join(),
  )
})

interface Told {
  readonly place: string
  readonly text: string
}

/** What the compiler says of files that need not be on the disk, in the settings of the project, or others. */
function compile(sources: ReadonlyMap<string, string>, setting: ts.CompilerOptions = {}): readonly Told[] {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
    config: unknown
  }
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd())
  const options = { ...parsed.options, ...setting }
  const host = ts.createCompilerHost(options)
  const [readFile, fileExists] = [host.readFile.bind(host), host.fileExists.bind(host)]
  host.readFile = (path) => sources.get(path) ?? readFile(path)
  host.fileExists = (path) => sources.has(path) || fileExists(path)
  const program = ts.createProgram({ rootNames: [...sources.keys()], options, host })
  return [...sources.keys()].flatMap((file) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(file))
      .map(({ start = 0, messageText, file: at }) => ({
        place: `${file}:${(at?.getLineAndCharacterOfPosition(start).line ?? 0) + 1}`,
        text: firstLine(messageText),
      })),
  )
}

/** What an editor shows first; of overloads, what is said of the last one. */
function firstLine(message: string | ts.DiagnosticMessageChain): string {
  if (typeof message === 'string') return inOrder(message)
  const last = message.next?.at(-1)
  return message.code === noOverload && last !== undefined
    ? firstLine(last.next?.[0] ?? last)
    : inOrder(message.messageText)
}

/** The compiler writes the members of unions and objects as it has come across them, here or elsewhere. */
function inOrder(text: string): string {
  const sort = (separator: string) => (list: string) => list.split(separator).sort().join(separator)
  return text.replace(/"[^"]*"(?: \| "[^"]*")+/g, sort(' | ')).replace(/(?<=\{ )[^{}]*(?=; \})/g, sort('; '))
}
