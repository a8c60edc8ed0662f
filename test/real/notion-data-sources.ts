import { z } from 'zod'
import {
  addEndpoint,
  addField,
  defineChange,
  loadFrom,
  mapEnum,
  moveEndpoint,
  nestFields,
  pathOf,
  removeField,
  renameField,
  requestOf,
  responseOf,
} from '../../lib/index.ts'
import { readText, recordLoader, toEndpoint, type RealChange } from './real-change.ts'

const read = 'GET /v1/data_sources/:data_source_id'
const update = 'PATCH /v1/data_sources/:data_source_id'
const query = 'POST /v1/data_sources/:data_source_id/query'
const createPage = 'POST /v1/pages'
const createDatabase = 'POST /v1/databases'

const PageParent = z
  .object({ type: z.literal('page_id'), page_id: z.string() })
  .meta({ id: 'NotionPageParent' })

const DataSourceParent = z
  .object({ type: z.literal('data_source_id'), data_source_id: z.string() })
  .meta({ id: 'NotionDataSourceParent' })

const Properties = z.record(z.string(), z.unknown())

const DataSource = z
  .object({
    object: z.literal('data_source'),
    id: z.string(),
    created_time: z.string(),
    last_edited_time: z.string(),
    properties: Properties,
    parent: z.object({ type: z.literal('database_id'), database_id: z.string() }),
    database_parent: PageParent,
  })
  .meta({ id: 'NotionDataSource' })

const CreateDatabase = z.object({
  parent: PageParent,
  initial_data_source: z.object({ properties: Properties }),
})

const UpdateDataSource = z.object({
  properties: Properties.optional(),
  title: z.array(z.unknown()).optional(),
})

const source = 'bc1211ca-e3f1-4939-ae34-5260b16f627c'
const database = '6ee911d9-189c-4844-93e8-260c1438b6e4'
// The guide leaves ids out.
const elided = '...'

const sources = recordLoader<string, string>(
  'sources',
  [
    [database, source],
    [elided, elided],
  ],
  source,
)
const databases = recordLoader<string, string>(
  'databases',
  [
    [source, database],
    [elided, elided],
  ],
  database,
)

const held = {
  created_time: '2021-07-08T23:50:00.000Z',
  last_edited_time: '2021-07-08T23:50:00.000Z',
  properties: {
    'In stock': { id: 'fk%5EY', name: 'In stock', type: 'checkbox', checkbox: {} },
    Name: { id: 'title', name: 'Name', type: 'title', title: {} },
  },
}
const page = { type: 'page_id', page_id: '98ad959b-2b6a-4774-80ee-00246fb0ea9b' }
const restocked = {
  properties: { 'Restocked (new)': { type: 'checkbox', checkbox: {} }, 'In stock': null },
  title: [{ text: { content: 'New Title' } }],
}

const paths = [pathOf(read), pathOf(update), pathOf(query)]

/** Notion's upgrade guide. */
export const change: RealChange = {
  api: 'Notion',
  versions: ['2022-06-28', '2025-09-03'],
  source: 'https://developers.notion.com/docs/upgrade-guide-2025-09-03',
  changes: [
    defineChange({
      summary: 'What was a database is a data source inside of one.',
      operations: [
        moveEndpoint('/v1/databases/:database_id', '/v1/data_sources/:data_source_id'),
        addField(paths, 'data_source_id', {
          upgrade: loadFrom(sources.loader, (path: unknown) => readText(path, 'database_id')),
        }),
        removeField(paths, 'database_id', {
          old: z.string(),
          downgrade: loadFrom(databases.loader, (path: unknown) => readText(path, 'data_source_id')),
        }),
        addEndpoint('GET /v1/databases/:database_id'),

        // A parent: the tag, and the id by another id.
        mapEnum(DataSourceParent, 'type', { pairs: [['database_id', 'data_source_id']] }),
        addField('NotionDataSourceParent', 'data_source_id', {
          upgrade: loadFrom(sources.loader, (parent: unknown) => readText(parent, 'database_id')),
        }),
        removeField(DataSourceParent, 'database_id', {
          old: z.string(),
          downgrade: loadFrom(databases.loader, (parent) => parent.data_source_id),
        }),

        // The data source itself: its old id is that of its parent, and its old parent that of its database.
        mapEnum(DataSource, 'object', { pairs: [['database', 'data_source']] }),
        renameField(DataSource, 'parent', 'database_parent'),
        addField('NotionDataSource', 'parent', {
          upgrade: (old: unknown) => ({ type: 'database_id', database_id: readText(old, 'id') }),
        }),
        removeField(DataSource, 'id', { old: z.string(), downgrade: ({ parent }) => parent.database_id }),
        addField(DataSource, 'id', {
          upgrade: loadFrom(
            sources.loader,
            ({ parent }) => parent.database_id,
            (found = '') => found,
          ),
        }),

        nestFields(requestOf(createDatabase, CreateDatabase), ['properties'], 'initial_data_source'),
        // The icon stays with the database, which has an endpoint of its own: one old request would be two.
        removeField(requestOf(update, UpdateDataSource), 'icon', {
          old: z.unknown(),
          required: false,
        }),
      ],
    }),
  ],
  endpoints: [
    toEndpoint(createPage, {
      body: z.object({ parent: z.discriminatedUnion('type', [DataSourceParent, PageParent]) }),
    }),
    toEndpoint(createDatabase, { body: CreateDatabase }),
    toEndpoint(read, { responses: { 200: DataSource } }),
    toEndpoint(update, { body: UpdateDataSource }),
    toEndpoint(query, {}),
    toEndpoint('GET /v1/databases/:database_id', {}),
  ],
  bodies: [
    {
      title: 'a page in a database',
      of: requestOf(createPage),
      old: { parent: { type: 'database_id', database_id: elided } },
      current: { parent: { type: 'data_source_id', data_source_id: elided } },
      documented: 'both',
      loads: { upgrade: { sources: [elided] }, downgrade: { databases: [elided] } },
    },
    {
      title: 'a page in a page',
      of: requestOf(createPage),
      old: { parent: page },
      current: { parent: page },
      documented: 'neither',
    },
    {
      title: 'a database',
      of: requestOf(createDatabase),
      old: { parent: { type: 'page_id', page_id: elided }, properties: {} },
      current: { initial_data_source: { properties: {} }, parent: { type: 'page_id', page_id: elided } },
      documented: 'both',
    },
    {
      title: 'other properties',
      of: requestOf(update),
      old: { icon: { file_upload: { id: elided } }, ...restocked },
      current: restocked,
      documented: 'both',
      direction: 'upgrade',
    },
    {
      title: 'a data source',
      of: responseOf(read),
      old: { object: 'database', id: database, ...held, parent: page },
      current: {
        object: 'data_source',
        id: source,
        ...held,
        parent: { type: 'database_id', database_id: database },
        database_parent: page,
      },
      documented: 'current',
      loads: { upgrade: { sources: [database] } },
    },
    {
      title: 'the pages of a database',
      of: pathOf(query),
      old: { database_id: database },
      current: { data_source_id: source },
      documented: 'neither',
      loads: { upgrade: { sources: [database] }, downgrade: { databases: [source] } },
    },
  ],
  addresses: {
    [read]: 'GET /v1/databases/:database_id',
    [update]: 'PATCH /v1/databases/:database_id',
    [query]: 'POST /v1/databases/:database_id/query',
    [createDatabase]: createDatabase,
    'GET /v1/databases/:database_id': undefined,
  },
  loaders: [sources, databases],
}
