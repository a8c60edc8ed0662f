import { z } from 'zod'
import { defineChange, removeField, requestOf } from '../../lib/index.ts'
import { toEndpoint, type RealChange } from './real-change.ts'

const create = 'POST /orgs/:org/teams'
const CreateTeam = z.object({
  name: z.string(),
  description: z.string().optional(),
  notification_setting: z.enum(['notifications_enabled', 'notifications_disabled']).optional(),
  privacy: z.enum(['secret', 'closed']).optional(),
})

const current = {
  name: 'Justice League',
  description: 'A great team',
  notification_setting: 'notifications_enabled',
  privacy: 'closed',
}

/** github/docs, CC BY 4.0; the body is of github/rest-api-description, MIT. */
export const change: RealChange = {
  api: 'GitHub REST',
  versions: ['2022-11-28', '2026-03-10'],
  source: 'https://docs.github.com/en/rest/about-the-rest-api/breaking-changes?apiVersion=2026-03-10',
  changes: [
    defineChange({
      summary: 'A team is created without a permission.',
      operations: [
        removeField(requestOf(create, CreateTeam), 'permission', {
          old: z.enum(['pull', 'push']),
          required: false,
        }),
      ],
    }),
  ],
  endpoints: [toEndpoint(create, { body: CreateTeam })],
  bodies: [
    {
      title: 'a new team',
      of: requestOf(create),
      old: { ...current, permission: 'push' },
      current,
      documented: 'old',
      direction: 'upgrade',
    },
  ],
}
