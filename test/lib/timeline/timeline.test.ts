import t from 'tap'
import { isTidemarkError, toError } from '../../../lib/errors.ts'
import renameField from '../../../lib/operations/rename-field.ts'
import { defineChange } from '../../../lib/timeline/define-change.ts'
import {
  defineTimeline,
  type TimelineOptions,
  type VersionOptions,
} from '../../../lib/timeline/define-timeline.ts'
import {
  stateOf,
  toDeprecationHeader,
  toLinkHeader,
  toSunsetHeader,
} from '../../../lib/timeline/lifecycle-headers.ts'
import { schemes } from '../../../lib/timeline/scheme.ts'

const build = (scheme: TimelineOptions['scheme'], ...versions: (VersionOptions | string)[]) =>
  defineTimeline({
    scheme,
    versions: versions.map((version) => (typeof version === 'string' ? { name: version } : version)),
  })

/** What a text means in a timeline: the name of the version, or why there is none. */
const matchIn = (timeline: ReturnType<typeof build>) => (text: string) => {
  const match = timeline.match(text)
  return match.kind === 'version' ? match.version.name : match.kind
}

t.test('a scheme knows its names', async (t) => {
  const names = {
    date: {
      right: ['2026-03-01', '2024-02-29', '0001-01-01', '9999-12-31'],
      wrong: [
        '2026-02-30',
        '2025-02-29',
        '2026-3-1',
        '2026-13-01',
        '20260301',
        '2026-03-01Z',
        ' 2026-03-01',
        '2026-03-01\n',
        '',
      ],
    },
    semver: {
      right: ['1', '1.2', '1.2.3', '0.0.0', '1.0.0-rc.1', '999999999.0.0'],
      wrong: ['v1', '01', '1.2.3.4', '1.2.3+build', '1.', '.1', '1.2.3-', '-1', '1.0.0-ü', '1\n', ''],
    },
    integer: { right: ['1', '42', '999999999'], wrong: ['0', '01', '-1', '1.0', '1e3', '٣', '1\n', ''] },
  }
  for (const [scheme, { right, wrong }] of Object.entries(names)) {
    const isName = (text: string) => schemes[scheme as keyof typeof schemes].isName(text)
    t.strictSame(right.filter(isName), right, scheme)
    t.strictSame(wrong.filter(isName), [], scheme)
  }
})

t.test('semantic versions are ordered by Semantic Versioning 2.0.0, §11', async (t) => {
  const ordered = [
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1',
    '1.2',
    '1.10.0',
    '2.0.0',
  ]
  for (const [index, first] of ordered.entries()) {
    for (const [place, second] of ordered.entries()) {
      const sign = Math.sign(schemes.semver.compare(first, second))
      t.equal(sign, Math.sign(index - place), `${first} and ${second}`)
    }
  }
  t.equal(schemes.semver.compare('2', '2.0.0'), 0)
})

t.test('integers are ordered as numbers, dates by the calendar', async (t) => {
  t.ok(schemes.integer.compare('10', '9') > 0)
  t.ok(schemes.date.compare('2026-10-01', '2026-09-30') > 0)
  t.equal(schemes.date.compare('2026-10-01', '2026-10-01'), 0)
})

t.test('a date means the version of that day, or the nearest before it', async (t) => {
  const means = matchIn(
    build('date', '2026-11-01', { name: '2026-03-01', aliases: ['v2', 'stable'] }, '2025-09-01'),
  )
  t.equal(means('2026-03-01'), '2026-03-01')
  t.equal(means('v2'), '2026-03-01')
  t.equal(means('2026-10-31'), '2026-03-01')
  t.equal(means('2026-02-28'), '2025-09-01')
  t.equal(means('2999-01-01'), '2026-11-01')
  t.equal(means('2025-08-31'), 'unknown', 'before the oldest')
  for (const text of [
    '',
    'V2',
    'v2 ',
    'latest',
    '2026-02-30',
    '2026-03-01, 2025-09-01',
    '9'.repeat(1_000_000),
  ]) {
    t.equal(means(text), 'malformed', text.slice(0, 30))
  }
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
    t.equal(means(name), 'malformed')
})

