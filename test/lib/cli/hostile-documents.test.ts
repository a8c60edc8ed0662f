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
  'an alias of what it stands in': [body('&s { properties: { a: *s } }'), 3, /nested too deeply to be read, or contains itself as an object\. Move parts into components\./],
  '20,000 levels of YAML': [body(nested('[', ']')), 3, /a\.yaml is nested too deeply/],
  '20,000 levels of JSON': [`{"openapi":"3.1.0","paths":{},"x-a":${nested('[', ']')}}`,  1, /breaking/],
  'a tag that runs code': [`${head}paths: !!js/function "function () { process.exit(7) }"\n`, 3, /unknown tag !<tag:yaml\.org,2002:js\/function>.* \(line 3\)/],
  'a pattern that takes for ever': [body('{ type: string, pattern: "^(a+)+$", minLength: 100000 }'), 1, /breaking/],
  'numbers beyond all': [body(`{ type: number, maximum: 1e400, minimum: -${'9'.repeat(400)} }`), 1, /breaking/],
  'a key that is a prototype': [body('{ type: object, required: [__proto__], properties: { __proto__: { type: string }, constructor: {} } }'), 1, /breaking/],
  'a list': ['[]', 3, /a\.yaml is not an OpenAPI document: it holds a list, not an object\./],
  'a number': ['7\n', 3, /it holds a number/],
  'bytes of zero': [`${head}paths: {}\nx: "\0"\n`, 3, /it holds binary data/],
  'files outside': [body('{ $ref: ../../../../../../etc/passwd }'), 0, /etc\/passwd was not read: it is outside the root document's folder\./],
  'a URL inside': [body('{ $ref: "http://169.254.169.254/latest" }'), 0, /Allow it by --allow-remote 169\.254\.169\.254\./],
  'a link outside': [body('{ $ref: link.yaml }'), 0, /link\.yaml was not read: it is outside/],
} // prettier-ignore

const range = <Item>(count: number, make: (index: number) => Item): readonly Item[] =>
  Array.from({ length: count }, (_, index) => make(index))
const map = <Item>(count: number, toKey: (index: number) => string, make: (index: number) => Item): object =>
  Object.fromEntries(range(count, (index) => [toKey(index), make(index)]))
const texts = { type: 'string', maxLength: 10 }
const shorter = { type: 'string', maxLength: 9 }
const api = (paths: object, components: object = {}): string =>
  JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1.0.0' }, paths, components })
const get = (operation: object): string => api({ '/a': { get: { responses: {}, ...operation } } })
const post = (content: object, schemas: object = {}): string =>
  api({ '/a': { post: { requestBody: { content }, responses: {} } } }, { schemas })
const json = (schema: object, schemas: object = {}): string =>
  post({ 'application/json': { schema } }, schemas)
const twice = (last: object): string => {
  const next = (index: number): object => ({ $ref: `#/components/schemas/p${String(index + 1)}` })
  const schemas = map(30, (index) => `p${String(index)}`, (index) => ({ allOf: [next(index), next(index)] })) // prettier-ignore
  return json({ $ref: '#/components/schemas/p0' }, { ...schemas, p30: last })
}
const security = (scope: string): string => get({ security: range(3000, (index) => ({ o: [`s${String(index)}`, scope] })) }) // prettier-ignore
const servers = (host: string): string => get({ servers: range(10_000, (index) => ({ url: `https://${host}${String(index)}.x` })) }) // prettier-ignore
const media = (name: string): string => post(map(5000, (index) => `application/${name}${String(index)}`, () => ({ schema: texts }))) // prettier-ignore
const templates = (name: string): string => api(map(10_000, (index) => `/a/{${name}${String(index)}}`, () => ({ get: { responses: {} } }))) // prettier-ignore
const typed = (name: string, schema: object): string => api(map(5000, (index) => `/a/{${name}${String(index)}}`, (index) => ({ get: { parameters: [{ name: `${name}${String(index)}`, in: 'path', required: true, schema }], responses: {} } }))) // prettier-ignore
const paths = (name: string): string => api(map(30_000, (index) => `/${name}${String(index)}`, () => ({ get: { responses: {} } }))) // prettier-ignore
const members = (first: object): string => json({ allOf: range(10_000, (index) => ({ properties: { [`p${String(index)}`]: index === 0 ? first : texts } })) }) // prettier-ignore
const required = (name: string): string => json({ type: 'object', required: range(20_000, (index) => `${name}${String(index)}`) }) // prettier-ignore
const patterns = (schema: object): string => json({ properties: map(5000, String, () => schema), patternProperties: map(5000, (index) => `^x${String(index)}`, () => schema) }) // prettier-ignore
const properties = (count: number, schema: object): string => json({ properties: map(count, (index) => `p${String(index)}`, () => schema) }) // prettier-ignore
const parameters = (schema: object): string => get({ parameters: range(20_000, (index) => ({ name: `p${String(index)}`, in: 'query', schema })) }) // prettier-ignore
const asked = (schema: object): string => api(map(10_000, (index) => `/p${String(index)}`, () => ({ get: { parameters: [{ name: 'q', in: 'query', schema }], responses: {} } }))) // prettier-ignore
const dependents = (name: string): string => json({ dependentRequired: map(20_000, String, (index) => [`${name}${String(index)}`]) }) // prettier-ignore
const crosswise = (count: number): string => json({ $ref: '#/components/schemas/p0' }, map(count, (index) => `p${String(index)}`, (index) => ({ properties: { next: { $ref: `#/components/schemas/p${String((index + 1) % count)}` }, text: texts } }))) // prettier-ignore
const heirs = (schema: object): string => json({ $ref: '#/components/schemas/p0' }, map(300, (index) => `p${String(index)}`, (index) => index === 0 ? { required: ['kind'], properties: { kind: { type: 'string' } }, discriminator: { propertyName: 'kind' } } : { allOf: [{ $ref: `#/components/schemas/p${String(index - 1)}` }, { properties: { [`v${String(index)}`]: schema } }] })) // prettier-ignore
const inherited = (schema: object, list: object, components: object = {}): string => JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1.0.0' }, ...list, components, paths: map(3000, (index) => `/p${String(index)}`, () => ({ get: { parameters: [{ name: 'q', in: 'query', schema }], responses: {} } })) }) // prettier-ignore
const addresses = (name: string): object => ({ servers: range(3000, (index) => ({ url: `https://${name}${String(index)}.x` })) }) // prettier-ignore
const ways = { security: range(3000, (index) => ({ [`k${String(index)}`]: [] })) }
const keys = (name: string): object => ({ securitySchemes: map(3000, (index) => `k${String(index)}`, (index) => ({ type: 'apiKey', in: 'header', name: `${name}${String(index)}` })) }) // prettier-ignore
const schemes = (schema: object): string => JSON.stringify({ swagger: '2.0', host: 'h'.repeat(100_000), schemes: range(1000, (index) => `s${String(index)}`), paths: map(50, (index) => `/p${String(index)}`, () => ({ get: { responses: { 200: { description: '', schema } } } })) }) // prettier-ignore
const shared = (schema: object): string => api(map(3000, (index) => `/p${String(index)}`, () => ({ post: { requestBody: { $ref: '#/components/requestBodies/b' }, responses: {} } })), { requestBodies: { b: { content: map(1000, (index) => `a/${String(index)}`, () => ({ schema })) } } }) // prettier-ignore

