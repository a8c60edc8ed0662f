import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import t from 'tap'
import {
  listSupported,
  problemTypes,
  toRetiredProblem,
  toVersionProblem,
} from '../../../lib/problems/problem.ts'
import { fromHeader } from '../../../lib/resolvers/from-header.ts'
import { fromPath } from '../../../lib/resolvers/from-path.ts'
import { fromQuery } from '../../../lib/resolvers/from-query.ts'
import { createResolver } from '../../../lib/resolvers/resolve-version.ts'
import { defineTimeline } from '../../../lib/timeline/define-timeline.ts'

const timeline = defineTimeline({
  scheme: 'date',
  versions: [
    { name: '2026-11-01', aliases: ['v2'] },
    { name: '2026-03-01', aliases: ['v1'], sunset: '2026-12-01' },
  ],
})
const supported = [
  { version: '2026-11-01', aliases: ['v2'] },
  { version: '2026-03-01', aliases: ['v1'] },
]

const answer = (segment: string | undefined, header?: string, query?: string) => {
  const resolution = createResolver(timeline, [fromPath(), fromHeader(), fromQuery()]).resolve({
    segment,
    headers: { 'api-version': header },
    query: query === undefined ? {} : { 'api-version': query },
    message: new IncomingMessage(new Socket()),
  })
  if (resolution instanceof Promise) throw new Error('a source was waited for')
  if (resolution.kind === 'version' || resolution.kind === 'none') throw new Error('a version was found')
  return toVersionProblem(resolution, timeline)
}

t.test('a version that does not exist is a 404 in a path and a 400 elsewhere', async (t) => {
  t.strictSame(answer('2020-01-01'), {
    type: 'urn:tidemark:problem:unknown-version',
    title: 'There is no such API version',
    status: 404,
    detail: 'The path names version "2020-01-01", which this API does not have.',
    supported,
  })
  t.strictSame(answer(undefined, '2020-01-01'), {
    type: 'urn:tidemark:problem:unknown-version',
    title: 'There is no such API version',
    status: 400,
    detail: 'The header "api-version" names version "2020-01-01", which this API does not have.',
    supported,
  })
})

t.test('what is no version says what one looks like; in a path it is one that does not exist', async (t) => {
  t.strictSame(answer(undefined, undefined, 'latest'), {
    type: 'urn:tidemark:problem:malformed-version',
    title: 'This is not an API version',
    status: 400,
    detail:
      'The query parameter "api-version" is "latest", which is neither an alias nor a calendar date such as 2026-03-01.',
    supported,
  })
  const { type, status, detail } = answer('v9')
  t.strictSame(
    { type, status, detail },
    {
      type: problemTypes.unknownVersion.type,
      status: 404,
      detail: 'The path names version "v9", which this API does not have.',
    },
  )
})

t.test('two versions in one request are both named', async (t) => {
  t.strictSame(answer('v2', '2026-05-05'), {
    type: 'urn:tidemark:problem:conflicting-versions',
    title: 'The request names two different API versions',
    status: 400,
    detail:
      'The path names "v2", which means 2026-11-01, but the header "api-version" names "2026-05-05", which means 2026-03-01. Name one version, or the same one twice.',
    supported,
  })
  t.equal(
    answer(undefined, '2026-11-01', 'v1').detail,
    'The header "api-version" names "2026-11-01", but the query parameter "api-version" names "v1", which means 2026-03-01. Name one version, or the same one twice.',
  )
})

t.test('what a client has written is quoted, and cut where it is long', async (t) => {
  const shown = (text: string) => answer(undefined, text).detail
  t.equal(
    shown('a"\n\u2028<b>'),
    'The header "api-version" is "a\\"\\n\u2028<b>", which is neither an alias nor a calendar date such as 2026-03-01.',
  )
  t.equal(
    shown('x'.repeat(100_000)),
    `The header "api-version" is "${'x'.repeat(64)}…", which is neither an alias nor a calendar date such as 2026-03-01.`,
  )
})

t.test('a retired version names its successor, and does not list itself', async (t) => {
  const retired = timeline.find('v1')
  if (retired === undefined) throw new Error('v1')
  t.strictSame(toRetiredProblem(retired, timeline), {
    type: 'urn:tidemark:problem:retired-version',
    title: 'This API version has been retired',
    status: 410,
    detail: 'Version 2026-03-01 was retired on 2026-12-01. Use 2026-11-01.',
    supported: [{ version: '2026-11-01', aliases: ['v2'] }],
  })
  t.strictSame(listSupported(timeline), supported)
})
