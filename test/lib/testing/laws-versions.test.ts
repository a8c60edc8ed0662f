import t from 'tap'
import {
  addEndpoint,
  changeErrorShape,
  defineChange,
  onlyIn,
  renameField,
  retypeField,
  type Change,
} from '../../../lib/index.ts'
import { verifyTimeline } from '../../../lib/testing/index.ts'
import { tellFaults, timelineOfChanges } from './timelines.ts'

const text = { type: 'string' }
const Thing = { $id: 'Thing', type: 'object', properties: { a: text }, required: ['a'] }

t.test('a value that only the changes together make is found on the whole way', async (t) => {
  const rare = 'a value that chance does not find'
  const timeline = timelineOfChanges(
    [
      defineChange({
        summary: 'Newer.',
        operations: [
          onlyIn(
            'response',
            retypeField('Thing', 'a', {
              old: text,
              upgrade: (a) => a,
              downgrade: () => rare,
              loss: [{ direction: 'downgrade', what: 'all of it', fields: ['a'] }],
            }),
          ),
        ],
      }),
    ],
    [
      defineChange({
        summary: 'Older.',
        operations: [
          retypeField('Thing', 'a', {
            old: text,
            upgrade: (a) => a,
            downgrade: (a) => (a === rare ? 5 : a),
          }),
        ],
      }),
    ],
  )
  t.strictSame(await tellFaults(timeline, { schemas: [Thing] }), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. L1: each current value downgrades to one that the old schema allows',
    '   version: 1',
    '   where: Thing, as a response',
    '   what: the old schema says: must be string; each change by itself does nothing wrong, but all of them together do',
    '   value: {"a":""}',
    '   downgraded: {"a":5}',
    '   at: /a',
  ])
})

t.test('errors are held to the way down', async (t) => {
  const problem = {
    type: 'object',
    properties: { title: text, detail: text },
    required: ['title'],
  }
  const endpoints = [
    { method: 'GET', path: '/a', responses: { 200: text, 404: problem } },
    { method: 'GET', path: '/b', responses: { 200: text, '5XX': problem, default: { type: 'integer' } } },
  ]
  const change = (downgrade: (error: Record<string, unknown>) => unknown) =>
    defineChange({
      summary: 'Problems.',
      operations: [
        changeErrorShape({
          old: { type: 'object', properties: { error: text }, required: ['error'] },
          current: problem,
          downgrade: (error) => downgrade(error as Record<string, unknown>),
        }),
      ],
    })
  const tell = (...changes: readonly (readonly Change[])[]) =>
    tellFaults({ timeline: timelineOfChanges(...changes), endpoints }, {})
  t.strictSame(await tell([change(({ title }) => ({ error: title }))]), [])
  t.strictSame(await tell([], [change(({ detail }) => ({ error: detail }))], []), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. L1: each current value downgrades to one that the old schema allows',
    '   change: "Problems."',
    '   version: 3',
    '   operation: change-error-shape',
    '   where: the response 404 of GET /a',
    "   what: the old schema says: must have required property 'error'",
    '   value: {"title":""}',
    '   downgraded: {}',
    '   at: the whole value',
  ])
  t.strictSame(
    await tell([
      change(() => {
        throw new Error('no')
      }),
    ]),
    [
      'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
      '',
      '1. L1: each current value downgrades to one that the old schema allows',
      '   change: "Problems."',
      '   version: 2',
      '   operation: change-error-shape',
      '   where: the response 404 of GET /a',
      '   what: the downgrade failed with Error: no',
      '   value: {"title":""}',
    ],
  )
})

t.test('it stops after so many faults', async (t) => {
  const change = (from: string, to: string) =>
    defineChange({
      summary: `${from} is ${to}.`,
      operations: [
        renameField('Thing', from, to),
        retypeField('Thing', to, { old: text, upgrade: (a) => a, downgrade: () => 5 }),
      ],
    })
  const timeline = timelineOfChanges([change('b', 'a')], [change('c', 'b')], [change('d', 'c')])
  const count = async (maxFaults?: number) =>
    (await verifyTimeline(timeline, { schemas: [Thing], ...(maxFaults === undefined ? {} : { maxFaults }) }))
      .faults.length
  t.strictSame([await count(1), await count(4), await count()], [1, 4, 6])
})

t.test('what an endpoint was before it was there is not asked', async (t) => {
  const endpoints = [{ method: 'GET', path: '/things', responses: { 200: Thing } }]
  const wrong = defineChange({
    summary: 'Wrong.',
    operations: [retypeField('Thing', 'a', { old: text, upgrade: (a) => a, downgrade: () => 5 })],
  })
  const added = defineChange({ summary: 'Added.', operations: [addEndpoint('GET /things')] })
  t.strictSame(await tellFaults({ timeline: timelineOfChanges([added], [wrong]), endpoints }, {}), [])
})
