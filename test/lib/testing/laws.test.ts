import t from 'tap'
import { z } from 'zod'
import { NewUser, Problem, User, UserList } from '../../../examples/01-users/schemas.ts'
import { timeline as usersTimeline } from '../../../examples/01-users/timeline.ts'
import { defineLoader, removeField, renameField, retypeField } from '../../../lib/index.ts'
import { defineOperation, onlyIn } from '../../../lib/operations/define-operation.ts'
import { callOf, loadOf } from '../../../lib/transform/expression.ts'
import { defineChange } from '../../../lib/timeline/define-change.ts'
import { verifyTimeline } from '../../../lib/testing/index.ts'
import { requestOf } from '../../../lib/schema/endpoint-part.ts'
import { makeOperation, tellFaults, timelineOf, timelineOfChanges } from './timelines.ts'

const text = { type: 'string' }
const objectOf = (properties: Record<string, unknown>, $id = 'Thing') => ({
  $id,
  type: 'object',
  properties,
  required: Object.keys(properties),
})
const Thing = objectOf({ a: text })

t.test('a timeline that is right has no faults', async (t) => {
  const { faults, ...report } = await verifyTimeline(usersTimeline, {
    schemas: [User, NewUser, UserList, Problem],
  })
  t.strictSame(faults, [])
  t.strictSame(
    { ...report, checked: { ...report.checked, values: report.checked.values > 1000 } },
    { seed: 1, runs: 100, checked: { parts: 8, changes: 7, versions: 2, examples: 0, values: true } },
  )
})

t.test('a rename that is written the wrong way round does not fit the schema', async (t) => {
  t.strictSame(await tellFaults(timelineOf([renameField('Thing', 'a', 'b')]), { schemas: [Thing] }), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. boot: a timeline fits its schemas, and its dates and changes go together',
    '   where: the timeline',
    '   what: The change "It is another." of version 2 cannot be made: there is no field "b" to rename; there are a, says its operation rename-field on Thing.',
  ])
})

t.test('a function that changes what it is given', async (t) => {
  const List = z.object({ tags: z.array(z.string()) }).meta({ id: 'Turned' })
  const turned = retypeField(List, 'tags', {
    old: z.array(z.string()),
    upgrade: (tags) => tags.reverse(),
    downgrade: (tags) => [...tags].reverse(),
  })
  const [, , law, , , , , what] = await tellFaults(timelineOf([turned]), { schemas: [List] })
  t.strictSame(
    [law, what],
    [
      '1. L2: each value that the old schema allows upgrades to one that the current schema allows',
      '   what: the upgrade failed with a changed value: a function has changed what it was given, which is still held elsewhere; let it answer with a new value',
    ],
  )
})

t.test('what cannot be seen in a value is written as JSON can write it', async (t) => {
  const Shown = objectOf({ a: { type: 'string', const: 'a \u00a0\u2028\u{e0001}é' } })
  const lines = await tellFaults(timelineOf([removeField('Thing', 'b', { old: text, downgrade: () => 1 })]), {
    schemas: [Shown],
  })
  t.ok(lines.includes('   value: {"a":"a \\u00a0\\u2028\\udb40\\udc01é"}'), lines.join('\n'))
})

t.test('a rename whose transforms are the wrong way round', async (t) => {
  const right = renameField('Thing', 'b', 'a')
  const { fields } = right
  if (fields === undefined) throw new Error('a rename is on fields')
  const inverted = defineOperation({
    ...right,
    fields: {
      ...fields,
      upgrade: (record) => fields.downgrade(record),
      downgrade: (record) => fields.upgrade(record),
    },
  })
  t.strictSame(await tellFaults(timelineOf([inverted]), { schemas: [Thing] }), [
    'The timeline breaks its laws: 2 faults (seed 1, 100 values for each schema and change).',
    '',
    '1. L2: each value that the old schema allows upgrades to one that the current schema allows',
    '   change: "It is another."',
    '   version: 2',
    '   operation: rename-field',
    '   where: Thing, as a request',
    "   what: the current schema says: must have required property 'a'",
    '   value: {"b":""}',
    '   upgraded: {}',
    '   at: the whole value',
    '',
    '2. L1: each current value downgrades to one that the old schema allows',
    '   change: "It is another."',
    '   version: 2',
    '   operation: rename-field',
    '   where: Thing, as a response',
    "   what: the old schema says: must have required property 'b'",
    '   value: {"a":""}',
    '   downgraded: {}',
    '   at: the whole value',
  ])
})

