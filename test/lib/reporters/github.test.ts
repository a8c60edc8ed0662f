import t from 'tap'
import { formatGithub } from '../../../lib/diff/index.ts'
import { documents } from './places.ts'
import { change, hostileTexts, toReport, toTitle, warnings } from './report.ts'

interface Annotation {
  readonly command: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

/** Reads commands as the runner does: ActionCommand.TryParseV2 of actions/runner, with its table of escapes. */
function readCommands(text: string): readonly Annotation[] {
  const unescapeData = (part: string): string =>
    part.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%')
  const unescapeProperty = (part: string): string =>
    unescapeData(part.replaceAll('%3A', ':').replaceAll('%2C', ','))
  return text
    .trimEnd()
    .split(/\r\n|\r|\n/)
    .map((line) => {
      const end = line.indexOf('::', 2)
      if (!line.startsWith('::') || end < 0) throw new Error(`no command: ${line}`)
      const [, command = '', list = ''] = /^(\S+)(?: (.*))?$/.exec(line.slice(2, end)) ?? []
      const pairs = list.split(',').map((pair): [string, string] => {
        const [name = '', ...value] = pair.split('=')
        return [name, unescapeProperty(value.join('='))]
      })
      return { command, properties: Object.fromEntries(pairs), message: unescapeData(line.slice(end + 2)) }
    })
}

t.test('a finding is an annotation of the line where the revision has it', async (t) => {
  const text = formatGithub(toReport([change]), documents)
  t.equal(
    text.split('\n')[0],
    '::error file=specs/api.yaml,line=3,col=5,title=breaking%3A request-property-became-required::POST /a, POST /b, POST /c and 2 more: The property `email` in the request body became required.%0Awas fine: {"name":"Ada"}%0Anow refused: `email` is missing%0A→ Always send the property.',
  )
  t.strictSame(readCommands(text), [
    {
      command: 'error',
      properties: { file: 'specs/api.yaml', line: '3', col: '5', title: `breaking: ${change.id}` },
      message:
        'POST /a, POST /b, POST /c and 2 more: The property `email` in the request body became required.\nwas fine: {"name":"Ada"}\nnow refused: `email` is missing\n→ Always send the property.',
    },
    {
      command: 'notice',
      properties: { title: 'api-diff' },
      message: 'breaking: 1 breaking, 0 risky, 0 safe (suggested version bump: major).',
    },
  ])
})

t.test('what was in a file that the revision does not have is where the base has it', async (t) => {
  const removed = { ...change, pointer: { base: 'paths/a.yaml#/get' } }
  const gone = { ...documents, revision: { name: 'api.yaml', find: () => undefined } }
  const [first] = readCommands(formatGithub(toReport([removed]), gone))
  t.match(first?.properties, { file: 'specs/old api.yaml', line: String('paths/a.yaml#/get'.length) })
  const [near] = readCommands(formatGithub(toReport([removed]), documents))
  t.match(near?.properties, { file: 'specs/api.yaml' })
})

t.test('no more annotations than are shown, and the rest in one', async (t) => {
  const many = (['breaking', 'risky', 'safe'] as const).flatMap((severity, index) =>
    Array.from({ length: 12 + index }, () => ({ ...change, severity })),
  )
  const commands = readCommands(formatGithub(toReport(many)))
  const count = (name: string): number => commands.filter(({ command }) => command === name).length
  t.strictSame([count('error'), count('warning'), count('notice')], [10, 10, 10])
  t.strictSame(commands.at(-1), {
    command: 'notice',
    properties: { title: 'api-diff' },
    message:
      'breaking: 12 breaking, 13 risky, 14 safe (suggested version bump: major). Not shown as annotations: 2 breaking, 3 risky, 5 safe.',
  })
})

t.test('what was not compared, and what is odd about the configuration, is one more warning', async (t) => {
  const many = Array.from({ length: 12 }, () => ({ ...change, severity: 'risky' as const }))
  const commands = readCommands(formatGithub({ ...toReport(many), warnings }))
  t.equal(commands.filter(({ command }) => command === 'warning').length, 10)
  t.match(commands.at(-1)?.message, /Not shown as annotations: 0 breaking, 3 risky, 0 safe\.$/)
  const [first] = commands
  t.strictSame(first, {
    command: 'warning',
    properties: { title: 'api-diff' },
    message:
      '1 spot in the documents could not be understood, and what is there was not compared. Odd in the configuration: 1.\nbase #/paths/~1x: Odd.\nconfig #/approvals/0: The approval of @a fits no finding.',
  })
  const spots = hostileTexts.map((message) => ({
    document: 'base' as const,
    pointer: `#/${message}`,
    message,
  }))
  const [told, sum, ...others] = readCommands(formatGithub({ ...toReport([]), warnings: spots }))
  t.strictSame([told?.command, sum?.command, others], ['warning', 'notice', []], 'whatever they hold')
  t.match(told?.message, /\nand \d+ more$/)
})

t.test('where nothing changed, one notice says so', async (t) => {
  t.equal(formatGithub(toReport([])), '::notice title=api-diff::identical: nothing changed for clients.\n')
})

t.test('what a document holds is no command, and comes back as it was', async (t) => {
  for (const hostile of hostileTexts) {
    const file = `${hostile}%0A%3A,a:b.yaml`
    const revision = { name: 'x', find: () => ({ file, line: 1, column: 1 }) }
    const report = toReport([
      {
        ...change,
        operations: [{ method: 'get', path: hostile }],
        message: `${hostile} %0A %25`,
        migrate: hostile,
      },
    ])
    const commands = readCommands(formatGithub(report, { revision }))
    t.strictSame(
      commands.map(({ command }) => command),
      ['error', 'notice'],
      toTitle(hostile),
    )
    const [first] = commands
    t.ok(first?.properties.file?.endsWith('%0A%3A,a:b.yaml'))
    t.strictSame(Object.keys(first?.properties ?? {}), ['file', 'line', 'col', 'title'])
    t.match(first?.message, ' %0A %25\n')
  }
})
