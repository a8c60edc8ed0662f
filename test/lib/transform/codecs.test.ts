import t from 'tap'
import { z } from 'zod'
import { defineChange, defineTimeline, renameField } from '../../../lib/index.ts'

// Without a request, there is no serialiser in front of a downgrade: a current value is what the schema makes of one.

const Time = z.codec(z.iso.datetime(), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
})
const Event = z
  .object({ at: Time, span: z.array(z.union([Time, z.int()])), note: z.string().optional() })
  .meta({ id: 'Event' })
const timeline = defineTimeline({
  scheme: 'integer',
  versions: [
    {
      name: '2',
      changes: [
        defineChange({
          summary: 'Events have times.',
          operations: [renameField(Event, 'when', 'at')],
        }),
      ],
    },
    { name: '1' },
  ],
})

const [first, second] = ['2026-01-02T03:04:05.000Z', '2026-02-03T04:05:06.000Z']
const sent = { at: first, span: [second, 7] }
const current = z.decode(Event, sent)
const old = { when: first, span: [second, 7] }

t.test('a codec is encoded before a downgrade, in all three methods', async (t) => {
  t.strictSame(timeline.downgrade(Event, current, '1'), old)
  t.strictSame(await timeline.downgradeAsync(Event, current, '1'), old)
  const each: unknown[] = []
  for await (const one of timeline.downgradeEach(Event, [current, current], '1')) each.push(one)
  t.strictSame(each, [old, old])
  t.strictSame(timeline.downgrade(Event, current, '2'), sent, 'to the current version, too')
  t.ok(current.at instanceof Date, 'what is given stays as it is')
})

t.test('what is sent already passes, and what is neither names its place', async (t) => {
  const upgraded: unknown = timeline.upgrade(Event, old as never, '1')
  t.strictSame(timeline.downgrade(Event, upgraded as typeof current, '1'), old)
  const wrong = { ...current, at: 7 } as unknown as typeof current
  t.throws(() => timeline.downgrade(Event, wrong, '1'), {
    code: 'TDM_VALUE_UNENCODABLE',
    message: /codec at \/at /,
  })
  const worse = { ...current, span: ['soon'] } as unknown as typeof current
  await t.rejects(timeline.downgradeAsync(Event, worse, '1'), {
    code: 'TDM_VALUE_UNENCODABLE',
    message: /codec at \/span\/0 /,
  })
})
