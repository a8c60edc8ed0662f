import { readKey, type Deprecation } from '../openapi/index.ts'
import { addFact, type OperationContext } from './context.ts'
import { relateSunsets } from './relate-sunsets.ts'

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
  const event = relateSunsets(base.sunset, revision.sunset)
  if (event === undefined) return
  addFact(context, {
    ...common,
    kind: `${object}-${event}`,
    ...(event === 'sunset-added' ? {} : { base: base.sunset }),
    ...(revision.sunset === undefined ? {} : { revision: revision.sunset }),
  })
}

/** Says whether what changed in the `x-sunset` of two objects is told by rules of its own; else it is an extension. */
export function isDeprecationTold(base: object, revision: object): boolean {
  const [was, is] = [base, revision].map((one) => readKey(one, 'deprecated') === true)
  if (was !== is || was !== true) return was !== is
  return relateSunsets(readKey(base, 'x-sunset'), readKey(revision, 'x-sunset')) !== undefined
}
