import type { Judge } from './create-judge.ts'
import { describeRefusal, type Refusal } from './describe-refusal.ts'
import type { Part } from './shape.ts'
import { unescapeToken } from './unescape-token.ts'

/**
 * Why a validator rejects a value, in a few words. It gives the first reason that it meets; where that is about another
 * place than the one that is spoken of, one that is about that place is told.
 *
 * @param location the place in the value that is spoken of
 * @returns `undefined` where the value is not rejected, or nobody can say
 */
export function tellReason(
  judge: Judge,
  receiver: Part,
  value: unknown,
  location: string | undefined,
): string | undefined {
  const refusals = location === undefined ? [] : listRefusalsAt(judge, receiver, value, location)
  // That a condition is not met says less than what it asks for.
  const isTelling = refusals.some(({ keyword }) => keyword !== 'if')
  return describeRefusal(isTelling ? refusals : judge.listRefusals(receiver, value))
}

/** What is held against a value at a place, or at what holds the place: none where it is rejected for other reasons alone. */
export function listRefusalsAt(
  judge: Judge,
  receiver: Part,
  value: unknown,
  location: string,
): readonly Refusal[] {
  const way = location.split('/').slice(1).map(unescapeToken)
  const refusals = judge.listRefusals(receiver, value)
  const last = refusals.at(-1)
  if (last === undefined || isAbout(last, way)) return refusals
  return judge.listAllRefusals(receiver, value).filter((refusal) => isAbout(refusal, way))
}

/** Whether what is held against a value is about a place, or what is in it, or about a whole that the place is part of. */
function isAbout({ keyword, instancePath, params }: Refusal, way: readonly string[]): boolean {
  const path = instancePath.split('/').slice(1).map(unescapeToken)
  const name = byName[keyword]
  const subject = name === undefined ? path : [...path, String(params[name])]
  const isOfWhole = subject.length < way.length && name === undefined
  if (isOfWhole && !combining.has(keyword)) return false
  return subject.slice(0, way.length).every((token, at) => way[at] === '*' || way[at] === token)
}

/** Keywords that are about a member which they name. */
const byName: Readonly<Partial<Record<string, string>>> = {
  required: 'missingProperty',
  dependentRequired: 'missingProperty',
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
}

/** Keywords that tell of all that is in a value. */
const combining: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains', 'type', 'enum', 'const', 'false schema']) // prettier-ignore
