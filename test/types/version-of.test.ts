import t from 'tap'
import { z } from 'zod'
import {
  before,
  custom,
  defineChange,
  defineTimeline,
  defineOperation,
  mergeFields,
  nestFields,
  removeField,
  renameField,
  retypeField,
  splitField,
  unwrapBody,
  wrapBody,
  type Operation,
  type RequestVersionOf,
  type Timeline,
  type VersionNameOf,
  type VersionOf,
} from '../../lib/index.ts'
import type { Equal } from './equal.ts'

const Address = z.object({ street: z.string(), town: z.string().optional() }).meta({ id: 'Address' })
const User = z.object({ id: z.int(), name: z.string(), home: Address }).meta({ id: 'User' })

const names = defineChange({
  summary: '`fullName` is called `name`.',
  operations: [renameField(User, 'fullName', 'name')],
})
const places = defineChange({
  summary: '`road` is called `street`, `first` is called `fullName`.',
  operations: [renameField(Address, 'road', 'street'), renameField(before(User, names), 'first', 'fullName')],
})
const timeline = defineTimeline({
  scheme: 'date',
  versions: [
    { name: 'unreleased', changes: [names] },
    { name: '2026-03-01', aliases: ['v2', 'two'], changes: [places] },
    { name: '2025-09-01', aliases: ['v1'] },
  ],
})
type Line = typeof timeline
type Now = z.output<typeof User>
interface AddressNow {
  street: string
  town?: string | undefined
}
interface AddressThen {
  road: string
  town?: string | undefined
}
interface Then {
  id: number
  first: string
  home: AddressThen
}
const now: Now = { id: 1, name: 'n', home: { street: 's' } }

t.test('a version has the type that its operations leave, by name and by alias', async (t) => {
  t.ok(true satisfies Equal<VersionOf<Line, typeof User, 'unreleased'>, Now>)
  type Middle = VersionOf<Line, typeof User, '2026-03-01'>
  t.ok(true satisfies Equal<Middle, { id: number; fullName: string; home: AddressNow }>)
  t.ok(true satisfies Equal<VersionOf<Line, typeof User, 'two'>, Middle>)
  t.ok(true satisfies Equal<VersionOf<Line, typeof User, '2025-09-01'>, Then>)
  t.ok(true satisfies Equal<VersionOf<Line, typeof User, 'v1' | 'v2'>, Then | Middle>)
  t.ok(
    true satisfies Equal<
      VersionNameOf<Line>,
      'unreleased' | '2026-03-01' | 'v2' | 'two' | '2025-09-01' | 'v1'
    >,
  )
  // @ts-expect-error there is no such version
  const unknown: VersionOf<Line, typeof User, '2024-01-01'> = undefined
  t.equal(unknown, undefined)
})

t.test('conversions are typed, in their direction', async (t) => {
  const old: Then = timeline.downgrade(User, now, 'v1')
  t.strictSame(old, { id: 1, first: 'n', home: { road: 's' } })
  const up: Now = timeline.upgrade(User, old, 'v1')
  t.strictSame(up, now)
  const later: Now = await timeline.upgradeAsync(User, old, 'v1')
  t.strictSame(later, now)
  for await (const one of timeline.downgradeEach(User, [now], 'v1')) t.equal(one.first, 'n')
  const dynamic: unknown = timeline.downgrade(User, now, ['v1'].join(''))
  t.strictSame(dynamic, old)
  // @ts-expect-error an old value cannot be downgraded
  timeline.downgrade(User, old, 'v1')
  // @ts-expect-error a current value cannot be upgraded
  timeline.upgrade(User, now, 'v1')
  // @ts-expect-error a number is no text
  timeline.downgrade(User, { ...now, name: 1 }, 'v1')
  // @ts-expect-error there is no such version
  t.throws(() => timeline.downgrade(User, now, 'v3'))
})

