import { z } from 'zod'
import {
  addField,
  defineChange,
  loadFrom,
  moveEndpoint,
  moveField,
  nestFields,
  removeField,
  renameField,
  responseOf,
  retypeField,
} from '../../lib/index.ts'
import { recordLoader, toEndpoint, type RealChange } from './real-change.ts'

const read = 'GET /api/v2/instance'

const Urls = z.object({ streaming: z.string() }).meta({ id: 'MastodonUrls' })

const Registrations = z
  .object({ enabled: z.boolean(), approval_required: z.boolean(), message: z.string().nullable() })
  .meta({ id: 'MastodonRegistrations' })

const Instance = z
  .object({
    domain: z.string(),
    title: z.string(),
    version: z.string(),
    source_url: z.string(),
    description: z.string(),
    usage: z.object({ users: z.object({ active_month: z.int() }) }),
    thumbnail: z.object({
      url: z.string(),
      blurhash: z.string().optional(),
      versions: z.record(z.string(), z.string()).optional(),
    }),
    languages: z.array(z.string()),
    configuration: z.object({
      urls: Urls,
      accounts: z.object({ max_featured_tags: z.int() }),
      statuses: z.object({
        max_characters: z.int(),
        max_media_attachments: z.int(),
        characters_reserved_per_url: z.int(),
      }),
      translation: z.object({ enabled: z.boolean() }),
    }),
    registrations: Registrations,
    contact: z.object({
      email: z.string(),
      account: z.object({ id: z.string(), username: z.string(), acct: z.string() }),
    }),
  })
  .meta({ id: 'MastodonInstance' })

const Stats = z.object({ user_count: z.int(), status_count: z.int(), domain_count: z.int() })

interface Extras {
  readonly description: string
  readonly stats: z.output<typeof Stats>
  readonly invites_enabled: boolean
}

const stats = { user_count: 812303, status_count: 38151616, domain_count: 25255 }
const extras = { description: '', stats, invites_enabled: true }
const loaded = recordLoader<string, Extras>('instance', [['mastodon.social', extras]], extras)

/** The old field that the current body does not hold; all of them come with one call. */
const toSource = <Name extends keyof Extras>(name: Name) =>
  loadFrom(
    loaded.loader,
    ({ domain }: z.output<typeof Instance>) => domain,
    (found) => found?.[name],
  )

const statuses = { max_characters: 500, max_media_attachments: 4, characters_reserved_per_url: 23 }
const account = { id: '1', username: 'Gargron', acct: 'Gargron' }
const image = 'https://files.mastodon.social/site_uploads/files/000/000/001/@1x/57c12f441d083cde.png'

/** mastodon/documentation. Shortened; a thumbnail that was null has no form in the newer version. */
export const change: RealChange = {
  api: 'Mastodon',
  versions: ['v1', 'v2'],
  source: 'https://docs.joinmastodon.org/entities/V1_Instance/',
  changes: [
    defineChange({
      summary: 'What is known of a server is in order, by what it is about.',
      operations: [
        moveEndpoint('GET /api/v1/instance', 'GET /api/v2/instance'),
        // First, since the functions below read the object as it is at their place in this list.
        renameField(Instance, 'uri', 'domain'),
        // Removed before its name is taken.
        removeField(Instance, 'description', { old: z.string(), downgrade: toSource('description') }),
        removeField(Instance, 'stats', { old: Stats, downgrade: toSource('stats') }),
        removeField(Instance, 'invites_enabled', {
          old: z.boolean(),
          downgrade: toSource('invites_enabled'),
        }),
        renameField(Instance, 'short_description', 'description'),
        renameField(Urls, 'streaming_api', 'streaming'),
        moveField(Instance, 'urls', 'configuration.urls'),
        addField('MastodonInstance', 'accounts', { upgrade: { max_featured_tags: 10 } }),
        moveField(Instance, 'accounts', 'configuration.accounts'),
        addField('MastodonInstance', 'translation', { upgrade: { enabled: false } }),
        moveField(Instance, 'translation', 'configuration.translation'),
        retypeField(Instance, 'thumbnail', {
          old: z.string(),
          upgrade: (url) => ({ url }),
          downgrade: ({ url }) => url,
          loss: 'The blurhash and the versions of the thumbnail',
        }),
        renameField('MastodonInstance', 'registrations', 'enabled'),
        nestFields('MastodonInstance', ['enabled', 'approval_required'], 'registrations'),
        addField(Registrations, 'message', { upgrade: null }),
        renameField('MastodonInstance', 'contact_account', 'account'),
        nestFields(Instance, ['email', 'account'], 'contact'),
        addField(Instance, 'source_url', { upgrade: 'https://github.com/mastodon/mastodon' }),
        addField(Instance, 'usage', { upgrade: { users: { active_month: 0 } } }),
      ],
    }),
  ],
  endpoints: [toEndpoint(read, { responses: { 200: Instance } })],
  bodies: [
    {
      // The two examples are of two releases: `version` and the file of the thumbnail are those of the newer one.
      title: 'the newer example',
      of: responseOf(read),
      old: {
        uri: 'mastodon.social',
        title: 'Mastodon',
        short_description: 'The original server operated by the Mastodon gGmbH non-profit',
        description: '',
        email: 'staff@mastodon.social',
        version: '4.0.0rc1',
        urls: { streaming_api: 'wss://mastodon.social' },
        stats,
        thumbnail: image,
        languages: ['en'],
        registrations: false,
        approval_required: false,
        invites_enabled: true,
        configuration: { statuses },
        contact_account: account,
      },
      current: {
        domain: 'mastodon.social',
        title: 'Mastodon',
        version: '4.0.0rc1',
        source_url: 'https://github.com/mastodon/mastodon',
        description: 'The original server operated by the Mastodon gGmbH non-profit',
        usage: { users: { active_month: 123122 } },
        thumbnail: {
          url: image,
          blurhash: 'UeKUpFxuo~R%0nW;WCnhF6RjaJt757oJodS$',
          versions: {
            '@1x': image,
            '@2x': 'https://files.mastodon.social/site_uploads/files/000/000/001/@2x/57c12f441d083cde.png',
          },
        },
        languages: ['en'],
        configuration: {
          urls: { streaming: 'wss://mastodon.social' },
          accounts: { max_featured_tags: 10 },
          statuses,
          translation: { enabled: true },
        },
        registrations: { enabled: false, approval_required: false, message: null },
        contact: { email: 'staff@mastodon.social', account },
      },
      documented: 'current',
      direction: 'downgrade',
      loads: { downgrade: { instance: ['mastodon.social'] } },
    },
  ],
  addresses: { [read]: 'GET /api/v1/instance' },
  loaders: [loaded],
}
