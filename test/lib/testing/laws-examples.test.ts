import t from 'tap'
import { z } from 'zod'
import { defineChange, renameField, responseOf, retypeField, moveEndpoint } from '../../../lib/index.ts'
import { verifyTimeline } from '../../../lib/testing/index.ts'
import { tellFaults, timelineOf, timelineOfChanges } from './timelines.ts'

const Job = z.object({ at: z.int().min(0).max(9e15) }).meta({ id: 'Job' })

/** Seconds that have become milliseconds, or what somebody takes for them. */
const count = (factor: number) =>
  retypeField(Job, 'at', {
    old: z
      .int()
      .min(0)
      .max(Math.floor(9e15 / factor)),
    upgrade: (seconds) => seconds * factor,
    downgrade: (now) => Math.trunc(now / factor),
    loss: [{ direction: 'downgrade', what: 'parts of a second', fields: ['at'] }],
  })

t.test('examples that hold', async (t) => {
  const timeline = timelineOf(
    [count(1000)],
    [
      { of: Job, old: { at: 5 }, current: { at: 5000 } },
      { of: Job, old: { at: 5 }, current: { at: 5999 }, direction: 'downgrade' },
      { of: 'Job', old: { at: 0 }, current: { at: 0 }, direction: 'upgrade' },
    ],
  )
  const { faults, checked } = await verifyTimeline(timeline, { schemas: [Job] })
  t.strictSame([faults, checked.examples], [[], 3])
})

t.test('an example that the transforms do not give', async (t) => {
  const timeline = timelineOf([count(60)], [{ of: Job, old: { at: 5 }, current: { at: 5000 } }])
  t.strictSame(await tellFaults(timeline, { schemas: [Job] }), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. L4: the examples of a change hold',
    '   change: "It is another."',
    '   version: 2',
    '   where: Job, example 1',
    '   what: the upgrade gives another value than the example, which has {"at":5000}',
    '   value: {"at":5}',
    '   upgraded: {"at":300}',
    '   at: /at',
  ])
  const down = timelineOf(
    [count(60)],
    [{ of: Job, old: { at: 5 }, current: { at: 500 }, direction: 'downgrade' }],
  )
  t.strictSame(await tellFaults(down, { schemas: [Job] }), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. L4: the examples of a change hold',
    '   change: "It is another."',
    '   version: 2',
    '   where: Job, example 1',
    '   what: the downgrade gives another value than the example, which has {"at":5}',
    '   value: {"at":500}',
    '   downgraded: {"at":8}',
    '   at: /at',
  ])
})

t.test('an example that is not valid itself', async (t) => {
  const old = timelineOf([count(1000)], [{ of: Job, old: { at: 0.5 }, current: { at: 500 } }])
  t.strictSame(await tellFaults(old, { schemas: [Job] }), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. L4: the examples of a change hold',
    '   change: "It is another."',
    '   version: 2',
    '   where: Job, example 1',
    '   what: the old value of the example is not valid: the schema says: must be integer',
    '   value: {"at":0.5}',
    '   at: /at',
  ])
  const current = timelineOf([count(1000)], [{ of: Job, old: { at: 1 }, current: { when: 1000 } }])
  t.strictSame(await tellFaults(current, { schemas: [Job] }), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. L4: the examples of a change hold',
    '   change: "It is another."',
    '   version: 2',
    '   where: Job, example 1',
    "   what: the current value of the example is not valid: the schema says: must have required property 'at'",
    '   value: {"when":1000}',
    '   at: the whole value',
  ])
})

