import t from 'tap'
import { diffDocuments } from '../../../lib/diff/index.ts'
import { findTwins } from '../../../lib/diff/find-twins.ts'
import { editKinds, makeEdit } from './edits/random-edits.ts'

type Json = Readonly<Record<string, unknown>>

const refer = (name: string): Json => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: Json): Json => ({ content: { 'application/json': { schema } } })
const answer = (schema: Json): Json => ({ responses: { 200: { description: '', ...json(schema) } } })

/** A document with an operation that is the same in all of them, and one that need not be. */
function api(operation: Json, rest: Json = {}, other: Json = answer({})): Json {
  return {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/same': { get: operation }, '/other': { get: other } },
    ...rest,
  }
}

/** The severity of what is found in the operation that is the same by itself. */
function find(base: Json, revision: Json): readonly string[] {
  return diffDocuments(base, revision).changes.flatMap(({ severity, id, operations }) =>
    operations.some(({ path }) => path === '/same') ? [`${severity} ${id}`] : [],
  )
}

t.test('an operation changes with all that it refers to, however far away', async (t) => {
  const schemas = (type: string): Json => ({
    components: {
      schemas: {
        A: { type: 'object', properties: { b: refer('B') } },
        B: { type: 'array', items: refer('C') },
        C: { type: 'object', properties: { a: refer('A'), type: { type } } },
        D: { type: 'object', properties: { d: refer('D') } },
      },
    },
  })
  const changed = ['breaking response-type-changed']
  for (const name of ['A', 'B', 'C']) {
    t.strictSame(find(api(answer(refer(name)), schemas('integer')), api(answer(refer(name)), schemas('string'))), changed) // prettier-ignore
  }
  t.strictSame(
    find(api(answer(refer('D')), schemas('integer')), api(answer(refer('D')), schemas('string'))),
    [],
  )
  // Which of the schemas in a circle is asked for first makes no difference.
  const both = (name: string, other: string, type: string): Json =>
    api(answer(refer(name)), schemas(type), answer(refer(other)))
  t.strictSame(find(both('A', 'C', 'integer'), both('A', 'C', 'string')), changed)
  t.strictSame(find(both('C', 'A', 'integer'), both('C', 'A', 'string')), changed)
})

t.test('an operation changes with what it inherits', async (t) => {
  const same = answer({})
  const parameter = (type: string): Json => ({ name: 'p', in: 'query', schema: { type } })
  const inPath = (type: string): Json => ({
    paths: { '/same': { get: same, parameters: [parameter(type)] } },
  })
  t.strictSame(find(api(same, inPath('string')), api(same, inPath('integer'))), [
    'breaking request-type-changed',
  ])
  const shared = (type: string): Json => ({
    paths: { '/same': { get: same, parameters: [{ $ref: '#/components/parameters/p' }] } },
    components: { parameters: { p: parameter(type) } },
  })
  t.strictSame(find(api(same, shared('string')), api(same, shared('integer'))), [
    'breaking request-type-changed',
  ])
  const servers = (url: string): Json => ({ servers: [{ url }] })
  t.strictSame(find(api(same, servers('https://a')), api(same, servers('https://b'))), [
    'risky request-server-removed',
    'safe request-server-added',
  ])
  const key = { type: 'apiKey', in: 'header', name: 'key' }
  const secured = (scheme: Json): Json => ({
    security: [{ s: [] }],
    components: { securitySchemes: { s: scheme } },
  })
  t.strictSame(find(api(same, secured(key)), api(same, secured({ ...key, name: 'other' }))), [
    'breaking request-security-tightened',
  ])
  // As in a file of its own: the schemes of the components say the same.
  const referring = (scheme: Json): Json => ({
    ...secured({ $ref: '#/x-schemes/s' }),
    'x-schemes': { s: scheme },
  })
  t.strictSame(find(api(same, referring(key)), api(same, referring({ ...key, name: 'other' }))), [
    'breaking request-security-tightened',
  ])
  t.strictSame(
    find(api(same), api(same, { security: [{ s: [] }], components: { securitySchemes: { s: key } } })),
    ['breaking request-security-tightened'],
  )
})

t.test('a schema may mean something else without another text', async (t) => {
  const body = answer({ type: 'object', properties: { a: { $dynamicRef: '#q' } } })
  const named = (type: string): Json => ({ components: { schemas: { Q: { $dynamicAnchor: 'q', type } } } })
  t.strictSame(find(api(body, named('integer')), api(body, named('string'))), [
    'breaking response-type-changed',
  ])
  const nullable = answer({ type: 'integer', nullable: true })
  t.strictSame(find(api(nullable), api(nullable, { openapi: '3.0.3' })), [
    'breaking response-value-became-nullable',
  ])
})

