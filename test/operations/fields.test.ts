import t from 'tap'
import { z } from 'zod'
import {
  addField,
  changeDefault,
  defineChange,
  defineLoader,
  defineTimeline,
  loadFrom,
  makeOptional,
  makeRequired,
  mapEnum,
  mergeFields,
  moveField,
  nestFields,
  onlyIn,
  pathOf,
  queryOf,
  removeField,
  renameField,
  retypeField,
  splitField,
  unnestFields,
  type Operation,
  type Timeline,
} from '../../lib/index.ts'
import { toJsonSchema, type AnySchema } from '../../lib/schema/to-json-schema.ts'
import { planApi } from '../../lib/transform/plan-endpoint.ts'

const text = { type: 'string' }

t.test('an operation that does not fit its schema says why', async (t) => {
  const Thing = {
    $id: 'Thing',
    type: 'object',
    properties: {
      a: text,
      b: text,
      c: text,
      limit: { type: 'integer', default: 20 },
      inner: { type: 'object', properties: { x: text, y: text }, required: ['x'] },
      sure: { type: 'object', properties: { x: text, y: text } },
      vague: { type: 'object', properties: { x: text, y: text } },
      single: { type: 'object', properties: { x: text } },
      maybe: { type: ['object', 'null'], properties: { x: text, y: text } },
      strict: { type: 'object', properties: { x: text, y: text }, dependentRequired: { x: ['y'] } },
      named: { $ref: '#/$defs/Other' },
    },
    required: ['a', 'sure', 'single', 'strict'],
    $defs: { Other: { type: 'object', properties: { x: text } } },
  }
  const noop = (): never => {
    throw new Error('not called')
  }
  const fields = 'there are a, b, c, limit, inner, sure, vague, single, maybe, strict, named'
  const refused: readonly (readonly [Operation, string])[] = [
    [addField('Thing', 'nope'), `there is no field "nope" that could be new; ${fields}`],
    [
      addField('Thing', 'a'),
      'the field "a" is required, and an old message does not have it: give `upgrade`',
    ],
    [removeField('Thing', 'a', { old: text, downgrade: '' }), 'the field "a" is there still'],
    [
      removeField('Thing', 'gone', { old: text }),
      'every old message has the field "gone", and current ones do not: give `downgrade`, or say `required: false`',
    ],
    [
      removeField('Thing', 'gone', { old: text, required: false, after: 'nope' }),
      `there is no field "nope" that "gone" could stand after; ${fields}`,
    ],
    [makeRequired('Thing', 'nope', { upgrade: '' }), `there is no field "nope" to be required; ${fields}`],
    [makeRequired('Thing', 'b', { upgrade: '' }), 'the field "b" is not required'],
    [makeOptional('Thing', 'nope', { downgrade: '' }), `there is no field "nope" to be optional; ${fields}`],
    [makeOptional('Thing', 'a', { downgrade: '' }), 'the field "a" is required'],
    [
      splitField('Thing', 'old', { old: text, into: ['b', 'nope'], split: noop, merge: noop }),
      `there is no field "nope" to merge; ${fields}`,
    ],
    [
      splitField('Thing', 'c', { old: text, into: ['a', 'b'], split: noop, merge: noop }),
      'the field "c" is there already',
    ],
    [
      splitField('Thing', 'old', { old: z.string().optional(), into: ['b', 'a'], split: noop, merge: noop }),
      'the field "a" is required, and an old message without "old" would have nothing for it: the old field cannot be optional',
    ],
    [unnestFields('Thing', 'old', ['a', 'nope']), `there is no field "nope" that has moved; ${fields}`],
    [unnestFields('Thing', 'c', ['a', 'b']), 'the field "c" is there already'],
    [
      unnestFields('Thing', 'old', ['b', 'c']),
      'none of the fields of "old" is required, so a current message could not tell {} from none',
    ],
    [
      unnestFields('Thing', 'old', []),
      'none of the fields of "old" is required, so a current message could not tell {} from none',
    ],
    [moveField('Thing', 'old', 'nope'), 'there is no field "nope" that has moved'],
    [
      moveField('Thing', 'old', 'in/nope'),
      'there is no field "in/nope" that has moved; the names of a path have dots between them, as in "address.zip"',
    ],
    [moveField('Thing', 'old', 'nope.x'), 'there is no field "nope"'],
    [moveField('Thing', 'b', 'sure.x'), 'the field "b" is there already'],
    [moveField('Thing', 'b', 'b'), 'the field "b" has not moved'],
    [moveField('Thing', 'sure.x', 'sure.x'), 'the field "sure.x" has not moved'],
    [moveField('Thing', 'old', 'a.x'), notDescribed('a')],
    [moveField('Thing', 'old', 'maybe.x'), notDescribed('maybe')],
    [moveField('Thing', 'old', 'named.x'), holdsNamed('named', 'Other')],
    [moveField('Thing', 'named.z', 'b'), holdsNamed('named', 'Other')],
    [
      moveField('Thing', 'old', 'single.x'),
      'nothing would be left in "single": that is a change for `nestFields`',
    ],
    [
      moveField('Thing', 'old.b', 'b'),
      'there is no object "old" now that has held it: that is a change for `unnestFields`',
    ],
    [
      moveField('Thing', 'inner.b', 'b'),
      'the object "inner" may be missing where the field is there, and an old message had it in there',
    ],
    [
      moveField('Thing', 'old', 'vague.x'),
      'no other field beside "x" is required, so an old message could not tell {} from none',
    ],
    [moveField('Thing', 'old', 'strict.x'), 'its keyword "dependentRequired" speaks of the field "x"'],
    [
      changeDefault('Thing', 'nope', { old: 1, current: 2 }),
      `there is no field "nope" with a default; ${fields}`,
    ],
    [
      changeDefault('Thing', 'limit', { old: 50, current: 10 }),
      'the default of "limit" is 20 in the schema, and not 10',
    ],
    [
      changeDefault('Thing', 'b', { old: 'x', current: 'y' }),
      'the default of "b" is nothing in the schema, and not "y"',
    ],
    [changeDefault('Thing', 'limit', { old: 20, current: 20 }), 'the default of "limit" has not changed'],
    [mapEnum('Thing', { pairs: [] }), 'the schema does not list its values, as an enum does'],
  ]
  for (const [operation, reason] of refused) {
    const expected = {
      code: 'TDM_CHANGE_INVALID',
      message: `The change "A change." of version 2 cannot be made: ${reason}, says its operation ${operation.name} on Thing.`,
    }
    t.throws(() => timelineOf(operation).downgrade(Thing, {}, '1'), expected, reason)
    t.throws(() => timelineOf(operation).upgrade(Thing, {}, '1'), expected)
  }
})

