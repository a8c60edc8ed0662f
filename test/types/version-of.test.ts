import t from 'tap'
import { z } from 'zod'
import {
  before,
  defineChange,
  defineTimeline,
  defineOperation,
  nestFields,
  renameField,
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
  t.same(old, { id: 1, first: 'n', home: { road: 's' } })
  const up: Now = timeline.upgrade(User, old, 'v1')
  t.same(up, now)
  const later: Now = await timeline.upgradeAsync(User, old, 'v1')
  t.same(later, now)
  for await (const one of timeline.downgradeEach(User, [now], 'v1')) t.equal(one.first, 'n')
  const dynamic: unknown = timeline.downgrade(User, now, ['v1'].join(''))
  t.same(dynamic, old)
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
  t.same(timeline.downgrade(Everywhere.shape.list, [{ street: 's' }], 'v1'), [{ road: 's' }])
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
  t.same(line.downgrade(Memo, { text: 't', notes: [1, { a: [] }] }, '1').notes, [1, { a: [] }])
  t.same(timeline.downgrade(Caught, { street: 's' }, 'v1'), { road: 's' })
  t.same(timeline.downgrade(Open, { n: 1, x: { street: 's' } }, 'v1'), { n: 1, x: { road: 's' } })
  t.same(timeline.downgrade(Plain, { n: 1, x: 2 }, 'v1'), { n: 1, x: 2 })
  t.same(timeline.downgrade(Noted, { at: { street: 's' }, notes: [[]], more: [] }, 'v1').notes, [[]])
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
  t.same(old, { red: { m: 1 }, blue: { n: 1 }, green: { n: 1 } })
})
