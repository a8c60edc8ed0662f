import {
  convertEach,
  convertValue,
  convertValueLoading,
  routes,
  type Route,
} from '../transform/convert-value.ts'
import { toSent, toSentEach } from '../transform/to-sent.ts'
import type { Direction } from '../transform/steps.ts'
import type { ConvertOptions, Timeline, Version } from './define-timeline.ts'

/** The methods of a timeline that convert values without a request. */
export type Converters = Pick<
  Timeline,
  'upgrade' | 'downgrade' | 'upgradeAsync' | 'downgradeAsync' | 'upgradeEach' | 'downgradeEach'
>

/**
 * Builds the methods of a timeline that convert values without a request.
 *
 * @param timelineOf gives the timeline, which does not exist yet while its methods are built
 * @param find the version of a name; throws where there is none
 */
export function createConverters(timelineOf: () => Timeline, find: (name: string) => Version): Converters {
  return {
    upgrade: (schema, value, version, options) =>
      convertValue(timelineOf(), schema, value, find(version), toRoute('upgrade', options)),
    downgrade: (schema, value, version, options) =>
      convertValue(timelineOf(), schema, toSent(schema, value), find(version), toRoute('downgrade', options)),
    upgradeAsync: async (schema, value, version, options) =>
      convertValueLoading(
        timelineOf(),
        schema,
        value,
        find(version),
        toRoute('upgrade', options),
        options?.context,
      ),
    downgradeAsync: async (schema, value, version, options) =>
      convertValueLoading(
        timelineOf(),
        schema,
        toSent(schema, value),
        find(version),
        toRoute('downgrade', options),
        options?.context,
      ),
    upgradeEach: (schema, values, version, options) =>
      convertEach(timelineOf(), schema, values, find(version), toRoute('upgrade', options), options?.context),
    downgradeEach: (schema, values, version, options) =>
      convertEach(
        timelineOf(),
        schema,
        toSentEach(schema, values),
        find(version),
        toRoute('downgrade', options),
        options?.context,
      ),
  }
}

function toRoute(direction: Direction, options: ConvertOptions | undefined): Route {
  return routes[direction][options?.messages ?? (direction === 'upgrade' ? 'request' : 'response')]
}