t.test('an operation changes with a security scheme that it names by a reference', async (t) => {
  const named = { ...answer({}), security: [{ '#/x-schemes/key': [] }] }
  const schemes = (name: string, more: Json = {}): Json => ({
    openapi: '3.2.0',
    'x-schemes': { key: { type: 'apiKey', in: 'header', name } },
    ...more,
  })
  const changed = ['breaking request-security-tightened']
  t.strictSame(find(api(named, schemes('X-Key')), api(named, schemes('X-Token'))), changed)
  t.strictSame(find(api(named, schemes('X-Key')), api(named, schemes('X-Key'))), [])
  const inherited = (name: string): Json => api(answer({}), schemes(name, { security: named.security }))
  t.strictSame(find(inherited('X-Key'), inherited('X-Token')), changed)
})

t.test('what is not compared is read all the same: each side has its warnings', async (t) => {
  const callback = { '{$request.query.u}': { post: { responses: { none: { description: '' } } } } }
  const bad = { callbacks: { c: callback }, responses: { 99: { description: '' } } }
  const warnings = (base: Json, revision: Json): readonly string[] =>
    diffDocuments(base, revision).warnings.map(({ document, pointer }) => `${document} ${pointer}`)
  const expected = ['base', 'revision'].flatMap((side) => [
    `${side} #/paths/~1same/get/responses/99`,
    `${side} #/paths/~1same/get/callbacks/c/{$request.query.u}/post/responses/none`,
  ])
  t.strictSame(warnings(api(bad), api(bad, {}, answer({ type: 'string' }))), expected)
  const loop = answer(refer('Loop'))
  const schemas = { components: { schemas: { Loop: refer('Loop') } } }
  t.strictSame(
    warnings(api(loop, schemas), api(loop, schemas, answer({ type: 'string' }))),
    warnings(api(loop, { ...schemas, unknown: 1 }), api(loop, schemas, answer({ type: 'string' }))),
    'as where everything is compared',
  )
})

t.test('a report is the same whether or not what is unchanged is compared', async (t) => {
  let compared = 0
  for (const { name } of editKinds) {
    const { base, revision } = makeEdit(11, name)
    // A document that inherits another field, which means nothing, has no operation that counts as unchanged.
    const whole = { ...revision, unknown: true }
    const { changes, warnings } = diffDocuments(base, revision)
    const expected = diffDocuments(base, whole)
    t.strictSame({ changes, warnings }, { changes: expected.changes, warnings: expected.warnings }, name)
    compared += changes.length
  }
  t.ok(compared > editKinds.length, 'most edits are told')
})

t.test('twins are the outermost objects that say the same, and what stands at their level', async (t) => {
  const [base, revision] = [{ deep: { a: { b: { c: { d: { e: 1 } } } }, x: 1 } }, { deep: { a: { b: { c: { d: { e: 1 } } } }, x: 2 } }] // prettier-ignore
  const twins = findTwins(base, revision)
  t.notOk(twins.isPair(base, revision))
  t.notOk(twins.isPair(base.deep, revision.deep))
  t.ok(twins.isPair(base.deep.a, revision.deep.a))
  t.ok(twins.isPair(base.deep.a.b, revision.deep.a.b))
  const other = { deep: { a: { b: {} } } }
  t.notOk(twins.isPair(base.deep.a, other.deep.a), 'a twin of one is no twin of another')
  const pairs: readonly (readonly [unknown, unknown, boolean])[] = [
    [{ a: undefined }, {}, false],
    [{ a: undefined }, { b: undefined }, false],
    [{ constructor: 1 }, {}, false],
    [[], {}, false],
    [[1, 2], [2, 1], false],
    [{ a: 1, b: [null] }, { b: [null], a: 1 }, true],
  ]
  for (const [one, two, same] of pairs) {
    const [left, right] = [{ inner: one }, { inner: two }]
    t.equal(findTwins(left, right).isPair(left, right), same, JSON.stringify([one, two]))
  }
})

t.test('no depth, no circle and no number of repeats keeps the search for twins from its end', async (t) => {
  const nest = (levels: number): object => {
    let value: object = {}
    for (let level = 0; level < levels; level += 1) value = { value }
    return value
  }
  const [one, other] = [nest(50_000), nest(50_000)]
  t.notOk(findTwins(one, other).isPair(one, other), 'in doubt it is another')
  const share = (levels: number): object => {
    let value: object = {}
    for (let level = 0; level < levels; level += 1) value = { a: value, b: value }
    return value
  }
  const [tree, copy] = [share(60), share(60)]
  t.notOk(findTwins(tree, copy).isPair(tree, copy))
})

t.test('one object in very many operations is not gone through for each of them', async (t) => {
  const shared = { 'x-large': Array.from({ length: 20_000 }, (_, index) => ({ index })) }
  const build = (type: string): Json => ({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [
        `/p${index}`,
        { parameters: [], get: { ...shared, responses: {}, 'x-own': index === 0 ? type : index } },
      ]),
    ),
  })
  const { changes } = diffDocuments(build('string'), build('integer'))
  t.strictSame(
    changes.map(({ id }) => id),
    ['document-extension-changed'],
  )
})