t.test('a change shows wherever its schema occurs', async (t) => {
  const Everywhere = z.object({
    list: z.array(Address),
    maybe: Address.optional(),
    none: Address.nullable(),
    ready: Address.default({ street: '' }),
    map: z.record(z.string(), Address),
    pair: z.tuple([Address, z.string()]),
    many: z.tuple([z.string()], Address),
    either: z.union([Address, z.int()]),
    tagged: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('a'), at: Address }),
      z.object({ kind: z.literal('b') }),
    ]),
    late: z.lazy(() => Address),
    deep: z.object({ er: z.object({ at: Address.readonly() }) }),
    when: z.date(),
    open: z.looseObject({ at: Address }),
  })
  type Old = VersionOf<Line, typeof Everywhere, 'v1'>
  t.ok(true satisfies Equal<Old['list'], AddressThen[]>)
  t.ok(true satisfies Equal<Old['maybe'], AddressThen | undefined>)
  t.ok(true satisfies Equal<Old['none'], AddressThen | null>)
  t.ok(true satisfies Equal<Old['ready'], AddressThen>)
  t.ok(
    true satisfies Equal<RequestVersionOf<Line, typeof Everywhere, 'v1'>['ready'], AddressThen | undefined>,
  )
  t.ok(true satisfies Equal<Old['map'], Record<string, AddressThen>>)
  t.ok(true satisfies Equal<Old['pair'], [AddressThen, string]>)
  t.ok(true satisfies Equal<Old['many'], [string, ...AddressThen[]]>)
  t.ok(true satisfies Equal<Old['either'], AddressThen | number>)
  t.ok(true satisfies Equal<Old['tagged'], { kind: 'a'; at: AddressThen } | { kind: 'b' }>)
  t.ok(true satisfies Equal<Old['late'], AddressThen>)
  t.ok(true satisfies Equal<Old['deep']['er']['at'], Readonly<AddressThen>>)
  t.ok(true satisfies Equal<Old['when'], Date>)
  t.ok(true satisfies Equal<Old['open'], { [key: string]: unknown; at: AddressThen }>)
  t.strictSame(timeline.downgrade(Everywhere.shape.list, [{ street: 's' }], 'v1'), [{ road: 's' }])
})

t.test('a change shows in what stands in for a wrong value, and beside any JSON', async (t) => {
  const Caught = Address.catch({ street: '' })
  t.ok(true satisfies Equal<VersionOf<Line, typeof Caught, 'v1'>, AddressThen>)
  const Open = z.object({ n: z.int() }).catchall(z.union([Address, z.int()]))
  t.ok(true satisfies Equal<VersionOf<Line, typeof Open, 'v1'>[string], unknown>, 'its type is not told')
  const Plain = z.object({ n: z.int() }).catchall(z.int())
  t.ok(true satisfies Equal<VersionOf<Line, typeof Plain, 'v1'>[string], number>)
  const Noted = z.object({ at: Address, notes: z.json(), more: z.array(z.json()) })
  t.ok(
    true satisfies Equal<
      VersionOf<Line, typeof Noted, 'v1'>,
      { at: AddressThen; notes: z.core.util.JSONType; more: z.core.util.JSONType[] }
    >,
  )
  const Memo = z.object({ text: z.string(), notes: z.json() }).meta({ id: 'Memo' })
  const line = defineTimeline({
    scheme: 'integer',
    versions: [
      {
        name: '2',
        changes: [defineChange({ summary: 'J.', operations: [renameField(Memo, 'body', 'text')] })],
      },
      { name: '1' },
    ],
  })
  t.ok(
    true satisfies Equal<
      VersionOf<typeof line, typeof Memo, '1'>,
      { notes: z.core.util.JSONType; body: string }
    >,
  )
  t.strictSame(line.downgrade(Memo, { text: 't', notes: [1, { a: [] }] }, '1').notes, [1, { a: [] }])
  t.strictSame(timeline.downgrade(Caught, { street: 's' }, 'v1'), { road: 's' })
  t.strictSame(timeline.downgrade(Open, { n: 1, x: { street: 's' } }, 'v1'), { n: 1, x: { road: 's' } })
  t.strictSame(timeline.downgrade(Plain, { n: 1, x: 2 }, 'v1'), { n: 1, x: 2 })
  t.strictSame(timeline.downgrade(Noted, { at: { street: 's' }, notes: [[]], more: [] }, 'v1').notes, [[]])
})

