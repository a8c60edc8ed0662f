import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import t from 'tap'
import { fromClient } from '../../../lib/resolvers/from-client.ts'
import { fromHeader } from '../../../lib/resolvers/from-header.ts'
import { fromMediaType } from '../../../lib/resolvers/from-media-type.ts'
import { fromPath } from '../../../lib/resolvers/from-path.ts'
import { fromQuery } from '../../../lib/resolvers/from-query.ts'
import { fromRequest } from '../../../lib/resolvers/from-request.ts'
import { createResolver } from '../../../lib/resolvers/resolve-version.ts'
import type { RequestFacts, VersionSource } from '../../../lib/resolvers/version-source.ts'
import { defineTimeline } from '../../../lib/timeline/define-timeline.ts'

const timeline = defineTimeline({
  scheme: 'date',
  versions: [
    { name: '2026-11-01', aliases: ['v2'] },
    { name: '2026-03-01', aliases: ['v1'] },
  ],
})
const message = new IncomingMessage(new Socket())
const nothing: RequestFacts = { segment: undefined, headers: {}, query: {}, message }

/** The outcome in one line. */
const resolve = (sources: readonly VersionSource[], facts: Partial<RequestFacts>): string => {
  const found = createResolver(timeline, sources).resolve({ ...nothing, ...facts })
  if (found instanceof Promise) throw new Error('a source was waited for')
  switch (found.kind) {
    case 'version':
      return `${found.version.name} by ${found.requested} in ${found.source.name}`
    case 'none':
      return 'none'
    case 'conflict':
      return `${found.first.requested} in ${found.first.source.name} against ${found.second.requested} in ${found.second.source.name}`
    case 'unknown':
    case 'malformed':
      return `${found.kind}: ${found.requested} in ${found.source.name}`
  }
}

t.test('each source reads one place and says which', async (t) => {
  t.strictSame(
    [fromPath(), fromHeader(), fromHeader('X-Version'), fromQuery(), fromQuery('v')].map(
      ({ name, kind, inUrl, key }) => [name, kind, inUrl, key],
    ),
    [
      ['the path', 'path', true, ''],
      ['the header "api-version"', 'header', false, 'api-version'],
      ['the header "x-version"', 'header', false, 'x-version'],
      ['the query parameter "api-version"', 'query', true, 'api-version'],
      ['the query parameter "v"', 'query', true, 'v'],
    ],
  )
  t.equal(resolve([fromPath()], { segment: 'v1' }), '2026-03-01 by v1 in the path')
  t.equal(
    resolve([fromHeader()], { headers: { 'api-version': '2026-05-05' } }),
    '2026-03-01 by 2026-05-05 in the header "api-version"',
  )
  t.equal(resolve([fromQuery('v')], { query: { v: 'v2' } }), '2026-11-01 by v2 in the query parameter "v"')
})

t.test('a request that names no version is told from one that names a wrong one', async (t) => {
  const sources = [fromPath(), fromHeader(), fromQuery()]
  t.equal(resolve(sources, {}), 'none')
  t.equal(resolve([], { segment: 'v1' }), 'none')
  t.equal(resolve(sources, { segment: '2020-01-01' }), 'unknown: 2020-01-01 in the path')
  t.equal(resolve(sources, { segment: 'x' }), 'malformed: x in the path')
  t.equal(resolve(sources, { headers: { 'api-version': '' } }), 'malformed:  in the header "api-version"')
  t.equal(
    resolve(sources, { headers: { 'api-version': 'v1, v2' } }),
    'malformed: v1, v2 in the header "api-version"',
  )
})

t.test('a path names a version exactly', async (t) => {
  t.equal(resolve([fromPath()], { segment: '2026-05-05' }), 'unknown: 2026-05-05 in the path')
  t.equal(resolve([fromPath()], { segment: '2026-03-01' }), '2026-03-01 by 2026-03-01 in the path')
})

t.test('sources agree if they mean the same version, and the first one is told', async (t) => {
  const sources = [fromPath(), fromHeader(), fromQuery()]
  const facts = {
    segment: 'v1',
    headers: { 'api-version': '2026-03-01' },
    query: { 'api-version': '2026-06-01' },
  }
  t.equal(resolve(sources, facts), '2026-03-01 by v1 in the path')
  t.equal(
    resolve(sources.toReversed(), facts),
    '2026-03-01 by 2026-06-01 in the query parameter "api-version"',
  )
})

t.test('sources that disagree are both named, and a wrong one is told before any that follows', async (t) => {
  const sources = [fromPath(), fromHeader(), fromQuery()]
  t.equal(
    resolve(sources, { segment: 'v2', query: { 'api-version': 'v1' } }),
    'v2 in the path against v1 in the query parameter "api-version"',
  )
  t.equal(
    resolve(sources, { segment: 'v2', headers: { 'api-version': 'x' }, query: { 'api-version': 'v1' } }),
    'malformed: x in the header "api-version"',
  )
})