t.test(
  'a list of addresses is compared with the paths behind it, whoever has inherited it before',
  async (t) => {
    const paths = (prefix: string, ...names: readonly string[]): Json =>
      Object.fromEntries(names.map((name) => [prefix + name, { get: answer({}) }]))
    const at = (path: string, rest: Json): Json => ({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      servers: [{ url: `https://a.example${path}` }],
      paths: rest,
    })
    const tell = (base: Json, revision: Json): readonly string[] =>
      diffDocuments(base, revision).changes.map(({ message, operations }) =>
        [message, ...operations.map(({ path }) => path)].join(' '),
      )
    t.strictSame(tell(at('/v1', paths('', '/a', '/b')), at('', paths('/v1', '/a', '/b'))), [])
    t.strictSame(
      tell(at('/v1', paths('', '/a', '/b')), at('', { ...paths('/v1', '/a'), ...paths('', '/b') })),
      ['The server `https://a.example/v1` was removed. /b', 'The server `https://a.example` was added. /b'],
    )
    // A document that is changed in memory is read anew.
    const servers = [{ url: 'https://a' }]
    const document = { ...api(answer({}), { servers }), security: [{ s: [] }] }
    const before = structuredClone(document)
    t.strictSame(tell(before, document), [])
    servers.push({ url: 'https://b' })
    document.security.push({ s: [] }, {} as { s: [] })
    t.strictSame(tell(before, document), [
      'The operation now requires s, or s, or no credentials; before, it required s. /same /other',
      'The server `https://b` was added. /same /other',
    ])
  },
)

t.test('of many addresses, the first is told, and how many others there are', async (t) => {
  const urls = (name: string, count: number): Json => ({
    servers: Array.from({ length: count }, (_, index) => ({ url: `https://${name}${String(index)}` })),
  })
  const tell = (count: number): readonly string[] =>
    diffDocuments(api(answer({}), urls('a', count)), api(answer({}), urls('b', count))).changes.map(
      ({ severity, message }) => `${severity}: ${message}`,
    )
  t.strictSame(tell(65), [
    'risky: The server `https://a0` and 64 others were removed.',
    'safe: The server `https://b0` and 64 others were added.',
  ])
  t.equal(tell(64).length, 128)
})

t.test('the choices of a variable are addresses, however many there are', async (t) => {
  const regions = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `r${String(index)}`)
  const served = (choices: readonly string[]): Json =>
    api(answer({}), {
      servers: [{ url: 'https://{r}.test', variables: { r: { enum: choices, default: 'r0' } } }],
    })
  const tell = (before: Json, after: Json): readonly string[] =>
    diffDocuments(before, after).changes.map(({ severity, message }) => `${severity}: ${message}`)
  for (const count of [64, 70, 999]) {
    const [fewer, more] = [served(regions(count)), served(regions(count + 1))]
    const url = `\`https://r${String(count)}.test\``
    t.strictSame(tell(fewer, more), [`safe: The server ${url} was added.`])
    t.strictSame(tell(more, fewer), [`risky: The server ${url} was removed.`])
    t.strictSame(
      tell(more, api(answer({}), { servers: regions(count + 1).map((r) => ({ url: `https://${r}.test` })) })),
      [],
    )
  }
  t.strictSame(tell(served(['$&', 'r0']), served(['$&', 'r1', 'r0'])), [
    'safe: The server `https://r1.test` was added.',
  ])

  const print = (before: Json, after: Json): readonly string[] =>
    diffDocuments(before, after).changes.map(({ fingerprint }) => fingerprint)
  const all = regions(140)
  const ofSome = print(served(all), served(all.slice(70)))
  t.equal(ofSome.length, 1)
  t.strictSame(print(served(all.toReversed()), served(all.slice(70))), ofSome, 'in any order')
  t.not(
    print(served(all), served([...all.slice(71), 'r69']))[0],
    ofSome[0],
    'as many others, of which the first is the same',
  )
})

t.test('a few variables are not as many addresses as they could be, nor as long', async (t) => {
  const served = (url: string, size: number, length = 1): Json => {
    const choices = Array.from({ length: size }, (_, index) => String(index).padEnd(length, '-'))
    const variables = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [name, { enum: choices, default: '0' }])) // prettier-ignore
    return api(answer({}), { servers: [{ url, variables }] })
  }
  const count = (before: Json, after: Json): number => diffDocuments(before, after).changes.length
  const vast = 'https://{a}.{b}.{c}.{d}.test'
  t.equal(count(served(vast, 1000), served(`${vast}/v2`, 1000)), 2)
  const long = `https://${'{a}'.repeat(100_000)}.test`
  t.equal(count(served(long, 10, 10_000), served(`${long}/v2`, 10, 10_000)), 2)

  const { servers } = served('https://{a}.test', 10_000)
  const own = Object.fromEntries(
    Array.from({ length: 101 }, (_, index) => [
      `/${String(index)}`,
      { get: { ...answer({}), servers: structuredClone(servers) } },
    ]),
  )
  const many = { ...api(answer({})), paths: own }
  t.throws(() => diffDocuments(many, structuredClone(many)), { code: 'TDM_DOCUMENT_SYNTAX' })
})
