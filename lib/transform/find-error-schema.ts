import { isDeepStrictEqual } from 'node:util'
import type { JsonSchema } from '../schema/types.ts'
import { listStatuses } from './choose-media.ts'
import { isErrorStatus } from './error-status.ts'
import type { Endpoint } from './plan-side.ts'
import type { Step } from './steps.ts'

/**
 * The schema that every declared error of an API has. It is then that of errors which no endpoint declares, too,
 * such as the 404 of a path that does not exist. `undefined` where there are several, or a change is about the
 * errors of one endpoint alone.
 */
export function findErrorSchema(
  steps: readonly Step[],
  endpoints: readonly Pick<Endpoint, 'responses' | 'mediaTypes'>[],
): JsonSchema | undefined {
  const isApart = steps.some(({ operation: { fields, value } }) =>
    ((fields ?? value)?.subjects ?? []).some(
      (subject) => typeof subject !== 'string' && /^(?:[45]|default)/.test(subject.status ?? ''),
    ),
  )
  if (isApart) return undefined
  const schemas = endpoints.flatMap((endpoint) =>
    Object.entries(endpoint.responses).flatMap(([status, schema]) =>
      isErrorStatus(status, listStatuses(endpoint)) ? [schema] : [],
    ),
  )
  const [first, ...others] = schemas
  return others.every((other) => isDeepStrictEqual(other, first)) ? first : undefined
}
