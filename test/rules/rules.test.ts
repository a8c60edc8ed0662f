import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import t from 'tap'
import { diffDocuments, type DiffReport } from '../../lib/diff/index.ts'
import type { Rule } from '../../lib/rules/define-rule.ts'
import { rules } from '../../lib/rules/index.ts'
import { schemaFactKinds } from '../../lib/schema/index.ts'
import { renderRuleDoc, renderRuleList } from '../repo/render-rule-doc.ts'
import { readFixtureOptions } from '../repo/render-rule-examples.ts'
import { validateDocument } from '../lib/openapi/validate-document.ts'

const root = join(import.meta.dirname, '../..')
const fixtures = readdirSync(join(root, 'test/rules'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
const read = (id: string, name: string): unknown =>
  load(readFileSync(join(root, 'test/rules', id, name), 'utf8'))

const summarise = (report: DiffReport): unknown =>
  report.changes.map(({ id, severity, location, message }) => ({ id, severity, location, message }))

t.test('every rule has its fixture, and every fixture its rule', async (t) => {
  t.strictSame(
    fixtures.sort(),
    rules.map((rule) => rule.id),
  )
})

t.test('every fixture gives exactly the findings that it expects, over all rules', async (t) => {
  for (const id of fixtures) {
    const expected: unknown = JSON.parse(readFileSync(join(root, 'test/rules', id, 'expected.json'), 'utf8'))
    const options = readFixtureOptions(join(root, 'test/rules', id))
    const report = diffDocuments(read(id, 'base.yaml'), read(id, 'revision.yaml'), options)
    t.strictSame(summarise(report), expected, id)
    t.ok(
      report.changes.some((change) => change.id === id),
      `${id} is among them`,
    )
  }
})

t.test('a document against itself gives nothing', async (t) => {
  for (const id of fixtures) {
    for (const name of ['base.yaml', 'revision.yaml']) {
      const report = diffDocuments(read(id, name), read(id, name), { strict: true })
      t.strictSame([report.verdict, report.changes], ['identical', []], `${id}/${name}`)
    }
  }
})

/** What cannot be decided is shown with a reference that leads nowhere: the only fixtures that are not valid. */
const dangling = ['request-schema-undecided', 'response-schema-undecided']

t.test('every fixture is a valid OpenAPI document', async (t) => {
  for (const id of fixtures) {
    for (const name of ['base.yaml', 'revision.yaml']) {
      const { errors } = await validateDocument(read(id, name))
      const expected =
        dangling.includes(id) && name === 'revision.yaml'
          ? "Can't resolve #/components/schemas/Name"
          : undefined
      t.strictSame(errors, expected, `${id}/${name}`)
    }
  }
})

t.test('every rule has a page that shows its fixture', async (t) => {
  const pages = readdirSync(join(root, 'docs/rules')).filter((name) => name !== 'README.md')
  t.strictSame(pages.sort(), rules.map((rule) => `${rule.id}.md`).sort())
  for (const rule of rules) {
    const page = readFileSync(join(root, 'docs/rules', `${rule.id}.md`), 'utf8')
    t.equal(page, renderRuleDoc(rule, root), rule.id)
  }
  t.equal(readFileSync(join(root, 'docs/rules/README.md'), 'utf8'), renderRuleList(), 'the list of the rules')
})

t.test('every rule about messages has a mirror in the other direction, or says why not', async (t) => {
  for (const rule of rules) {
    const mirror = toMirror(rule)
    if (mirror === undefined) continue
    t.not(
      rules.some(({ id }) => id === mirror),
      rule.noMirror !== undefined,
      rule.id,
    )
  }
})

t.test('no rule about messages has a severity of its own', async (t) => {
  for (const rule of rules) if (toMirror(rule) !== undefined) t.equal(rule.severity, undefined, rule.id)
})

t.test('every kind of fact about schemas has one rule in each direction', async (t) => {
  const required = ['required-property-added', 'required-property-removed']
  // Told by what became of the promise, which has no direction.
  const promises = ['sunset-changed', 'stability-changed']
  const kinds = Object.keys(schemaFactKinds).filter((kind) => !promises.includes(kind))
  for (const kind of [...kinds, ...required]) {
    for (const direction of ['request', 'response']) {
      const takers = rules.filter((rule) => listKinds(rule).includes(`${direction}-${kind}`))
      t.equal(takers.length, 1, `${direction} ${kind}`)
    }
  }
})

function toMirror({ id }: Rule): string | undefined {
  if (id.startsWith('request-')) return id.replace('request-', 'response-')
  return id.startsWith('response-') ? id.replace('response-', 'request-') : undefined
}

function listKinds({ id, kinds }: Rule): string[] {
  const direction = id.startsWith('request-') ? 'request-' : 'response-'
  return kinds?.map((kind) => direction + kind) ?? [id]
}