t.test('what holds itself is followed without end', async (t) => {
  const Node = z
    .object({
      label: z.string(),
      get next() {
        return Node.optional()
      },
      get children() {
        return z.array(Node)
      },
    })
    .meta({ id: 'Node' })
  const line = defineTimeline({
    scheme: 'integer',
    versions: [
      {
        name: '2',
        changes: [defineChange({ summary: 'A.', operations: [renameField(Node, 'text', 'label')] })],
      },
      { name: '1' },
    ],
  })
  type Old = VersionOf<typeof line, typeof Node, '1'>
  t.ok(true satisfies Equal<Old['children'][number]['children'][number]['text'], string>)
  t.ok(true satisfies Equal<NonNullable<Old['next']>['text'], string>)
  const old = line.downgrade(Node, { label: 'a', children: [{ label: 'b', children: [] }] }, '1')
  t.equal(old.children[0]?.text, 'b')
})

t.test('an object that is dissolved is read as it was at that point', async (t) => {
  const flat = defineChange({ summary: 'B.', operations: [nestFields(User, ['street', 'town'], 'home')] })
  const older = defineChange({ summary: 'C.', operations: [renameField(Address, 'way', 'street')] })
  const line = (first: typeof flat | typeof older): string => first.summary
  t.equal(line(flat), 'B.')
  const nestedFirst = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '3', changes: [flat] }, { name: '2', changes: [older] }, { name: '1' }],
  })
  t.ok(
    true satisfies Equal<
      VersionOf<typeof nestedFirst, typeof User, '1'>,
      { id: number; name: string; street: string; town?: string | undefined }
    >,
  )
  t.equal(nestedFirst.versions.length, 3)
})

t.test('what types do not tell is unknown', async (t) => {
  const some: readonly Operation[] = [renameField(User, 'a', 'name')]
  const untyped = defineOperation({ name: 'x', loss: [], describe: () => [] })
  const list = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '2', changes: [defineChange({ summary: 'D.', operations: some })] }, { name: '1' }],
  })
  t.ok(true satisfies Equal<VersionOf<typeof list, typeof User, '1'>, unknown>)
  t.ok(true satisfies Equal<VersionOf<typeof list, typeof User, '2'>, Now>)
  const own = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', changes: [defineChange({ summary: 'E.', operations: [untyped] })] },
      { name: '1' },
    ],
  })
  t.ok(true satisfies Equal<VersionOf<typeof own, typeof User, '1'>, unknown>)
  const plain: Timeline = list
  t.ok(true satisfies Equal<VersionOf<Timeline, typeof User, 'any'>, unknown>)
  t.equal(plain.versions.length + own.versions.length, 4)
  // By name, a target has no type: it is not followed.
  const named = defineTimeline({
    scheme: 'integer',
    versions: [
      {
        name: '2',
        changes: [defineChange({ summary: 'F.', operations: [renameField('User', 'a', 'name')] })],
      },
      { name: '1' },
    ],
  })
  t.ok(true satisfies Equal<VersionOf<typeof named, typeof User, '1'>, Now>)
  t.equal(named.versions.length, 2)
})

t.test('a list of targets changes each; a schema that brings its type along is known', async (t) => {
  const Admin = z.object({ name: z.string(), rights: z.array(z.string()) }).meta({ id: 'Admin' })
  const Box: {
    readonly $id: 'Box'
    readonly static: { data: { x: number } }
    readonly [key: string]: unknown
  } = {
    $id: 'Box',
    static: { data: { x: 1 } },
  }
  const line = defineTimeline({
    scheme: 'integer',
    versions: [
      {
        name: '2',
        changes: [
          defineChange({
            summary: 'G.',
            operations: [renameField([User, Admin], 'called', 'name'), wrapBody(Box, { into: 'data' })],
          }),
        ],
      },
      { name: '1' },
    ],
  })
  t.ok(true satisfies Equal<VersionOf<typeof line, typeof User, '1'>['called'], string>)
  t.ok(true satisfies Equal<VersionOf<typeof line, typeof Admin, '1'>, { called: string; rights: string[] }>)
  t.ok(true satisfies Equal<VersionOf<typeof line, typeof Box, '1'>, { x: number }>)
  t.equal(line.downgrade(Admin, { name: 'a', rights: [] }, '1').called, 'a')
})

