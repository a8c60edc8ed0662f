import { z } from 'zod'
import { renameField } from '../../../lib/operations/index.ts'
import { headersOf, pathOf, queryOf } from '../../../lib/schema/endpoint-part.ts'
import type { OperationFixture } from '../fixture.ts'

const Folder = z
  .object({
    id: z.int(),
    title: z.string(),
    owner: z.string().nullable().optional(),
    get entries() {
      return z.array(Folder).optional()
    },
  })
  .meta({ id: 'Folder', description: 'A folder with folders in it' })

const text = { type: 'string' }
const parameters = { type: 'object', properties: { before: text, entries: text }, required: ['entries'] }
const old = { type: 'object', properties: { before: text, children: text }, required: ['children'] }
const values = [
  { title: 'a value', current: { before: 'a', entries: 'b' }, old: { before: 'a', children: 'b' } },
  { title: 'an empty value', current: { entries: '' }, old: { children: '' } },
]
const parts = [queryOf('GET /folders'), pathOf('GET /in/:entries'), headersOf('GET /folders')] as const

/** The field that is renamed holds the schema itself: the parent and all that is inside change in one step. */
export const fixture: OperationFixture = {
  operation: renameField([Folder, ...parts], 'children', 'entries'),
  parts: parts.map((target) => ({ target, current: parameters, old, values })),
  schema: {
    name: 'Folder',
    current: Folder,
    old: {
      type: 'object',
      description: 'A folder with folders in it',
      properties: {
        id: { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
        title: { type: 'string' },
        owner: { type: ['string', 'null'] },
        children: { type: 'array', items: { $ref: '#/$defs/Folder' } },
      },
      required: ['id', 'title'],
    },
    values: [
      {
        title: 'the field is not there',
        current: { id: 1, title: 'empty' },
        old: { id: 1, title: 'empty' },
      },
      {
        title: 'another field is null',
        current: { id: 1, title: 'free', owner: null, entries: [] },
        old: { id: 1, title: 'free', owner: null, children: [] },
      },
      {
        title: 'the schema stands inside itself',
        current: {
          id: 1,
          title: 'a',
          entries: [
            { id: 2, title: 'b', owner: 'o', entries: [{ id: 3, title: 'c' }] },
            { id: 4, title: 'd', entries: [] },
          ],
        },
        old: {
          id: 1,
          title: 'a',
          children: [
            { id: 2, title: 'b', owner: 'o', children: [{ id: 3, title: 'c' }] },
            { id: 4, title: 'd', children: [] },
          ],
        },
      },
    ],
  },
}