t.test('a map of an enum is held to the values of the enum', async (t) => {
  const State = { $id: 'State', enum: ['on', 'off'] }
  const refuse = (operation: Operation, reason: string) =>
    t.throws(() => timelineOf(operation).downgrade(State, 'on', '1'), {
      message: `The change "A change." of version 2 cannot be made: the value ${reason}, says its operation map-enum on State.`,
    })
  const pairs = [
    [1, 'on'],
    [0, 'off'],
  ] as const
  refuse(
    mapEnum('State', { pairs: pairs.slice(1) }),
    '"on" of the schema has no old value: add it to the map',
  )
  refuse(
    mapEnum('State', { pairs, upgradeOnly: [[1, 'off']] }),
    '1 of the schema is the old one of two pairs',
  )
  refuse(
    mapEnum('State', { pairs, upgradeOnly: [[2, 'half']] }),
    '"half" of the schema is mapped, but the field does not have it',
  )
  refuse(
    mapEnum('State', { pairs: [[1, 'on']], downgradeOnly: [['off', 2]], upgradeOnly: [[2, 'off']] }),
    '2 of the schema is to be read by old clients, but it is in no pair',
  )
})

t.test('an enum with a name is mapped wherever it occurs', async (t) => {
  const State = z.enum(['on', 'off']).meta({ id: 'State' })
  const Lamp = z.object({ state: State, past: z.array(State), next: State.nullable().optional() })
  const operation = mapEnum(State, {
    pairs: [
      ['ON', 'on'],
      ['OFF', 'off'],
    ],
    upgradeOnly: [['DIMMED', 'on']],
  })
  const timeline = timelineOf(operation)
  const current = { state: 'on', past: ['off', 'on'], next: null }
  const old = { state: 'ON', past: ['OFF', 'ON'], next: null }
  t.strictSame(timeline.downgrade(Lamp, current, '1'), old)
  t.strictSame(timeline.upgrade(Lamp, old, '1'), current)
  t.strictSame(timeline.upgrade(Lamp, { state: 'DIMMED', past: [] }, '1'), { state: 'on', past: [] })
  t.strictSame(operation.loss, [{ direction: 'upgrade', what: '"DIMMED" becomes "on"' }])
  t.strictSame(
    operation.describe().map(({ old, current, note }) => [old, current, note]),
    [
      [['"ON"'], ['"on"'], 'written another way'],
      [['"OFF"'], ['"off"'], 'written another way'],
      [['"DIMMED"'], ['"on"'], 'no longer there'],
    ],
  )
})

