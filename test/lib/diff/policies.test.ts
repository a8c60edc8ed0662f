import t from 'tap'
import { diffDocuments, type Approval, type DiffOptions, type DiffReport } from '../../../lib/diff/index.ts'

type Json = Record<string, unknown>

const api = (paths: Json, rest: Json = {}): Json => ({
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  paths,
  ...rest,
})
const get = (fields: Json = {}): Json => ({ get: { responses: {}, ...fields } })
const today = new Date('2026-06-15T12:00:00Z')
const find = (report: DiffReport): string[] =>
  report.changes.map(({ severity, id, operations, approval }) => {
    const names = operations.map(({ method, path }) => `${method} ${path}`).join(', ')
    return `${severity} ${id} (${names})${approval === undefined ? '' : ' approved'}`
  })
const diff = (base: Json, revision: Json, options: DiffOptions = {}): DiffReport =>
  diffDocuments(base, revision, { today, ...options })

const base = api({ '/a': get(), '/b': get(), '/c': get() })
const revision = api({ '/c': get(), '/d': get() })
const fingerprintOf = (path: string, id = 'operation-removed'): string =>
  diff(base, revision).changes.find((one) => one.id === id && one.operations[0]?.path === path)
    ?.fingerprint ?? ''
const warnings = (report: DiffReport): string[] =>
  report.warnings.map(({ document, pointer, message }) => `${document} ${pointer}: ${message}`)

t.test('an approved finding stays in the report, and does not count for the verdict', async (t) => {
  const approvals: Approval[] = [
    { fingerprint: fingerprintOf('/a'), reason: 'Nobody calls it.', author: 'Ada', until: '2026-06-15' },
  ]
  const one = diff(base, revision, { approvals })
  t.strictSame(find(one), [
    'breaking operation-removed (get /a) approved',
    'breaking operation-removed (get /b)',
    'safe operation-added (get /d)',
  ])
  t.strictSame([one.verdict, one.summary, one.approved], ['breaking', { breaking: 1, risky: 0, safe: 1 }, 1])
  t.strictSame(one.changes[0]?.approval, { reason: 'Nobody calls it.', author: 'Ada', until: '2026-06-15' })
  t.strictSame(one.warnings, [])
  const both = diff(base, revision, {
    approvals: [...approvals, { fingerprint: fingerprintOf('/b'), reason: 'Nor this.' }],
  })
  t.strictSame([both.verdict, both.approved], ['safe', 2])
  t.equal(both.suggestedBump, 'major', 'an approval undoes nothing: clients see the change')
})

t.test('where nothing but approved findings is left, the documents are not identical', async (t) => {
  const less = api({ '/a': get(), '/c': get() })
  const fingerprint = fingerprintOf('/b')
  const report = diff(base, less, { approvals: [{ fingerprint, reason: 'Unused.' }] })
  t.strictSame([report.verdict, report.suggestedBump, report.approved], ['safe', 'major', 1])
})

t.test('an approval without effect is a warning that names it', async (t) => {
  const [a, added] = [fingerprintOf('/a'), fingerprintOf('/d', 'operation-added')]
  const misspelt = `${a.slice(0, -1)}${a.endsWith('0') ? '1' : '0'}`
  const reason = 'So it is.'
  const report = diff(base, revision, {
    approvals: [
      { fingerprint: a, reason, until: '2026-06-14' },
      { fingerprint: misspelt, reason },
      { fingerprint: 'gone', reason },
      { fingerprint: added, reason },
      { fingerprint: fingerprintOf('/b'), reason },
      { fingerprint: fingerprintOf('/b'), reason: 'Another one.' },
    ],
  })
  t.strictSame(warnings(report), [
    `config #/approvals/0: The approval of ${a} has expired on 2026-06-14. Undo the change (operation-removed), or approve it anew.`,
    `config #/approvals/1: The approval of ${misspelt} fits no finding (did you mean ${a}?). Remove it where the change was released or taken back.`,
    'config #/approvals/2: The approval of gone fits no finding. Remove it where the change was released or taken back.',
    `config #/approvals/3: The approval of ${added} is not needed: the finding is safe. Remove it.`,
    `config #/approvals/5: The approval of ${fingerprintOf('/b')} is there twice; the first one counts. Remove the other one.`,
  ])
  t.strictSame([report.approved, report.verdict], [1, 'breaking'])
  const renewed = diff(base, revision, {
    approvals: [
      { fingerprint: a, reason, until: '2026-06-14' },
      { fingerprint: a, reason, until: '2026-06-15' },
    ],
  })
  t.strictSame(warnings(renewed), [
    `config #/approvals/0: The approval of ${a} has expired on 2026-06-14; another one counts. Remove the one that has expired.`,
  ])
  t.equal(renewed.approved, 1)
  const off = diff(base, revision, {
    severities: { 'operation-removed': 'off' },
    approvals: [{ fingerprint: a, reason }],
  })
  t.strictSame(warnings(off), [
    `config #/approvals/0: The approval of ${a} is not needed: the rule of the finding is off. Remove it.`,
  ])
})

