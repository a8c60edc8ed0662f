import { z } from 'zod'
import { removeField } from '../../../lib/operations/index.ts'
import { queryOf } from '../../../lib/schema/endpoint-part.ts'
import type { OperationFixture } from '../fixture.ts'

const Report = z.object({ id: z.string(), pages: z.number() }).meta({ id: 'Report' })
const ReportQuery = z.object({ id: z.string(), pages: z.number() })
const reports = queryOf('GET /reports', ReportQuery)

export const fixture: OperationFixture = {
  operation: removeField([Report, reports], 'length', {
    old: z.enum(['short', 'long']),
    downgrade: ({ pages }) => (pages > 9 ? 'long' : 'short'),
    after: 'id',
  }),
  schema: {
    name: 'Report',
    current: Report,
    old: {
      type: 'object',
      properties: {
        id: { type: 'string' },
        length: { type: 'string', enum: ['short', 'long'] },
        pages: { type: 'number' },
      },
      required: ['id', 'length', 'pages'],
    },
    values: [
      {
        title: 'the old field is made of the others',
        current: { id: 'a', pages: 10 },
        old: { id: 'a', length: 'long', pages: 10 },
      },
      {
        title: 'an old field that said something else',
        current: { id: 'a', pages: 10 },
        old: { id: 'a', length: 'short', pages: 10 },
        direction: 'upgrade',
      },
    ],
  },
  parts: [
    {
      target: reports,
      current: ReportQuery,
      old: {
        type: 'object',
        properties: {
          id: { type: 'string' },
          length: { type: 'string', enum: ['short', 'long'] },
          pages: { type: 'number' },
        },
        required: ['id', 'length', 'pages'],
      },
      values: [
        {
          title: 'a parameter',
          current: { id: 'a', pages: 1 },
          old: { id: 'a', length: 'short', pages: 1 },
        },
      ],
    },
  ],
}
