import t from 'tap'
import {
  addEndpoint,
  changeErrorShape,
  changeStatus,
  defineChange,
  defineOperation,
  defineTimeline,
  mergeFields,
  onlyIn,
  renameField,
  responseOf,
  retypeField,
  type Change,
  type Operation,
  type VersionOptions,
} from '../../../lib/index.ts'
import type { JsonSchema } from '../../../lib/schema/types.ts'
import { checkTimeline } from '../../../lib/transform/check-timeline.ts'
import { callOf } from '../../../lib/transform/expression.ts'
import { planApi } from '../../../lib/transform/plan-endpoint.ts'

const text = { type: 'string' }
const Thing = { $id: 'Thing', type: 'object', properties: { a: text, b: text }, required: ['a', 'b'] }
const endpoints = [{ method: 'PUT', path: '/things', body: Thing, responses: { 200: Thing } }]
const same = (value: unknown): unknown => value
const retype = (field: string): Operation =>
  retypeField('Thing', field, { old: text, upgrade: same, downgrade: same })
const change = (summary: string, ...operations: readonly Operation[]): Change =>
  defineChange({ summary, operations })
const drop = (field: string): Operation =>
  defineOperation({
    name: 'drop',
    loss: [],
    describe: () => [],
    fields: {
      subjects: ['Thing'],
      oldSchema: (current) => ({ ...current, properties: { ...current.properties, [field]: text } }),
      upgrade: (record) => void record.take(field),
      downgrade: () => undefined,
    },
  })

const timelineOf = (...changes: readonly Change[]) =>
  defineTimeline({ scheme: 'integer', versions: [{ name: '2', changes }, { name: '1' }] })
const messagesOf = (...changes: readonly Change[]): readonly string[] =>
  checkTimeline(timelineOf(...changes), endpoints).map(({ message }) => message)

t.test('two functions on one field of one version overlap', async (t) => {
  const timeline = timelineOf(change('One.', retype('a')), change('Two.', retype('a')))
  t.strictSame(checkTimeline(timeline, endpoints), [
    {
      kind: 'overlap',
      version: '2',
      change: 'Two.',
      message:
        'Version 2 computes the field "a" of Thing twice, in the change "One." and in the change "Two.". Make one operation of both, or put them in two versions.',
    },
  ])
  t.strictSame(messagesOf(change('Both.', retype('a'), retype('b'), retype('a'))), [
    'Version 2 computes the field "a" of Thing twice, in the change "Both." and in the change "Both.". Make one operation of both, or put them in two versions.',
  ])
})

t.test('so do two on one body', async (t) => {
  const rewrite = defineOperation({
    name: 'rewrite',
    loss: [],
    describe: () => [],
    value: {
      subjects: [responseOf('PUT /things')],
      oldSchema: (current) => current,
      upgrade: (value) => callOf(same, value),
      downgrade: (value) => callOf(same, value),
    },
  })
  t.strictSame(messagesOf(change('One.', rewrite), change('Two.', rewrite)), [
    'Version 2 computes the response of PUT /things twice, in the change "One." and in the change "Two.". Make one operation of both, or put them in two versions.',
  ])
})

t.test('an operation that drops what another one has computed overlaps with it', async (t) => {
  t.strictSame(messagesOf(change('Retype.', retype('a')), change('Drop.', drop('a'))).slice(0, 1), [
    'Version 2 computes the field "a" of Thing in the change "Retype." and drops it in the change "Drop.". Leave out one of the two.',
  ])
})

t.test('what has a place in between does not overlap', async (t) => {
  const merge = mergeFields<'Thing', string, Record<string, typeof text>>('Thing', 'a', {
    old: { c: text },
    merge: () => '',
    split: () => ({ c: '' }),
  })
  t.strictSame(messagesOf(change('New.', renameField('Thing', 'c', 'a'), retype('a'))), [])
  t.strictSame(messagesOf(change('New.', retype('c'), renameField('Thing', 'c', 'a'), retype('a'))), [])
  t.strictSame(messagesOf(change('New.', retype('c'), merge)), [])
  t.strictSame(
    messagesOf(change('Each.', onlyIn('request', retype('a')), onlyIn('response', retype('a')))),
    [],
  )
  const two = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '3', changes: [change('Later.', retype('a'))] },
      { name: '2', changes: [change('Before.', retype('a'))] },
      { name: '1' },
    ],
  })
  t.strictSame(checkTimeline(two, endpoints), [])
})

t.test('a change that names what is not there', async (t) => {
  const timeline = timelineOf(change('Nowhere.', renameField('Think', 'b', 'a'), addEndpoint('GET /thing')))
  t.strictSame(checkTimeline(timeline, endpoints), [
    {
      kind: 'unreached',
      version: '2',
      change: 'Nowhere.',
      message:
        'The change "Nowhere." of version 2 has the operation add-endpoint on GET /thing, which no endpoint has. Correct the name, or take the operation away.',
    },
    {
      kind: 'unreached',
      version: '2',
      change: 'Nowhere.',
      isOfSchema: true,
      message:
        'The change "Nowhere." of version 2 has the operation rename-field on Think, which no endpoint has. Correct the name, or take the operation away.',
    },
  ])
})

