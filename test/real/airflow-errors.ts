import { z } from 'zod'
import {
  changeErrorShape,
  changeStatus,
  defineChange,
  queryOf,
  removeField,
  responseOf,
  retypeField,
} from '../../lib/index.ts'
import { toEndpoint, type RealChange } from './real-change.ts'

const updateVariable = 'PATCH /variables/:variable_key'
const createVariable = 'POST /variables'
const listDags = 'GET /dags'

const Fault = z.object({ type: z.string(), loc: z.array(z.union([z.string(), z.int()])), msg: z.string() })
const ApiError = z.object({ detail: z.union([z.string(), z.array(Fault)]) })

const DagRun = z
  .object({ dag_run_id: z.string(), logical_date: z.string().nullable() })
  .meta({ id: 'AirflowDagRun' })

/** apache/airflow, Apache-2.0. The bodies are those that its tests expect, shortened. */
export const change: RealChange = {
  api: 'Apache Airflow',
  versions: ['v1', 'v2'],
  source: 'https://github.com/apache/airflow-client-python/blob/3.0.0/CHANGELOG.md',
  changes: [
    defineChange({
      summary: 'Errors have a detail, which lists the faults of a request, and nothing else.',
      operations: [
        changeErrorShape({
          old: z.object({ title: z.string(), status: z.int(), type: z.string(), detail: z.string() }),
          current: ApiError,
          oldMediaType: 'application/problem+json',
          // The function is not told the status of the answer: 400 is right for requests that are refused, only.
          downgrade: ({ detail }) => ({
            title: 'Bad Request',
            status: 400,
            type: 'about:blank',
            detail:
              typeof detail === 'string'
                ? detail
                : detail.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; '),
          }),
          loss: 'The kind and the limits of each fault',
        }),
        changeStatus(updateVariable, { old: 400, current: 422 }),
        changeStatus(createVariable, { old: 400, current: 422 }),
        changeStatus(createVariable, { old: 200, current: 201 }),
      ],
    }),
    defineChange({
      summary: 'A run has a logical date, and lists in a query are repeated.',
      operations: [
        removeField(DagRun, 'execution_date', {
          old: z.string().nullable(),
          downgrade: ({ logical_date }) => logical_date,
        }),
        retypeField(queryOf(listDags, z.object({ tags: z.array(z.string()).optional() })), 'tags', {
          old: z.string(),
          upgrade: (text) => text.split(','),
          downgrade: (tags) => tags.join(','),
          loss: [{ direction: 'downgrade', what: 'Commas in a tag', fields: ['tags'] }],
        }),
        removeField(queryOf(listDags), 'fields', { old: z.string(), required: false }),
      ],
    }),
  ],
  endpoints: [
    toEndpoint(updateVariable, { responses: { 400: ApiError, 422: ApiError } }),
    toEndpoint(createVariable, { responses: { 201: z.object({ key: z.string() }), 422: ApiError } }),
    toEndpoint(listDags, { query: z.object({ tags: z.array(z.string()).optional() }) }),
    toEndpoint('GET /dags/:dag_id/dagRuns/:dag_run_id', { responses: { 200: DagRun } }),
  ],
  bodies: [
    {
      title: 'a run',
      of: responseOf('GET /dags/:dag_id/dagRuns/:dag_run_id'),
      old: {
        dag_run_id: 'manual',
        execution_date: '2025-01-01T00:00:00Z',
        logical_date: '2025-01-01T00:00:00Z',
      },
      current: { dag_run_id: 'manual', logical_date: '2025-01-01T00:00:00Z' },
      documented: 'neither',
    },
    {
      title: 'tags',
      of: queryOf(listDags),
      old: { tags: 'a,b', fields: 'dag_id' },
      current: { tags: ['a', 'b'] },
      documented: 'neither',
      direction: 'upgrade',
    },
  ],
  errors: [
    {
      // The older text begins otherwise: a title has become a part of it.
      title: 'another key',
      old: {
        title: 'Bad Request',
        status: 400,
        type: 'about:blank',
        detail: "Invalid body, key from request body doesn't match uri parameter",
      },
      current: { detail: "Invalid body, key from request body doesn't match uri parameter" },
      documented: 'current',
    },
    {
      title: 'a key that is too long',
      old: {
        title: 'Bad Request',
        status: 400,
        type: 'about:blank',
        detail: 'body.key: String should have at most 250 characters',
      },
      current: {
        detail: [
          {
            type: 'string_too_long',
            loc: ['body', 'key'],
            msg: 'String should have at most 250 characters',
            ctx: { max_length: 250 },
          },
        ],
      },
      documented: 'current',
    },
  ],
  statuses: [
    { endpoint: updateVariable, old: 400, current: 422 },
    { endpoint: updateVariable, old: 400, current: 400 },
    { endpoint: createVariable, old: 200, current: 201 },
  ],
}
