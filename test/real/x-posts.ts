import { z } from 'zod'
import {
  addField,
  custom,
  defineChange,
  moveEndpoint,
  nestFields,
  queryOf,
  removeField,
  renameField,
  responseOf,
  retypeField,
} from '../../lib/index.ts'
import { toEndpoint, type RealChange } from './real-change.ts'

const lookup = 'GET /2/tweets'

const PostMetrics = z
  .object({ retweet_count: z.int(), reply_count: z.int(), like_count: z.int(), quote_count: z.int() })
  .meta({ id: 'XPostMetrics' })

const Post = z
  .object({
    id: z.string(),
    lang: z.string(),
    conversation_id: z.string(),
    possibly_sensitive: z.boolean(),
    reply_settings: z.string(),
    created_at: z.iso.datetime({ precision: 3 }),
    author_id: z.string(),
    public_metrics: PostMetrics,
  })
  .meta({ id: 'XPost' })

const User = z
  .object({
    id: z.string(),
    name: z.string(),
    username: z.string(),
    location: z.string(),
    public_metrics: z.object({
      followers_count: z.int(),
      following_count: z.int(),
      tweet_count: z.int(),
      listed_count: z.int(),
    }),
    created_at: z.iso.datetime({ precision: 3 }),
    verified: z.boolean(),
  })
  .meta({ id: 'XUser' })

const Posts = z
  .object({ data: z.array(Post), includes: z.object({ users: z.array(User) }) })
  .meta({ id: 'XPosts' })

/** `Wed Feb 10 17:26:34 +0000 2021` */
const OldTime = z.string().regex(/^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d \d\d:\d\d:\d\d \+0000 \d{4}$/)

const timeOptions = {
  old: OldTime,
  upgrade: (text: string) => new Date(text).toISOString(),
  downgrade: (text: string) => {
    const [day = '', date = '', month = '', year = '', time = ''] = new Date(text).toUTCString().split(/,? /)
    return [day, month, date, time, '+0000', year].join(' ')
  },
  loss: 'The milliseconds of `created_at`',
} as const

const counts = { retweet_count: 18, favorite_count: 98 }
const oldPost = {
  created_at: 'Wed Feb 10 17:26:34 +0000 2021',
  id_str: '1359554366051504129',
  in_reply_to_user_id_str: null,
  ...counts,
  favorited: false,
  retweeted: false,
  possibly_sensitive: false,
  lang: 'en',
}
const currentPost = {
  id: '1359554366051504129',
  lang: 'en',
  conversation_id: '1359554366051504129',
  possibly_sensitive: false,
  reply_settings: 'everyone',
  created_at: '2021-02-10T17:26:34.000Z',
  author_id: '2244994945',
  public_metrics: { retweet_count: 18, reply_count: 11, like_count: 98, quote_count: 7 },
}
const person = { name: 'Twitter Dev', location: '127.0.0.1', verified: true }
const oldUser = {
  ...person,
  id_str: '2244994945',
  screen_name: 'TwitterDev',
  created_at: 'Sat Dec 14 04:35:55 +0000 2013',
}
const currentUser = {
  ...person,
  id: '2244994945',
  username: 'TwitterDev',
  created_at: '2013-12-14T04:35:55.000Z',
}

/** xdevplatform/docs. Shortened: of posts the text and what is in it, of users most of the profile. */
export const change: RealChange = {
  api: 'X',
  versions: ['v1.1', 'v2'],
  source: 'https://docs.x.com/x-api/migrate/data-format-migration',
  changes: [
    defineChange({
      summary: 'Posts and their authors stand side by side, under clearer names.',
      operations: [
        moveEndpoint('GET /1.1/statuses/lookup.json', lookup),
        renameField(queryOf(lookup), 'id', 'ids'),

        renameField(Post, 'id_str', 'id'),
        retypeField(Post, 'created_at', timeOptions),
        removeField(Post, 'truncated', { old: z.boolean(), downgrade: false }),
        removeField(Post, 'favorited', { old: z.boolean(), downgrade: false }),
        removeField(Post, 'retweeted', { old: z.boolean(), downgrade: false }),
        removeField(Post, 'in_reply_to_user_id_str', { old: z.string().nullable(), downgrade: null }),
        renameField('XPost', 'favorite_count', 'like_count'),
        nestFields('XPost', ['retweet_count', 'like_count'], 'public_metrics'),
        addField(PostMetrics, 'reply_count', { upgrade: 0 }),
        addField(PostMetrics, 'quote_count', { upgrade: 0 }),
        addField(Post, 'conversation_id', { upgrade: (post) => post.id }),
        addField(Post, 'reply_settings', { upgrade: 'everyone' }),
        // Nothing is known of the author yet: the last operation puts the id in.
        addField(Post, 'author_id', { upgrade: '' }),

        renameField(User, 'id_str', 'id'),
        retypeField(User, 'created_at', timeOptions),
        renameField(User, 'screen_name', 'username'),
        renameField('XUser', 'friends_count', 'following_count'),
        renameField('XUser', 'statuses_count', 'tweet_count'),
        nestFields(
          User,
          ['followers_count', 'following_count', 'tweet_count', 'listed_count'],
          'public_metrics',
        ),

        // Custom: each post held its author, who now stands in a list beside the posts and is found by an id.
        custom(Posts, {
          old: z.array(z.intersection(Post, z.object({ user: User }))),
          upgrade: (posts) => ({
            data: posts.map(({ user, ...post }) => ({ ...post, author_id: user.id })),
            includes: { users: [...new Map(posts.map(({ user }) => [user.id, user])).values()] },
          }),
          downgrade: ({ data, includes }) =>
            data.flatMap((post) => {
              const user = includes.users.find(({ id }) => id === post.author_id)
              return user === undefined ? [] : [{ ...post, user }]
            }),
          loss: 'Posts without an author, and authors without a post',
        }),
      ],
    }),
  ],
  endpoints: [
    toEndpoint(lookup, { query: z.object({ ids: z.string() }), responses: { 200: Posts } }),
    toEndpoint('GET /2/users/me', { responses: { 200: z.object({ data: User }) } }),
  ],
  bodies: [
    {
      title: 'which posts',
      of: queryOf(lookup),
      old: { id: '1359554366051504129' },
      current: { ids: '1359554366051504129' },
      documented: 'neither',
    },
    {
      title: 'an author',
      of: responseOf('GET /2/users/me'),
      old: {
        data: {
          ...oldUser,
          followers_count: 517233,
          friends_count: 2034,
          listed_count: 1727,
          statuses_count: 3677,
        },
      },
      current: {
        data: {
          ...currentUser,
          public_metrics: {
            followers_count: 517233,
            following_count: 2034,
            tweet_count: 3677,
            listed_count: 1727,
          },
        },
      },
      documented: 'current',
    },
    {
      // The older text was cut, the newer one is whole: `truncated` is the one field that differs from the example.
      title: 'a post and its author',
      of: responseOf(lookup),
      old: [
        {
          ...oldPost,
          truncated: false,
          user: {
            ...oldUser,
            followers_count: 517232,
            friends_count: 2032,
            listed_count: 1722,
            statuses_count: 3677,
          },
        },
      ],
      current: {
        data: [currentPost],
        includes: {
          users: [
            {
              ...currentUser,
              public_metrics: {
                followers_count: 517232,
                following_count: 2032,
                tweet_count: 3677,
                listed_count: 1722,
              },
            },
          ],
        },
      },
      documented: 'current',
      direction: 'downgrade',
    },
  ],
  addresses: { [lookup]: 'GET /1.1/statuses/lookup.json' },
}