t.test('a loss names the fields that may differ', async (t) => {
  const pairs = [[1, 'on']] as const
  const functions = { upgrade: () => 1, downgrade: () => 1 }
  const fields = (operation: Operation) => operation.loss.map(({ direction, fields }) => [direction, fields])
  t.strictSame(fields(addField('A', 'a')), [['downgrade', ['a']]])
  t.strictSame(fields(removeField('A', 'a', { old: {} })), [['upgrade', ['a']]])
  t.strictSame(fields(makeRequired('A', 'a', { upgrade: 1 })), [['upgrade', ['a']]])
  t.strictSame(fields(makeOptional('A', 'a', { downgrade: 1 })), [['downgrade', ['a']]])
  t.strictSame(fields(retypeField('A', 'a', { old: {}, ...functions, loss: 'x' })), [['downgrade', ['a']]])
  t.strictSame(fields(mergeFields('A', 'a', { old: {}, merge: () => 1, split: () => ({}), loss: 'x' })), [
    ['downgrade', ['a']],
  ])
  t.strictSame(
    fields(splitField('A', 'a', { old: {}, into: ['b', 'c'], split: () => 1, merge: () => 1, loss: 'x' })),
    [['downgrade', ['b', 'c']]],
  )
  t.strictSame(fields(mapEnum('A', 'a', { pairs, downgradeOnly: [['off', 1]], upgradeOnly: [[2, 'on']] })), [
    ['downgrade', ['a']],
    ['upgrade', ['a']],
  ])
  t.strictSame(fields(changeDefault('A', 'a', { old: 1, current: 2 })), [
    ['upgrade', ['a']],
    ['downgrade', ['a']],
  ])
  const both = [{ direction: 'upgrade', what: 'x', fields: ['a'] }] as const
  t.strictSame(retypeField('A', 'a', { old: {}, ...functions, loss: both }).loss, both)
})

t.test('a loader restores the fields of all objects of a message in one call', async (t) => {
  const calls: (readonly string[])[] = []
  const names = defineLoader({
    name: 'names',
    load: async (ids: readonly string[]) => {
      calls.push(ids)
      return new Map(ids.filter((id) => id !== 'z').map((id) => [id, id.toUpperCase()]))
    },
  })
  const User = z.object({ id: z.string(), nick: z.string().optional() }).meta({ id: 'User' })
  const Team = z.object({ users: z.array(User), lead: User.optional() })

  const removed = timelineOf(
    removeField(User, 'name', { old: z.string(), downgrade: loadFrom(names, ({ id }) => id) }),
  )
  const team = { users: [{ id: 'a' }, { id: 'b' }, { id: 'a' }], lead: { id: 'c' } }
  t.strictSame(await removed.downgradeAsync(Team, team, '1'), {
    users: [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' },
      { id: 'a', name: 'A' },
    ],
    lead: { id: 'c', name: 'C' },
  })
  t.strictSame(calls.splice(0), [['a', 'b', 'c']])

  const loosened = timelineOf(makeOptional(User, 'nick', { downgrade: loadFrom(names, ({ id }) => id) }))
  t.strictSame(await loosened.downgradeAsync(Team, { users: [{ id: 'a', nick: 'x' }, { id: 'b' }] }, '1'), {
    users: [
      { id: 'a', nick: 'x' },
      { id: 'b', nick: 'B' },
    ],
  })
  t.strictSame(calls.splice(0), [['b']], 'what is there is not asked for')

  for (const [timeline, name, field] of [
    [removed, 'remove-field', 'name'],
    [loosened, 'make-optional', 'nick'],
  ] as const) {
    await t.rejects(timeline.downgradeAsync(Team, { users: [{ id: 'z' }] }, '1'), {
      code: 'TDM_FIELD_UNRESTORED',
      message: `The field "${field}", which an old message always has, could not be restored by the operation ${name}: the loader "names" gave no value for it. Give a value for every object, or declare the old field as optional.`,
    })
  }
  const optional = timelineOf(
    removeField(User, 'name', {
      old: z.string(),
      required: false,
      downgrade: loadFrom(names, ({ id }) => id),
    }),
  )
  t.strictSame(await optional.downgradeAsync(User, { id: 'z' }, '1'), { id: 'z' })
})

