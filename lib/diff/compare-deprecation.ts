import { readKey, type Deprecation } from '../openapi/index.ts'
import { readDate } from '../policies/read-date.ts'
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
  // Most says nothing of its end.
  if (base.deprecated === revision.deprecated && (!base.deprecated || base.sunset === revision.sunset)) return
  const [from, to] = [base.sunset, revision.sunset].map(readDate)
  const common = {
    direction: 'none',
    effect: 'none',
    part: place.part,
    location: place.location,
    pointer: place.pointer,
    ...(place.name === undefined ? {} : { name: place.name }),
    ...(revision.since === undefined ? {} : { deprecatedSince: revision.since }),
  } as const
  if (base.deprecated !== revision.deprecated) {
    addFact(context, {
      ...common,
      kind: `${object}-${revision.deprecated ? 'deprecated' : 'reinstated'}`,
      ...(revision.sunset === undefined ? {} : { revision: revision.sunset }),
    })
    return
  }
  if (from !== undefined && to === undefined) {
    // What is no date tells nobody more than no sunset does.
    const instead = revision.sunset === undefined ? {} : { revision: revision.sunset }
    addFact(context, { ...common, kind: `${object}-sunset-removed`, base: base.sunset, ...instead })
  } else if (from === undefined && to !== undefined) {
    addFact(context, { ...common, kind: `${object}-sunset-added`, revision: revision.sunset })
  } else if (from !== undefined && to !== undefined) {
    const distance = to - from
    // The same day in other words moves nothing.
    if (distance === 0) return
    const kind = `${object}-sunset-moved-${distance < 0 ? 'earlier' : 'later'}`
    addFact(context, { ...common, kind, base: base.sunset, revision: revision.sunset })
  }
}

/** Says whether what changed in the `x-sunset` of two objects is told above; else it is an extension like others. */
export function isDeprecationTold(base: object, revision: object): boolean {
  const [was, is] = [base, revision].map((one) => readKey(one, 'deprecated') === true)
  if (was !== is || was !== true) return was !== is
  const [from, to] = [base, revision].map((one) => readDate(readKey(one, 'x-sunset')))
  return from !== to
}
