import { z } from 'zod'
import { defineChange, removeField, responseOf } from '../../lib/index.ts'
import { toEndpoint, type RealChange } from './real-change.ts'

const ImageSummary = z
  .object({
    Id: z.string(),
    ParentId: z.string(),
    RepoTags: z.array(z.string()),
    RepoDigests: z.array(z.string()),
    Created: z.int(),
    Size: z.int(),
    SharedSize: z.int(),
    Labels: z.record(z.string(), z.string()),
    Containers: z.int(),
  })
  .meta({ id: 'DockerImageSummary' })

const busybox = {
  Id: 'sha256:2b8fd9751c4c0f5dd266fcae00707e67a2545ef34f9a29354585f93dac906749',
  ParentId: '',
  RepoTags: ['busybox:latest'],
  RepoDigests: ['busybox@sha256:a59906e33509d14c036c8678d687bd4eec81ed7c4b8ce907b888c607f6a1e0e6'],
  Created: 1466724217,
  Size: 1092588,
  SharedSize: 0,
  Labels: {},
  Containers: 1,
}

/** moby, Apache-2.0. The example of `GET /system/df`, as both versions have it. */
export const change: RealChange = {
  api: 'Docker Engine',
  versions: ['1.43', '1.44'],
  source: 'https://docs.docker.com/reference/api/engine/version-history/',
  changes: [
    defineChange({
      summary: 'An image has its size under one name.',
      operations: [
        removeField(ImageSummary, 'VirtualSize', {
          old: z.int(),
          after: 'SharedSize',
          downgrade: (image) => image.Size,
        }),
      ],
    }),
  ],
  endpoints: [
    toEndpoint('GET /images/json', { responses: { 200: z.array(ImageSummary) } }),
    toEndpoint('GET /system/df', { responses: { 200: z.object({ Images: z.array(ImageSummary) }) } }),
  ],
  bodies: [
    {
      title: 'the use of disk space',
      of: responseOf('GET /system/df'),
      old: { Images: [{ ...busybox, VirtualSize: 1092588 }] },
      current: { Images: [busybox] },
      documented: 'both',
    },
  ],
}