t.test('a function that gives nothing for a required old field is not answered with', async (t) => {
  const Thing = z.object({ id: z.string() }).meta({ id: 'Thing' })
  const none = (): string => undefined as never
  t.throws(
    () =>
      timelineOf(removeField(Thing, 'name', { old: z.string(), downgrade: none })).downgrade(
        Thing,
        { id: 'a' },
        '1',
      ),
    {
      code: 'TDM_FIELD_UNRESTORED',
      message:
        'The field "name", which an old message always has, could not be restored by the operation remove-field: its function gave no value for it. Give a value for every object, or declare the old field as optional.',
    },
  )
})

t.test('a function is given the object of its own version, empty or not', async (t) => {
  const Thing = z.object({ full: z.string().optional(), size: z.number() }).meta({ id: 'Thing' })
  const seen: unknown[] = []
  const timeline = defineTimeline({
    scheme: 'integer',
    versions: [
      {
        name: '3',
        changes: [
          change(
            addField(Thing, 'size', {
              upgrade: (old) => {
                seen.push(structuredClone(old))
                return old.full?.length ?? -1
              },
            }),
          ),
        ],
      },
      { name: '2', changes: [change(renameField('Thing', 'short', 'full'))] },
      { name: '1' },
    ],
  })
  t.strictSame(timeline.upgrade(Thing, { short: 'abc' }, '1'), { full: 'abc', size: 3 })
  t.strictSame(timeline.upgrade(Thing, {}, '1'), { size: -1 })
  t.strictSame(timeline.upgrade(Thing, { full: 'ab' }, '2'), { full: 'ab', size: 2 })
  t.strictSame(seen, [{ full: 'abc' }, {}, { full: 'ab' }])
})

t.test('a function on the way down is given what newer operations have left', async (t) => {
  const Thing = z.object({ first: z.string(), last: z.string() }).meta({ id: 'Thing' })
  const operation = removeField('Thing', 'initials', {
    old: z.string(),
    downgrade: (thing: { given: string; last: string }) => `${thing.given.charAt(0)}${thing.last.charAt(0)}`,
  })
  const timeline = timelineOf(operation, renameField(Thing, 'given', 'first'))
  t.strictSame(timeline.downgrade(Thing, { first: 'Ada', last: 'Lund' }, '1'), {
    given: 'Ada',
    last: 'Lund',
    initials: 'AL',
  })
})

t.test('an optional field comes and goes without a value for it', async (t) => {
  const Thing = z.object({ id: z.string(), note: z.string().optional() }).meta({ id: 'Thing' })
  const added = timelineOf(addField(Thing, 'note'))
  t.strictSame(added.upgrade(Thing, { id: 'a', note: 'not of this version' }, '1'), {
    id: 'a',
  })
  t.strictSame(added.downgrade(Thing, { id: 'a', note: 'n' }, '1'), { id: 'a' })
  const removed = timelineOf(removeField(Thing, 'mood', { old: z.string().optional() }))
  t.strictSame(removed.upgrade(Thing, { id: 'a', mood: 'm' }, '1'), { id: 'a' })
  t.strictSame(removed.downgrade(Thing, { id: 'a' }, '1'), { id: 'a' })
  const surplus = { id: 'a', mood: 'no longer declared' }
  t.strictSame(removed.downgrade(Thing, surplus, '1'), { id: 'a' })
})

t.test('a constant is a new one for each message', async (t) => {
  const Thing = z.object({ tags: z.array(z.string()) }).meta({ id: 'Thing' })
  const tags = ['a']
  const timeline = timelineOf(addField(Thing, 'tags', { upgrade: tags }))
  const one = timeline.upgrade(Thing, {}, '1') as { tags: string[] }
  one.tags.push('b')
  t.strictSame(timeline.upgrade(Thing, {}, '1'), { tags: ['a'] })
  t.strictSame(tags, ['a'])
})

