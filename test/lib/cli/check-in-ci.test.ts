import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import t from 'tap'
import { parseConfig } from '../../../lib/cli/read-config.ts'
import { listCodeBlocks } from '../../repo/run-code-blocks.ts'
import { main, runIn } from './run-in.ts'

const page = 'docs/guides/check-in-ci.md'
const text = readFileSync(join(import.meta.dirname, '../../..', page), 'utf8')
const blocks = listCodeBlocks(text, page)
const find = (language: string, part: string): string => {
  const found = blocks.filter((block) => block.language === language && block.text.includes(part))
  if (found.length !== 1) throw new Error(`${page} has ${String(found.length)} blocks with ${part}`)
  return found[0]?.text ?? ''
}

const before = `openapi: 3.1.0
info: { title: Shop, version: 1.4.2 }
paths:
  /orders: { get: { responses: { '200': { description: Fine. } } } }
  /internal/jobs: { get: { responses: { '200': { description: Fine. } } } }
`
const after = before.replace(/ {2}\/orders.*\n {2}\/internal.*\n/, '  /items: { get: { responses: {} } }\n')

const spec = JSON.stringify(load(before))

/** A clone whose main branch and whose tag have the old document, and whose working folder has the new one. */
function makeClone(folder: string): string {
  const git = (cwd: string, ...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], { cwd, stdio: 'pipe' }) // prettier-ignore
  const [origin, clone, bin] = ['origin', 'clone', 'bin'].map((name) => join(folder, name)) as [string, string, string] // prettier-ignore
  mkdirSync(origin)
  git(origin, 'init', '--quiet', '--initial-branch=main')
  writeFileSync(join(origin, 'openapi.yaml'), before)
  for (const specs of ['specs', 'service/specs']) {
    mkdirSync(join(origin, specs), { recursive: true })
    for (const name of ['1', '2']) writeFileSync(join(origin, specs, `${name}.json`), spec)
  }
  git(origin, 'add', '.')
  git(origin, 'commit', '--quiet', '--message=One')
  git(origin, 'tag', 'v1.4.2')
  git(folder, 'clone', '--quiet', 'origin', 'clone')
  git(clone, 'config', 'user.name', 'Ada')
  writeFileSync(join(clone, 'openapi.yaml'), after)
  writeFileSync(join(clone, 'api-diff.config.yaml'), find('yaml', 'deprecationWindow'))
  mkdirSync(bin)
  // What npm installs; `npm ci` itself has nothing to do here.
  const shim = `#!/bin/sh\n[ "$1" = api-diff ] || exit 99\nshift\nexec env -u NODE_OPTIONS '${process.execPath}' '${main}' "$@"\n`
  for (const [name, script] of [
    ['npx', shim],
    ['npm', '#!/bin/sh\n'],
  ] as const) {
    // prettier-ignore
    writeFileSync(join(bin, name), script)
    chmodSync(join(bin, name), 0o755)
  }
  return clone
}

/** Runs the lines of a block as a CI does: the first that fails ends it. */
function runScript(
  clone: string,
  script: string,
  env: Readonly<Record<string, string>> = {},
): { status: number | null; stdout: string; stderr: string } {
  // prettier-ignore
  const path = `${join(clone, '../bin')}:${process.env.PATH ?? ''}`
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', script], {
    cwd: clone,
    encoding: 'utf8',
    env: { ...process.env, PATH: path, ...env },
  })
  return { status, stdout, stderr }
}

t.test('the steps of the workflow do what the guide says', async (t) => {
  const clone = makeClone(t.testdir({}))
  const workflow = load(find('yaml', 'actions/checkout')) as {
    readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>
  }
  const steps = workflow.jobs.diff?.steps.flatMap(({ run }) => (run === undefined ? [] : [run])) ?? []
  const summary = join(clone, '../summary.md')
  const ended = steps.map((step) => runScript(clone, step, { GITHUB_STEP_SUMMARY: summary }))
  t.strictSame(
    ended.map(({ status }) => status),
    [0, 1, 0],
    'the break fails its step, and no other',
  )
  t.match(ended[1]?.stdout, /^breaking: 1 breaking, 0 risky, 1 safe \(suggested version bump: major\); left out by the filter: 1 operation\n/) // prettier-ignore
  t.equal(
    readFileSync(summary, 'utf8'),
    `Version bump: major
## Unreleased

Changes of Shop since 1.4.2. By Semantic Versioning, this is a **major** release.

### Breaking

#### \`GET /orders\`

- The operation was removed. Call the operation that replaces it.

### Added

#### \`GET /items\`

- The operation was added.
`,
  )
})

