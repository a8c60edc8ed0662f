import { isDeepStrictEqual } from 'node:util'
import { toError } from '../errors.ts'
import type { Address } from '../operations/define-operation.ts'
import type { JsonSchema } from '../schema/types.ts'
import type { Timeline } from '../timeline/define-timeline.ts'
import { toName, type AddressPlan } from './plan-address.ts'
import { levelOf, listSteps } from './steps.ts'

/**
 * Sees to it that no two answers of an endpoint, of different schemas, have the same status in an old version.
 *
 * @throws TDM_CHANGE_INVALID
 */
export function checkStatuses(
  timeline: Timeline,
  endpoints: readonly (Address & { readonly responses: Readonly<Record<string, JsonSchema>> })[],
  addresses: AddressPlan,
): void {
  const changes = listSteps(timeline).filter(({ operation }) => operation.status !== undefined)
  if (changes.length === 0) return
  for (const version of timeline.versions) {
    const level = levelOf(timeline, version)
    for (const endpoint of endpoints) {
      const taken = new Map<string, JsonSchema>()
      for (const [current, schema] of Object.entries(endpoint.responses)) {
        const status = addresses.status(endpoint, current, level)
        const other = taken.get(status)
        taken.set(status, schema)
        if (other === undefined || isDeepStrictEqual(other, schema)) continue
        const step = changes.find(({ operation }) => String(operation.status?.old) === status)
        throw toError(
          'TDM_CHANGE_INVALID',
          step?.change.summary ?? '',
          step?.version.name ?? version.name,
          `the endpoint has another answer ${status}, by another schema`,
          step?.operation.name ?? '',
          toName(endpoint),
        )
      }
    }
  }
}
