import type { Deprecation } from '../openapi/index.ts'
import { addFact, type OperationContext } from './context.ts'

/** Where a deprecated thing stands. */
interface Place {
  readonly part: string
  readonly location: string
  readonly name?: string
  readonly pointer: { readonly base: string; readonly revision: string }
}

/** Compares what two operations or parameters say about their end. No message changes by it: these are policy. */
export function compareDeprecation(
  context: OperationContext,
  object: 'operation' | 'parameter',
  base: Deprecation,
  revision: Deprecation,
  place: Place,
): void {
  const common = {
    direction: 'none',
    effect: 'none',
    part: place.part,
    location: place.location,
    pointer: place.pointer,
    ...(place.name === undefined ? {} : { name: place.name }),
  } as const
  if (base.deprecated !== revision.deprecated) {
    addFact(context, {
      ...common,
      kind: `${object}-${revision.deprecated ? 'deprecated' : 'reinstated'}`,
      ...(revision.sunset === undefined ? {} : { revision: revision.sunset }),
    })
    return
  }
  if (!base.deprecated || base.sunset === undefined) return
  if (revision.sunset === undefined) {
    addFact(context, { ...common, kind: `${object}-sunset-removed`, base: base.sunset })
  } else if (Date.parse(revision.sunset) < Date.parse(base.sunset)) {
    addFact(context, {
      ...common,
      kind: `${object}-sunset-moved-earlier`,
      base: base.sunset,
      revision: revision.sunset,
    })
  }
}
