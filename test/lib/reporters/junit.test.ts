import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { validateXML } from 'xmllint-wasm'
import { formatJunit, type DiffReport, type JunitOptions } from '../../../lib/diff/index.ts'
import { documents } from './places.ts'
import { change, hostileTexts, toReport, toTitle } from './report.ts'

// What Jenkins takes: junit-10.xsd of its xUnit plugin, whose licence stands in it.
const schema = readFileSync(join(import.meta.dirname, 'junit-10.xsd'), 'utf8')

/** Asks xmllint whether texts are valid by the schema. */
async function validate(t: Test, texts: readonly string[]): Promise<void> {
  const xml = texts.map((contents, index) => ({ fileName: `${index}.xml`, contents }))
  const { valid, errors } = await validateXML({ xml, schema: [schema] })
  t.ok(valid, errors.map(({ message }) => message).join('\n'))
}

/** The report as XML, which is valid by the schema. */
async function format(t: Test, report: DiffReport, options?: JunitOptions): Promise<string> {
  const xml = formatJunit(report, options)
  await validate(t, [xml])
  return xml
}

const risky = { ...change, severity: 'risky', id: 'response-enum-value-added' } as const
const safe = { ...change, severity: 'safe', operations: [{ method: 'get', path: '/v1.2/x' }] } as const

t.test('operations are suites, findings are cases, and what breaks is a failure', async (t) => {
  const xml = await format(t, toReport([change, risky, safe]), documents)
  t.equal(
    xml,
    `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="api-diff" tests="4" failures="1">
<testsuite name="api-diff" tests="1" failures="0" skipped="0">
<testcase classname="api-diff" name="The documents were compared">
<system-out>breaking: 1 breaking, 1 risky, 1 safe (suggested version bump: major)</system-out>
</testcase>
</testsuite>
<testsuite name="POST /a and 4 more" tests="2" failures="1" skipped="1">
<testcase classname="POST /a and 4 more" name="request-property-became-required /requestBody/application~1json/email" file="specs/api.yaml" line="3">
<failure type="breaking" message="The property \`email\` in the request body became required.">The property \`email\` in the request body became required.
was fine: {"name":"Ada"}
now refused: \`email\` is missing
→ Always send the property.
operations: POST /a, POST /b, POST /c, POST /d, POST /e
base: #/a
revision: #/b
fingerprint: 0123456789abcdef</failure>
</testcase>
<testcase classname="POST /a and 4 more" name="response-enum-value-added /requestBody/application~1json/email" file="specs/api.yaml" line="3">
<skipped type="risky" message="The property \`email\` in the request body became required.">The property \`email\` in the request body became required.
was fine: {"name":"Ada"}
now refused: \`email\` is missing
→ Always send the property.
operations: POST /a, POST /b, POST /c, POST /d, POST /e
base: #/a
revision: #/b
fingerprint: 0123456789abcdef</skipped>
</testcase>
</testsuite>
<testsuite name="GET /v1.2/x" tests="1" failures="0" skipped="0">
<testcase classname="GET /v1․2/x" name="request-property-became-required /requestBody/application~1json/email" file="specs/api.yaml" line="3">
<system-out>The property \`email\` in the request body became required.
was fine: {"name":"Ada"}
now refused: \`email\` is missing
base: #/a
revision: #/b
fingerprint: 0123456789abcdef</system-out>
</testcase>
</testsuite>
</testsuites>
`,
  )
})

t.test('risky findings fail where they are to', async (t) => {
  const xml = await format(t, toReport([risky]), { failOn: 'risky' })
  t.match(xml, /<testsuites name="api-diff" tests="2" failures="1">/)
  t.match(xml, /<failure type="risky"/)
  t.notMatch(xml, /<skipped/)
})

t.test('where nothing changed, one case says so', async (t) => {
  const xml = await format(t, toReport([]))
  t.match(xml, /<testsuites name="api-diff" tests="1" failures="0">/)
  t.match(xml, /<system-out>identical: nothing changed for clients<\/system-out>/)
})

t.test('two cases of one suite never have the same name', async (t) => {
  const xml = await format(t, toReport([change, { ...change, fingerprint: 'other' }]))
  const names = [...xml.matchAll(/<testcase [^>]*name="([^"]*)"/g)].map(([, name]) => name)
  t.equal(new Set(names).size, 3)
})

t.test('the cases of a suite of thousands are named in one pass', async (t) => {
  const changes = Array.from({ length: 30_000 }, (_, index) => ({
    ...change,
    location: `/p${String(index)}`,
  }))
  const start = process.cpuUsage()
  // Its validator has no room for so many.
  const xml = formatJunit(toReport(changes))
  t.equal(xml.match(/<testcase /g)?.length, 30_001)
  // With the square of their number it is minutes.
  t.ok(process.cpuUsage(start).user < 10_000_000)
})

t.test('what a document holds is text, and nothing that XML cannot hold is left', async (t) => {
  const texts: string[] = []
  for (const hostile of hostileTexts) {
    const report = toReport([
      {
        ...change,
        operations: [{ method: 'get', path: hostile }],
        location: hostile,
        message: hostile,
        migrate: hostile,
        pointer: { base: hostile, revision: hostile },
        witness: { value: hostile, validIn: 'base', invalidIn: 'revision', reason: hostile },
      },
    ])
    const xml = formatJunit({
      ...report,
      warnings: [{ document: 'base', pointer: hostile, message: hostile }],
    })
    texts.push(xml)
    t.notMatch(xml, /(?!\n)[\p{Cc}\p{Bidi_Control}]|^\s*::/mu, toTitle(hostile))
    const elements = [...xml.matchAll(/<([a-z-]+)/g)].map(([, name]) => name)
    t.strictSame(
      elements,
      ['testsuites', 'testsuite', 'testcase', 'system-out', 'system-err', 'testsuite', 'testcase', 'failure'],
      toTitle(hostile),
    )
  }
  await validate(t, texts)
})
