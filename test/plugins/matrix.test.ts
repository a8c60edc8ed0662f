import Fastify, { type InjectOptions } from 'fastify'
import t from 'tap'
import {
  defineTimeline,
  fromClient,
  fromHeader,
  fromMediaType,
  fromPath,
  fromQuery,
  fromRequest,
  type Timeline,
  type VersionSource,
} from '../../lib/index.ts'
import { deprecation, problems, versioning, type VersioningOptions } from '../../plugins/index.ts'

/*
 * Every source with every scheme, fallback and way of matching, and every state in which the name of a version can be:
 * what is answered, exactly. The expectations are a table of their own, below.
 */

interface Texts {
  readonly known: string
  readonly alias: string
  /** A name between two versions. */
  readonly between: string
  /** A name before all of them. */
  readonly unknown: string
  readonly malformed: string
  readonly retired: string
  readonly other: string
}

const lifecycle = { deprecated: '2025-01-01', sunset: '2025-06-01' }
const schemes: Readonly<Record<string, { readonly timeline: Timeline; readonly texts: Texts }>> = {
  date: {
    timeline: defineTimeline({
      scheme: 'date',
      versions: [
        { name: '2026-06-01' },
        { name: '2026-03-01', aliases: ['stable'] },
        { name: '2025-01-01', ...lifecycle },
      ],
    }),
    texts: {
      known: '2026-03-01',
      alias: 'stable',
      between: '2026-04-01',
      unknown: '2020-01-01',
      malformed: 'nonsense',
      retired: '2025-01-01',
      other: '2026-06-01',
    },
  },
  semver: {
    timeline: defineTimeline({
      scheme: 'semver',
      versions: [{ name: '3.0.0' }, { name: '2.0.0', aliases: ['v2'] }, { name: '1.0.0', ...lifecycle }],
    }),
    texts: {
      known: '2.0.0',
      alias: 'v2',
      between: '2.5.0',
      unknown: '0.9.0',
      malformed: 'nonsense',
      retired: '1.0.0',
      other: '3.0.0',
    },
  },
  integer: {
    timeline: defineTimeline({
      scheme: 'integer',
      versions: [{ name: '30' }, { name: '20', aliases: ['latest'] }, { name: '10', ...lifecycle }],
    }),
    texts: {
      known: '20',
      alias: 'latest',
      between: '25',
      unknown: '5',
      malformed: 'nonsense',
      retired: '10',
      other: '30',
    },
  },
}

/** How each source is given a text, and what is special about it. */
const places: Readonly<Record<string, Place>> = {
  path: {
    source: fromPath(),
    write: (text) => ({ url: `/${text}/items` }),
    wrong: 404,
    inUrl: true,
    vary: [],
  },
  header: {
    source: fromHeader(),
    write: (text) => ({ headers: { 'api-version': text } }),
    wrong: 400,
    inUrl: false,
    vary: ['api-version'],
  },
  query: {
    source: fromQuery('v'),
    write: (text) => ({ url: `/items?v=${encodeURIComponent(text)}` }),
    wrong: 400,
    inUrl: true,
    vary: [],
  },
  accept: {
    source: fromMediaType({ vendor: 'acme' }),
    write: (text) => ({ headers: { accept: `application/vnd.acme.${text}+json` } }),
    wrong: 406,
    inUrl: false,
    vary: ['accept'],
  },
  'content-type': {
    source: fromMediaType({ vendor: 'acme' }),
    write: (text) => ({ headers: { 'content-type': `application/vnd.acme.${text}+json` } }),
    wrong: 415,
    inUrl: false,
    vary: ['accept'],
  },
  client: {
    source: fromClient({
      key: ({ headers }) => headers['x-key']?.toString(),
      lookup: (key) => key,
      vary: ['x-key'],
    }),
    write: (text) => ({ headers: { 'x-key': text } }),
    wrong: 400,
    inUrl: false,
    vary: ['x-key'],
  },
  'client, later': {
    source: fromClient({
      key: ({ headers }) => headers['x-key']?.toString(),
      lookup: (key) => Promise.resolve(key),
      vary: ['x-key'],
    }),
    write: (text) => ({ headers: { 'x-key': text } }),
    wrong: 400,
    inUrl: false,
    vary: ['x-key'],
  },
  custom: {
    source: fromRequest(({ headers }) => headers['x-custom'], { name: 'the test', vary: ['X-Custom'] }),
    write: (text) => ({ headers: { 'x-custom': text } }),
    wrong: 400,
    inUrl: false,
    vary: ['x-custom'],
  },
}

interface Place {
  readonly source: VersionSource | readonly VersionSource[]
  readonly write: (text: string) => InjectOptions
  /** The status of a text that is no version. */
  readonly wrong: number
  readonly inUrl: boolean
  readonly vary: readonly string[]
}

const fallbacks = ['current', 'oldest', 'named', 'function', 'required'] as const
type Fallback = (typeof fallbacks)[number]

const states = [
  'known',
  'alias',
  'between',
  'unknown',
  'malformed',
  'retired',
  'conflicting',
  'agreeing',
  'absent',
  'empty',
  'repeated',
  'array',
  'long',
  'encoded',
  'prototype',
] as const
type State = (typeof states)[number]

/** What is seen of an answer. */
type Seen = readonly [
  status: number,
  problem: string | undefined,
  version: string | undefined,
  vary: string,
  cache: string,
]

const long = 'x'.repeat(10_000)

