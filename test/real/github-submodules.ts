import { z } from 'zod'
import { defineChange, mapEnum, responseOf } from '../../lib/index.ts'
import { toEndpoint, type RealChange } from './real-change.ts'

const read = 'GET /repos/:owner/:repo/contents/:path'
const entry = {
  size: z.int(),
  name: z.string(),
  path: z.string(),
  sha: z.string(),
  download_url: z.string().nullable(),
}

/** An entry of a listing has a schema of its own: the same submodule by itself has not changed. */
const DirectoryEntry = z
  .object({ type: z.enum(['dir', 'file', 'symlink', 'submodule']), ...entry })
  .meta({ id: 'GitHubDirectoryEntry' })

const Submodule = z.object({ type: z.literal('submodule'), ...entry }).meta({ id: 'GitHubSubmodule' })

const submodule = {
  type: 'submodule',
  size: 0,
  name: 'qunit',
  path: 'test/qunit',
  sha: '6ca3721222109997540bd6d9ccd396902e0ad2f9',
  download_url: null,
}

/** github/docs, CC BY 4.0; the body is of github/rest-api-description, MIT, and shortened. */
export const change: RealChange = {
  api: 'GitHub REST',
  versions: ['2022-11-28', '2026-03-10'],
  source: 'https://docs.github.com/en/rest/about-the-rest-api/breaking-changes?apiVersion=2026-03-10',
  changes: [
    defineChange({
      summary: 'A submodule in a listing is called one.',
      operations: [
        mapEnum(DirectoryEntry, 'type', {
          pairs: [
            ['dir', 'dir'],
            ['file', 'file'],
            ['symlink', 'symlink'],
          ],
          downgradeOnly: [['submodule', 'file']],
        }),
      ],
    }),
  ],
  endpoints: [toEndpoint(read, { responses: { 200: z.union([z.array(DirectoryEntry), Submodule]) } })],
  bodies: [
    {
      title: 'a listing',
      of: responseOf(read),
      old: [{ ...submodule, type: 'file' }],
      current: [submodule],
      documented: 'current',
      direction: 'downgrade',
    },
    {
      title: 'the submodule by itself',
      of: responseOf(read),
      old: submodule,
      current: submodule,
      documented: 'both',
    },
  ],
}