/** Two documents that differ, and how their comparison ends. */
const pairs: Readonly<Record<string, [base: string, revision: string, status: number, message: RegExp]>> = {
  'schemas that refer twice to one, 30 deep': [twice(texts), twice(shorter), 1, /now `9`, before `10`/],
  '3,000 security alternatives': [security('x'), security('y'), 1, /security-tightened/],
  '10,000 servers': [servers('a'), servers('b'), 0, /server-removed/],
  '5,000 media types': [media('a'), media('b'), 1, /media-type-removed/],
  '10,000 templates that collide': [templates('a'), templates('b'), 0, /cannot be told apart/],
  '5,000 templates that collide, with parameters': [typed('a', texts), typed('b', shorter), 1, /now `9`, before `10`/],
  '30,000 paths': [paths('a'), paths('b'), 1, /operation-removed/],
  '10,000 paths that change': [asked(texts), asked(shorter), 1, /now `9`, before `10`/],
  '20,000 parameters': [parameters(texts), parameters(shorter), 1, /now `9`, before `10`/],
  '30,000 properties that change or are new': [properties(15_000, texts), properties(30_000, shorter), 1, /now `9`, before `10`/],
  'an allOf of 10,000 schemas': [members(texts), members(shorter), 1, /now `9`, before `10`|could not be compared/],
  '20,000 required names': [required('a'), required('b'), 1, /required-property-added|became-required/],
  'many patterns beside many properties': [patterns(texts), patterns(shorter), 0, /could not be compared to the end \(too many steps\)/],
  'components that meet in a million pairs': [crosswise(1000), crosswise(999), 0, /could not be compared to the end \(too many pairs of schemas\)/],
  '300 subtypes, each of the next': [heirs(texts), heirs(shorter), 1, /now `9`, before `10`[^]*could not be compared to the end \(too many subtypes\)/],
  'a name of 200,000 backticks': [json({ properties: { ['`a'.repeat(200_000)]: texts } }), json({}), 0, /property-removed/],
  '3,000 operations that inherit 3,000 servers': [inherited(texts, addresses('a')), inherited(shorter, addresses('b')), 1, /The server `https:\/\/a0\.x` and 2999 others were removed/],
  '3,000 operations that inherit 3,000 keys': [inherited(texts, ways, keys('a')), inherited(shorter, ways, keys('b')), 1, /security-tightened/],
  '50 operations at 1,000 addresses of 100 KB': [schemes(texts), schemes(shorter), 0, /50 safe/],
  '3,000 operations that share 1,000 media types': [shared(texts), shared(texts), 3, /its operations have more than 1,000,000 parameters, headers, media types and the like/],
  '20,000 dependent names': [dependents('a'), dependents('b'), 0, /request-dependency-changed/],
} // prettier-ignore

t.test('two hostile documents end with an answer, soon and in little memory', (t) => {
  const folder = t.testdir({})
  const [before, after] = [join(folder, 'a.json'), join(folder, 'b.json')]
  for (const [name, [base, revision, status, message]] of Object.entries(pairs)) {
    writeFileSync(before, base)
    writeFileSync(after, revision)
    check(t, name, [before, after], status, message)
  }
  t.end()
})

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
  const ended = spawnSync(command, rest, {
    encoding: 'utf8',
    timeout: 30_000,
    killSignal: 'SIGKILL',
    // A report of thousands of findings is longer than a child may usually say.
    maxBuffer: 64 * 1024 * 1024,
  })
  const seconds = (performance.now() - start) / 1000
  t.equal(ended.status, status, name)
  t.match(ended.stdout + ended.stderr, message, name)
  t.notMatch(ended.stderr, /\n +at /, `${name}: no trace`)
  // For who reads along: how busy the machine is has no say in what is right. What takes 30 s is killed.
  t.comment(`${name}: ${seconds.toFixed(1)} s`)
}

type Tap = Pick<typeof t, 'comment' | 'equal' | 'match' | 'notMatch'>