t.test('parameters are fields of the query and of the path', async (t) => {
  const Query = z.object({ limit: z.number().default(20), sort: z.string(), text: z.string().optional() })
  const list = queryOf('GET /users/:id', Query)
  const timeline = timelineOf(
    addField(list, 'sort', { upgrade: 'name' }),
    removeField(list, 'verbose', { old: z.boolean().optional() }),
    changeDefault(list, 'limit', { old: 50, current: 20 }),
    renameField(list, 'q', 'text'),
    retypeField(pathOf('GET /users/:id'), 'id', {
      old: { type: 'integer' },
      upgrade: (id) => `u${String(id)}`,
      downgrade: (id) => Number(String(id).slice(1)),
    }),
  )
  const endpoint = {
    method: 'GET',
    path: '/users/:id',
    query: z.toJSONSchema(Query, { io: 'input' }),
    responses: {},
  }
  const plan = planApi(timeline, [endpoint])
  const version = timeline.versions[1]
  if (version === undefined) throw new Error('there are two')
  const query = plan.parameters(endpoint, 'query', version)
  const path = plan.parameters(endpoint, 'path', version)
  t.strictSame(query?.schema, {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      limit: { type: 'number', default: 50 },
      q: { type: 'string' },
      verbose: { type: 'boolean' },
    },
  })
  t.strictSame(query?.convert?.({ verbose: true, q: 'a' }), { limit: 50, sort: 'name', text: 'a' })
  t.strictSame(path?.convert?.({ id: 7 }), { id: 'u7' })
})

t.test('a default is written out where there was one, and where there is one', async (t) => {
  const Thing = { $id: 'Thing', type: 'object', properties: { a: { type: 'integer', default: 2 }, b: text } }
  const gained = timelineOf(changeDefault('Thing', 'a', { old: undefined, current: 2 }))
  t.strictSame(gained.upgrade(Thing, { b: '' }, '1'), { b: '' })
  t.strictSame(gained.downgrade(Thing, { b: '' }, '1'), { a: 2, b: '' })
  const lost = timelineOf(changeDefault('Thing', 'b', { old: 'x', current: undefined }))
  t.strictSame(lost.upgrade(Thing, { a: 1 }, '1'), { a: 1, b: 'x' })
  t.strictSame(lost.downgrade(Thing, { a: 1 }, '1'), { a: 1 })
  t.strictSame(schemaBefore(gained, Thing), {
    type: 'object',
    properties: { a: { type: 'integer' }, b: text },
  })
  t.strictSame(schemaBefore(lost, Thing), {
    type: 'object',
    properties: { a: { type: 'integer', default: 2 }, b: { type: 'string', default: 'x' } },
  })
})

