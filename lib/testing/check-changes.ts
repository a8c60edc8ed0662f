import { isTidemarkError } from '../errors.ts'
import type { ApiPlan, Passage } from '../transform/plan-endpoint.ts'
import type { Step } from '../transform/steps.ts'
import {
  checkLosses,
  checkSpan,
  findCulprit,
  isLossy,
  isTouched,
  type Failure,
  type PartStep,
} from './check-part.ts'
import type { FaultList } from './collect-faults.ts'
import { toSpan, type Span, type Tools } from './examine.ts'
import type { Trials } from './find-counterexample.ts'
import type { ChangeRange } from './list-ranges.ts'
import type { Part } from './read-subject.ts'
import type { Fault } from './report.ts'
import { watchLosses, type LossWatch } from './watch-losses.ts'

/** What a verification is done with, and where its faults go. */
export interface Verification {
  readonly plan: ApiPlan
  readonly parts: readonly Part[]
  readonly tools: Tools
  readonly trials: Trials
  readonly faults: FaultList
}

/** What the changes by themselves have said of the parts. */
export interface PartNotes {
  /** The parts that break a law in some change: what follows from it is not told. */
  readonly broken: Set<Part>
  /** The levels of the changes in which a part may lose something. */
  readonly lossy: Map<Part, Set<number>>
}

/** Holds each change by itself to the laws, so that a fault names it. */
export async function checkChanges(
  verification: Verification,
  ranges: readonly ChangeRange[],
): Promise<PartNotes> {
  const notes: PartNotes = { broken: new Set(), lossy: new Map() }
  for (const range of ranges) {
    if (range.steps.length > 0) await checkChange(verification, range, notes)
  }
  return notes
}

/** A loss that is looked for in every part that has it. */
interface Watched {
  readonly step: Step
  readonly watch: LossWatch
  readonly spans: { readonly part: Part; readonly span: Span }[]
}

async function checkChange(
  { plan, parts, tools, trials, faults }: Verification,
  range: ChangeRange,
  { broken, lossy }: PartNotes,
): Promise<void> {
  const known = new Map<string, readonly Fault[]>()
  const watched = new Map<string, Watched>()
  const passageOf = createPassages(plan)
  const watchOf = (step: Step, part: Part): Watched => {
    const key = `${String(range.steps.indexOf(step))} ${part.way}`
    const held = watched.get(key) ?? { step, watch: watchLosses(step.operation, part.way), spans: [] }
    watched.set(key, held)
    return held
  }

  const checkPart = async (part: Part, passage: Passage, steps: readonly PartStep[]): Promise<Failure[]> => {
    const isDeclared = isLossy(part, steps)
    const found = await checkSpan(tools, toSpan(passage, part.way), trials, !isDeclared)
    if (found !== undefined) return [{ found, step: await findCulprit(tools, part, steps, found) }]
    const failures: Failure[] = []
    for (const { step, passage: own } of isDeclared ? steps : []) {
      const { watch, spans } = watchOf(step, part)
      const span = toSpan(own, part.way)
      spans.push({ part, span })
      const lost = await checkLosses(tools, span, trials, watch)
      if (lost !== undefined) failures.push({ found: lost, step })
    }
    return failures
  }

  for (const part of parts) {
    if (faults.isFull()) return
    if (plan.address(part.endpoint, range.older) === undefined) continue
    try {
      const passage = passageOf(part, range.newer, range.older)
      if (passage === undefined || !isTouched(passage)) continue
      const steps = range.steps.flatMap((step, index): PartStep[] => {
        const own = passageOf(part, range.newer + index, range.newer + index + 1)
        return own !== undefined && isTouched(own) ? [{ step, passage: own }] : []
      })
      const key = toKey(part, passage, steps)
      const held = key === undefined ? undefined : known.get(key)
      if (isLossy(part, steps)) lossy.set(part, (lossy.get(part) ?? new Set()).add(range.newer))
      if (held === undefined) {
        const own = (await checkPart(part, passage, steps)).map((failure) => toFault(range, part, failure))
        own.forEach((fault) => faults.add(fault))
        if (key !== undefined) known.set(key, own)
        if (own.length > 0) broken.add(part)
      } else if (held.length > 0) {
        faults.addPlace(held, part.where)
        broken.add(part)
      }
    } catch (error) {
      broken.add(part)
      faults.add(toUntried(range, part, error))
    }
  }
  for (const { step, watch, spans } of watched.values()) {
    const unshown = await isUnshown(tools, watch, spans, trials)
    const [first] = spans
    if (first === undefined || !unshown) continue
    for (const { what } of watch.listUnshown()) {
      faults.add({
        law: 'L5',
        way: first.part.way,
        version: range.version.name,
        change: range.change.summary,
        operation: step.operation.name,
        where: first.part.where,
        others: [],
        message: `it declares a loss that no value shows: "${what}"; everything came back as it was`,
      })
    }
  }
}

/** Tries more values before it says that a loss is none. */
async function isUnshown(
  tools: Tools,
  watch: LossWatch,
  spans: Watched['spans'],
  { runs, seed }: Trials,
): Promise<boolean> {
  for (const { span } of spans) {
    if (watch.listUnshown().length === 0) return false
    await checkLosses(tools, span, { runs: runs * 10, seed: seed + 1 }, watch)
  }
  return watch.listUnshown().length > 0
}

/** The ways of parts, asked for once for each endpoint and pair of levels. */
function createPassages(plan: ApiPlan): (part: Part, newer: number, older: number) => Passage | undefined {
  const known = new Map<string, ReadonlyMap<string, Passage>>()
  const ids = new Map<object, number>()
  return ({ endpoint, label }, newer, older) => {
    const id = ids.get(endpoint) ?? ids.size
    ids.set(endpoint, id)
    const key = `${String(id)} ${String(newer)} ${String(older)}`
    const passages = known.get(key) ?? plan.passages(endpoint, newer, older)
    known.set(key, passages)
    return passages.get(label)
  }
}

/** Parts of one key have the same values and the same way: what holds of one holds of the others. */
function toKey({ way }: Part, { older, newer }: Passage, steps: readonly PartStep[]): string | undefined {
  const isByName = steps.every(({ step: { operation } }) =>
    (operation.fields ?? operation.value)?.subjects.every((subject) => typeof subject === 'string'),
  )
  return isByName ? JSON.stringify([way, older, newer]) : undefined
}

function toFault({ change, version }: ChangeRange, part: Part, { found, step }: Failure): Fault {
  const { law, message, ...rest } = found.flaw
  return {
    law,
    way: part.way,
    version: version.name,
    change: change.summary,
    operation: step?.operation.name,
    where: part.where,
    others: [],
    message,
    counterexample: { value: found.value, ...rest },
  }
}

/** What stops a part from being tried at all: schemas without values, or that no validator knows. */
export function toUntried(range: ChangeRange | undefined, part: Part, error: unknown): Fault {
  return {
    law: 'boot',
    way: part.way,
    version: range?.version.name,
    change: range?.change.summary,
    operation: undefined,
    where: part.where,
    others: [],
    message: isTidemarkError(error)
      ? error.message
      : `it could not be tried: ${error instanceof Error ? error.message : String(error)}`,
  }
}