t.test('a number or a semantic version means itself only', async (t) => {
  const integer = matchIn(build('integer', '30', '7'))
  t.equal(integer('7'), '7')
  t.equal(integer('29'), 'unknown')
  t.equal(integer('31'), 'unknown')
  t.equal(integer('1'), 'unknown')
  t.equal(integer('07'), 'malformed')
  const semver = matchIn(build('semver', '2.1.0', '2', '1.0.0-rc.1'))
  t.equal(semver('2.0.0'), '2', 'the same version in another spelling')
  t.equal(semver('2.0'), '2')
  t.equal(semver('2.1'), '2.1.0')
  t.equal(semver('2.0.1'), 'unknown')
  t.equal(semver('1.0.0'), 'unknown')
  t.equal(semver('1.0.0-rc.1'), '1.0.0-rc.1')
  t.equal(semver('~2'), 'malformed')
  t.equal(semver(`1.0.0-${'a.'.repeat(500_000)}`), 'malformed')
})

t.test('a timeline can be looked into, and is frozen', async (t) => {
  const change = defineChange({ summary: 'A change.', operations: [] })
  const given = { name: '2', aliases: ['two'], changes: [change] }
  const timeline = build('integer', given, {
    name: '1',
    deprecated: '2026-03-01',
    sunset: '2026-03-01T12:30:00+02:00',
  })
  const [current, oldest] = timeline.versions
  t.equal(timeline.current, current)
  t.strictSame(current, {
    name: '2',
    aliases: ['two'],
    index: 0,
    changes: [change],
    deprecated: undefined,
    sunset: undefined,
  })
  t.equal(oldest?.index, 1)
  t.equal(oldest?.deprecated?.toISOString(), '2026-03-01T00:00:00.000Z')
  t.equal(oldest?.sunset?.toISOString(), '2026-03-01T10:30:00.000Z')
  t.equal(timeline.find('two'), current)
  t.equal(timeline.find('3'), undefined)
  t.equal(timeline.find('__proto__'), undefined)
  for (const part of [
    timeline,
    timeline.versions,
    current,
    current?.aliases,
    current?.changes,
    change,
    change.operations,
  ]) {
    t.ok(Object.isFrozen(part))
  }
  given.aliases.push('deux')
  t.equal(timeline.find('deux'), undefined, 'what was given is copied')
})

