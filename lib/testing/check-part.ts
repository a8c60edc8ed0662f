import { isDeepStrictEqual } from 'node:util'
import type { Passage } from '../transform/plan-endpoint.ts'
import type { Step } from '../transform/steps.ts'
import {
  examineBack,
  examineThere,
  toSpan,
  toStrictFlaw,
  type Flaw,
  type Span,
  type Tools,
} from './examine.ts'
import { findCounterexample, type Found, type Trials } from './find-counterexample.ts'
import type { Part } from './read-subject.ts'
import { listLosses, type LossWatch } from './watch-losses.ts'

/** A step that a part's values take between the levels of a change. */
export interface PartStep {
  readonly step: Step
  readonly passage: Passage
}

/** A value that breaks a law, and which operation does it, where one can be told. */
export interface Failure {
  readonly found: Found<Flaw>
  readonly step: Step | undefined
}

/** Whether anything happens to a part between two levels. */
export function isTouched({ older, newer, upgrade, downgrade }: Passage): boolean {
  // What is made optional needs no conversion, and yet has another schema.
  return upgrade !== undefined || downgrade !== undefined || !isDeepStrictEqual(older, newer)
}

/** Says whether what a part loses on its way is declared by an operation. */
export function isLossy({ way }: Part, steps: readonly PartStep[]): boolean {
  return steps.some(({ step }) => listLosses(step.operation, way).length > 0)
}

/**
 * Holds the values of one part to the laws, between two levels.
 *
 * @param isStrict whether what comes back has to be the same: no loss is declared on the way
 */
export async function checkSpan(
  tools: Tools,
  span: Span,
  trials: Trials,
  isStrict: boolean,
): Promise<Found<Flaw> | undefined> {
  // A schema that no validator compiles would otherwise look like one without values.
  for (const schema of [span.source, span.target]) tools.kit.findInvalid(schema, null)
  return findCounterexample(
    tools.kit.toValues(span.source),
    async (value) => {
      const there = await examineThere(tools, span, value)
      if (there.law !== undefined) return there
      if (!isStrict) return undefined
      const back = await examineBack(tools, span, value, there.result)
      return back.law === undefined ? toStrictFlaw(back) : back
    },
    trials,
  )
}

/** Holds one operation to the losses that it declares. What is not valid in between is for `checkSpan` to say. */
export async function checkLosses(
  tools: Tools,
  span: Span,
  trials: Trials,
  watch: LossWatch,
): Promise<Found<Flaw> | undefined> {
  return findCounterexample(
    tools.kit.toValues(span.source),
    async (value) => {
      const there = await examineThere(tools, span, value)
      if (there.law !== undefined) return undefined
      const back = await examineBack(tools, span, value, there.result)
      return back.law === undefined ? watch.examine(back, span.source) : back
    },
    trials,
  )
}

/** Takes a value that breaks a law through the operations of a change, until one of them breaks it by itself. */
export async function findCulprit(
  tools: Tools,
  part: Part,
  steps: readonly PartStep[],
  { value, flaw }: Found<Flaw>,
): Promise<Step | undefined> {
  if (steps.length === 1) return steps[0]?.step
  let at = value
  // Steps are listed newest first, as values go down.
  for (const { step, passage } of part.way === 'downgrade' ? steps : steps.toReversed()) {
    const span = toSpan(passage, part.way)
    const there = await examineThere(tools, span, at)
    if (there.law !== undefined) return flaw.law === there.law ? step : undefined
    if (flaw.law === 'L3') {
      const back = await examineBack(tools, span, at, there.result)
      if (back.law !== undefined || back.differences.length > 0) return step
    }
    at = there.result
  }
  return undefined
}