function toRequest(place: Place, state: State, texts: Texts): InjectOptions | undefined {
  const isQuery = place === places.query
  switch (state) {
    case 'absent':
      return {}
    case 'empty':
      return place.write('')
    case 'repeated':
      return place === places.accept
        ? {
            headers: {
              accept: `application/vnd.acme.${texts.known}+json, application/vnd.acme.${texts.other}+json`,
            },
          }
        : place.write(`${texts.known}, ${texts.known}`)
    case 'array':
      return isQuery ? { url: `/items?v=${texts.known}&v=${texts.known}` } : undefined
    case 'long':
      return place.write(long)
    case 'encoded':
      return place === places.path
        ? place.write(`%${texts.known.charCodeAt(0).toString(16)}${texts.known.slice(1)}`)
        : undefined
    case 'prototype':
      return place.write('__proto__')
    case 'conflicting':
      return withOther(place.write(texts.known), texts.other)
    case 'agreeing':
      return withOther(place.write(texts.alias), texts.known)
    case 'known':
    case 'alias':
    case 'between':
    case 'unknown':
    case 'malformed':
    case 'retired':
      return place.write(texts[state])
  }
}

function withOther(request: InjectOptions, text: string): InjectOptions {
  return { ...request, headers: { ...request.headers, 'x-other': text } }
}

/** The table. */
function expect(name: string, state: State, texts: Texts, fallback: Fallback, isNearest: boolean): Seen {
  const { wrong, inUrl, vary } = places[name] ?? { wrong: 0, inUrl: false, vary: [] }
  const all = [...vary, 'x-other']
  // A source that counts only where no other names a version is asked, and listed, last.
  const listed = (name.startsWith('client') ? all.toReversed() : all).join(', ')
  const named = (version: string): Seen =>
    version === texts.retired
      ? [410, 'retired-version', version, inUrl ? '' : listed, 'no-store']
      : [200, undefined, version, inUrl ? '' : listed, '']
  const refused = (problem: string, status = wrong): Seen => [status, problem, undefined, listed, 'no-store']
  const versions = { current: texts.other, oldest: texts.retired, named: texts.known, function: texts.known }
  // Where nothing is found, whoever had to name a version need not have.
  const absentVersion = fallback === 'required' ? texts.other : versions[fallback]
  const nothing: Seen = [404, 'about:blank', absentVersion, listed, 'no-store']
  const absent = (): Seen => {
    if (fallback === 'required') return refused('missing-version', 400)
    return absentVersion === texts.retired
      ? [410, 'retired-version', absentVersion, listed, 'no-store']
      : [200, undefined, absentVersion, listed, '']
  }
  const isClient = name.startsWith('client')
  switch (state) {
    case 'known':
    case 'alias':
    case 'encoded':
      return named(texts.known)
    case 'agreeing':
      // The client's pin is not asked where the request names a version.
      return isClient ? [200, undefined, texts.known, listed, ''] : named(texts.known)
    case 'conflicting':
      return isClient ? named(texts.other) : refused('conflicting-versions', 400)
    case 'between':
      return name !== 'path' && isNearest ? named(texts.known) : refused('unknown-version')
    case 'unknown':
      return refused('unknown-version')
    case 'retired':
      return named(texts.retired)
    case 'absent':
      return absent()
    case 'repeated':
      if (name === 'accept') return named(texts.known)
      // What does not look like a version is a path like any other.
      if (name === 'path') return nothing
      // Two media types are none, and no body is of them.
      if (name === 'content-type') {
        if (fallback === 'required' || absentVersion === texts.retired) return absent()
        return [415, 'about:blank', absentVersion, listed, '']
      }
      return refused('malformed-version')
    case 'array':
      return refused('malformed-version')
    case 'long':
    case 'empty':
    case 'malformed':
    case 'prototype':
      return name === 'path' ? nothing : refused('malformed-version')
  }
}

for (const [name, place] of Object.entries(places)) {
  t.test(`${name}: every state with every scheme, fallback and way of matching`, async (t) => {
    for (const [scheme, { timeline, texts }] of Object.entries(schemes)) {
      for (const fallback of fallbacks) {
        for (const matching of ['exact', 'nearest'] as const) {
          const app = Fastify({ routerOptions: { maxParamLength: 20_000 } })
          await app.register(versioning, {
            timeline,
            sources: [place.source, fromHeader('x-other')],
            fallback: toFallback(fallback, texts),
            matching,
          })
          await app.register(deprecation, { enforceSunset: true, now: () => new Date('2026-11-01') })
          await app.register(problems)
          app.post('/items', () => ({ is: 'items' }))
          const [seen, expected]: [Record<string, Seen>, Record<string, Seen>] = [{}, {}]
          for (const state of states) {
            const request = toRequest(place, state, texts)
            if (request === undefined) continue
            const { headers, ...rest } = request
            const answer = await app.inject({
              method: 'POST',
              url: '/items',
              body: '{}',
              headers: { 'content-type': 'application/json', ...headers },
              ...rest,
            })
            const { status, type } = answer.json<{ status?: number; type?: string }>()
            if (status !== undefined) t.equal(status, answer.statusCode)
            seen[state] = [
              answer.statusCode,
              type?.replace('urn:tidemark:problem:', ''),
              answer.headers['api-version']?.toString(),
              [answer.headers.vary ?? ''].flat().join(),
              answer.headers['cache-control'] ?? '',
            ]
            expected[state] = expect(name, state, texts, fallback, matching === 'nearest')
          }
          t.strictSame(seen, expected, `${scheme}, ${fallback}, ${matching}`)
          await app.close()
        }
      }
    }
  })
}

function toFallback(fallback: Fallback, texts: Texts): NonNullable<VersioningOptions['fallback']> {
  if (fallback === 'named') return texts.alias
  if (fallback === 'function') return () => texts.known
  return fallback
}
