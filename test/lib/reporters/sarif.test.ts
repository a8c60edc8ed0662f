import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' }
import AjvDraft04 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import t, { type Test } from 'tap'
import { formatSarif, type SarifOptions } from '../../../lib/diff/index.ts'
import { change, hostileTexts, report, toReport, toTitle } from './report.ts'
import { documents } from './places.ts'

// The schema of the standard, as Microsoft ships it.
const ajv = new AjvDraft04.default({ strict: false, unicodeRegExp: false })
addFormats.default(ajv)
const validate = ajv.compile(schema)

interface Log {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly Record<string, unknown>[] } }
      readonly invocations: readonly [{ readonly toolExecutionNotifications: readonly unknown[] }]
      readonly results: readonly Record<string, unknown>[]
    },
  ]
}

/** The run of a report, which is valid by the schema of the standard. */
function read(t: Test, changes: readonly (typeof change)[], options?: SarifOptions): Log['runs'][0] {
  const log = JSON.parse(formatSarif(toReport(changes), options)) as Log
  t.ok(validate(log), JSON.stringify(validate.errors))
  return log.runs[0]
}

t.test('a finding is a result of its rule, in the line where the revision has it', async (t) => {
  const run = read(t, [change], { ...documents, rulePages: 'https://example.com/rules/' })
  t.strictSame(run.tool.driver.rules, [
    {
      id: change.id,
      name: 'RequestPropertyBecameRequired',
      shortDescription: { text: 'A property in a request became required.' },
      fullDescription: { text: 'Clients that leave the property out are rejected.' },
      help: {
        text: 'Clients that leave the property out are rejected.\n\nWhat to do: Always send the property. As the author, keep it optional, with a default.',
        markdown:
          'Clients that leave the property out are rejected.\n\nWhat to do: Always send the property. As the author, keep it optional, with a default.',
      },
      helpUri: 'https://example.com/rules/request-property-became-required.md',
      properties: { tags: ['api', 'request'] },
    },
  ])
  t.strictSame(run.results, [
    {
      ruleId: change.id,
      ruleIndex: 0,
      level: 'error',
      message: {
        text: 'POST /a, POST /b, POST /c and 2 more: The property `email` in the request body became required.\nwas fine: {"name":"Ada"}\nnow refused: `email` is missing\nWhat to do: Always send the property.',
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'specs/api.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 5 },
          },
          logicalLocations: [
            { fullyQualifiedName: 'POST /a /requestBody/application~1json/email', kind: 'resource' },
            ...['POST /b', 'POST /c', 'POST /d', 'POST /e'].map((fullyQualifiedName) => ({
              fullyQualifiedName,
              kind: 'resource',
            })),
          ],
        },
      ],
      relatedLocations: [
        {
          id: 0,
          message: { text: 'Before' },
          physicalLocation: {
            artifactLocation: { uri: 'specs/old%20api.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, startColumn: 1 },
          },
        },
      ],
      partialFingerprints: { 'apiDiff/v1': change.fingerprint },
      properties: {
        severity: 'breaking',
        direction: 'request',
        operations: ['POST /a', 'POST /b', 'POST /c', 'POST /d', 'POST /e'],
        pointer: change.pointer,
        migrate: change.migrate,
        proof: 'witness',
        witness: change.witness,
      },
    },
  ])
})

t.test('levels follow from severities, and rules are listed once', async (t) => {
  const { tool, results } = read(t, [
    change,
    { ...change, severity: 'risky', id: 'operation-removed' },
    { ...change, severity: 'safe' },
    { ...change, id: 'rule-of-yore' },
  ])
  t.strictSame(
    results.map(({ level, ruleId, ruleIndex }) => [level, ruleId, tool.driver.rules[Number(ruleIndex)]?.id]),
    [
      ['error', change.id, change.id],
      ['warning', 'operation-removed', 'operation-removed'],
      ['note', change.id, change.id],
      ['error', 'rule-of-yore', 'rule-of-yore'],
    ],
  )
  t.equal(tool.driver.rules.length, 3)
})

t.test('without files the place is a logical one', async (t) => {
  const { results } = read(t, [{ ...change, operations: [], location: '' }])
  t.strictSame(results[0]?.locations, [
    { logicalLocations: [{ fullyQualifiedName: 'the document', kind: 'resource' }] },
  ])
  t.equal(results[0]?.relatedLocations, undefined)
})

t.test('a finding that is approved is suppressed, with the reason', async (t) => {
  const approval = { reason: 'Nobody calls it.', author: 'Ada' }
  const { results } = read(t, [change, { ...change, fingerprint: 'other', approval }])
  t.strictSame(
    results.map(({ suppressions }) => suppressions),
    [[], [{ kind: 'external', status: 'accepted', justification: 'approved by Ada: Nobody calls it.' }]],
  )
})

t.test('warnings are notifications of the run', async (t) => {
  const warnings = [{ document: 'base', pointer: '#/paths', message: 'Odd.' }] as const
  const log = JSON.parse(formatSarif({ ...report, warnings }, documents)) as Log
  t.ok(validate(log), JSON.stringify(validate.errors))
  t.strictSame(log.runs[0].invocations[0].toolExecutionNotifications, [
    {
      level: 'warning',
      message: { text: 'base #/paths: Odd.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'specs/old%20api.yaml', uriBaseId: '%SRCROOT%' },
            region: { startLine: 7, startColumn: 1 },
          },
        },
      ],
    },
  ])
})

t.test('what a document holds is neither a link nor an argument', async (t) => {
  for (const hostile of [...hostileTexts, '[[a](b)](c)', '[a\\](b) {1}']) {
    const { results } = read(t, [
      { ...change, operations: [{ method: 'get', path: hostile }], message: hostile, location: hostile },
    ])
    const { text } = results[0]?.message as { readonly text: string }
    t.notMatch(text, /(?<!\{)\{\d+\}|(?<!\\)\]\(/, toTitle(hostile))
    const log = formatSarif(toReport([{ ...change, message: `${hostile}\u009b31m\u202e` }]))
    t.notMatch(log, /(?!\n)[\p{Cc}\p{Bidi_Control}]/u, toTitle(hostile))
  }
})

t.test('a document at a URL is named by that, and not as a file of the repository', async (t) => {
  const file = 'https://example.com/old%20api.yaml?v=1'
  const find = () => ({ file, line: 1, column: 1 })
  const log = JSON.parse(formatSarif(report, { revision: { name: file, find } })) as Log
  t.ok(validate(log), JSON.stringify(validate.errors))
  t.match(log.runs[0].results, [{ locations: [{ physicalLocation: { artifactLocation: { uri: file } } }] }])
  t.notMatch(JSON.stringify(log.runs[0].results), 'uriBaseId')
})