t.test('a field that is dropped on the way down', async (t) => {
  const right = renameField('Thing', 'b', 'a')
  const dropping = defineOperation({
    ...right,
    ...(right.fields && { fields: { ...right.fields, downgrade: (record) => void record.take('a') } }),
  })
  t.strictSame(await tellFaults(timelineOf([dropping]), { schemas: [Thing] }), [
    'The timeline breaks its laws: 2 faults (seed 1, 100 values for each schema and change).',
    '',
    '1. L3: an old value that is upgraded and downgraded again is the same, where no loss is declared',
    '   change: "It is another."',
    '   version: 2',
    '   operation: rename-field',
    '   where: Thing, as a request',
    '   what: what came back is not what was sent, and no loss is declared',
    '   value: {"b":""}',
    '   upgraded: {"a":""}',
    '   downgraded again: {}',
    '   at: /b',
    '',
    '2. L1: each current value downgrades to one that the old schema allows',
    '   change: "It is another."',
    '   version: 2',
    '   operation: rename-field',
    '   where: Thing, as a response',
    "   what: the old schema says: must have required property 'b'",
    '   value: {"a":""}',
    '   downgraded: {}',
    '   at: the whole value',
  ])
})

t.test('a loss that is not declared', async (t) => {
  const rounding = retypeField('Thing', 'a', {
    old: { type: 'integer' },
    upgrade: Number,
    downgrade: (a) => Math.round(Number(a)),
  })
  const schemas = [objectOf({ a: { type: 'number', minimum: -9, maximum: 9 } })]
  t.strictSame(await tellFaults(timelineOf([rounding]), { schemas }), [
    'The timeline breaks its laws: 2 faults (seed 1, 100 values for each schema and change).',
    '',
    '1. L2: each value that the old schema allows upgrades to one that the current schema allows',
    '   change: "It is another."',
    '   version: 2',
    '   operation: retype-field',
    '   where: Thing, as a request',
    '   what: the current schema says: must be <= 9',
    '   value: {"a":10}',
    '   upgraded: {"a":10}',
    '   at: /a',
    '',
    '2. L3: a current value that is downgraded and upgraded again is the same, where no loss is declared',
    '   change: "It is another."',
    '   version: 2',
    '   operation: retype-field',
    '   where: Thing, as a response',
    '   what: what came back is not what was sent, and no loss is declared',
    '   value: {"a":-5e-324}',
    '   downgraded: {"a":0}',
    '   upgraded again: {"a":0}',
    '   at: /a',
  ])
})

t.test('a default that the current schema does not allow', async (t) => {
  const operation = makeOperation({
    subjects: ['Thing'],
    take: ['a'],
    old: [{ name: 'b', schema: { type: ['string', 'null'] }, required: true }],
    upgrade: (b) => b ?? 'none',
    downgrade: (a) => a,
  })
  const schemas = [objectOf({ a: { type: 'string', maxLength: 3 } })]
  t.strictSame(await tellFaults(timelineOf([operation]), { schemas }), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. L2: each value that the old schema allows upgrades to one that the current schema allows',
    '   change: "It is another."',
    '   version: 2',
    '   operation: made-up',
    '   where: Thing, as a request',
    '   what: the current schema says: must NOT have more than 3 characters',
    '   value: {"b":null}',
    '   upgraded: {"a":"none"}',
    '   at: /a',
  ])
})

