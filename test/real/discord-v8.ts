import { z } from 'zod'
import {
  defineChange,
  mapEnum,
  moveEndpoint,
  queryOf,
  removeField,
  renameField,
  responseOf,
  retypeField,
} from '../../lib/index.ts'
import { toEndpoint, type RealChange } from './real-change.ts'

const ban = 'PUT /guilds/:guild/bans/:user'
const integrations = 'GET /guilds/:guild/integrations'

const Role = z
  .object({
    id: z.string(),
    name: z.string(),
    color: z.int(),
    hoist: z.boolean(),
    position: z.int(),
    permissions: z.string().regex(/^(?:0|[1-9]\d{0,14})$/),
    managed: z.boolean(),
  })
  .meta({ id: 'DiscordRole' })

const Overwrite = z.object({ id: z.string(), type: z.literal([0, 1]) }).meta({ id: 'DiscordOverwrite' })

const Guild = z
  .object({
    id: z.string(),
    name: z.string(),
    afk_timeout: z.int(),
    widget_enabled: z.boolean(),
    widget_channel_id: z.string().nullable(),
  })
  .meta({ id: 'DiscordGuild' })

const RateLimited = z
  .object({
    message: z.string(),
    retry_after: z.number().min(0).max(1e6),
    global: z.boolean(),
  })
  .meta({ id: 'DiscordRateLimited' })

const BanQuery = z.object({ delete_message_days: z.string().optional() })

const role = {
  id: '41771983423143936',
  name: 'WE DEM BOYZZ!!!!!!',
  color: 3447003,
  hoist: true,
  position: 1,
  managed: false,
}
const limited = { message: 'You are being rate limited.', global: false }
const guild = {
  id: '41771983423143937',
  name: 'Discord Developers',
  afk_timeout: 300,
  widget_enabled: false,
  widget_channel_id: '41771983423143937',
}

/** discord/discord-api-docs, CC BY-SA 4.0. Shortened. */
export const change: RealChange = {
  api: 'Discord',
  versions: ['v6', 'v8'],
  source: 'https://discord.com/developers/docs/change-log#api-and-gateway-v8',
  changes: [
    defineChange({
      summary: 'Permissions are text, times are seconds, and a widget is not called an embed.',
      operations: [
        retypeField(Role, 'permissions', {
          old: z.int().min(0).max(999_999_999_999_999),
          upgrade: String,
          downgrade: Number,
        }),
        mapEnum(Overwrite, 'type', {
          pairs: [
            ['role', 0],
            ['member', 1],
          ],
        }),
        retypeField(RateLimited, 'retry_after', {
          old: z.int().min(0).max(1e9),
          upgrade: (milliseconds) => milliseconds / 1000,
          downgrade: (seconds) => Math.round(seconds * 1000),
          loss: 'Parts of a millisecond',
        }),
        removeField(Guild, 'embed_enabled', {
          old: z.boolean(),
          downgrade: (now) => now.widget_enabled,
        }),
        removeField(Guild, 'embed_channel_id', {
          old: z.string().nullable(),
          downgrade: (now) => now.widget_channel_id,
        }),
        moveEndpoint('/guilds/:guild/embed', '/guilds/:guild/widget'),
        moveEndpoint('/channels/:channel/messages/bulk_delete', '/channels/:channel/messages/bulk-delete'),
        moveEndpoint('/invite/:code', '/invites/:code'),
        renameField(queryOf(ban, BanQuery), 'delete-message-days', 'delete_message_days'),
        removeField(queryOf(integrations), 'include_applications', { old: z.string(), required: false }),
      ],
    }),
  ],
  endpoints: [
    toEndpoint('GET /guilds/:guild/roles', {
      responses: { 200: z.array(Role), 429: RateLimited },
    }),
    toEndpoint('GET /guilds/:guild', { responses: { 200: Guild } }),
    toEndpoint('GET /guilds/:guild/widget', {}),
    toEndpoint('POST /channels/:channel/messages/bulk-delete', {}),
    toEndpoint('GET /invites/:code', {}),
    toEndpoint('GET /channels/:channel', {
      responses: { 200: z.object({ permission_overwrites: z.array(Overwrite) }) },
    }),
    toEndpoint(ban, { query: BanQuery }),
    toEndpoint(integrations, { query: z.object({}) }),
  ],
  bodies: [
    {
      title: 'a role',
      of: responseOf('GET /guilds/:guild/roles'),
      old: [{ ...role, permissions: 66321471 }],
      current: [{ ...role, permissions: '66321471' }],
      documented: 'both',
    },
    {
      title: 'the older wait',
      of: responseOf('GET /guilds/:guild/roles', { status: 429 }),
      old: { ...limited, retry_after: 6457 },
      current: { ...limited, retry_after: 6.457 },
      documented: 'old',
    },
    {
      title: 'the newer wait',
      of: responseOf('GET /guilds/:guild/roles', { status: 429 }),
      old: { ...limited, retry_after: 64570 },
      current: { ...limited, retry_after: 64.57 },
      documented: 'current',
    },
    {
      title: 'the example of a guild, in which the embed is not the widget',
      of: responseOf('GET /guilds/:guild'),
      old: { ...guild, embed_enabled: true, embed_channel_id: '41771983444115456' },
      current: guild,
      documented: 'old',
      direction: 'upgrade',
    },
    {
      title: 'a guild',
      of: responseOf('GET /guilds/:guild'),
      old: { ...guild, embed_enabled: false, embed_channel_id: '41771983423143937' },
      current: guild,
      documented: 'neither',
    },
    {
      title: 'overwrites',
      of: responseOf('GET /channels/:channel'),
      old: {
        permission_overwrites: [
          { id: '1', type: 'role' },
          { id: '2', type: 'member' },
        ],
      },
      current: {
        permission_overwrites: [
          { id: '1', type: 0 },
          { id: '2', type: 1 },
        ],
      },
      documented: 'neither',
    },
    {
      title: 'the days',
      of: queryOf(ban),
      old: { 'delete-message-days': '7' },
      current: { delete_message_days: '7' },
      documented: 'neither',
    },
    {
      title: 'what is no longer asked for',
      of: queryOf(integrations),
      old: { include_applications: 'true' },
      current: {},
      documented: 'neither',
      direction: 'upgrade',
    },
  ],
  addresses: {
    'GET /guilds/:guild/widget': 'GET /guilds/:guild/embed',
    'POST /channels/:channel/messages/bulk-delete': 'POST /channels/:channel/messages/bulk_delete',
    'GET /invites/:code': 'GET /invite/:code',
  },
}
