import t from 'tap'
import { formatJson, formatText } from '../../../lib/diff/index.ts'
import type { Change } from '../../../lib/diff/types.ts'
import { change, report, toReport } from './report.ts'

t.test('a finding is told with its operations, its example and what to do', async (t) => {
  t.equal(
    formatText(report),
    `breaking: 1 breaking, 0 risky, 0 safe (suggested version bump: major)

BREAKING
  POST /a, POST /b, POST /c and 2 more
    request-property-became-required /requestBody/application~1json/email
      The property \`email\` in the request body became required.
      was fine: {"name":"Ada"}
      now refused: \`email\` is missing
      → Always send the property.
`,
  )
})

t.test('an example of a response is told from the side of those who receive it', async (t) => {
  const witness = { value: null, validIn: 'revision', invalidIn: 'base' } as const
  const lines = formatText(toReport([{ ...change, witness }])).split('\n')
  t.strictSame(lines.slice(6, 8), [
    '      may come now: null',
    '      ruled out before: the schema of the base rejects it',
  ])
})

t.test('what was approved is marked with its reason, and what was left out is counted', async (t) => {
  const approval = { reason: 'Nobody calls\nit.', author: 'Ada', until: '2027-01-31' }
  const { witness: _, ...plain } = change
  t.equal(
    formatText({
      ...report,
      verdict: 'safe',
      summary: { breaking: 0, risky: 0, safe: 0 },
      approved: 1,
      leftOut: [{ method: 'get', path: '/internal' }],
      changes: [{ ...plain, operations: [], approval }],
    }),
    `safe: 0 breaking, 0 risky, 0 safe, 1 approved (suggested version bump: major); left out by the filter: 1 operation

BREAKING
  the document
    request-property-became-required /requestBody/application~1json/email
      The property \`email\` in the request body became required.
      approved by Ada until 2027-01-31: Nobody calls\\u000ait.
      → Always send the property.
`,
  )
})

t.test('findings about the same operations stand under one heading', async (t) => {
  const other = { ...change, operations: [], id: 'document-info-changed', location: '' }
  const text = formatText(toReport([change, other, { ...change, id: 'request-type-changed' }]))
  t.strictSame(
    text.split('\n').filter((line) => /^ {2,4}\S/.test(line)),
    [
      '  POST /a, POST /b, POST /c and 2 more',
      '    request-property-became-required /requestBody/application~1json/email',
      '    request-type-changed /requestBody/application~1json/email',
      '  the document',
      '    document-info-changed',
    ],
  )
})

t.test('quiet prints the headline and the warnings, of which ten are shown', async (t) => {
  const warnings = Array.from({ length: 12 }, (_, index) => ({
    document: 'base' as const,
    pointer: `#/${index}`,
    message: 'Odd.',
  }))
  const lines = formatText({ ...report, warnings }, { quiet: true })
    .trimEnd()
    .split('\n')
  t.equal(lines.length, 12)
  t.equal(lines[1], 'warning base #/0: Odd.')
  t.equal(lines[11], 'warning and 2 more (--verbose shows them)')
  t.equal(formatText({ ...report, warnings }, { quiet: true, verbose: true }).split('\n').length, 14)
})

t.test('of safe findings ten are shown; verbose shows all, and all that is known of each', async (t) => {
  const safe = Array.from({ length: 12 }, (_, index) => ({
    ...change,
    id: 'operation-added',
    severity: 'safe' as const,
    operations: [{ method: 'get', path: `/${index}` }],
    location: '',
    message: 'The operation was added.',
  }))
  const lines = formatText(toReport(safe)).trimEnd().split('\n')
  t.equal(lines.filter((line) => line.startsWith('  GET /')).length, 10)
  t.equal(lines.filter((line) => line.includes('operation-added')).length, 1, 'told once for all of them')
  t.equal(lines.at(-1), '  and 2 more (--verbose shows them)')
  t.notMatch(lines.join('\n'), '→', 'nothing has to be done')
  const all = formatText(toReport(safe), { verbose: true })
  t.equal(all.match(/operation-added/g)?.length, 12)
  t.equal(
    formatText(report, { verbose: true }),
    `breaking: 1 breaking, 0 risky, 0 safe (suggested version bump: major)

BREAKING
  POST /a
  POST /b
  POST /c
  POST /d
  POST /e
    request-property-became-required /requestBody/application~1json/email
      The property \`email\` in the request body became required.
      was fine: {"name":"Ada"}
      now refused: \`email\` is missing
      → Always send the property.
      base #/a
      revision #/b
      fingerprint 0123456789abcdef, proof: witness
`,
  )
})

