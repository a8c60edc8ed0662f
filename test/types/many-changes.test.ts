import { join, resolve } from 'node:path'
import t from 'tap'
import ts from 'typescript'

const fields = Array.from({ length: 20 }, (_, index) => `f${index}`)

/** A timeline of changes, each of which is told what is newer than it, and the type of what is oldest. */
function writeTimeline(length: number): string {
  const names = Array.from({ length }, (_, index) => `c${index}`)
  const changes = names.map((name, index) => {
    const target = index === 0 ? 'User' : `before(User, ${names.slice(0, index).join(', ')})`
    const current = index < fields.length ? `f${index}` : `o${index - fields.length}`
    return `const ${name} = defineChange({ summary: 'N.', operations: [renameField(${target}, 'o${index}', '${current}')] })`
  })
  const versions = names.map((name, index) => `{ name: '${length + 1 - index}', changes: [${name}] }`)
  return `
import { z } from 'zod'
import { before, defineChange, defineTimeline, renameField, type VersionOf } from '../../lib/index.ts'
const Address = z.object({ street: z.string() }).meta({ id: 'Address' })
const User = z.object({ home: Address, ${fields.map((field) => `${field}: z.string()`).join(', ')} }).meta({ id: 'User' })
${changes.join('\n')}
const timeline = defineTimeline({ scheme: 'integer', versions: [${versions.join(', ')}, { name: '1' }] })
export const right: string = null as unknown as VersionOf<typeof timeline, typeof User, '1'>['o${length - 1}']
export const wrong: number = null as unknown as VersionOf<typeof timeline, typeof User, '1'>['o${length - 1}']
`
}

/** What the compiler says of a file that is not on the disk, and how many types it had to make for it. */
function compile(text: string): { readonly told: readonly string[]; readonly types: number } {
  const file = join(resolve('test/types'), 'generated.ts')
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
    config: unknown
  }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd())
  const host = ts.createCompilerHost(options)
  const [readFile, fileExists] = [host.readFile.bind(host), host.fileExists.bind(host)]
  host.readFile = (path) => (path === file ? text : readFile(path))
  host.fileExists = (path) => path === file || fileExists(path)
  const program = ts.createProgram({ rootNames: [file], options, host })
  const told = program
    .getSemanticDiagnostics(program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
  const count = Reflect.get(program, 'getInstantiationCount') as () => number
  return { told, types: count() }
}

t.test(
  'the types of many changes that know of each other take little more than those of a few',
  async (t) => {
    const [few, many] = [20, 60].map((length) => compile(writeTimeline(length)))
    const told = ["Type 'string' is not assignable to type 'number'."]
    t.strictSame([few?.told, many?.told], [told, told])
    const ratio = (many?.types ?? Infinity) / (few?.types ?? 0)
    t.ok(ratio < 5, `three times the changes take ${ratio.toFixed(1)} times the types`)
  },
)
