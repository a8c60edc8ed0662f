import { z } from 'zod'
import { retypeField } from '../../../lib/operations/index.ts'
import type { OperationFixture } from '../fixture.ts'

const Event = z
  .object({ name: z.string(), at: z.iso.datetime({ precision: 3 }).optional() })
  .meta({ id: 'Event' })

export const fixture: OperationFixture = {
  operation: retypeField(Event, 'at', {
    old: z.int().min(-62_167_219_200).max(253_402_300_799),
    upgrade: (seconds) => new Date(seconds * 1000).toISOString(),
    downgrade: (time) => Math.floor(Date.parse(time) / 1000),
    loss: 'The milliseconds of `at`',
  }),
  schema: {
    name: 'Event',
    current: Event,
    old: {
      type: 'object',
      properties: {
        name: { type: 'string' },
        at: { type: 'integer', minimum: -62_167_219_200, maximum: 253_402_300_799 },
      },
      required: ['name'],
    },
    values: [
      {
        title: 'a value without anything to lose',
        current: { name: 'a', at: '2026-03-01T12:00:00.000Z' },
        old: { name: 'a', at: 1_772_366_400 },
      },
      {
        title: 'a value that loses its milliseconds',
        current: { name: 'a', at: '2026-03-01T12:00:00.250Z' },
        old: { name: 'a', at: 1_772_366_400 },
        upgraded: { name: 'a', at: '2026-03-01T12:00:00.000Z' },
      },
      {
        title: 'a value that is falsy',
        current: { name: '', at: '1970-01-01T00:00:00.000Z' },
        old: { name: '', at: 0 },
      },
      { title: 'the field is not there', current: { name: 'a' }, old: { name: 'a' } },
    ],
  },
}
