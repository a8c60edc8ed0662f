import { Type, type Static } from '@fastify/type-provider-typebox'
import t from 'tap'
import { z } from 'zod'
import {
  before,
  defineChange,
  defineTimeline,
  makeRequired,
  pathOf,
  queryOf,
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