t.test('an old schema that a validator does not know, and one that allows nothing', async (t) => {
  const retype = (old: object) =>
    retypeField('Thing', 'a', { old: { ...old }, upgrade: () => 'x', downgrade: () => 'x' })
  t.strictSame(await tellFaults(timelineOf([retype({ type: 'text' })]), { schemas: [Thing] }), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. boot: a timeline fits its schemas, and its dates and changes go together',
    '   change: "It is another."',
    '   version: 2',
    '   where: Thing, as a request; Thing, as a response',
    '   what: it could not be tried: type must be JSONType or JSONType[]: text',
  ])
  t.strictSame(
    await tellFaults(timelineOf([retype({ type: 'string', minLength: 2, maxLength: 1 })]), {
      schemas: [Thing],
    }),
    [
      'The timeline breaks its laws: 2 faults (seed 1, 100 values for each schema and change).',
      '',
      '1. boot: a timeline fits its schemas, and its dates and changes go together',
      '   change: "It is another."',
      '   version: 2',
      '   where: Thing, as a request',
      '   what: No values of "Thing" could be generated: the required property "a" can have none. Give the schema an example (`examples`).',
      '',
      '2. L1: each current value downgrades to one that the old schema allows',
      '   change: "It is another."',
      '   version: 2',
      '   operation: retype-field',
      '   where: Thing, as a response',
      '   what: the old schema says: must NOT have fewer than 2 characters',
      '   value: {"a":""}',
      '   downgraded: {"a":"x"}',
      '   at: /a',
    ],
  )
})

t.test('functions that throw', async (t) => {
  const throwing = retypeField('Thing', 'a', {
    old: text,
    upgrade: (a) => {
      if (String(a).length > 2) throw new RangeError('too long')
      return a
    },
    downgrade: (a) => {
      if (String(a).length > 2) throw new RangeError('too long')
      return a
    },
  })
  t.strictSame(await tellFaults(timelineOf([throwing]), { schemas: [Thing] }), [
    'The timeline breaks its laws: 2 faults (seed 1, 100 values for each schema and change).',
    '',
    '1. L2: each value that the old schema allows upgrades to one that the current schema allows',
    '   change: "It is another."',
    '   version: 2',
    '   operation: retype-field',
    '   where: Thing, as a request',
    '   what: the upgrade failed with RangeError: too long',
    '   value: {"a":"   "}',
    '',
    '2. L1: each current value downgrades to one that the old schema allows',
    '   change: "It is another."',
    '   version: 2',
    '   operation: retype-field',
    '   where: Thing, as a response',
    '   what: the downgrade failed with RangeError: too long',
    '   value: {"a":"   "}',
  ])
})

t.test('functions that change what they are given, and dates, are seen as JSON', async (t) => {
  const at = z.object({ at: z.iso.datetime({ precision: 3 }) }).meta({ id: 'At' })
  const dated = retypeField(at, 'at', {
    old: z.iso.datetime({ precision: 3 }),
    upgrade: (old) => old,
    downgrade: (now) => new Date(now) as unknown as string,
  })
  t.strictSame((await verifyTimeline(timelineOf([dated]), { schemas: [at] })).faults, [])
})

t.test('of several operations, the one that does it is named', async (t) => {
  const change = defineChange({
    summary: 'Three things.',
    operations: [
      renameField('Thing', 'c', 'b'),
      retypeField('Thing', 'b', { old: text, upgrade: (b) => b, downgrade: () => 5 }),
      renameField('Thing', 'b', 'a'),
    ],
  })
  const [fault] = (await verifyTimeline(timelineOfChanges([change]), { schemas: [Thing] })).faults
  t.strictSame(fault, {
    law: 'L3',
    way: 'upgrade',
    version: '2',
    change: 'Three things.',
    operation: 'retype-field',
    where: 'Thing, as a request',
    others: [],
    message: 'what came back is not what was sent, and no loss is declared',
    counterexample: { value: { c: '' }, result: { a: '' }, back: { c: 5 }, at: '/c' },
  })
})

