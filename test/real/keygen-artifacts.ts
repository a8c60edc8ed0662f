import { z } from 'zod'
import {
  addField,
  changeErrorShape,
  defineChange,
  loadFrom,
  mapEnum,
  moveField,
  removeEndpoint,
  removeField,
  renameField,
  responseOf,
  retypeField,
} from '../../lib/index.ts'
import { recordLoader, toEndpoint, type RealChange } from './real-change.ts'

const create = 'POST /v1/accounts/:account/releases'

const Status = z.enum(['DRAFT', 'PUBLISHED', 'YANKED']).meta({ id: 'KeygenReleaseStatus' })
const Links = z
  .object({ related: z.string().regex(/^\/v1\/accounts\/[^/]+\/releases\/[^/]+\/artifacts$/) })
  .meta({ id: 'KeygenArtifactLinks' })
const Relationship = z.object({ links: Links }).meta({ id: 'KeygenArtifactRelationship' })
const Relationships = z.object({ artifacts: Relationship }).meta({ id: 'KeygenReleaseRelationships' })

const Release = z
  .object({
    type: z.literal('releases'),
    attributes: z.object({
      name: z.string(),
      channel: z.string(),
      status: Status,
      tag: z.string().nullable(),
      version: z.string(),
    }),
    relationships: Relationships,
  })
  .meta({ id: 'KeygenRelease' })

const ApiError = z.object({
  errors: z.array(
    z.object({
      title: z.string(),
      detail: z.string(),
      code: z.string(),
      source: z.object({ pointer: z.string() }).optional(),
    }),
  ),
})

interface Artifact {
  readonly id: string
  readonly filename: string
  readonly platform: string
}

const artifact: Artifact = { id: '$artifacts[0]', filename: 'Keygen-1.0.0.dmg', platform: 'darwin' }
const artifacts = recordLoader<string, Artifact>('artifacts', [['$releases[0]', artifact]], artifact)

/** The release that a link is of. */
const toRelease = (related: string): string => related.split('/').at(-2) ?? ''
const toKey = ({ relationships }: z.output<typeof Release>): string =>
  toRelease(relationships.artifacts.links.related)

const oldNames = {
  code: 'FILENAME_EXTENSION_INVALID',
  source: { pointer: '/data/attributes/filename' },
}
const oldError = {
  title: 'Unprocessable resource',
  detail: 'filename extension does not match filetype (expected exe)',
  ...oldNames,
}
const currentError = {
  ...oldError,
  code: 'ARTIFACT_FILENAME_EXTENSION_INVALID',
  source: { pointer: '/data/relationships/artifact/data/attributes/filename' },
}

const release = (id: string, status: string, tag: string | null) => ({
  data: {
    type: 'releases',
    attributes: { name: 'Keygen v1.0', channel: 'stable', status, tag, version: '1.0.0' },
    relationships: {
      artifacts: { links: { related: `/v1/accounts/$account/releases/${id}/artifacts` } },
    },
  },
})
const oldRelease = (id: string, status: string, found: Artifact | undefined) => ({
  data: {
    type: 'releases',
    attributes: {
      name: 'Keygen v1.0',
      channel: 'stable',
      status,
      version: '1.0.0',
      filename: found?.filename ?? null,
      platform: found?.platform ?? null,
    },
    relationships: {
      artifact: {
        links: { related: `/v1/accounts/$account/releases/${id}/artifact` },
        data: found === undefined ? null : { type: 'artifacts', id: found.id },
      },
    },
  },
})

/** Field names and values of the vendor's documentation and tests, shortened: two of the six attributes. */
export const change: RealChange = {
  api: 'Keygen',
  versions: ['v1.0', 'v1.1'],
  source: 'https://keygen.sh/blog/upgrading-from-v1-0-to-v1-1',
  changes: [
    defineChange({
      summary: 'A release has artifacts, in place of being one.',
      operations: [
        removeEndpoint('PUT /v1/accounts/:account/releases'),
        mapEnum(Status, {
          pairs: [
            ['NOT_PUBLISHED', 'DRAFT'],
            ['PUBLISHED', 'PUBLISHED'],
            ['YANKED', 'YANKED'],
          ],
        }),
        retypeField(Links, 'related', {
          old: z.string().regex(/^\/v1\/accounts\/[^/]+\/releases\/[^/]+\/artifact$/),
          upgrade: (related) => `${related}s`,
          downgrade: (related) => related.slice(0, -1),
        }),
        renameField(Relationships, 'artifact', 'artifacts'),
        removeField(Relationship, 'data', {
          old: z.object({ type: z.literal('artifacts'), id: z.string() }).nullable(),
          downgrade: loadFrom(
            artifacts.loader,
            ({ links }) => toRelease(links.related),
            (found) => (found === undefined ? null : { type: 'artifacts' as const, id: found.id }),
          ),
        }),
        // The attributes do not know whose they are: what is loaded by the release comes in beside them first.
        moveField('KeygenRelease', 'attributes.filename', 'filename'),
        moveField('KeygenRelease', 'attributes.platform', 'platform'),
        removeField(Release, 'filename', {
          old: z.string().nullable(),
          downgrade: loadFrom(artifacts.loader, toKey, (found) => found?.filename ?? null),
        }),
        removeField(Release, 'platform', {
          old: z.string().nullable(),
          downgrade: loadFrom(artifacts.loader, toKey, (found) => found?.platform ?? null),
        }),
        addField('KeygenRelease', 'tag', { upgrade: null }),
        moveField(Release, 'tag', 'attributes.tag'),
        changeErrorShape({
          old: ApiError,
          current: ApiError,
          downgrade: ({ errors }) => ({
            errors: errors.map((error) =>
              error.code === currentError.code ? { ...error, ...oldNames } : error,
            ),
          }),
        }),
      ],
    }),
  ],
  endpoints: [
    toEndpoint(create, { responses: { 200: z.object({ data: Release }) } }),
    toEndpoint('GET /v1/accounts/:account/releases', {
      responses: { 200: z.object({ data: z.array(Release) }) },
    }),
    toEndpoint('PUT /v1/accounts/:account/releases', {}),
  ],
  bodies: [
    {
      title: 'a release with a file',
      of: responseOf(create),
      old: oldRelease('$releases[0]', 'NOT_PUBLISHED', artifact),
      current: release('$releases[0]', 'DRAFT', null),
      documented: 'old',
      loads: { downgrade: { artifacts: ['$releases[0]'] } },
    },
    {
      title: 'releases, one of them without a file: one call',
      of: responseOf('GET /v1/accounts/:account/releases'),
      old: {
        data: [
          oldRelease('$releases[0]', 'NOT_PUBLISHED', artifact).data,
          oldRelease('$releases[14]', 'PUBLISHED', undefined).data,
        ],
      },
      current: {
        data: [
          release('$releases[0]', 'DRAFT', null).data,
          release('$releases[14]', 'PUBLISHED', 'application@v1.0.0').data,
        ],
      },
      documented: 'neither',
      direction: 'downgrade',
      loads: { downgrade: { artifacts: ['$releases[0]', '$releases[14]'] } },
    },
  ],
  errors: [
    {
      title: 'a code, and where it points to',
      old: { errors: [oldError, { ...oldError, code: 'VERSION_INVALID' }] },
      current: { errors: [currentError, { ...oldError, code: 'VERSION_INVALID' }] },
      documented: 'both',
    },
  ],
  addresses: {
    [create]: create,
    'PUT /v1/accounts/:account/releases': 'PUT /v1/accounts/:account/releases',
  },
  loaders: [artifacts],
}
