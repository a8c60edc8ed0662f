import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'
import ts from 'typescript'

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
  t.equal(expected.length, 5)
  const surplus = join(folder, 'surplus.ts')
  const told = compile(new Map([...bare, [surplus, '// @ts-expect-error\nexport const right: number = 1\n']]))
  t.same([...new Set(told.map(({ place }) => place))].sort(), [...expected, `${surplus}:1`].sort())
  t.same(
    told.filter(({ place }) => place === `${surplus}:1`).map(({ text }) => text),
    ["Unused '@ts-expect-error' directive."],
  )
})

t.test('errors say what is wrong in words that a user knows', async (t) => {
  const all = Object.keys(snippets)
  const sources = all.map((snippet, index) => [join(folder, `snippet-${index}.ts`), snippet] as const)
  const told = compile(
    new Map(sources.map(([file, snippet]) => [file, `${preamble}export const told = ${snippet}\n`])),
  )
  t.same(
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

interface Told {
  readonly place: string
  readonly text: string
}

/** What the compiler says of files that need not be on the disk, in the settings of the project. */
function compile(sources: ReadonlyMap<string, string>): readonly Told[] {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
    config: unknown
  }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd())
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
