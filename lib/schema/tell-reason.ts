import { describeRefusal, type Refusal } from './describe-refusal.ts'
import { findPlace } from './find-place.ts'
import type { Session } from './open-session.ts'
import { replaceAt } from './replace-at.ts'
import type { Part } from './shape.ts'
import { unescapeToken } from './unescape-token.ts'

/** So much may be wrong beside what is spoken of. */
const maximalFaults = 50

/** Why a value is rejected, in a few words, and whether that is what is wrong at the place that is spoken of. */
export interface Reason {
  readonly text: string | undefined
  readonly isSpokenOf: boolean
}

/**
 * Why a validator rejects a value. It gives the first reason that it meets: where that is none of the place that is
 * spoken of, it is set right, until there is one of the place, or none.
 *
 * @param location the place in the value that is spoken of
 */
export function tellReason(
  session: Session,
  receiver: Part,
  value: unknown,
  location: string | undefined,
): Reason {
  const refusals = session.judge.listRefusals(receiver, value)
  const spokenOf = location === undefined ? refusals : findSpokenOf(session, receiver, value, toPath(location)) // prettier-ignore
  return { text: describeRefusal(spokenOf ?? refusals), isSpokenOf: spokenOf !== undefined }
}

function findSpokenOf(
  session: Session,
  receiver: Part,
  value: unknown,
  location: readonly string[],
): readonly Refusal[] | undefined {
  let changed = value
  let last: string | undefined
  for (let left = maximalFaults; left > 0; left -= 1) {
    const refusals = session.judge.listRefusals(receiver, changed)
    const refusal = refusals.at(-1)
    if (refusal === undefined) return undefined
    const path = pathOf(refusal)
    if (isWithin(path, location)) return refusals
    // What is wrong around the place cannot be set right without it, and what stays wrong cannot be at all.
    const fault = `${path.join('/')} ${refusal.keyword}`
    if (isWithin(location, path) || fault === last) return undefined
    last = fault
    const isSurplus = surplus.has(refusal.keyword)
    changed = replaceAt(changed, path, isSurplus ? undefined : sampleAt(session, receiver, path))
  }
  return undefined
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
  return path.length >= location.length && location.every((token, at) => token === '*' || token === path[at])
}

/** A value that will do at a place, as far as its schema alone tells. */
function sampleAt({ finder, budget }: Session, receiver: Part, path: readonly string[]): unknown {
  const { workspace } = finder.prover
  budget.begin()
  return finder.listSamples(findPlace(workspace, workspace.toPlace(receiver), path))[0] ?? null
}