t.test('a change in the middle is named, and what follows from it is not told again', async (t) => {
  const change = (summary: string, ...operations: Parameters<typeof timelineOf>[0][number][]) =>
    defineChange({ summary, operations })
  const timeline = timelineOfChanges(
    [change('Newest.', renameField('Thing', 'b', 'a'))],
    [change('Middle.', retypeField('Thing', 'b', { old: text, upgrade: String, downgrade: () => 'x' }))],
    [change('Oldest.', renameField('Thing', 'c', 'b'))],
  )
  const { faults } = await verifyTimeline(timeline, { schemas: [Thing] })
  t.strictSame(
    faults.map(({ law, way, version, change, where }) => [law, way, version, change, where]),
    [
      ['L3', 'upgrade', '3', 'Middle.', 'Thing, as a request'],
      ['L3', 'downgrade', '3', 'Middle.', 'Thing, as a response'],
    ],
  )
})

t.test('in recursive schemas and in unions', async (t) => {
  const Tree = {
    $id: 'Tree',
    type: 'object',
    properties: { name: text, below: { type: 'array', items: { $ref: '#/$defs/Tree' } } },
    required: ['name'],
  }
  const Either = { oneOf: [objectOf({ kind: { const: 'tree' }, tree: Tree }, 'Holder'), text] }
  const losing = retypeField('Tree', 'name', {
    old: text,
    upgrade: (name) => name,
    downgrade: (name) => String(name).slice(0, 1),
  })
  t.strictSame(await tellFaults(timelineOf([losing]), { schemas: [Tree, Either] }), [
    'The timeline breaks its laws: 2 faults (seed 1, 100 values for each schema and change).',
    '',
    '1. L3: an old value that is upgraded and downgraded again is the same, where no loss is declared',
    '   change: "It is another."',
    '   version: 2',
    '   operation: retype-field',
    '   where: Tree, as a request; schema 2, as a request',
    '   what: what came back is not what was sent, and no loss is declared',
    '   value: {"name":"  "}',
    '   upgraded: {"name":"  "}',
    '   downgraded again: {"name":" "}',
    '   at: /name',
    '',
    '2. L3: a current value that is downgraded and upgraded again is the same, where no loss is declared',
    '   change: "It is another."',
    '   version: 2',
    '   operation: retype-field',
    '   where: Tree, as a response; schema 2, as a response',
    '   what: what came back is not what was sent, and no loss is declared',
    '   value: {"name":"  "}',
    '   downgraded: {"name":" "}',
    '   upgraded again: {"name":" "}',
    '   at: /name',
  ])
  t.strictSame(
    (await verifyTimeline(timelineOf([renameField('Tree', 'title', 'name')]), { schemas: [Tree, Either] }))
      .faults,
    [],
  )
})

t.test('requests are held to the way up, responses to the way down', async (t) => {
  const cut = retypeField('Thing', 'a', {
    old: text,
    upgrade: (a) => String(a).slice(0, 1),
    downgrade: (a) => a,
  })
  const laws = async (messages: 'request' | 'response') =>
    (await verifyTimeline(timelineOf([onlyIn(messages, cut)]), { schemas: [Thing] })).faults.map(
      ({ law, way, where }) => [law, way, where],
    )
  t.strictSame(await laws('request'), [['L3', 'upgrade', 'Thing, as a request']])
  t.strictSame(await laws('response'), [['L3', 'downgrade', 'Thing, as a response']])
})

t.test('the endpoints of an API: parts, statuses, and what is not there in the old version', async (t) => {
  const endpoints = [
    { method: 'POST', path: '/things', body: Thing, responses: { 201: Thing, 404: text } },
    { method: 'GET', path: '/things', query: objectOf({ a: text }, ''), responses: {} },
  ]
  const timeline = timelineOf([
    retypeField(requestOf('GET /nowhere'), 'a', { old: text, upgrade: (a) => a, downgrade: (a) => a }),
    renameField('Thing', 'b', 'a'),
  ])
  t.strictSame(await tellFaults({ timeline, endpoints }, {}), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. boot: a timeline fits its schemas, and its dates and changes go together',
    '   change: "It is another."',
    '   version: 2',
    '   where: the timeline',
    '   what: The change "It is another." of version 2 has the operation retype-field on the request body of GET /nowhere, which no endpoint has. Correct the name, or take the operation away.',
  ])
  t.strictSame(await tellFaults({ timeline, endpoints }, { isShared: true }), [])
})