t.test('a status of success that an endpoint does not declare, though it declares others', async (t) => {
  const faultsOf = (
    responses: Readonly<Record<string, JsonSchema>>,
    ...statuses: readonly [number, number][]
  ) => {
    const versions = statuses.map(([old, current], index) => ({
      name: String(9 - index),
      changes: [change('Status.', changeStatus('PUT /things', { old, current }))],
    }))
    const timeline = defineTimeline({ scheme: 'integer', versions: [...versions, { name: '1' }] })
    return checkTimeline(timeline, [{ method: 'PUT', path: '/things', responses }]).map(
      ({ kind, version, message }) => ({ kind, version, message }),
    )
  }
  t.strictSame(faultsOf({ 200: Thing, 404: Thing }, [200, 201]), [
    {
      kind: 'unreached',
      version: '9',
      message:
        'The change "Status." of version 9 has the operation change-status on the status 201 of PUT /things, which no endpoint has. Correct the name, or take the operation away.',
    },
  ])
  const swapped = faultsOf({ 202: Thing }, [200, 201], [201, 202])
  t.strictSame(
    swapped.map(({ version }) => version),
    ['9'],
    'in the wrong order, the newer one changes what nothing answers',
  )
  for (const responses of [{}, { 404: Thing }, { 201: Thing }, { '2XX': Thing }, { default: Thing }])
    t.strictSame(faultsOf(responses, [200, 201]), [])
  t.strictSame(faultsOf({ 202: Thing }, [201, 202], [200, 201]), [], 'it has changed twice')
  t.strictSame(faultsOf({ 200: Thing }, [400, 422]), [], 'errors are seldom declared')
})

t.test('what errors were is reached, even where no endpoint has it', async (t) => {
  const Fault = { $id: 'Fault', type: 'object', properties: { code: text }, required: ['code'] }
  const shape = changeErrorShape({ old: Fault, current: Thing, downgrade: () => ({ code: 'a' }) })
  const late = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '3', changes: [change('Errors.', shape)] },
      { name: '2', changes: [change('Codes.', renameField('Fault', 'number', 'code'))] },
      { name: '1' },
    ],
  })
  t.strictSame(checkTimeline(late, endpoints), [])
  const early = defineTimeline({
    scheme: 'integer',
    versions: [
      { name: '3', changes: [change('Codes.', renameField('Fault', 'number', 'code'))] },
      { name: '2', changes: [change('Errors.', shape)] },
      { name: '1' },
    ],
  })
  const [fault] = checkTimeline(early, endpoints)
  t.match(fault, { kind: 'unreached', version: '3', change: 'Codes.' })
})

t.test('a change that does not fit', async (t) => {
  const timeline = timelineOf(change('No such field.', renameField('Thing', 'd', 'c')))
  t.strictSame(checkTimeline(timeline, endpoints), [
    {
      kind: 'invalid',
      version: undefined,
      change: undefined,
      message:
        'The change "No such field." of version 2 cannot be made: there is no field "c" to rename; there are a, b, says its operation rename-field on Thing.',
    },
  ])
  const good = timelineOf(change('Fits.', renameField('Thing', 'c', 'a')))
  t.strictSame(checkTimeline(good, endpoints, planApi(good, endpoints)), [])
})

t.test('what is no error of Tidemark is not swallowed', async (t) => {
  const failing = defineOperation({
    ...drop('c'),
    fields: {
      subjects: ['Thing'],
      oldSchema: () => {
        throw new TypeError('mine')
      },
      upgrade: () => undefined,
      downgrade: () => undefined,
    },
  })
  t.throws(() => checkTimeline(timelineOf(change('Fails.', failing)), endpoints), new TypeError('mine'))
})

t.test('the dates of older versions come first', async (t) => {
  const check = (scheme: 'date' | 'integer', ...versions: readonly VersionOptions[]) =>
    checkTimeline(defineTimeline({ scheme, versions }), [])
  t.strictSame(
    check(
      'integer',
      { name: '3' },
      { name: '2', deprecated: '2026-01-01', sunset: '2026-06-01' },
      { name: '1', deprecated: '2026-01-02', sunset: '2026-06-02' },
    ),
    [
      {
        kind: 'dates',
        version: '1',
        change: undefined,
        message:
          'Version 1 has its deprecation on 2026-01-02, later than the newer version 2 (2026-01-01). Older versions go first: move one of the dates.',
      },
      {
        kind: 'dates',
        version: '1',
        change: undefined,
        message:
          'Version 1 has its sunset on 2026-06-02, later than the newer version 2 (2026-06-01). Older versions go first: move one of the dates.',
      },
    ],
  )
  t.strictSame(
    check(
      'date',
      { name: 'unreleased' },
      { name: '2026-03-01', deprecated: '2026-03-01' },
      { name: '2025-09-01', deprecated: '2026-02-28' },
    ),
    [
      {
        kind: 'dates',
        version: '2025-09-01',
        change: undefined,
        message:
          'Version 2025-09-01 is deprecated on 2026-02-28, when the version that follows it, 2026-03-01, is not there yet. Deprecate it on 2026-03-01 or later.',
      },
    ],
  )
  t.strictSame(
    check(
      'integer',
      { name: '3' },
      { name: '2', deprecated: '2026-01-01', sunset: '2026-06-01' },
      { name: '1', deprecated: '2026-01-01', sunset: '2026-06-01' },
    ),
    [],
  )
})
