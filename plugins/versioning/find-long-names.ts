import type { Timeline } from '../../lib/timeline/define-timeline.ts'
import type { RouterOptions } from './router-options.ts'
import type { Unreached } from './unreached.ts'

/** Finds the versions that no path can name: their segment is longer than the router lets a parameter be. */
export function findLongNames(
  { versions }: Timeline,
  { maxParamLength }: RouterOptions,
): readonly Unreached[] {
  return versions.flatMap(({ name, aliases }) =>
    [name, ...aliases]
      .filter((segment) => segment.length > maxParamLength)
      .map((segment) => ({
        version: name,
        message: `No path can name version ${name} by "${segment}": the server takes no parameter of a path that is longer than ${String(maxParamLength)}. Make it with a greater maxParamLength, or leave fromPath() out of the sources.`,
      })),
  )
}
