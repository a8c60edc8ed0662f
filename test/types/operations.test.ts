import t from 'tap'
import { z } from 'zod'
import {
  addEndpoint,
  addField,
  changeDefault,
  changeErrorShape,
  changeStatus,
  custom,
  defineChange,
  defineTimeline,
  makeOptional,
  makeRequired,
  mapEnum,
  mergeFields,
  moveEndpoint,
  moveField,
  nestFields,
  onlyIn,
  removeEndpoint,
  removeField,
  renameField,
  responseOf,
  retypeField,
  splitField,
  unnestFields,
  unwrapBody,
  wrapBody,
  type Operation,
  type RequestVersionOf,
  type Timeline,
  type VersionOf,
} from '../../lib/index.ts'
import type { Equal } from './equal.ts'

/** A timeline of one change with one operation. */
function one<const Only extends Operation>(
  operation: Only,
): Timeline<
  readonly [
    { readonly name: '2'; readonly changes: readonly [ReturnType<typeof defineChange<readonly [Only]>>] },
    { readonly name: '1' },
  ]
> {
  return defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '2', changes: [defineChange({ summary: 'It is different.', operations: [operation] })] },
      { name: '1' },
    ],
  })
}

const Place = z.object({ street: z.string(), zip: z.string().optional() })
const Thing = z
  .object({
    id: z.int(),
    name: z.string(),
    note: z.string().optional(),
    kind: z.enum(['a', 'b']),
    place: Place,
  })
  .meta({ id: 'Thing' })

const thing = { id: 1, name: 'x y', kind: 'a', place: { street: 's' } } as const
type PlaceType = z.output<typeof Place>
type Kind = 'a' | 'b'

t.test('add-field: the field is not there', async (t) => {
  const line = one(addField(Thing, 'note'))
  t.ok(
    true satisfies Equal<
      VersionOf<typeof line, typeof Thing, '1'>,
      { id: number; name: string; kind: Kind; place: PlaceType }
    >,
  )
  const { kind } = line.downgrade(Thing, { ...thing, note: 'n' }, '1')
  t.equal(kind, 'a')
})

t.test('remove-field: the field is there, by its schema', async (t) => {
  const line = one(removeField(Thing, 'rank', { old: z.int(), downgrade: 1 }))
  type Old = VersionOf<typeof line, typeof Thing, '1'>
  t.ok(true satisfies Equal<Old['rank'], number>)
  t.equal(line.downgrade(Thing, thing, '1').rank, 1)
  const some = one(removeField(Thing, 'rank', { old: z.int().optional() }))
  t.equal(some.downgrade(Thing, thing, '1').rank, undefined)
  t.ok(true satisfies Equal<VersionOf<typeof some, typeof Thing, '1'>['rank'], number | undefined>)
})

t.test('rename-field: the field has its old name, and is optional as it was', async (t) => {
  const line = one(renameField(Thing, 'remark', 'note'))
  t.ok(
    true satisfies Equal<
      VersionOf<typeof line, typeof Thing, '1'>,
      { id: number; name: string; kind: Kind; place: PlaceType; remark?: string | undefined }
    >,
  )
  t.equal(line.downgrade(Thing, { ...thing, note: 'n' }, '1').remark, 'n')
})

t.test('retype-field: the field holds what it held, by two functions or by a codec', async (t) => {
  const line = one(retypeField(Thing, 'id', { old: z.string(), upgrade: Number, downgrade: String }))
  t.ok(true satisfies Equal<VersionOf<typeof line, typeof Thing, '1'>['id'], string>)
  t.equal(line.downgrade(Thing, thing, '1').id.length, 1)
  const codec = z.codec(z.string(), z.int(), { decode: Number, encode: String })
  const coded = one(retypeField(Thing, 'id', codec))
  t.ok(true satisfies Equal<VersionOf<typeof coded, typeof Thing, '1'>['id'], string>)
  t.equal(coded.upgrade(Thing, { ...thing, id: '1' }, '1').id, 1)
})

t.test('map-enum: the field, or the named enum wherever it is, holds the old values', async (t) => {
  const line = one(
    mapEnum(Thing, 'kind', {
      pairs: [
        [0, 'a'],
        [1, 'b'],
      ],
    }),
  )
  t.ok(true satisfies Equal<VersionOf<typeof line, typeof Thing, '1'>['kind'], 0 | 1>)
  t.equal(line.downgrade(Thing, thing, '1').kind, 0)
  const State = z.enum(['on', 'off']).meta({ id: 'State' })
  const Lamp = z.object({ state: State, past: z.array(State) })
  const whole = one(
    mapEnum(State, {
      pairs: [
        [true, 'on'],
        [false, 'off'],
      ],
    }),
  )
  t.ok(true satisfies Equal<VersionOf<typeof whole, typeof Lamp, '1'>, { state: boolean; past: boolean[] }>)
  t.strictSame(whole.downgrade(Lamp, { state: 'on', past: ['off'] }, '1'), { state: true, past: [false] })
})