t.test('each version is compared with itself, and a new one with nothing', async (t) => {
  const clone = makeClone(t.testdir({}))
  const identical = 'identical: nothing changed for clients; left out by the filter: 1 operation'
  const script = find('sh', 'specs/*.json; do')
  writeFileSync(join(clone, 'specs/3.json'), JSON.stringify(load(after)))
  const same = runScript(clone, script)
  t.strictSame([same.status, same.stdout], [0, `${identical}\n`.repeat(2)])
  writeFileSync(join(clone, 'specs/1.json'), JSON.stringify(load(after)))
  const broken = runScript(clone, script)
  t.equal(broken.status, 1)
  t.match(broken.stdout, /^breaking: 1 breaking/)
  t.ok(broken.stdout.endsWith(`\n${identical}\n`), 'one that breaks does not end the comparison')
  const below = runScript(clone, `cd service\n${script}`)
  t.strictSame(
    [below.status, below.stdout],
    [0, `${identical}\n`.repeat(2)],
    'the folder may be below the root',
  )
  const alone = runScript(clone, `git update-ref -d refs/remotes/origin/main\n${script}`)
  t.strictSame([alone.status, alone.stdout], [3, ''], 'what has nothing to compare with does not pass')
})

t.test('the job for GitLab compares with where the branch began, and leaves a report', async (t) => {
  const clone = makeClone(t.testdir({}))
  const jobs = load(find('yaml', 'merge_request_event')) as Readonly<
    Record<string, { readonly script: readonly string[]; readonly artifacts: { readonly reports: object } }>
  >
  const { script = [], artifacts } = jobs['api-diff'] ?? {}
  const began = runScript(clone, 'git rev-parse HEAD').stdout.trim()
  const ended = script.map((line) => runScript(clone, line, { CI_MERGE_REQUEST_DIFF_BASE_SHA: began }))
  t.strictSame(
    ended.map(({ status }) => status),
    [0, 1],
  )
  t.strictSame(artifacts?.reports, { junit: 'api-diff.xml' })
  t.match(readFileSync(join(clone, 'api-diff.xml'), 'utf8'), /<testsuites name="api-diff" tests="\d" failures="1">/) // prettier-ignore
})

t.test('any other CI gets the report as a file', async (t) => {
  const clone = makeClone(t.testdir({}))
  const { status } = runScript(clone, find('sh', 'git fetch'))
  t.equal(status, 1)
  t.equal((JSON.parse(readFileSync(join(clone, 'api-diff.json'), 'utf8')) as { verdict: string }).verdict, 'breaking') // prettier-ignore
})

t.test('a break that is meant passes once it is approved, and is spoken of once it is merged', async (t) => {
  const clone = makeClone(t.testdir({}))
  const [list = '', ...rest] = find('sh', 'api-diff approve').split('\n')
  const [fingerprint = ''] = runScript(clone, list).stdout.split(' ')
  const { status, stdout } = runScript(clone, rest.join('\n'), { FINGERPRINT: fingerprint })
  t.equal(status, 0)
  t.match(stdout, /\nsafe: 0 breaking, 0 risky, 1 safe, 1 approved/)
  t.match(stdout, /approved by Ada until 2099-12-31: No client has called it since May\./)
  const merged = runIn(clone, ['openapi.yaml', 'openapi.yaml'])
  t.equal(merged.status, 0)
  t.match(merged.stdout, new RegExp(`The approval of ${fingerprint} fits no finding\\. Remove it`))
})

t.test('a release gets its version and its changelog', async (t) => {
  const clone = makeClone(t.testdir({}))
  const { status, stdout } = runScript(clone, find('sh', '--current'))
  t.strictSame([status, stdout], [0, 'v2.0.0\n'])
  t.match(readFileSync(join(clone, 'CHANGES.md'), 'utf8'), /^## 2\.0\.0\n\nChanges of Shop since 1\.4\.2\./)
  t.ok(existsSync(join(clone, 'api-diff.config.yaml')))
})

t.test('every configuration in the docs is one', async (t) => {
  const reference = 'docs/reference/api-diff.md'
  const shown = [
    ...blocks,
    ...listCodeBlocks(readFileSync(join(import.meta.dirname, '../../..', reference), 'utf8'), reference),
  ].filter(({ text }) => text.includes('api-diff.config.schema.json'))
  t.equal(shown.length, 2)
  for (const { text } of shown) await t.resolves(parseConfig(text, 'api-diff.config.yaml'))
})