t.test('a field moves between levels', async (t) => {
  const Thing = z
    .object({
      id: z.string(),
      'x.y': z.string().optional(),
      billing: z.object({ name: z.string(), zip: z.string().optional() }),
      shipping: z.object({
        name: z.string().optional(),
        geo: z.object({ lat: z.number(), lon: z.number() }),
      }),
      spare: z.object({ a: z.string(), deep: z.object({ b: z.string(), c: z.string() }) }).optional(),
    })
    .meta({ id: 'Thing' })
  const base = {
    id: 'i',
    billing: { name: 'n' },
    shipping: { name: 's', geo: { lat: 1, lon: 2 } },
  }
  const check = (operation: Operation, current: object, old: object, title: string): void => {
    const timeline = timelineOf(operation)
    t.strictSame(timeline.downgrade(Thing, current as never, '1'), old, `${title}, down`)
    t.strictSame(timeline.upgrade(Thing, old as never, '1'), current, `${title}, up`)
  }
  check(
    moveField(Thing, 'shipping.zip', 'billing.zip'),
    { ...base, billing: { name: 'n', zip: 'z' } },
    { ...base, shipping: { ...base.shipping, zip: 'z' } },
    'between objects',
  )
  check(moveField(Thing, 'shipping.zip', 'billing.zip'), base, base, 'not there')
  check(
    moveField(Thing, 'shipping.lat', 'shipping.geo.lat'),
    base,
    { ...base, shipping: { name: 's', geo: { lon: 2 }, lat: 1 } },
    'out of an object in an object',
  )
  check(
    moveField(Thing, 'shipping.geo.called', 'shipping.name'),
    { ...base, shipping: { geo: { lat: 1, lon: 2 } } },
    { ...base, shipping: { geo: { lat: 1, lon: 2 } } },
    'into an object in an object, not there',
  )
  check(
    moveField(Thing, 'shipping.geo.called', 'shipping.name'),
    base,
    { ...base, shipping: { geo: { lat: 1, lon: 2, called: 's' } } },
    'by another name',
  )
  check(
    moveField(Thing, ['billing', 'x.y'], ['x.y']),
    { ...base, 'x.y': '' },
    { ...base, billing: { name: 'n', 'x.y': '' } },
    'a name with a dot',
  )
  check(
    moveField(Thing, 'spare.deep.d', 'spare.deep.c'),
    { ...base, spare: { a: '', deep: { b: 'b', c: 'c' } } },
    { ...base, spare: { a: '', deep: { b: 'b', d: 'c' } } },
    'within an object that may be missing',
  )
  check(moveField(Thing, 'spare.deep.d', 'spare.deep.c'), base, base, 'within an object that is missing')
  check(
    moveField(Thing, 'c', 'spare.deep.c'),
    { ...base, spare: { a: '', deep: { b: 'b', c: 'c' } } },
    { ...base, spare: { a: '', deep: { b: 'b' } }, c: 'c' },
    'out of an object that may be missing',
  )
  check(
    moveField(Thing, 'named', 'billing.name'),
    { ...base },
    { ...base, billing: {}, named: 'n' },
    'all of it',
  )
})

t.test('an object that keeps nothing in a message is there all the same', async (t) => {
  const Thing = {
    $id: 'Thing',
    type: 'object',
    properties: {
      inner: { type: 'object', properties: { ['__proto__']: text, toString: text, a: text } },
    },
    required: ['inner'],
  }
  for (const name of ['__proto__', 'toString']) {
    const timeline = timelineOf(moveField('Thing', 'old', ['inner', name]))
    const current = JSON.parse(`{"inner":{"${name}":"x"}}`) as unknown
    t.strictSame(timeline.downgrade(Thing, current, '1'), { inner: {}, old: 'x' })
    t.strictSame(
      JSON.stringify(timeline.upgrade(Thing, { inner: {}, old: 'x' }, '1')),
      JSON.stringify(current),
    )
    t.strictSame(timeline.upgrade(Thing, { inner: {} }, '1'), { inner: {} })
    t.strictSame(
      timeline.upgrade(Thing, { inner: null, old: 'x' }, '1'),
      { inner: null },
      'what is no object stays',
    )
  }
})

t.test('named schemas inside of what moves are converted with it', async (t) => {
  const Point = z.object({ lon: z.number(), lat: z.number() }).meta({ id: 'Point' })
  const Pin = z
    .object({ id: z.string(), at: Point, box: z.object({ a: z.string(), b: Point }) })
    .meta({ id: 'Pin' })
  const timeline = timelineOf(
    renameField(Point, 'lng', 'lon'),
    unnestFields(Pin, 'place', ['at']),
    moveField(Pin, 'b', 'box.b'),
  )
  const current = { id: 'i', at: { lon: 1, lat: 2 }, box: { a: '', b: { lon: 3, lat: 4 } } }
  const old = { id: 'i', place: { at: { lng: 1, lat: 2 } }, box: { a: '' }, b: { lng: 3, lat: 4 } }
  t.strictSame(timeline.downgrade(Pin, current, '1'), old)
  t.strictSame(timeline.upgrade(Pin, old as never, '1'), current)
})