t.test('a timeline that cannot be is refused where it is defined, with the value and the fix', async (t) => {
  const change = defineChange({ summary: 'A change.', operations: [] })
  const refused: readonly (readonly [() => unknown, string, string])[] = [
    [
      () => build('date'),
      'TDM_TIMELINE_EMPTY',
      'A timeline needs at least one version; the list of versions is empty.',
    ],
    [
      () => build('date', 'v1'),
      'TDM_VERSION_NAME',
      'The version "v1" is not a calendar date such as 2026-03-01, which is what the scheme "date" asks for.',
    ],
    [
      () => build('integer', '0'),
      'TDM_VERSION_NAME',
      'The version "0" is not a whole number such as 2, which is what the scheme "integer" asks for.',
    ],
    [
      () => build('semver', '1.0.0+5'),
      'TDM_VERSION_NAME',
      'The version "1.0.0+5" is not a semantic version such as 2.1.0, which is what the scheme "semver" asks for.',
    ],
    [
      () => build('integer', '3', '1', '2'),
      'TDM_VERSION_ORDER',
      'Versions are listed newest first, but "1" is listed before "2". Swap them.',
    ],
    [
      () => build('integer', '1', '1'),
      'TDM_VERSION_TAKEN',
      'Two versions share the name "1": "1" and "1". Give one of them another name or alias.',
    ],
    [
      () => build('semver', '2.0.0', '2'),
      'TDM_VERSION_TAKEN',
      'Two versions share the name "2.0.0": "2.0.0" and "2". Give one of them another name or alias.',
    ],
    [
      () => build('integer', { name: '2', aliases: ['1'] }, '1'),
      'TDM_VERSION_TAKEN',
      'Two versions share the name "1": "2" and "1". Give one of them another name or alias.',
    ],
    [
      () => build('integer', { name: '2', aliases: ['x'] }, { name: '1', aliases: ['x'] }),
      'TDM_VERSION_TAKEN',
      'Two versions share the name "x": "2" and "1". Give one of them another name or alias.',
    ],
    [
      () => build('integer', '2', { name: '1', deprecated: '2026-02-30' }),
      'TDM_LIFECYCLE_DATE',
      'The deprecated date "2026-02-30" of version "1" is not a date such as 2026-03-01 or 2026-03-01T12:00:00Z.',
    ],
    [
      () => build('integer', '2', { name: '1', sunset: 'Sun, 01 Mar 2026 00:00:00 GMT' }),
      'TDM_LIFECYCLE_DATE',
      'The sunset date "Sun, 01 Mar 2026 00:00:00 GMT" of version "1" is not a date such as 2026-03-01 or 2026-03-01T12:00:00Z.',
    ],
    [
      () => build('integer', '2', { name: '1', sunset: '2026-03-01T12:00:00' }),
      'TDM_LIFECYCLE_DATE',
      'The sunset date "2026-03-01T12:00:00" of version "1" is not a date such as 2026-03-01 or 2026-03-01T12:00:00Z.',
    ],
    [
      () => build('integer', '2', { name: '1', deprecated: '2026-03-02', sunset: '2026-03-01' }),
      'TDM_LIFECYCLE_ORDER',
      'Version "1" has its sunset (2026-03-01T00:00:00.000Z) before its deprecation (2026-03-02T00:00:00.000Z), which RFC 9745 §4 rules out. Move one of them.',
    ],
    [
      () => build('integer', { name: '2', deprecated: '2026-03-01' }, '1'),
      'TDM_LIFECYCLE_CURRENT',
      'The current version "2" cannot have a deprecated date: there is nothing newer to move to.',
    ],
    [
      () => build('integer', { name: '2', sunset: '2026-03-01' }, '1'),
      'TDM_LIFECYCLE_CURRENT',
      'The current version "2" cannot have a sunset date: there is nothing newer to move to.',
    ],
    [
      () => build('integer', '2', { name: '1', changes: [change] }),
      'TDM_OLDEST_CHANGES',
      'The oldest version "1" lists changes, but there is no version before it that they could lead from.',
    ],
    [
      () => build('integer', { name: '1', changes: [change] }),
      'TDM_OLDEST_CHANGES',
      'The oldest version "1" lists changes, but there is no version before it that they could lead from.',
    ],
    [
      () => build('integer', '2', '1').upgrade({}, 1, '3'),
      'TDM_VERSION_UNKNOWN',
      'The timeline has no version "3". It has: 2, 1.',
    ],
    [
      () => build('date', '2026-03-01').downgrade({}, 1, '2026-03-02'),
      'TDM_VERSION_UNKNOWN',
      'The timeline has no version "2026-03-02". It has: 2026-03-01.',
    ],
  ]
  for (const [act, code, message] of refused) t.throws(act, { code, message, statusCode: 500 }, code)
})

t.test('a sunset may be at the moment of the deprecation', async (t) => {
  t.doesNotThrow(() =>
    build('integer', '2', { name: '1', deprecated: '2026-03-01', sunset: '2026-03-01T00:00:00Z' }),
  )
})

