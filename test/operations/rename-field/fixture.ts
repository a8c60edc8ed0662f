import { z } from 'zod'
import { renameField } from '../../../lib/operations/index.ts'
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

/** The field that is renamed holds the schema itself: the parent and all that is inside change in one step. */
export const fixture: OperationFixture = {
  operation: renameField(Folder, 'children', 'entries'),
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
