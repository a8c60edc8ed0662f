import t from 'tap'
import { rules } from '../../../lib/rules/index.ts'
import { runIn } from './run-in.ts'

const run = (...args: string[]): string => runIn(import.meta.dirname, ['rules', ...args]).stdout

t.test('rules are listed with their direction and severity', async (t) => {
  const lines = run().trimEnd().split('\n')
  t.strictSame(
    lines.map((line) => line.split(' ')[0]),
    rules.map(({ id }) => id),
  )
  const find = (id: string): string[] => lines.find((line) => line.startsWith(`${id} `))?.split(/ {2,}/) ?? []
  t.strictSame(find('request-property-became-required').slice(1, 3), ['request', 'breaking'])
  t.strictSame(find('operation-deprecated'), ['operation-deprecated', 'none', 'safe*', 'An operation was marked as deprecated.']) // prettier-ignore
})

t.test('a rule is explained with its example', async (t) => {
  t.equal(
    run('operation-removed'),
    `operation-removed

An operation was removed.

Why: Clients that call it get 404, 405 or 410.

Migrate: Call the operation that replaces it. As the author, deprecate it with an \`x-sunset\` first.

Severity: derived from the effect on the set of valid messages and from who sends them. In the example: breaking.

Example, from the base to the revision:

            responses:
              '204':
                description: Done.
    -     delete:
    -       responses:
    -         '204':
    -           description: Done.

The report: The operation was removed.

Docs: docs/rules/operation-removed.md
`,
  )
  t.match(run('response-success-status-added'), / In the example: risky, with --strict breaking\.\n/)
  t.match(
    run('operation-deprecated'),
    /\nSeverity: safe, given by hand: it announces a change and is none\.\n/,
  )
})

t.test('as JSON, there is all of it, for every rule', async (t) => {
  const all = JSON.parse(run('--format', 'json')) as Record<string, unknown>[]
  t.strictSame(
    all.map(({ id }) => id),
    rules.map(({ id }) => id),
  )
  t.strictSame(JSON.parse(run('response-success-status-added', '--format=json')), all.find(({ id }) => id === 'response-success-status-added')) // prettier-ignore
  const keys = ['id', 'summary', 'direction', 'severity', 'why', 'migrate', 'example', 'docs']
  for (const one of all) {
    t.strictSame(Object.keys(one), keys)
    const { severity, example } = one as {
      readonly severity: { readonly default: string; readonly strict: string }
      readonly example: { readonly difference: string; readonly message: string }
    }
    t.ok(['breaking', 'risky', 'safe'].includes(severity.default) && severity.strict !== '')
    t.match(example.difference, /^[+-]/m)
    t.ok(example.message.length > 0)
  }
})

t.test('a rule that there is not ends with 2, and leads to the nearest', async (t) => {
  const { status, stderr } = runIn(import.meta.dirname, ['rules', 'operation-remove'])
  t.equal(status, 2)
  t.equal(
    stderr,
    'api-diff: There is no rule operation-remove (did you mean operation-removed?); `api-diff rules` lists them. Run `api-diff rules --help` for the usage.\n',
  )
  t.match(runIn(import.meta.dirname, ['rules', 'a', 'b']).stderr, /One rule at a time/)
})