t.test('an error of Tidemark is known as one', async (t) => {
  t.ok(isTidemarkError(toError('TDM_TIMELINE_EMPTY')))
  t.notOk(isTidemarkError(new Error('TDM_TIMELINE_EMPTY')))
  t.notOk(isTidemarkError(Object.assign(new Error(), { code: 'toString' })))
  t.notOk(isTidemarkError({ code: 'TDM_TIMELINE_EMPTY' }))
  t.equal(
    toError('TDM_VERSION_UNKNOWN', '%s%d', '100%').message,
    'The timeline has no version "%s%d". It has: 100%.',
  )
})

t.test('a version is active, then deprecated, then retired', async (t) => {
  const [, old, older] = build(
    'integer',
    '3',
    { name: '2', deprecated: '2026-03-01', sunset: '2026-09-01' },
    { name: '1', sunset: '2026-03-01' },
  ).versions
  if (old === undefined || older === undefined) throw new Error('two old versions')
  const at = (moment: string) => stateOf(old, new Date(moment))
  t.equal(at('2026-02-28T23:59:59.999Z'), 'active')
  t.equal(at('2026-03-01T00:00:00Z'), 'deprecated')
  t.equal(at('2026-08-31T23:59:59.999Z'), 'deprecated')
  t.equal(at('2026-09-01T00:00:00Z'), 'retired')
  t.equal(stateOf(older, new Date('2026-02-01')), 'active')
  t.equal(stateOf(older, new Date('2026-04-01')), 'retired', 'without having been deprecated')
  t.equal(stateOf(build('integer', '1').current, new Date('2999-01-01')), 'active')
})

t.test('the lifecycle headers are written as their standards say', async (t) => {
  t.equal(
    toDeprecationHeader(new Date('2023-06-30T23:59:59Z')),
    '@1688169599',
    'the example of RFC 9745 §2.1',
  )
  t.equal(toDeprecationHeader(new Date('2026-03-01T00:00:00.999Z')), '@1772323200', 'whole seconds')
  t.equal(toDeprecationHeader(new Date('1969-12-31T23:59:59.500Z')), '@-1')
  t.equal(toSunsetHeader(new Date('2018-12-31T23:59:59Z')), 'Mon, 31 Dec 2018 23:59:59 GMT', 'RFC 8594 §3')
  t.equal(toSunsetHeader(new Date('2027-06-01')), 'Tue, 01 Jun 2027 00:00:00 GMT', 'a day of two digits')
})

t.test('a Link header holds what it is given, and nothing that a target brings along', async (t) => {
  t.equal(
    toLinkHeader([
      { target: '/guide?a=b&c=d#e', relation: 'deprecation', type: 'text/html' },
      { target: 'https://api.example/v2/users', relation: 'successor-version' },
    ]),
    '</guide?a=b&c=d#e>; rel="deprecation"; type="text/html", <https://api.example/v2/users>; rel="successor-version"',
  )
  t.equal(toLinkHeader([]), '')
  const hostile = [
    ['/a>; rel="next", </b', '/a%3E;%20rel="next",%20%3C/b'],
    ['/a\r\nset-cookie: x=1', '/a%0D%0Aset-cookie:%20x=1'],
    ['/a\0\t\x7f', '/a%00%09%7F'],
    ['/%0d%0a', '/%0d%0a'],
    ['/ä/日本/🙂', '/%C3%A4/%E6%97%A5%E6%9C%AC/%F0%9F%99%82'],
    ['/\ud83d/\ude42', '/%EF%BF%BD/%EF%BF%BD'],
  ]
  for (const [target = '', encoded = ''] of hostile) {
    t.equal(toLinkHeader([{ target, relation: 'next' }]), `<${encoded}>; rel="next"`)
  }
})