t.test('merge-fields: the old fields are there', async (t) => {
  const line = one(
    mergeFields(Thing, 'name', {
      old: { first: z.string(), last: z.string() },
      merge: ({ first, last }) => `${first} ${last}`,
      split: (name) => ({ first: name.slice(0, 1), last: name.slice(2) }),
    }),
  )
  t.ok(
    true satisfies Equal<
      VersionOf<typeof line, typeof Thing, '1'>,
      { id: number; note?: string | undefined; kind: Kind; place: PlaceType; first: string; last: string }
    >,
  )
  t.equal(line.downgrade(Thing, thing, '1').last, 'y')
})

t.test('merge-fields: where the field is optional, so is each of the old ones', async (t) => {
  const old = { first: z.string(), last: z.string() }
  const split = (note: string): { first: string; last: string } => ({ first: note, last: note })
  const line = one(
    mergeFields(Thing, 'note', {
      old,
      merge: ({ first, last }) => (first === undefined || last === undefined ? undefined : first + last),
      split,
    }),
  )
  t.ok(
    true satisfies Equal<
      VersionOf<typeof line, typeof Thing, '1'>,
      {
        id: number
        name: string
        kind: Kind
        place: PlaceType
        first?: string | undefined
        last?: string | undefined
      }
    >,
  )
  t.equal(line.downgrade(Thing, { ...thing, note: 'x' }, '1').first, 'x')
  // @ts-expect-error: it may be missing
  const rash = mergeFields(Thing, 'note', { old, merge: ({ first }) => first.trim(), split })
  t.equal(rash.name, 'merge-fields')
})

t.test('split-field: the old field is there', async (t) => {
  const line = one(
    splitField(Thing, 'title', {
      old: z.string(),
      into: ['id', 'name'],
      split: (title) => ({ id: Number(title), name: title }),
      merge: ({ id, name }) => `${id} ${name}`,
    }),
  )
  t.ok(
    true satisfies Equal<
      VersionOf<typeof line, typeof Thing, '1'>,
      { note?: string | undefined; kind: Kind; place: PlaceType; title: string }
    >,
  )
  t.equal(line.downgrade(Thing, thing, '1').title, '1 x y')
})

t.test('nest-fields: the fields are outside', async (t) => {
  const line = one(nestFields(Thing, ['street', 'zip'], 'place'))
  t.ok(
    true satisfies Equal<
      VersionOf<typeof line, typeof Thing, '1'>,
      {
        id: number
        name: string
        note?: string | undefined
        kind: Kind
        street: string
        zip?: string | undefined
      }
    >,
  )
  t.equal(line.downgrade(Thing, thing, '1').street, 's')
})

t.test('nest-fields: where the object is optional, so is each of the fields', async (t) => {
  const Parcel = z.object({ id: z.int(), place: Place.optional() }).meta({ id: 'Parcel' })
  const line = one(nestFields(Parcel, ['street', 'zip'], 'place'))
  t.ok(
    true satisfies Equal<
      VersionOf<typeof line, typeof Parcel, '1'>,
      { id: number; street?: string | undefined; zip?: string | undefined }
    >,
  )
  t.equal(line.downgrade(Parcel, { id: 1, place: { street: 's' } }, '1').street, 's')
})

t.test('unnest-fields: the fields are inside', async (t) => {
  const line = one(unnestFields(Thing, 'names', ['name', 'note']))
  t.ok(
    true satisfies Equal<
      VersionOf<typeof line, typeof Thing, '1'>['names'],
      { name: string; note?: string | undefined }
    >,
  )
  t.equal(line.downgrade(Thing, thing, '1').names.name, 'x y')
})

t.test('move-field: the field is at its old place', async (t) => {
  const line = one(moveField(Thing, 'title', 'place.street'))
  t.equal(line.downgrade(Thing, thing, '1').title, 's')
  const Tall = z.object({ street: z.string(), place: z.object({ zip: z.string() }) }).meta({ id: 'Tall' })
  const tall = one(moveField(Tall, 'place.street', 'street'))
  t.ok(
    true satisfies Equal<
      VersionOf<typeof tall, typeof Tall, '1'>,
      { place: { zip: string; street: string } }
    >,
  )
  t.equal(tall.downgrade(Tall, { street: 's', place: { zip: '1' } }, '1').place.street, 's')
  t.ok(true satisfies Equal<VersionOf<typeof line, typeof Thing, '1'>['place'], { zip?: string | undefined }>)
})

