import { chooseRefusal, describeRefusal, isOverlap, type Refusal } from './describe-refusal.ts'
import { findPlace } from './find-place.ts'
import type { Session } from './open-session.ts'
import { replaceAt } from './replace-at.ts'
import type { Part } from './shape.ts'
import type { WitnessGoal } from './types.ts'
import { unescapeToken } from './unescape-token.ts'

/** So much may be wrong beside what is spoken of. */
const maximalFaults = 50

/** Why a value is rejected, in a few words. */
export interface Reason {
  readonly text: string | undefined
  /** Whether that is wrong at the place that is spoken of, or around it, or elsewhere alone; `open` where nobody can say. */
  readonly at: 'place' | 'around' | 'elsewhere' | 'open'
}

/**
 * Why a validator rejects a value. It gives the first reason that it meets: where that is none of the place that is
 * spoken of, it is set right, until there is one of the place, or none.
 *
 * @param goal the place in the value that is spoken of, and the limit that is
 */
export function tellReason(
  session: Session,
  receiver: Part,
  value: unknown,
  { location, limit }: Pick<WitnessGoal, 'location' | 'limit'>,
): Reason {
  const refusals = session.judge.listRefusals(receiver, value)
  if (location === undefined) return { text: describeRefusal(refusals), at: 'place' }
  const [at, telling] = setRight(session, receiver, value, toPath(location), limit)
  return { text: describeRefusal(telling ?? refusals), at }
}

function setRight(
  session: Session,
  receiver: Part,
  value: unknown,
  location: readonly string[],
  limit: string | undefined,
): readonly [Reason['at'], (readonly Refusal[])?] {
  let changed = value
  let last: string | undefined
  for (let left = maximalFaults; left > 0; left -= 1) {
    const refusals = session.judge.listRefusals(receiver, changed)
    const refusal = chooseRefusal(refusals)
    if (refusal === undefined) return ['elsewhere']
    const path = pathOf(refusal)
    const isThere = isWithin(path, location)
    if (isThere && isOfLimit(refusal, limit)) return ['place', refusals]
    if (isThere && path.length === location.length) return ['elsewhere']
    // What is wrong around the place cannot be set right without it, and what stays wrong cannot be at all.
    if (!isThere && isWithin(location, path)) return ['around', refusals]
    const fault = `${path.join('/')} ${refusal.keyword}`
    if (fault === last) return ['open']
    last = fault
    const isSurplus = surplus.has(refusal.keyword)
    changed = replaceAt(changed, path, isSurplus ? undefined : sampleAt(session, receiver, path))
  }
  return ['open']
}

/**
 * Whether a limit is what is held against a value, as `minimum` is by `exclusiveMinimum`, too. A value may also be
 * rejected because a limit lets it pass, in a second alternative of a `oneOf`.
 */
function isOfLimit(refusal: Refusal, limit: string | undefined): boolean {
  if (limit === undefined || isOverlap(refusal)) return true
  return refusal.keyword.toLowerCase().endsWith(limit.toLowerCase())
}

/** What is held against there being a property at all. */
const surplus: ReadonlySet<string> = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'false schema',
])

/** The place in a value that a refusal is about: a property that is missing, or is there, is its own. */
function pathOf({ instancePath, params }: Refusal): readonly string[] {
  const name = params.missingProperty ?? params.additionalProperty ?? params.unevaluatedProperty
  return [...toPath(instancePath), ...(typeof name === 'string' ? [name] : [])]
}

function toPath(pointer: string): readonly string[] {
  return pointer.split('/').slice(1).map(unescapeToken)
}

function isWithin(path: readonly string[], location: readonly string[]): boolean {
  const isAlike = (token: string, other: string | undefined): boolean =>
    token === other || token === '*' || other === '*'
  return path.length >= location.length && location.every((token, at) => isAlike(token, path[at]))
}

/** A value that will do at a place, as far as its schema alone tells. */
function sampleAt({ finder, budget }: Session, receiver: Part, path: readonly string[]): unknown {
  const { workspace } = finder.prover
  budget.begin()
  return finder.listSamples(findPlace(workspace, workspace.toPlace(receiver), path))[0] ?? null
}
