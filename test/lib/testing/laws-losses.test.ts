import t from 'tap'
import { defineOperation, type Loss, type Operation } from '../../../lib/operations/define-operation.ts'
import { responseOf } from '../../../lib/schema/endpoint-part.ts'
import type { JsonSchema } from '../../../lib/schema/types.ts'
import { verifyTimeline } from '../../../lib/testing/index.ts'
import { constantOf } from '../../../lib/transform/expression.ts'
import { defineChange } from '../../../lib/timeline/define-change.ts'
import { mapEnum, renameField, retypeField } from '../../../lib/index.ts'
import { tellFaults, timelineOf, timelineOfChanges } from './timelines.ts'

const text = { type: 'string' }
const Thing = {
  $id: 'Thing',
  type: 'object',
  properties: { a: text, b: text },
  required: ['a', 'b'],
}

/** Fields that an old message has as constants: what they hold is lost on the way down. */
function forget(fields: readonly string[], loss: readonly Loss[]): Operation {
  return defineOperation({
    name: 'forget',
    loss,
    describe: () => [],
    fields: {
      subjects: ['Thing'],
      oldSchema: (current) => ({
        ...current,
        properties: {
          ...current.properties,
          ...Object.fromEntries(fields.map((field) => [field, { const: 'x' }])),
        },
      }),
      upgrade: () => undefined,
      downgrade: (record) => {
        for (const field of fields) {
          record.take(field)
          record.put(field, constantOf('x'))
        }
      },
    },
  })
}

const down = (what: string, ...fields: string[]): Loss => ({
  direction: 'downgrade',
  what,
  ...(fields.length > 0 ? { fields } : {}),
})

t.test('what is lost in the fields that a loss names is no fault', async (t) => {
  t.strictSame(await tellFaults(timelineOf([forget(['a'], [down('`a`', 'a')])]), { schemas: [Thing] }), [])
})

t.test('what is lost beside them is one', async (t) => {
  const timeline = timelineOf([forget(['a', 'b'], [down('`a`', 'a')])])
  t.strictSame(await tellFaults(timeline, { schemas: [Thing] }), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. L5: what is lost is what is declared as a loss, and nothing else',
    '   change: "It is another."',
    '   version: 2',
    '   operation: forget',
    '   where: Thing, as a response',
    '   what: what came back is not what was sent, and the declared loss is another: "`a`"',
    '   value: {"a":"","b":""}',
    '   downgraded: {"a":"x","b":"x"}',
    '   upgraded again: {"a":"x","b":"x"}',
    '   at: /b',
  ])
})

t.test('a loss without fields is of the whole subject, and of nothing beside it', async (t) => {
  const timeline = timelineOf([forget(['a', 'b'], [down('all')])])
  t.strictSame(await tellFaults(timeline, { schemas: [Thing] }), [])
  const holder = {
    type: 'object',
    title: 'Holder',
    properties: { things: { type: 'array', items: Thing, maxItems: 2 }, a: text },
    required: ['things', 'a'],
  }
  t.strictSame(await tellFaults(timeline, { schemas: [holder] }), [])
})

t.test('a loss is held to inside of other objects', async (t) => {
  const holder: JsonSchema = {
    type: 'object',
    title: 'Holder',
    properties: { inner: Thing, a: text },
    required: ['inner', 'a'],
  }
  const wrong = forget(['b'], [down('`a`', 'a')])
  t.strictSame(
    (await verifyTimeline(timelineOf([wrong]), { schemas: [holder] })).faults[0]?.counterexample?.at,
    '/inner/b',
  )
})

t.test('a loss that no value shows is a fault', async (t) => {
  const rename = renameField('Thing', 'c', 'a')
  const declaring = defineOperation({ ...rename, loss: [down('the case of `a`', 'a')] })
  t.strictSame(await tellFaults(timelineOf([declaring]), { schemas: [Thing] }), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. L5: what is lost is what is declared as a loss, and nothing else',
    '   change: "It is another."',
    '   version: 2',
    '   operation: rename-field',
    '   where: Thing, as a response',
    '   what: it declares a loss that no value shows: "the case of `a`"; everything came back as it was',
  ])
})

