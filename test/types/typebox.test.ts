import { Type, type Static } from '@fastify/type-provider-typebox'
import t from 'tap'
import { z } from 'zod'
import {
  before,
  defineChange,
  defineTimeline,
  makeRequired,
  mapEnum,
  mergeFields,
  pathOf,
  queryOf,
  removeField,
  renameField,
  retypeField,
  type VersionOf,
} from '../../lib/index.ts'
import type { ValueOf } from '../../lib/schema/schema-target.ts'
import type { Equal } from './equal.ts'

const Part = Type.Object({ n: Type.Number(), of: Type.Unsafe<Date>({ $ref: 'Whole#' }) })
const Thing = Type.Object(
  {
    id: Type.String(),
    count: Type.Integer(),
    state: Type.Enum(['on', 'off']),
    either: Type.Union([Type.Literal('a'), Type.Boolean(), Type.Null()]),
    parts: Type.Array(Part),
    pair: Type.Tuple([Type.String(), Type.Number()]),
    names: Type.Record(Type.String(), Type.String()),
    both: Type.Intersect([Type.Object({ a: Type.String() }), Type.Object({ b: Type.String() })]),
    note: Type.Optional(Type.String()),
  },
  { $id: 'TypeBoxThing' },
)

t.test('the values of a TypeBox schema have the types that TypeBox gives them', async (t) => {
  true satisfies Equal<ValueOf<typeof Thing>['parts'], Static<typeof Thing>['parts']>
  true satisfies Equal<ValueOf<typeof Thing>['either'], 'a' | boolean | null>
  true satisfies Equal<ValueOf<typeof Thing>['pair'], [string, number]>
  true satisfies Equal<ValueOf<typeof Thing>['names'], Record<string, string>>
  const mine = (value: Static<typeof Thing>): ValueOf<typeof Thing> => value
  const theirs = (value: ValueOf<typeof Thing>): Static<typeof Thing> => value
  t.equal(mine, mine)
  t.equal(theirs, theirs)
})

t.test('operations know the fields of a TypeBox schema, and follow them through versions', async (t) => {
  const newer = defineChange({ summary: 'B.', operations: [renameField(Thing, 'amount', 'count')] })
  const older = defineChange({
    summary: 'A.',
    operations: [
      makeRequired(before(Thing, newer), 'amount', { upgrade: 0 }),
      retypeField(Thing, 'id', {
        old: z.int(),
        upgrade: (id) => `t${String(id)}`,
        downgrade: (id) => Number(id.slice(1)),
      }),
      // @ts-expect-error there is no such field
      ...(t.name === '' ? [renameField(Thing, 'x', 'nothing')] : []),
      // @ts-expect-error it is called so since the newer change
      ...(t.name === '' ? [renameField(before(Thing, newer), 'x', 'count')] : []),
    ],
  })
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '3', changes: [newer] }, { name: '2', changes: [older] }, { name: '1' }],
  })
  const old: unknown = timeline.downgrade(
    Thing,
    {
      id: 't5',
      count: 2,
      state: 'on',
      either: null,
      parts: [],
      pair: ['a', 1],
      names: {},
      both: { a: '', b: '' },
    },
    '2',
  )
  t.match(old, { id: 't5', amount: 2 })
  true satisfies Equal<VersionOf<typeof timeline, typeof Thing, '2'>['amount'], number>
})

t.test('a codec, or a function of a certain type, serves a field whose type is not told', async (t) => {
  const textId = z.codec(z.int(), z.string(), {
    decode: (id) => `t${String(id)}`,
    encode: (id) => Number(id.slice(1)),
  })
  const change = defineChange({
    summary: 'Ids are texts.',
    operations: [
      retypeField(pathOf('GET /things/:id'), 'id', textId),
      retypeField(queryOf('GET /things'), 'after', {
        old: z.int(),
        upgrade: (id) => `t${String(id)}`,
        downgrade: (id: string) => Number(id.slice(1)),
      }),
      renameField(queryOf('GET /things', Thing), 'number', 'count'),
    ],
  })
  t.equal(change.operations.length, 3)
})