t.test('several fields that were one may all be missing', async (t) => {
  const Thing = z.object({ a: z.number().optional(), b: z.number().optional() }).meta({ id: 'Thing' })
  const timeline = timelineOf(
    splitField(Thing, 'pair', {
      old: z.string(),
      into: ['a', 'b'],
      split: (pair) => {
        const [a, b] = pair.split('/')
        return { ...(a === '' ? {} : { a: Number(a) }), ...(b === '' ? {} : { b: Number(b) }) }
      },
      merge: ({ a, b }) => `${String(a ?? '')}/${String(b ?? '')}`,
    }),
  )
  for (const [current, old] of [
    [{ a: 0, b: 1 }, { pair: '0/1' }],
    [{ b: 1 }, { pair: '/1' }],
    [{}, {}],
  ] as const) {
    t.strictSame(timeline.downgrade(Thing, current, '1'), old)
    t.strictSame(timeline.upgrade(Thing, old, '1'), current)
  }
  const same = z.object({ name: z.string(), rest: z.string() }).meta({ id: 'Same' })
  const renamed = timelineOf(
    splitField(same, 'name', {
      old: z.string(),
      into: ['name', 'rest'],
      split: (old) => ({ name: old.slice(0, 1), rest: old.slice(1) }),
      merge: ({ name, rest }) => name + rest,
    }),
  )
  t.strictSame(renamed.upgrade(same, { name: 'abc' }, '1'), { name: 'a', rest: 'bc' })
  t.strictSame(renamed.downgrade(same, { name: 'a', rest: 'bc' }, '1'), { name: 'abc' })
})

t.test('a single optional field was required in an object that was not', async (t) => {
  const Thing = z.object({ id: z.string(), zip: z.string().optional() }).meta({ id: 'Thing' })
  const timeline = timelineOf(unnestFields(Thing, 'address', ['zip']))
  t.strictSame(timeline.downgrade(Thing, { id: 'a' }, '1'), { id: 'a' })
  t.strictSame(timeline.downgrade(Thing, { id: 'a', zip: '' }, '1'), { id: 'a', address: { zip: '' } })
  t.strictSame(timeline.upgrade(Thing, { id: 'a', address: { zip: '' } }, '1'), { id: 'a', zip: '' })
})

t.test('a codec is called by its plain functions', async (t) => {
  const calls: string[] = []
  const codec = z.codec(
    z.number().refine(() => calls.push('validated')),
    z.string(),
    { decode: (value) => value.toFixed(1), encode: (value) => Number(value) },
  )
  const Thing = z.object({ size: z.string().optional() }).meta({ id: 'Thing' })
  const operation = retypeField(Thing, 'size', codec, { loss: 'More than one digit' })
  const timeline = timelineOf(operation)
  t.strictSame(timeline.upgrade(Thing, { size: 2 }, '1'), { size: '2.0' })
  t.strictSame(timeline.downgrade(Thing, { size: '2.5' }, '1'), { size: 2.5 })
  t.strictSame(timeline.downgrade(Thing, {}, '1'), {})
  t.strictSame(schemaBefore(timeline, Thing), { type: 'object', properties: { size: { type: 'number' } } })
  t.strictSame(calls, [])
  t.strictSame(operation.loss, [{ direction: 'downgrade', what: 'More than one digit', fields: ['size'] }])
})

t.test('a codec that has to be waited for, or that is none, is refused', async (t) => {
  const Thing = z.object({ size: z.string() }).meta({ id: 'Thing' })
  const unusable = (reason: string) => ({
    code: 'TDM_CODEC_UNUSABLE',
    message: `The codec of the field "size" cannot be used: ${reason}.`,
  })
  const waits = unusable('its functions are asynchronous, and no conversion waits for them')
  const encode = (value: string): number => Number(value)
  t.throws(
    () => retypeField(Thing, 'size', z.codec(z.number(), z.string(), { decode: async () => '', encode })),
    waits,
  )
  const hidden = z.codec(z.number(), z.string(), { decode: () => Promise.reject(new Error('late')), encode })
  const timeline = timelineOf(retypeField(Thing, 'size', hidden))
  t.throws(() => timeline.upgrade(Thing, { size: 1 }, '1'), waits)
  const misuse = (): Operation =>
    // @ts-expect-error a schema that is no codec
    retypeField(Thing, 'size', z.string())
  t.throws(misuse, unusable('it is a schema that `z.codec` has not made'))
  const picky = z.codec(z.number(), z.string(), {
    decode: (value, payload) => {
      payload.issues.push({ code: 'custom', message: 'too odd', input: value })
      return ''
    },
    encode,
  })
  t.throws(
    () => timelineOf(retypeField(Thing, 'size', picky)).upgrade(Thing, { size: 1 }, '1'),
    unusable('it has refused a value: too odd'),
  )
})

