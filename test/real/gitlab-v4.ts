import { z } from 'zod'
import {
  addField,
  before,
  changeStatus,
  defineChange,
  loadFrom,
  mergeFields,
  moveEndpoint,
  pathOf,
  queryOf,
  removeField,
  renameField,
  requestOf,
  responseOf,
  retypeField,
} from '../../lib/index.ts'
import { readText, recordLoader, toEndpoint, type RealChange } from './real-change.ts'

const listProjects = 'GET /groups/:id/projects'
const readIssue = 'GET /projects/:id/issues/:issue_iid'
const listIssues = 'GET /projects/:id/issues'
const createUser = 'POST /users'

const levels = [0, 10, 20] as const
const visibilities = ['private', 'internal', 'public'] as const

const Namespace = z
  .object({ id: z.int(), name: z.string(), path: z.string(), kind: z.enum(['user', 'group']) })
  .meta({ id: 'GitLabNamespace' })

const Project = z
  .object({
    id: z.int(),
    description: z.string(),
    default_branch: z.string(),
    archived: z.boolean(),
    visibility: z.enum(visibilities),
    name: z.string(),
    path_with_namespace: z.string(),
    jobs_enabled: z.boolean(),
    creator_id: z.int(),
    namespace: Namespace,
    open_issues_count: z.int(),
    public_jobs: z.boolean(),
  })
  .meta({ id: 'GitLabProject' })

const CreateUser = z.object({ email: z.string(), skip_confirmation: z.boolean().optional() })

const oldNamespace = {
  owner_id: z.int().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  description: z.string(),
  avatar: z.object({ url: z.string().nullable() }),
  share_with_group_lock: z.boolean(),
  visibility_level: z.literal(levels),
}

type OldNamespace = z.output<z.ZodObject<typeof oldNamespace>>

const group: OldNamespace = {
  owner_id: null,
  created_at: '2016-04-05T21:40:49.152Z',
  updated_at: '2016-04-07T08:07:48.466Z',
  description: 'foo',
  avatar: { url: null },
  share_with_group_lock: false,
  visibility_level: 10,
}

const namespaces = recordLoader<number, OldNamespace>('namespaces', [[5, group]], group)
const numbers = recordLoader<string, string>('numbers', [['1017', '6']], '6')
const ids = recordLoader<string, string>('ids', [['6', '1017']], '1017')

/** The old field that a namespace no longer has; all of them come with one call. */
const toSource = <Name extends keyof OldNamespace>(name: Name) =>
  loadFrom(
    namespaces.loader,
    ({ id }: z.output<typeof Namespace>) => id,
    (found) => found?.[name],
  )

const shorten = defineChange({
  summary: 'The namespace of a project is told in short.',
  operations: [
    removeField(Namespace, 'owner_id', { old: oldNamespace.owner_id, downgrade: toSource('owner_id') }),
    removeField(Namespace, 'created_at', { old: oldNamespace.created_at, downgrade: toSource('created_at') }),
    removeField(Namespace, 'updated_at', { old: oldNamespace.updated_at, downgrade: toSource('updated_at') }),
    removeField(Namespace, 'description', {
      old: oldNamespace.description,
      downgrade: toSource('description'),
    }),
    removeField(Namespace, 'avatar', { old: oldNamespace.avatar, downgrade: toSource('avatar') }),
    removeField(Namespace, 'share_with_group_lock', {
      old: oldNamespace.share_with_group_lock,
      downgrade: toSource('share_with_group_lock'),
    }),
    removeField(Namespace, 'visibility_level', {
      old: oldNamespace.visibility_level,
      downgrade: toSource('visibility_level'),
    }),
  ],
})

const project = {
  id: 9,
  description: 'foo',
  default_branch: 'master',
  archived: false,
  name: 'Html5 Boilerplate',
  path_with_namespace: 'h5bp/html5-boilerplate',
  creator_id: 1,
  open_issues_count: 3,
}
const namespace = { id: 5, name: 'Experimental', path: 'h5bp' }
const oldProject = {
  ...project,
  public: false,
  visibility_level: 10,
  builds_enabled: true,
  namespace: { ...namespace, ...group },
  public_builds: true,
}
const currentProject = {
  ...project,
  visibility: 'internal',
  jobs_enabled: true,
  namespace: { ...namespace, kind: 'group' },
  public_jobs: true,
}