t.test('what is long is cut, unless all is asked for', async (t) => {
  const long = toReport([
    { ...change, witness: { value: 'x'.repeat(1000), validIn: 'base', invalidIn: 'revision' } },
  ])
  t.ok(formatText(long).split('\n').every((line) => line.length < 450)) // prettier-ignore
  t.match(formatText(long, { verbose: true }), `"${'x'.repeat(1000)}"`)
})

t.test('colours are used on demand only', async (t) => {
  t.notMatch(formatText(report), '\u001b')
  t.match(formatText(report, { color: true }), '\u001b[31;1mbreaking\u001b[0m: 1 breaking, 0 risky')
  // eslint-disable-next-line no-control-regex
  t.equal(formatText(report, { color: true }).replace(/\u001b\[[\d;]+m/g, ''), formatText(report))
})

t.test('a document cannot write to the terminal', async (t) => {
  const hostile = '\u001b[2J\u202e\u0007\n'
  const text = formatText(
    {
      ...toReport([
        {
          ...change,
          operations: [{ method: 'get', path: `/${hostile}` }],
          location: hostile,
          pointer: { base: hostile, revision: hostile },
          message: hostile,
          migrate: hostile,
          witness: { value: hostile, validIn: 'base', invalidIn: 'revision', reason: hostile },
        },
      ]),
      warnings: [{ document: 'base', pointer: hostile, message: hostile }],
    },
    { verbose: true },
  )
  t.strictSame(
    text.match(/[\p{Cc}\p{Bidi_Control}]/gu)?.filter((control) => control !== '\n'),
    [],
  )
  t.match(text, String.raw`GET /\u001b[2J\u202e\u0007\u000a`)
})

t.test('JSON is the report itself', async (t) => {
  t.strictSame(JSON.parse(formatJson(report)), report)
  t.ok(formatJson(report).endsWith('}\n'))
})

t.test('JSON says the same where it spells what would act on a terminal', async (t) => {
  const hostile = { ...report, changes: [{ ...change, message: '\u001b[2J\u202e\u009b31m\u007f\u2028\n"' }] }
  const json = formatJson(hostile)
  t.notMatch(json, /(?!\n)[\p{Cc}\p{Bidi_Control}\u2028]/u)
  t.strictSame(JSON.parse(json), hostile)
})

t.test('operations of which the same is told stand together, above what is told', async (t) => {
  const { witness: _, ...plain } = change
  const removed = (path: string, message = 'The operation was removed.'): Change => ({
    ...plain,
    id: 'operation-removed',
    location: '',
    operations: [{ method: 'get', path }],
    message,
  })
  const inBody = { ...removed('/d'), location: '/responses/200/application~1json/a' }
  const again = { ...inBody, operations: [{ method: 'get', path: '/e' }] }
  const shown = toReport([
    removed('/a'),
    removed('/b', 'It was removed too early.'),
    removed('/c'),
    inBody,
    again,
  ])
  const lines = formatText(shown).split('\n').slice(3)
  t.strictSame(
    lines.filter((line) => /^ {2}\S/.test(line)),
    ['  GET /a', '  GET /c', '  GET /b', '  GET /d', '  GET /e'],
  )
  t.equal(lines.filter((line) => line.includes('The operation was removed.')).length, 3)
  t.equal(formatText(shown, { verbose: true }).match(/The operation was removed\./g)?.length, 4)
})