t.test('a source that says several things, or none that is a text, is malformed', async (t) => {
  const inQuery = (value: unknown) => resolve([fromQuery()], { query: { 'api-version': value } })
  t.equal(inQuery(['v1', 'v2']), 'malformed: v1, v2 in the query parameter "api-version"')
  t.equal(inQuery(['v1', 'v1']), 'malformed: v1, v1 in the query parameter "api-version"')
  t.equal(inQuery({ v1: '' }), 'malformed: {"v1":""} in the query parameter "api-version"')
  t.equal(inQuery(Object.create(null)), 'malformed: {} in the query parameter "api-version"')
  t.equal(inQuery([{ a: 1 }]), 'malformed: {"a":1} in the query parameter "api-version"')
  t.equal(
    resolve([fromHeader()], { headers: { 'api-version': ['v1', 'v2'] } }),
    'malformed: v1, v2 in the header "api-version"',
  )
})

t.test('what every object inherits is not what a request says', async (t) => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    t.equal(resolve([fromQuery(name), fromHeader(name)], {}), 'none', name)
  }
})

t.test(
  'a source that could never read anything is refused, by an error that says what to give',
  async (t) => {
    const read = (): string => 'v1'
    const rows: readonly (readonly [() => unknown, string, string])[] = [
      ...['', 'a\nb', 'a b', 5].map(
        (name) =>
          [
            () => fromHeader(name as string),
            'fromHeader',
            'give it the name of a header, such as api-version',
          ] as const,
      ),
      [() => fromQuery(''), 'fromQuery', 'give it the name of a query parameter, such as api-version'],
      [() => fromPath({ after: 'shops' }), 'fromPath', 'let "after" begin with a slash, as in /shops/:shop'],
      [() => fromClient({} as never), 'fromClient', 'give it the functions "key" and "lookup"'],
      [() => fromClient({ key } as never), 'fromClient', 'give it the functions "key" and "lookup"'],
      ...[['x', { name: 'x' }], [read], [read, { name: '' }]].map(
        (given) =>
          [
            () => fromRequest(...(given as unknown as Parameters<typeof fromRequest>)),
            'fromRequest',
            'give it a function, and { name } with what the source is called in errors',
          ] as const,
      ),
      ...['a/b', '', 5].map(
        (vendor) =>
          [
            () => fromMediaType({ vendor: vendor as string }),
            'fromMediaType',
            'give "vendor" as in application/vnd.<vendor>.v1+json, such as acme',
          ] as const,
      ),
      [
        () => fromMediaType({ parameter: 'a=b' }),
        'fromMediaType',
        'give "parameter" as in application/json; <parameter>=1',
      ],
    ]
    for (const [make, name, fix] of rows) {
      t.throws(make, { message: `The source of versions ${name} cannot be made: ${fix}.` })
    }
    t.equal(fromPath({ after: '/shops/' }).key, '/shops')
  },
)

t.test('an option that a source does not have, or that cannot be what it is, is refused', async (t) => {
  const known = {
    fromPath: ['after'],
    fromMediaType: ['vendor', 'parameter'],
    fromClient: ['key', 'lookup', 'vary', 'cache', 'overridable'],
    fromRequest: ['name', 'vary', 'inUrl', 'isDefault'],
  }
  const right = {
    fromPath: {},
    fromMediaType: {},
    fromClient: { key, lookup: key },
    fromRequest: { name: 'x' },
  }
  const make = {
    fromPath,
    fromMediaType,
    fromClient,
    fromRequest: (options: Parameters<typeof fromRequest>[1]) => fromRequest(key, options),
  }
  for (const name of ['fromPath', 'fromMediaType', 'fromClient', 'fromRequest'] as const) {
    const give = (options: unknown) => (): unknown => make[name](options as never)
    const refuse = (options: unknown, fix: string): void =>
      void t.throws(
        give(options),
        { code: 'TDM_SOURCE_OPTION', message: `The source of versions ${name} cannot be made: ${fix}.` },
        `${name} ${JSON.stringify(options)}`,
      )
    const names = known[name].join(', ')
    t.doesNotThrow(give(right[name]))
    refuse({ ...right[name], overrideable: false }, `it has no option "overrideable"; there are ${names}`)
    // What fromRequest is to be called stands in its options, and is missed first.
    for (const options of name === 'fromRequest' ? [] : [null, '/shops', ['/shops']]) {
      refuse(options, `give its options as an object, such as { ${names} }`)
    }
    if (name === 'fromPath' || name === 'fromMediaType') continue
    for (const vary of ['x-api-key', [''], [5], null]) {
      const fix = 'let "vary" be a list of names of headers, such as ["x-api-key"]'
      refuse({ ...right[name], vary }, fix)
    }
    for (const option of name === 'fromClient' ? ['overridable'] : ['inUrl', 'isDefault']) {
      refuse({ ...right[name], [option]: 'false' }, `let "${option}" be true or false`)
    }
  }
  const withCache = (cache: unknown) => () => fromClient({ key, lookup: key, cache: cache as never })
  for (const cache of [true, -1, null]) t.throws(withCache(cache), { code: 'TDM_SOURCE_OPTION' })
  t.throws(withCache({ maxAge: 5 }), { message: /it has no option "maxAge"; there are ttl, max\./ })
})

function key(): string {
  return 'a'
}