t.test('what is no timeline is refused by an error that says what to write', async (t) => {
  const refused = (versions: unknown, message: string, options = {}): void => {
    t.throws(() => defineTimeline({ scheme: 'integer', versions, ...options } as TimelineOptions), {
      message,
    })
  }
  const known = 'there are name, aliases, changes, deprecated, sunset'
  refused(undefined, 'The timeline cannot be used: its versions are no list, such as [{ name: "1" }].')
  refused(
    [],
    'The timeline cannot be used: there is no option "version"; there are scheme, versions, compileMode.',
    {
      version: 1,
    },
  )
  refused(
    [{ name: '2' }, '1'],
    'The version at place 2 of the timeline cannot be used: it is "1", and has to be an object.',
  )
  refused(
    [{ name: 2 }],
    'The version at place 1 of the timeline cannot be used: its name is 2, and has to be a text, such as "1".',
  )
  refused(
    [{ name: '2', alias: ['v2'] }],
    `The version at place 1 of the timeline cannot be used: there is no option "alias"; ${known}.`,
  )
  refused(
    [{ name: '2', aliases: 'v2' }],
    'The version "2" cannot be used: its aliases are no list, such as ["v1"].',
  )
  refused(
    [{ name: '2', aliases: [2] }],
    'The version "2" cannot be used: its alias 2 has to be a text, such as "v1".',
  )
  for (const alias of ['', ' ', ' v2', 'v2\t']) {
    refused(
      [{ name: '2', aliases: ['v1', alias] }],
      `The version "2" cannot be used: its alias ${JSON.stringify(alias)} is empty, or has spaces around it, which no client can name.`,
    )
  }
  for (const changes of [{}, [{}], [null], [undefined]]) {
    refused(
      [{ name: '2', changes }],
      'The version "2" cannot be used: its changes are no list of what defineChange returns.',
    )
  }
  // A header may hold what a path may not.
  t.equal(build('integer', { name: '1', aliases: ['été', 'apps/v1'] }).find('apps/v1')?.name, '1')
})

t.test(
  'a change of another form than its types ask for is refused, and so is one that happens twice',
  async (t) => {
    const refused = (options: unknown, message: string) =>
      t.throws(() => defineChange({ operations: [], ...Object(options) }), {
        code: 'TDM_TIMELINE_OPTION',
        message,
      })
    const summary = 'has to be a sentence for the reader of the guide.'
    refused({}, `A change cannot be used: its summary is undefined, and ${summary}`)
    refused({ summary: ' ' }, `A change cannot be used: its summary is " ", and ${summary}`)
    refused(
      { summary: 'A.', reason: 'b' },
      'A change cannot be used: there is no option "reason"; there are summary, why, operations, examples.',
    )
    for (const why of [1, null])
      refused(
        { summary: 'A.', why },
        `The change "A." cannot be used: its why is ${String(why)}, and has to be a text.`,
      )
    refused(
      { summary: 'A.', examples: {} },
      'The change "A." cannot be used: its examples are no list, such as [{ of: User, old, current }].',
    )
    const changes = [defineChange({ summary: 'A.', operations: [] })]
    const versions = [{ name: '3', changes }, { name: '2', changes }, { name: '1' }]
    t.throws(() => defineTimeline({ scheme: 'integer', versions }), {
      code: 'TDM_TIMELINE_OPTION',
      message: 'The version "2" cannot be used: its change "A." is that of the version "3" as well.',
    })
    const twice = [{ name: '2', changes: [...changes, ...changes] }, { name: '1' }]
    t.throws(() => defineTimeline({ scheme: 'integer', versions: twice }), {
      code: 'TDM_TIMELINE_OPTION',
      message: 'The version "2" cannot be used: its change "A." is listed twice.',
    })
  },
)

t.test('what is no operation is refused, and by which change', async (t) => {
  for (const odd of [{}, null, undefined, 'rename', { name: 'rename' }]) {
    t.throws(() => defineChange({ summary: 'A change.', operations: [odd as never] }), {
      code: 'TDM_CHANGE_OPERATION',
      message:
        'The operations of the change "A change." have no operation at place 1. Give them what renameField, or another of the operations, returns.',
    })
  }
  for (const odd of [undefined, null, 5]) {
    t.throws(() => renameField(odd as never, 'name' as never, 'title' as never), {
      code: 'TDM_SCHEMA_UNNAMED',
    })
  }
})