const Address = Type.Object(
  { street: Type.String(), zip: Type.Optional(Type.String()) },
  { $id: 'TypeBoxAddress' },
)
interface AddressThen {
  road: string
  zip?: string
}
const Color = Type.Enum(['red', 'blue'], { $id: 'TypeBoxColor' })
const roads = defineChange({
  summary: '`road` is called `street`; colours are texts.',
  operations: [
    renameField(Address, 'road', 'street'),
    mapEnum(Color, {
      pairs: [
        [1, 'red'],
        [2, 'blue'],
      ],
    }),
  ],
})

t.test('a change shows wherever its TypeBox schema occurs in another', async (t) => {
  const Person = Type.Object(
    {
      home: Address,
      work: Type.Optional(Address),
      fixed: Type.Readonly(Address),
      both: Type.Readonly(Type.Optional(Address)),
      past: Type.Array(Address),
      either: Type.Union([Address, Type.Null()]),
      pair: Type.Tuple([Address, Type.Number()]),
      map: Type.Record(Type.String(), Address),
      mixed: Type.Intersect([
        Address,
        Type.Object({ x: Type.Number() }),
        Type.Object({ y: Type.Optional(Color) }),
      ]),
      deep: Type.Object({ er: Type.Optional(Type.Array(Type.Union([Address, Type.String()]))) }),
      color: Type.Optional(Type.Union([Type.Null(), Color])),
    },
    { $id: 'TypeBoxPerson' },
  )
  const offices = defineChange({ summary: 'C.', operations: [renameField(Person, 'office', 'work')] })
  const line = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '3', changes: [offices] }, { name: '2', changes: [roads] }, { name: '1' }],
  })
  interface PersonThen {
    home: AddressThen
    office?: AddressThen
    fixed: AddressThen
    both?: AddressThen
    past: AddressThen[]
    either: AddressThen | null
    pair: [AddressThen, number]
    map: Record<string, AddressThen>
    mixed: AddressThen & { x: number } & { y?: 1 | 2 }
    deep: { er?: (AddressThen | string)[] }
    color?: null | 1 | 2
  }
  t.ok(true satisfies Equal<VersionOf<typeof line, typeof Person, '1'>, PersonThen>)
  const at = { street: 's' }
  const current: Static<typeof Person> = {
    home: at,
    work: at,
    fixed: at,
    both: at,
    past: [at],
    either: at,
    pair: [at, 1],
    map: { a: at },
    mixed: { ...at, x: 1, y: 'red' },
    deep: { er: [at, 'x'] },
    color: 'blue',
  }
  const then = { road: 's' }
  const old: PersonThen = line.downgrade(Person, current, '1')
  t.strictSame(old, {
    home: then,
    office: then,
    fixed: then,
    both: then,
    past: [then],
    either: then,
    pair: [then, 1],
    map: { a: then },
    mixed: { ...then, x: 1, y: 1 },
    deep: { er: [then, 'x'] },
    color: 2,
  })
  t.strictSame(line.upgrade(Person, old, '1'), current)
})

t.test('an old field is optional where TypeBox says so, and holds what was there then', async (t) => {
  const Trip = Type.Object({ id: Type.String(), way: Type.String() }, { $id: 'TypeBoxTrip' })
  const trips = defineChange({
    summary: 'D.',
    operations: [
      removeField(Trip, 'stop', { old: Type.Optional(Address) }),
      mergeFields(Trip, 'way', {
        old: { from: Address, to: Type.Optional(Address) },
        merge: ({ from }) => from.street,
        split: (way) => ({ from: { street: way } }),
      }),
    ],
  })
  const line = defineTimeline({
    scheme: 'integer',
    versions: [{ name: '3', changes: [trips] }, { name: '2', changes: [roads] }, { name: '1' }],
  })
  t.ok(
    true satisfies Equal<
      VersionOf<typeof line, typeof Trip, '1'>,
      { id: string; stop?: AddressThen | undefined; from: AddressThen; to?: AddressThen }
    >,
  )
  t.strictSame(line.downgrade(Trip, { id: 'i', way: 'w' }, '1'), { id: 'i', from: { road: 'w' } })
  t.strictSame(line.upgrade(Trip, { id: 'i', from: { road: 'w' } }, '1'), { id: 'i', way: 'w' })
})