t.test('schemas of one type are one to types, unless they are branded', async (t) => {
  const shape = { n: z.int() }
  const Red = z.object(shape).meta({ id: 'Red' })
  const Blue = z.object(shape).meta({ id: 'Blue' })
  const Branded = z.object(shape).brand<'Green'>().meta({ id: 'Green' })
  const All = z.object({ red: Red, blue: Blue, green: Branded })
  const line = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', changes: [defineChange({ summary: 'H.', operations: [renameField(Red, 'm', 'n')] })] },
      { name: '1' },
    ],
  })
  type Old = VersionOf<typeof line, typeof All, '1'>
  t.ok(true satisfies Equal<Old['red'], { m: number }>)
  t.ok(true satisfies Equal<Old['blue'], { m: number }>, 'which it is not when the program runs')
  t.ok(true satisfies Equal<Old['green']['n'], number>)
  const value = { red: { n: 1 }, blue: { n: 1 }, green: Branded.parse({ n: 1 }) }
  const old: unknown = line.downgrade(All, value, '1')
  t.strictSame(old, { red: { m: 1 }, blue: { n: 1 }, green: { n: 1 } })
})

t.test('what an old schema holds is as it was then, by the changes that are older', async (t) => {
  const Visit = z
    .object({ id: z.int(), at: z.string(), stops: z.array(Address), spot: z.string(), name: z.string() })
    .meta({ id: 'Visit' })
  const Mark = z.object({ at: z.string() }).meta({ id: 'Mark' })
  const Bare = z.object({ n: z.int() }).meta({ id: 'Bare' })
  const toStop = z.codec(Address, z.string(), {
    decode: ({ street }) => street,
    encode: (street) => ({ street }),
  })
  const visits = defineChange({
    summary: 'I.',
    operations: [
      retypeField(Visit, 'stops', {
        old: z.object({ all: z.array(Address) }),
        upgrade: ({ all }) => all,
        downgrade: (all) => ({ all }),
      }),
      retypeField(Visit, 'at', toStop),
      removeField(Visit, 'last', { old: z.object({ at: Address }).optional() }),
      mergeFields(Visit, 'name', {
        old: { first: z.string(), from: Address.optional() },
        merge: ({ first }) => first,
        split: (first) => ({ first, from: { street: first } }),
      }),
      splitField(Visit, 'place', {
        old: Address,
        into: ['spot'],
        split: ({ street }) => ({ spot: street }),
        merge: ({ spot }) => ({ street: spot }),
      }),
      custom(Mark, {
        old: Address,
        upgrade: ({ street }) => ({ at: street }),
        downgrade: ({ at }) => ({ street: at }),
      }),
      unwrapBody(Bare, { from: 'data', old: { near: Address }, beside: () => ({ near: { street: 'x' } }) }),
    ],
  })
  const line = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '3', changes: [visits] }, { name: '2', changes: [places] }, { name: '1' }],
  })
  interface VisitWith<At> {
    id: number
    at: At
    stops: { all: At[] }
    last?: { at: At } | undefined
    first: string
    from?: At | undefined
    place: At
  }
  t.ok(true satisfies Equal<VersionOf<typeof line, typeof Visit, '2'>, VisitWith<AddressNow>>)
  t.ok(true satisfies Equal<VersionOf<typeof line, typeof Visit, '1'>, VisitWith<AddressThen>>)
  t.ok(true satisfies Equal<VersionOf<typeof line, typeof Mark, '1'>, AddressThen>)
  t.ok(
    true satisfies Equal<
      VersionOf<typeof line, typeof Bare, '1'>,
      { data: { n: number }; near: AddressThen }
    >,
  )
  const visit = { id: 1, at: 'a', stops: [{ street: 'b' }], spot: 'c', name: 'd' }
  const old: VisitWith<AddressThen> = line.downgrade(Visit, visit, '1')
  const road = (name: string): AddressThen => ({ road: name })
  t.strictSame(old, {
    id: 1,
    at: road('a'),
    stops: { all: [road('b')] },
    first: 'd',
    from: road('d'),
    place: road('c'),
  })
  t.strictSame(line.upgrade(Visit, old, '1'), visit)
  t.strictSame(line.downgrade(Mark, { at: 'a' }, '1'), { road: 'a' })
  t.strictSame(line.downgrade(Bare, { n: 1 }, '1'), { data: { n: 1 }, near: { road: 'x' } })
})

