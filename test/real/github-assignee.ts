import { z } from 'zod'
import { defineChange, mergeFields, onlyIn, removeField, requestOf, responseOf } from '../../lib/index.ts'
import { toEndpoint, type RealChange } from './real-change.ts'

const create = 'POST /repos/:owner/:repo/issues'
const SimpleUser = z.object({ login: z.string(), id: z.int() }).meta({ id: 'GitHubSimpleUser' })

const Issue = z
  .object({
    id: z.int(),
    number: z.int(),
    title: z.string(),
    state: z.string(),
    assignees: z.array(SimpleUser),
  })
  .meta({ id: 'GitHubIssue' })

const CreateIssue = z.object({ title: z.string(), assignees: z.array(z.string()).optional() })

const octocat = { login: 'octocat', id: 1 }
const issue = { id: 1, number: 1347, title: 'Found a bug', state: 'open', assignees: [octocat] }

/** github/docs, CC BY 4.0; the issue is of github/rest-api-description, MIT, and shortened. */
export const change: RealChange = {
  api: 'GitHub REST',
  versions: ['2022-11-28', '2026-03-10'],
  source: 'https://docs.github.com/en/rest/about-the-rest-api/breaking-changes?apiVersion=2026-03-10',
  changes: [
    defineChange({
      summary: 'An issue has no `assignee` beside its `assignees`.',
      operations: [
        onlyIn(
          'response',
          removeField(Issue, 'assignee', {
            old: SimpleUser.nullable(),
            after: 'state',
            downgrade: ({ assignees: [first] }) => first ?? null,
          }),
        ),
        mergeFields(requestOf(create, CreateIssue), 'assignees', {
          old: { assignee: z.string().nullable().optional(), assignees: z.array(z.string()).optional() },
          merge: ({ assignee, assignees }) => assignees ?? (typeof assignee === 'string' ? [assignee] : []),
          split: (assignees) => ({ assignees }),
          loss: [
            {
              direction: 'upgrade',
              what: 'An `assignee` beside `assignees`',
              fields: ['assignee', 'assignees'],
            },
          ],
        }),
      ],
    }),
  ],
  endpoints: [
    toEndpoint(create, { body: CreateIssue, responses: { 201: Issue } }),
    toEndpoint('GET /issues', { responses: { 200: z.array(Issue) } }),
    toEndpoint('GET /repos/:owner/:repo/issues/:number/events', {
      responses: { 200: z.array(z.object({ event: z.string(), issue: Issue.optional() })) },
    }),
  ],
  bodies: [
    {
      title: 'an issue',
      of: responseOf(create),
      old: { ...issue, assignee: octocat },
      current: issue,
      documented: 'old',
    },
    {
      title: 'issues in events',
      of: responseOf('GET /repos/:owner/:repo/issues/:number/events'),
      old: [{ event: 'assigned', issue: { ...issue, assignee: octocat } }, { event: 'pinned' }],
      current: [{ event: 'assigned', issue }, { event: 'pinned' }],
      documented: 'neither',
    },
    {
      title: 'nobody is assigned',
      of: responseOf('GET /issues'),
      old: [{ ...issue, assignees: [], assignee: null }],
      current: [{ ...issue, assignees: [] }],
      documented: 'neither',
    },
    {
      title: 'a new issue',
      of: requestOf(create),
      old: { title: 'Found a bug', assignee: 'octocat' },
      current: { title: 'Found a bug', assignees: ['octocat'] },
      documented: 'neither',
      direction: 'upgrade',
    },
  ],
}
