import { z } from 'zod'
import { defineChange, defineTimeline, renameField, type Operation } from '../../lib/index.ts'

const User = z.object({ id: z.int(), fullName: z.string() }).meta({ id: 'User' })

/** The schema of a route that answers a user. */
export const answerUser = { schema: { response: { 200: User } } }

/** In version 2 a field of a user has a new name, and the operations that are given apply beside that. */
export function userTimeline(operations: readonly Operation[] = []) {
  return defineTimeline({
    scheme: 'integer',
    versions: [
      {
        name: '2',
        aliases: ['v2', 'Latest'],
        changes: [
          defineChange({
            summary: 'Names.',
            operations: [renameField(User, 'name', 'fullName'), ...operations],
          }),
        ],
      },
      { name: '1', aliases: ['v1'] },
    ],
  })
}