t.test('a loss of a field that can hold one value only is none that has to show', async (t) => {
  const rename = renameField('Thing', 'c', 'a')
  const declaring = defineOperation({ ...rename, loss: [down('`a`', 'a')] })
  const Same = { ...Thing, properties: { ...Thing.properties, a: { const: 'one' } } }
  t.strictSame(await tellFaults(timelineOf([declaring]), { schemas: [Same] }), [])
})

t.test('a loss that few values show is found with more of them', async (t) => {
  const numbers = { ...Thing, properties: { a: { type: 'integer', minimum: 0, maximum: 400 }, b: text } }
  const operation = retypeField('Thing', 'a', {
    old: numbers.properties.a,
    upgrade: (a) => a,
    downgrade: (a) => (a === 217 ? 218 : a),
    loss: [down('one number among many', 'a')],
  })
  const { faults, checked } = await verifyTimeline(timelineOf([operation]), { schemas: [numbers], runs: 60 })
  t.strictSame(faults, [
    {
      law: 'L5',
      way: 'downgrade',
      version: '2',
      change: 'It is another.',
      operation: 'retype-field',
      where: 'Thing, as a response',
      others: [],
      message:
        'it declares a loss that no value shows: "one number among many"; everything came back as it was',
    },
  ])
  t.ok(checked.values > 600, `${checked.values} values`)
})

t.test('losses of the way up are those of requests', async (t) => {
  const rename = renameField('Thing', 'c', 'a')
  if (rename.fields === undefined) throw new Error('a rename is on fields')
  const forgetful = (loss: readonly Loss[]): Operation =>
    defineOperation({
      ...rename,
      loss,
      ...(rename.fields && {
        fields: {
          ...rename.fields,
          upgrade: (record) => {
            record.take('c')
            record.put('a', constantOf('x'))
          },
        },
      }),
    })
  const declared = forgetful([{ direction: 'upgrade', what: '`c`', fields: ['c'] }, down('`a`', 'a')])
  t.strictSame(await tellFaults(timelineOf([declared]), { schemas: [Thing] }), [])
  t.strictSame(await tellFaults(timelineOf([forgetful([down('`a`', 'a')])]), { schemas: [Thing] }), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. L3: an old value that is upgraded and downgraded again is the same, where no loss is declared',
    '   change: "It is another."',
    '   version: 2',
    '   operation: rename-field',
    '   where: Thing, as a request',
    '   what: what came back is not what was sent, and no loss is declared',
    '   value: {"c":"","b":""}',
    '   upgraded: {"a":"x","b":""}',
    '   downgraded again: {"c":"x","b":""}',
    '   at: /c',
  ])
})

t.test('a loss is known by the names at its own operation, whatever is renamed beside it', async (t) => {
  const change = defineChange({
    summary: 'Both.',
    operations: [forget(['c'], [down('`c`', 'c')]), renameField('Thing', 'c', 'a')],
  })
  t.strictSame(await tellFaults(timelineOfChanges([change]), { schemas: [Thing] }), [])
  t.strictSame(await tellFaults(timelineOfChanges([], [change], []), { schemas: [Thing] }), [])
})

t.test('a value that is read as another one is the declared loss of an enum', async (t) => {
  const State = {
    $id: 'State',
    type: 'object',
    properties: { is: { enum: ['on', 'off', 'half'] } },
    required: ['is'],
  }
  const map = mapEnum('State', 'is', {
    pairs: [
      [1, 'on'],
      [0, 'off'],
    ],
    downgradeOnly: [['half', 1]],
  })
  t.strictSame(await tellFaults(timelineOf([map]), { schemas: [State] }), [])
})

t.test('of a part of an endpoint, the fields are those of its own object', async (t) => {
  const endpoints = [
    {
      method: 'GET',
      path: '/things',
      responses: { 200: { type: 'object', properties: { a: text, in: Thing }, required: ['a', 'in'] } },
    },
  ]
  const operation = forget(['a'], [down('`a`', 'a')])
  const onPart = defineOperation({
    ...operation,
    ...(operation.fields && { fields: { ...operation.fields, subjects: [responseOf('GET /things')] } }),
  })
  t.strictSame(await tellFaults({ timeline: timelineOf([onPart]), endpoints }, {}), [])
})