t.test('loaders run, or what stands in for them', async (t) => {
  const names = defineLoader<string, string>({
    name: 'names',
    load: (keys) => Promise.resolve(new Map(keys.map((key) => [key, `name of ${key}`]))),
  })
  const right = renameField('Thing', 'b', 'a')
  const loading = defineOperation({
    ...right,
    loss: [
      { direction: 'downgrade', what: 'all', fields: ['a'] },
      { direction: 'upgrade', what: 'all', fields: ['b'] },
    ],
    ...(right.fields && {
      fields: {
        ...right.fields,
        downgrade: (record) =>
          record.put(
            'b',
            callOf(
              (name) => name,
              loadOf(names, (a) => a, record.take('a')),
            ),
          ),
      },
    }),
  })
  const timeline = timelineOf([loading])
  t.strictSame(await tellFaults(timeline, { schemas: [Thing] }), [])
  t.strictSame(await tellFaults(timeline, { schemas: [Thing], loaders: { names: () => new Map() } }), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. L1: each current value downgrades to one that the old schema allows',
    '   change: "It is another."',
    '   version: 2',
    '   operation: rename-field',
    '   where: Thing, as a response',
    "   what: the old schema says: must have required property 'b'",
    '   value: {"a":""}',
    '   downgraded: {}',
    '   at: the whole value',
  ])
  t.strictSame(
    await tellFaults(timeline, {
      schemas: [Thing],
      loaders: {
        names: () => {
          throw new Error('no database')
        },
      },
    }),
    [
      'The timeline breaks its laws: 2 faults (seed 1, 100 values for each schema and change).',
      '',
      '1. L3: an old value that is upgraded and downgraded again is the same, where no loss is declared',
      '   change: "It is another."',
      '   version: 2',
      '   operation: rename-field',
      '   where: Thing, as a request',
      '   what: the downgrade of the result failed with TDM_LOADER_FAILED: The loader "names" failed: it has thrown an error. (no database)',
      '   value: {"b":""}',
      '   upgraded: {"a":""}',
      '',
      '2. L1: each current value downgrades to one that the old schema allows',
      '   change: "It is another."',
      '   version: 2',
      '   operation: rename-field',
      '   where: Thing, as a response',
      '   what: the downgrade failed with TDM_LOADER_FAILED: The loader "names" failed: it has thrown an error. (no database)',
      '   value: {"a":""}',
    ],
  )
})

t.test('the same seed gives the same report', async (t) => {
  const timeline = timelineOf([
    retypeField('Thing', 'a', { old: text, upgrade: (a) => a, downgrade: (a) => `${String(a)}!` }),
  ])
  const one = await verifyTimeline(timeline, { schemas: [Thing], seed: 5 })
  t.strictSame(await verifyTimeline(timeline, { schemas: [Thing], seed: 5 }), one)
})

t.test('nothing to verify is a fault', async (t) => {
  t.strictSame(await tellFaults(timelineOf([]), {}), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. boot: a timeline fits its schemas, and its dates and changes go together',
    '   version: 2',
    '   where: the timeline',
    '   what: There is nothing to verify: no schemas were given and no endpoints. Give `schemas`, or call it with `app.tidemark` once `app.ready()` is done.',
  ])
  t.strictSame(await tellFaults({ timeline: timelineOf([]), endpoints: [] }, {}), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. boot: a timeline fits its schemas, and its dates and changes go together',
    '   version: 2',
    '   where: the timeline',
    '   what: There is nothing to verify: no schemas were given and no endpoints. Give `schemas`, or call it with `app.tidemark` once `app.ready()` is done.',
  ])
})
