import { z } from 'zod'
import { changeStatus, defineChange } from '../../lib/index.ts'
import { toEndpoint, type RealChange } from './real-change.ts'

const uninstall = 'DELETE /app/installations/:installation_id'
const dispatch = 'POST /repos/:owner/:repo/actions/workflows/:workflow_id/dispatches'
const WorkflowDispatch = z.object({ workflow_run_id: z.int() }).meta({ id: 'GitHubWorkflowDispatch' })

/** github/docs, CC BY 4.0; the body is of github/rest-api-description, MIT. */
export const change: RealChange = {
  api: 'GitHub REST',
  versions: ['2022-11-28', '2026-03-10'],
  source: 'https://docs.github.com/en/rest/about-the-rest-api/breaking-changes?apiVersion=2026-03-10',
  changes: [
    defineChange({
      summary: 'An installation is deleted later, and a run that is dispatched is answered with.',
      operations: [
        changeStatus(uninstall, { old: 204, current: 202 }),
        changeStatus(dispatch, { old: 204, current: 200 }),
      ],
    }),
  ],
  endpoints: [
    toEndpoint(uninstall, {}),
    toEndpoint(dispatch, { responses: { 200: WorkflowDispatch, 404: z.object({ message: z.string() }) } }),
  ],
  bodies: [],
  statuses: [
    { endpoint: uninstall, old: 204, current: 202 },
    { endpoint: dispatch, old: 204, current: 200, dropped: { workflow_run_id: 1 } },
    { endpoint: dispatch, old: 404, current: 404 },
  ],
}
