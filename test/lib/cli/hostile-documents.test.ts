import { spawnSync } from 'node:child_process'
import { symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { toCommand } from '../../repo/run-node.ts'

const main = join(import.meta.dirname, '../../../dist/lib/cli/main.js')
const head = 'openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\n'
const body = (schema: string): string =>
  `${head}paths:\n  /a:\n    post:\n      requestBody:\n        content:\n          application/json:\n            schema: ${schema}\n      responses: {}\n`
const bomb = `x-bombs:\n  - &a0 [x]\n${Array.from({ length: 40 }, (_, i) => `  - &a${String(i + 1)} [${`*a${String(i)}, `.repeat(9)}x]\n`).join('')}`
const nested = (open: string, close: string): string => `${open.repeat(20_000)}"x"${close.repeat(20_000)}`

/** A document, and how the command ends that compares it with a plain one: its code and what it says. */
const cases: Readonly<Record<string, [text: string, status: number, message: RegExp]>> = {
  'an alias bomb': [head + bomb + 'paths: {}\n', 3, /a\.yaml .*: its aliases stand for more than 5,000,000 values; refer to schemas by \$ref instead\./],
  'an alias bomb in an enum': [bomb + body('{ enum: [*a40] }'), 3, /its aliases stand for more than/],
  'an alias of what it stands in': [body('&s { properties: { a: *s } }'), 3, /nested too deep to be read, or refers to itself as an object\. Move parts into components\./],
  '20,000 levels of YAML': [body(nested('[', ']')), 3, /a\.yaml is nested too deep/],
  '20,000 levels of JSON': [`{"openapi":"3.1.0","paths":{},"x-a":${nested('[', ']')}}`,  1, /breaking/],
  'a tag that runs code': [`${head}paths: !!js/function "function () { process.exit(7) }"\n`, 3, /unknown tag !<tag:yaml\.org,2002:js\/function>.* \(line 3\)/],
  'a pattern that takes for ever': [body('{ type: string, pattern: "^(a+)+$", minLength: 100000 }'), 1, /breaking/],
  'numbers beyond all': [body(`{ type: number, maximum: 1e400, minimum: -${'9'.repeat(400)} }`), 1, /breaking/],
  'a key that is a prototype': [body('{ type: object, required: [__proto__], properties: { __proto__: { type: string }, constructor: {} } }'), 1, /breaking/],
  'a list': ['[]', 3, /a\.yaml is no OpenAPI document: it holds a list, not an object\./],
  'a number': ['7\n', 3, /it holds a number/],
  'bytes of zero': [`${head}paths: {}\nx: "\0"\n`, 3, /it holds binary data/],
  'files outside': [body('{ $ref: ../../../../../../etc/passwd }'), 0, /etc\/passwd was not read: it is outside the root document's folder\./],
  'a URL inside': [body('{ $ref: "http://169.254.169.254/latest" }'), 0, /Allow it by --allow-remote 169\.254\.169\.254\./],
  'a link outside': [body('{ $ref: link.yaml }'), 0, /link\.yaml was not read: it is outside/],
} // prettier-ignore

t.test('hostile documents end with an answer or a clear error, soon and in little memory', (t) => {
  const folder = t.testdir({ 'plain.yaml': body('{}') })
  symlinkSync('/etc/passwd', join(folder, 'link.yaml'))
  const path = join(folder, 'a.yaml')
  for (const [name, [text, status, message]] of Object.entries(cases)) {
    writeFileSync(path, text)
    check(t, name, [join(folder, 'plain.yaml'), path], status, message)
  }
  truncateSync(path, 200 * 1024 * 1024)
  check(
    t,
    '200 MB',
    [path, path],
    3,
    /a\.yaml could not be read: with it, the document is larger than 64 MB; allow more by --max-size/,
  )
  check(
    t,
    'no end',
    ['/dev/zero', path, '--max-size', '8'],
    3,
    /\/dev\/zero could not be read: .*larger than 8 MB/,
  )
  t.end()
})

function check(t: Tap, name: string, args: readonly string[], status: number, message: RegExp): void {
  const [command, rest] = toCommand(['--max-old-space-size=256', main, ...args])
  const start = performance.now()
  const ended = spawnSync(command, rest, { encoding: 'utf8', timeout: 30_000, killSignal: 'SIGKILL' })
  const seconds = (performance.now() - start) / 1000
  t.equal(ended.status, status, name)
  t.match(ended.stdout + ended.stderr, message, name)
  t.notMatch(ended.stderr, /\n +at /, `${name}: no trace`)
  t.ok(seconds < 5, `${name}: ${seconds.toFixed(1)} s`)
}

type Tap = Pick<typeof t, 'equal' | 'match' | 'notMatch' | 'ok'>