t.test('make-required, make-optional, change-default: what may be missing is another thing', async (t) => {
  const required = one(makeRequired(Thing, 'name', { upgrade: 'none' }))
  t.ok(true satisfies Equal<VersionOf<typeof required, typeof Thing, '1'>['name'], string | undefined>)
  t.equal(required.upgrade(Thing, { id: 1, kind: 'a', place: { street: 's' } }, '1').name, 'none')
  const optional = one(makeOptional(Thing, 'note', { downgrade: 'none' }))
  t.ok(true satisfies Equal<VersionOf<typeof optional, typeof Thing, '1'>['note'], string>)
  t.equal(optional.downgrade(Thing, thing, '1').note.length, 4)
  const Page = z.object({ size: z.int().default(20) }).meta({ id: 'Page' })
  const sized = one(changeDefault(Page, 'size', { old: 10, current: 20 }))
  t.equal(sized.upgrade(Page, {}, '1').size, 10)
  t.ok(true satisfies Equal<VersionOf<typeof sized, typeof Page, '1'>, { size: number }>)
  t.ok(true satisfies Equal<RequestVersionOf<typeof sized, typeof Page, '1'>, { size?: number | undefined }>)
})

t.test('what is given for an optional field may be nothing', async (t) => {
  const line = one(addField(Thing, 'note', { upgrade: ({ id }) => (id === 0 ? undefined : 'x') }))
  t.equal(line.upgrade(Thing, { ...thing, id: 0 }, '1').note, undefined)
})

t.test('custom: the old schema says it', async (t) => {
  const Point = z.object({ x: z.number() }).meta({ id: 'Point' })
  const line = one(custom(Point, { old: z.number(), upgrade: (x) => ({ x }), downgrade: ({ x }) => x }))
  t.ok(true satisfies Equal<VersionOf<typeof line, typeof Point, '1'>, number>)
  const List = z.object({ points: z.array(Point) })
  t.ok(true satisfies Equal<VersionOf<typeof line, typeof List, '1'>, { points: number[] }>)
  t.strictSame(line.downgrade(List, { points: [{ x: 1 }] }, '1').points, [1])
})

t.test('wrap-body, unwrap-body: of a named schema too', async (t) => {
  const Envelope = z.object({ data: z.object({ id: z.int() }) }).meta({ id: 'Envelope' })
  const wrapped = one(wrapBody(Envelope, { into: 'data' }))
  t.ok(true satisfies Equal<VersionOf<typeof wrapped, typeof Envelope, '1'>, { id: number }>)
  t.equal(wrapped.downgrade(Envelope, { data: { id: 1 } }, '1').id, 1)
  const Bare = z.object({ id: z.int() }).meta({ id: 'Bare' })
  const bare = one(unwrapBody(Bare, { from: 'data' }))
  t.ok(true satisfies Equal<VersionOf<typeof bare, typeof Bare, '1'>, { data: { id: number } }>)
  t.equal(bare.downgrade(Bare, { id: 1 }, '1').data.id, 1)
})

t.test('what is on endpoints and errors leaves the types of schemas alone', async (t) => {
  const lines = [
    one(addEndpoint('GET /things')),
    one(removeEndpoint('GET /old')),
    one(moveEndpoint('/stuff', '/things')),
    one(changeStatus('POST /things', { old: 200, current: 201 })),
    one(
      changeErrorShape({
        old: z.string(),
        current: z.object({ title: z.string() }),
        downgrade: (e) => e.title,
      }),
    ),
    one(wrapBody(responseOf('GET /things'), { into: 'data' })),
  ] as const
  t.ok(true satisfies Equal<VersionOf<(typeof lines)[number], typeof Thing, '1'>, z.output<typeof Thing>>)
  t.equal(lines.length, 6)
})

t.test('what is about requests alone is of requests alone', async (t) => {
  const line = one(onlyIn('request', renameField(Thing, 'title', 'name')))
  t.ok(true satisfies Equal<VersionOf<typeof line, typeof Thing, '1'>, z.output<typeof Thing>>)
  t.ok(true satisfies Equal<RequestVersionOf<typeof line, typeof Thing, '1'>['title'], string>)
  t.equal(line.upgrade(Thing, { id: 1, title: 't', kind: 'a', place: { street: 's' } }, '1').name, 't')
  t.equal(line.downgrade(Thing, thing, '1').name, 'x y')
})