/** GitLab's documentation, CC BY-SA 4.0. Shortened. */
export const change: RealChange = {
  api: 'GitLab',
  versions: ['v3', 'v4'],
  source: 'https://docs.gitlab.com/ee/api/v3_to_v4.html',
  changes: [
    defineChange({
      summary: 'A namespace says of which kind it is.',
      operations: [
        addField(before(Namespace, shorten), 'kind', {
          upgrade: ({ owner_id }) => (owner_id === null ? 'group' : 'user'),
        }),
      ],
    }),
    shorten,
    defineChange({
      summary: 'The visibility of a project is one word, and builds are jobs.',
      operations: [
        mergeFields(Project, 'visibility', {
          old: { public: z.boolean(), visibility_level: z.literal(levels) },
          merge: ({ visibility_level }) => visibilities[levels.indexOf(visibility_level)] ?? 'private',
          split: (visibility) => ({
            public: visibility === 'public',
            visibility_level: levels[visibilities.indexOf(visibility)] ?? 0,
          }),
          loss: [
            {
              direction: 'upgrade',
              what: 'A `public` that contradicts `visibility_level`',
              fields: ['public'],
            },
          ],
        }),
        renameField(Project, 'builds_enabled', 'jobs_enabled'),
        renameField(Project, 'public_builds', 'public_jobs'),
        moveEndpoint('/projects/:id/builds', '/projects/:id/jobs'),
      ],
    }),
    defineChange({
      summary: 'An issue is addressed by its number within the project.',
      operations: [
        moveEndpoint('/projects/:id/issues/:issue_id', '/projects/:id/issues/:issue_iid'),
        addField(pathOf(readIssue), 'issue_iid', {
          upgrade: loadFrom(numbers.loader, (path: unknown) => readText(path, 'issue_id')),
        }),
        removeField(pathOf(readIssue), 'issue_id', {
          old: z.string(),
          downgrade: loadFrom(ids.loader, (path: unknown) => readText(path, 'issue_iid')),
        }),
      ],
    }),
    defineChange({
      summary: 'Addresses, parameters and statuses are in order.',
      operations: [
        moveEndpoint('DELETE /projects/:id/star', 'POST /projects/:id/unstar'),
        moveEndpoint('POST /projects/fork/:id', 'POST /projects/:id/fork'),
        renameField(queryOf(listIssues), 'iid', 'iids'),
        renameField(requestOf(createUser, CreateUser), 'confirm', 'skip_confirmation'),
        retypeField(requestOf(createUser, CreateUser), 'skip_confirmation', {
          old: z.boolean(),
          upgrade: (confirm) => !confirm,
          downgrade: (skip) => !skip,
        }),
        changeStatus('DELETE /projects/:id', { old: 200, current: 202 }),
      ],
    }),
  ],
  endpoints: [
    toEndpoint(listProjects, { responses: { 200: z.array(Project) } }),
    toEndpoint(readIssue, {}),
    toEndpoint(listIssues, { query: z.object({ iids: z.string().optional() }) }),
    toEndpoint(createUser, { body: CreateUser }),
    toEndpoint('GET /projects/:id/jobs/:job_id', {}),
    toEndpoint('POST /projects/:id/unstar', {}),
    toEndpoint('POST /projects/:id/fork', {}),
    toEndpoint('DELETE /projects/:id', {}),
  ],
  bodies: [
    {
      title: 'a project',
      of: responseOf(listProjects),
      old: [oldProject],
      current: [currentProject],
      documented: 'both',
      loads: { downgrade: { namespaces: [5] } },
    },
    {
      title: 'two projects of one namespace: one call',
      of: responseOf(listProjects),
      old: [oldProject, { ...oldProject, id: 10, public: true, visibility_level: 20 }],
      current: [currentProject, { ...currentProject, id: 10, visibility: 'public' }],
      documented: 'neither',
      loads: { downgrade: { namespaces: [5] } },
    },
    {
      title: 'an issue by its number',
      of: pathOf(readIssue),
      old: { id: '9', issue_id: '1017' },
      current: { id: '9', issue_iid: '6' },
      documented: 'neither',
      loads: { upgrade: { numbers: ['1017'] }, downgrade: { ids: ['6'] } },
    },
    {
      title: 'issues by their number',
      of: queryOf(listIssues),
      old: { iid: '6' },
      current: { iids: '6' },
      documented: 'neither',
    },
    {
      title: 'a user who does not confirm',
      of: requestOf(createUser),
      old: { email: 'a@example.com', confirm: false },
      current: { email: 'a@example.com', skip_confirmation: true },
      documented: 'neither',
    },
  ],
  addresses: {
    [readIssue]: 'GET /projects/:id/issues/:issue_id',
    'GET /projects/:id/jobs/:job_id': 'GET /projects/:id/builds/:job_id',
    'POST /projects/:id/unstar': 'DELETE /projects/:id/star',
    'POST /projects/:id/fork': 'POST /projects/fork/:id',
  },
  statuses: [{ endpoint: 'DELETE /projects/:id', old: 200, current: 202 }],
  loaders: [namespaces, numbers, ids],
}
