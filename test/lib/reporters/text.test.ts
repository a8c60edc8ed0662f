import t from 'tap'
import { formatJson, formatText, type Change, type DiffReport } from '../../../lib/diff/index.ts'

const change: Change = {
  id: 'request-property-became-required',
  severity: 'breaking',
  direction: 'request',
  operations: ['/a', '/b', '/c', '/d', '/e'].map((path) => ({ method: 'post', path })),
  location: '/requestBody/application~1json/email',
  pointer: { base: '#/a', revision: '#/b' },
  message: 'The property `email` in the request body became required.',
  migrate: 'Always send the property.',
  fingerprint: '0123456789abcdef',
  proof: 'witness',
  witness: { value: { name: 'Ada' }, validIn: 'base', invalidIn: 'revision' },
}
const report: DiffReport = {
  verdict: 'breaking',
  suggestedBump: 'major',
  summary: { breaking: 1, risky: 0, safe: 0 },
  changes: [change],
  warnings: [],
}

t.test('a finding is told with its operations, its example and what to do', async (t) => {
  t.equal(
    formatText(report),
    `breaking: 1 breaking, 0 risky, 0 safe (suggested version bump: major)

BREAKING
  POST /a, POST /b, POST /c and 2 more
    request-property-became-required /requestBody/application~1json/email
      The property \`email\` in the request body became required.
      the base accepts, the revision rejects:
        {"name":"Ada"}
      → Always send the property.
`,
  )
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
  const text = formatText({ ...report, changes: [change, { ...change, id: 'request-type-changed' }] })
  t.equal(text.split('POST /a').length, 2)
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
  t.equal(lines[11], 'warning and 2 more (all are in the JSON report)')
})

t.test('colours are used on demand only', async (t) => {
  t.notMatch(formatText(report), '\u001b')
  t.match(formatText(report, { color: true }), '\u001b[31;1mbreaking\u001b[0m')
})

t.test('a document cannot write to the terminal', async (t) => {
  const hostile = '\u001b[2J\u202e\u0007\n'
  const text = formatText({
    ...report,
    changes: [
      {
        ...change,
        operations: [{ method: 'get', path: `/${hostile}` }],
        location: hostile,
        message: hostile,
        witness: { value: hostile, validIn: 'base', invalidIn: 'revision' },
      },
    ],
    warnings: [{ document: 'base', pointer: hostile, message: hostile }],
  })
  t.same(
    text.match(/[\p{Cc}\p{Bidi_Control}]/gu)?.filter((control) => control !== '\n'),
    [],
  )
  t.match(text, String.raw`GET /\u001b[2J\u202e\u0007\u000a`)
})

t.test('JSON is the report itself', async (t) => {
  t.same(JSON.parse(formatJson(report)), report)
  t.ok(formatJson(report).endsWith('}\n'))
})