t.test('an approval without a reason is refused, and so are others that say nothing', async (t) => {
  const message = (approvals: unknown): string => {
    try {
      diffDocuments(base, revision, { approvals } as DiffOptions)
      return ''
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
  }
  t.strictSame(
    [
      [{ fingerprint: 'a' }],
      [{ fingerprint: 'a', reason: ' ' }],
      [{ reason: 'x' }],
      [{ fingerprint: 12, reason: 'x' }],
      [{ fingerprint: 'a', reason: 'x', until: '2026-02-30' }],
      [{ fingerprint: 'a', reason: 'x', autor: 'me' }],
      [[]],
      {},
    ].map(message),
    [
      'The diff option approvals.0.reason has no value undefined. Use one of: a text that says why the change may pass.',
      'The diff option approvals.0.reason has no value " ". Use one of: a text that says why the change may pass.',
      'The diff option approvals.0.fingerprint has no value undefined. Use one of: the fingerprint of a finding as a text, in quotes.',
      'The diff option approvals.0.fingerprint has no value 12. Use one of: the fingerprint of a finding as a text, in quotes.',
      'The diff option approvals.0.until has no value "2026-02-30". Use one of: a day such as 2027-03-01.',
      'The diff option approvals.0 has no value autor (did you mean author?). Use one of: fingerprint, reason, author, until.',
      'The diff option approvals.0 has no value a list. Use one of: an object of fingerprint, reason, author, until.',
      'The diff option approvals has no value an object. Use one of: a list of approvals, each with a fingerprint and a reason.',
    ],
  )
})

t.test('a filter takes operations by path, method and tag, and says what it leaves out', async (t) => {
  const many = api({
    '/admin/{id}': get({ tags: ['internal'] }),
    '/users': { get: { responses: {} }, post: { responses: {}, tags: ['beta'] } },
    '/users/{id}': get(),
  })
  const none = api({})
  const left = (filter: DiffOptions['filter']): string[] =>
    (diff(many, none, filter === undefined ? {} : { filter }).leftOut ?? []).map(
      ({ method, path }) => `${method} ${path}`,
    )
  t.strictSame(left(undefined), [])
  t.strictSame(left({ include: { paths: ['/users/**'] } }), ['get /admin/{id}'])
  t.strictSame(left({ include: { paths: ['/users/**'], methods: ['GET'] } }), [
    'get /admin/{id}',
    'post /users',
  ])
  t.strictSame(left({ exclude: { tags: ['internal'], methods: ['post'] } }), [
    'get /admin/{id}',
    'post /users',
  ])
  t.strictSame(left({ include: { paths: ['/users'] }, exclude: { tags: ['beta'] } }), [
    'get /admin/{id}',
    'post /users',
    'get /users/{id}',
  ])
  const report = diff(many, none, { filter: { exclude: { paths: ['/users/**'] } } })
  t.strictSame(find(report), ['breaking operation-removed (get /admin/{id})'])
  t.strictSame(report.warnings, [])
})

t.test(
  'what a filter names and no operation has is a warning; so is a filter that leaves nothing',
  async (t) => {
    const report = diff(base, revision, {
      filter: { include: { paths: ['/x/**', '/y'] }, exclude: { tags: ['internl'] } },
    })
    t.strictSame(warnings(report), [
      'config #/filter/include/paths/0: The filter names "/x/**", which fits no operation of either document.',
      'config #/filter/include/paths/1: The filter names "/y", which fits no operation of either document.',
      'config #/filter/exclude/tags/0: The filter names "internl", which fits no operation of either document.',
      'config #/filter: The filter leaves out every operation: nothing but the documents themselves was compared.',
    ])
    t.equal(report.leftOut?.length, 4)
  },
)

t.test('what a client of the base could see does not get out of sight by a new tag', async (t) => {
  const before = api({ '/a': get({ parameters: [{ name: 'q', in: 'query', schema: {} }] }) })
  const after = api({ '/a': get({ tags: ['internal'] }) })
  const filter = { exclude: { tags: ['internal'] } }
  t.match(find(diff(before, after, { filter })), ['breaking request-parameter-removed (get /a)'])
  t.strictSame(diff(after, before, { filter }).leftOut, undefined)
  t.equal(diff(after, after, { filter }).leftOut?.length, 1)
})

t.test('webhooks are filtered by their names', async (t) => {
  const hooks = { webhooks: { orderShipped: { post: { responses: {} } }, test: { post: { responses: {} } } } }
  const report = diff(api({}, hooks), api({}), { filter: { exclude: { paths: ['order*'] } } })
  t.strictSame(find(report), ['breaking webhook-removed (post test)'])
})

t.test('a sunset has to be as far away as the window asks', async (t) => {
  const old = api({ '/a': get() })
  const until = (sunset?: string, since?: string): Json =>
    api({
      '/a': get({
        deprecated: true,
        ...(sunset === undefined ? {} : { 'x-sunset': sunset }),
        ...(since === undefined ? {} : { 'x-deprecated-since': since }),
      }),
    })
  const judge = (before: Json, after: Json): string[] => find(diff(before, after, { deprecationWindow: 180 }))
  t.strictSame(judge(old, until('2026-12-11')), ['breaking operation-sunset-too-soon (get /a)'], '179 days')
  t.strictSame(judge(old, until('2026-12-12')), ['safe operation-deprecated (get /a)'], '180 days')
  t.strictSame(judge(old, until()), ['safe operation-deprecated (get /a)'], 'no end is named')
  t.strictSame(
    judge(old, until('2026-08-01', '2026-01-01')),
    ['safe operation-deprecated (get /a)'],
    'known since',
  )
  t.strictSame(judge(until(), until('2026-08-01')), ['breaking operation-sunset-too-soon (get /a)'])
  t.strictSame(judge(until('2026-08-01'), until('2026-07-01')), [
    'breaking operation-sunset-moved-earlier (get /a)',
  ])
  t.strictSame(find(diff(old, until('2026-06-20'))), ['safe operation-deprecated (get /a)'], 'off by default')
  const print = (day: string): string | undefined =>
    diffDocuments(old, until('2026-12-11'), { deprecationWindow: 180, today: new Date(day) }).changes[0]?.fingerprint // prettier-ignore
  t.equal(print('2026-07-01'), print('2026-08-01'), 'the fingerprint does not rest on today')
})

t.test('a removal sooner than the window asks is no tolerated one', async (t) => {
  const ended = { deprecated: true, 'x-sunset': '2026-06-01' }
  const judge = (fields: Json): string[] =>
    find(diff(api({ '/a': get(fields) }), api({}), { deprecationWindow: 180 }))
  t.strictSame(judge({ ...ended, 'x-deprecated-since': '2026-05-01' }), [
    'breaking operation-removed-too-early (get /a)',
  ])
  t.strictSame(judge({ ...ended, 'x-deprecated-since': '2025-05-01' }), ['risky operation-removed (get /a)'])
  t.strictSame(judge(ended), ['risky operation-removed (get /a)'], 'nothing says since when')
  const sort = (fields: Json): Json =>
    api({ '/a': get({ parameters: [{ name: 'sort', in: 'query', schema: {}, ...fields }] }) })
  const removed = (since: string, options: DiffOptions): string[] =>
    find(diff(sort({ ...ended, 'x-deprecated-since': since }), api({ '/a': get() }), options))
  const window = { deprecationWindow: 180 }
  t.strictSame(removed('2026-05-01', window), ['breaking request-parameter-removed (get /a)'])
  t.strictSame(removed('2025-05-01', window), ['risky request-parameter-removed (get /a)'])
  t.strictSame(removed('2026-05-01', {}), ['risky request-parameter-removed (get /a)'])
})

t.test('since when is a part of the deprecation, and a date', async (t) => {
  const since = (value: unknown): Json =>
    api({ '/a': get({ deprecated: true, 'x-deprecated-since': value }) })
  t.strictSame(find(diff(api({ '/a': get() }), since('2026-01-01'))), ['safe operation-deprecated (get /a)'])
  t.strictSame(find(diff(since('2026-01-01'), since('2026-02-01'))), ['safe document-extension-changed ()'])
  t.strictSame(warnings(diff(since('soon'), since('soon'))), [
    'base #/paths/~1a/get: The x-deprecated-since "soon" is no date; write YYYY-MM-DD.',
    'revision #/paths/~1a/get: The x-deprecated-since "soon" is no date; write YYYY-MM-DD.',
  ])
})

t.test('options are not changed', async (t) => {
  const freeze = <T>(value: T): T => {
    if (typeof value === 'object' && value !== null) {
      Object.values(value).forEach(freeze)
      Object.freeze(value)
    }
    return value
  }
  const options = freeze({
    approvals: [{ fingerprint: fingerprintOf('/a'), reason: 'So.' }],
    filter: { include: { paths: ['/**'], methods: ['get'] }, exclude: { tags: ['x'] } },
    severities: { 'operation-added': 'off' as const },
    tolerances: { 'enum-growth': false },
    deprecationWindow: 1,
  })
  const copy = structuredClone(options)
  t.equal(diff(base, revision, options).approved, 1)
  t.strictSame(options, copy)
})