t.test('an example whose transform throws', async (t) => {
  const throwing = retypeField(Job, 'at', {
    old: z.int().min(0).max(9e12),
    upgrade: (at) => {
      if (at === 987_654_321) throw new TypeError('not this one')
      return at
    },
    downgrade: (at) => Math.min(at, 9e12),
    loss: [{ direction: 'downgrade', what: 'late times', fields: ['at'] }],
  })
  const at = 987_654_321
  const timeline = timelineOf([throwing], [{ of: Job, old: { at }, current: { at } }])
  t.strictSame(await tellFaults(timeline, { schemas: [Job] }), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. L4: the examples of a change hold',
    '   change: "It is another."',
    '   version: 2',
    '   where: Job, example 1',
    '   what: the upgrade failed with TypeError: not this one',
    '   value: {"at":987654321}',
  ])
})

t.test('an example of what is not there', async (t) => {
  const timeline = timelineOf(
    [count(1000)],
    [
      { of: 'Work', old: 1, current: 1 },
      { of: responseOf('GET /jobs'), old: 1, current: 1 },
    ],
  )
  t.strictSame(await tellFaults(timeline, { schemas: [Job] }), [
    'The timeline breaks its laws: 2 faults (seed 1, 100 values for each schema and change).',
    '',
    '1. L4: the examples of a change hold',
    '   change: "It is another."',
    '   version: 2',
    '   where: Work, example 1',
    '   what: the example is of what no schema or endpoint has at this point',
    '',
    '2. L4: the examples of a change hold',
    '   change: "It is another."',
    '   version: 2',
    '   where: the response of GET /jobs, example 2',
    '   what: the example is of what no schema or endpoint has at this point',
  ])
})

t.test('an example holds right before and right after its change, whatever comes later', async (t) => {
  const timeline = timelineOfChanges(
    [defineChange({ summary: 'Later.', operations: [renameField(Job, 'started', 'at')] })],
    [
      defineChange({
        summary: 'Then.',
        operations: [renameField('Job', 'begun', 'started')],
        examples: [{ of: Job, old: { begun: 1 }, current: { started: 1 } }],
      }),
    ],
  )
  t.strictSame((await verifyTimeline(timeline, { schemas: [Job] })).faults, [])
})

t.test('an example of a part of an endpoint, by its address after the change', async (t) => {
  const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }
  const endpoints = [
    { method: 'GET', path: '/works', query: schema, responses: { 200: schema, 404: { type: 'string' } } },
  ]
  const of = responseOf('GET /jobs')
  const timeline = timelineOfChanges(
    [defineChange({ summary: 'Move.', operations: [moveEndpoint('/jobs', '/works')] })],
    [
      defineChange({
        summary: 'Rename.',
        operations: [renameField(of, 'b', 'a')],
        examples: [
          { of, old: { b: 'x' }, current: { a: 'x' } },
          { of: responseOf('GET /jobs', { status: 404 }), old: 'x', current: 'x' },
          { of: responseOf('GET /jobs', { status: 200 }), old: { b: 'x' }, current: { a: 'y' } },
        ],
      }),
    ],
  )
  t.strictSame(await tellFaults({ timeline, endpoints }, {}), [
    'The timeline breaks its laws: 1 fault (seed 1, 100 values for each schema and change).',
    '',
    '1. L4: the examples of a change hold',
    '   change: "Rename."',
    '   version: 2',
    '   where: the response of GET /jobs (200), example 3',
    '   what: the upgrade gives another value than the example, which has {"a":"y"}',
    '   value: {"b":"x"}',
    '   upgraded: {"a":"x"}',
    '   at: /a',
  ])
})

t.test('a change without operations can have examples, of what stays as it is', async (t) => {
  const timeline = timelineOf([], [{ of: Job, old: { at: 1 }, current: { at: 1 } }])
  t.strictSame((await verifyTimeline(timeline, { schemas: [Job] })).faults, [])
})

t.test('the examples of a change are its own', async (t) => {
  const examples = [{ of: Job, old: 1, current: 1 }]
  const change = defineChange({ summary: 'x', operations: [], examples })
  examples.pop()
  t.equal(change.examples?.length, 1)
  t.ok(Object.isFrozen(change.examples))
})