t.test('fields and values that do not fit are compile errors', async (t) => {
  const Thing = z
    .object({ id: z.string(), size: z.number(), inner: z.object({ x: z.string(), y: z.string() }) })
    .meta({ id: 'Thing' })
  const numbers = defineLoader({ name: 'numbers', load: async () => new Map<string, number>() })
  t.doesNotThrow(() => {
    // @ts-expect-error no such field
    addField(Thing, 'nope')
    // @ts-expect-error not of the field's type
    addField(Thing, 'size', { upgrade: 'x' })
    // @ts-expect-error the old object does not have the field
    addField(Thing, 'size', { upgrade: (old: { size: number }) => old.size })
    // @ts-expect-error a loader may not know a key, and the field is required
    addField(Thing, 'size', { upgrade: loadFrom(numbers, (old) => old.id) })
    addField(Thing, 'size', {
      upgrade: loadFrom(
        numbers,
        (old) => old.id,
        (size, old) => size ?? old.id.length,
      ),
    })
    // @ts-expect-error not of the old type
    removeField(Thing, 'gone', { old: z.string(), downgrade: 1 })
    // @ts-expect-error no such field
    removeField(Thing, 'gone', { old: z.string(), downgrade: '', after: 'nope' })
    // @ts-expect-error what the loader brings is not of the old type
    removeField(Thing, 'gone', { old: z.string(), downgrade: loadFrom(numbers, ({ id }) => id) })
    // @ts-expect-error no such field
    makeRequired(Thing, 'nope', { upgrade: 1 })
    // @ts-expect-error not of the field's type
    makeOptional(Thing, 'size', { downgrade: 'x' })
    // @ts-expect-error not of the field's type
    changeDefault(Thing, 'size', { old: 'x', current: 1 })
    // @ts-expect-error no such field
    unnestFields(Thing, 'old', ['nope'])
    // @ts-expect-error no such field inside
    nestFields(Thing, ['nope'], 'inner')
    // @ts-expect-error no such path
    moveField(Thing, 'x', 'inner.nope')
    // @ts-expect-error no such path
    moveField(Thing, 'x', ['inner', 'nope'])
    moveField(Thing, 'x', ['inner', 'x'])
    // @ts-expect-error the current side is not of the field's type
    retypeField(Thing, 'size', z.codec(z.number(), z.string(), { decode: String, encode: Number }))
    splitField(Thing, 'old', {
      old: z.string(),
      into: ['id', 'size'],
      // @ts-expect-error not of the current fields' types
      split: (old) => ({ id: old, size: old }),
      merge: ({ id }) => id,
    })
  })
})

t.test('an operation on requests alone leaves answers as they are', async (t) => {
  const Thing = z.object({ id: z.string(), role: z.string().default('user') }).meta({ id: 'Thing' })
  const timeline = timelineOf(onlyIn('request', makeOptional(Thing, 'role', { downgrade: 'user' })))
  t.strictSame(timeline.downgrade(Thing, { id: 'a', role: 'r' }, '1'), { id: 'a', role: 'r' })
  t.strictSame(timeline.downgrade(Thing, { id: 'a', role: 'r' }, '1', { messages: 'response' }), {
    id: 'a',
    role: 'r',
  })
  t.strictSame(timeline.downgrade(Thing, { id: 'a' }, '1', { messages: 'request' }), {
    id: 'a',
    role: 'user',
  })
})

function change(...operations: Operation[]) {
  return defineChange({ summary: 'A change.', operations })
}

function timelineOf(...operations: Operation[]): Timeline {
  return defineTimeline({
    scheme: 'integer',
    versions: [{ name: '2', changes: [change(...operations)] }, { name: '1' }],
  })
}

function notDescribed(name: string): string {
  return `"${name}" does not hold an object, and nothing else, that is described by its properties`
}

function holdsNamed(name: string, schema: string): string {
  return `"${name}" holds the named schema "${schema}", whose other places would change as well: give the object no name of its own, or convert the whole with \`custom\``
}

/** The schema `Thing` as it was in version 1. */
function schemaBefore(timeline: Timeline, schema: AnySchema): unknown {
  const endpoint = { method: 'GET', path: '/', responses: { 200: toJsonSchema(schema, 'output') } }
  const version = timeline.versions[1]
  if (version === undefined) throw new Error('there are two versions')
  const plan = planApi(timeline, [endpoint]).response(endpoint, '200', version)
  const { $defs } = plan?.schema as { $defs: Record<string, unknown> }
  return $defs.Thing
}
