import { z } from 'zod'
import { defineChange, removeField, requestOf } from '../../lib/index.ts'
import { toEndpoint, type RealChange } from './real-change.ts'

const update = 'POST /v1/Subscriptions/:Sid'
const UpdateSubscription = z.object({ Description: z.string().optional() })

/** twilio-oai, MIT. What the form holds is written as JSON. */
export const change: RealChange = {
  api: 'Twilio Events',
  versions: ['2.3.5', '2.4.0'],
  source: 'https://github.com/twilio/twilio-oai/blob/main/CHANGES.md',
  changes: [
    defineChange({
      summary: 'A subscription cannot be pointed at another sink.',
      operations: [
        // The old client asks for an effect: a service that wants to keep it asks for the change in its handler.
        removeField(requestOf(update, UpdateSubscription), 'SinkSid', {
          old: z.string().regex(/^DG[0-9a-fA-F]{32}$/),
          required: false,
        }),
      ],
    }),
  ],
  endpoints: [toEndpoint(update, { body: UpdateSubscription })],
  bodies: [
    {
      title: 'an update',
      of: requestOf(update),
      old: { SinkSid: 'DGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab', Description: 'Updated description' },
      current: { Description: 'Updated description' },
      documented: 'both',
      direction: 'upgrade',
    },
  ],
}