t.test('an intersection in a schema that has changed keeps all of its parts', async (t) => {
  const Flag = z.object({ is: z.boolean() })
  const Count = z.object({ n: z.int() })
  const Holder = z
    .object({ id: z.int(), both: z.intersection(z.intersection(Flag, Address), Count) })
    .meta({ id: 'Holder' })
  const Mixed = z.intersection(z.intersection(Flag, Count), z.object({ x: z.int() })).meta({ id: 'Mixed' })
  const line = defineTimeline({
    scheme: 'integer',
    versions: [
      {
        name: '3',
        changes: [
          defineChange({
            summary: 'K.',
            operations: [renameField(Holder, 'key', 'id'), renameField(Mixed, 'was', 'is')],
          }),
        ],
      },
      { name: '2', changes: [places] },
      { name: '1' },
    ],
  })
  type Old = VersionOf<typeof line, typeof Holder, '1'>
  t.ok(true satisfies Equal<Old['both'], { is: boolean } & AddressThen & { n: number }>)
  t.ok(
    true satisfies Equal<VersionOf<typeof line, typeof Mixed, '1'>, { was: boolean; n: number; x: number }>,
  )
  const old: Old = line.downgrade(Holder, { id: 1, both: { is: true, street: 's', n: 2 } }, '1')
  t.strictSame(old, { key: 1, both: { is: true, road: 's', n: 2 } })
  t.strictSame(line.downgrade(Mixed, { is: true, n: 1, x: 2 }, '1'), { was: true, n: 1, x: 2 })
})

t.test(
  'codecs are of the type that is sent, in values of all versions and in the functions of changes',
  async (t) => {
    const When = z.codec(z.iso.datetime(), z.date(), {
      decode: (text) => new Date(text),
      encode: (date) => date.toISOString(),
    })
    const Event = z
      .object({
        at: When,
        span: z.array(z.union([When, z.int()])),
        on: z.stringbool().optional(),
        tags: z.record(z.string(), When),
        inner: z.object({ at: When.pipe(z.date()) }).nullable(),
        size: z.preprocess(Number, z.number()),
        title: z.string().default('none'),
      })
      .meta({ id: 'CodedEvent' })
    const line = defineTimeline({
      scheme: 'integer',
      versions: [
        {
          name: '3',
          changes: [defineChange({ summary: 'L.', operations: [renameField(Event, 'when', 'at')] })],
        },
        {
          name: '2',
          changes: [
            defineChange({
              summary: 'M.',
              operations: [
                retypeField(Event, 'tags', {
                  old: z.array(When),
                  upgrade: (times) => Object.fromEntries(times.map((time) => [time.slice(0, 4), time])),
                  downgrade: (tags) => Object.values(tags).map((time) => time.slice(0)),
                }),
              ],
            }),
          ],
        },
        { name: '1' },
      ],
    })
    interface Rest {
      span: (string | number)[]
      on?: string | undefined
      inner: { at: string } | null
      size: number
      title: string
    }
    type Sent = VersionOf<typeof line, typeof Event, '3'>
    type Old = VersionOf<typeof line, typeof Event, '1'>
    t.ok(true satisfies Equal<keyof Sent, keyof Rest | 'at' | 'tags'>)
    t.ok(true satisfies Equal<Pick<Sent, keyof Rest>, Rest>)
    t.ok(true satisfies Equal<Sent['at' | 'tags'], string | Record<string, string>>)
    t.ok(true satisfies Equal<Pick<Old, keyof Rest>, Rest>)
    t.ok(true satisfies Equal<Old['when' | 'tags'], string | string[]>)
    const [time, later] = ['2026-01-02T03:04:05.000Z', '2027-01-02T03:04:05.000Z']
    const sent: Sent = {
      at: time,
      span: [1, later],
      on: 'true',
      tags: { 2026: time },
      inner: { at: later },
      size: 1,
      title: 'x',
    }
    const old: Old = line.downgrade(Event, z.decode(Event, sent), '1')
    const { at: _at, ...rest } = sent
    t.strictSame(old, { ...rest, when: time, tags: [time] })
    t.strictSame(line.downgrade(Event, sent, '1'), old, 'what is sent already is taken, too')
    const up = line.upgrade(Event, old, '1', { messages: 'response' })
    t.strictSame(up satisfies Sent, sent)
    t.strictSame(line.downgrade(Event, up, '1'), old)
    t.ok(z.decode(Event, line.upgrade(Event, old, '1')).at instanceof Date)
  },
)
