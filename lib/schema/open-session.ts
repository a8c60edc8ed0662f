import { type Budget, createBudget } from './budget.ts'
import { createTextComparer, type TextComparer } from './compare-texts.ts'
import { createJudge, type Judge } from './create-judge.ts'
import { createFinder, type Finder } from './find-difference.ts'
import { createProver } from './prove-subset.ts'
import type { Side } from './shape.ts'
import type { CompareOptions, Comparer, Direction, SchemaComparison, SchemaSource } from './types.ts'
import { createWorkspace, toSide } from './workspace.ts'

const stepsInAll = 5_000_000
const stepsForPair = 40_000
const stepsForQuestion = 20_000

/** All that is known about messages of one direction between two documents. */
export interface Session {
  readonly direction: Direction
  readonly base: Side
  readonly revision: Side
  readonly texts: TextComparer
  readonly finder: Finder
  readonly budget: Budget
  readonly judge: Judge
  /** By the ids of both places. */
  readonly compared: Map<string, SchemaComparison>
  readonly effort: Effort
}

/** What comparisons have cost that no size of the documents explains: components that refer to each other make pairs with the square of their number. */
export interface Effort {
  /** The schemas of the base, by their ids, that were compared with one of the revision. */
  readonly begun: Set<number>
  /** How many places were looked at in all. */
  places: number
  /** How many of them for schemas of the base that had been compared with another one before. */
  again: number
  /** What stands for all pairs that were too many. */
  ended?: SchemaComparison
}

/** The sessions of two documents, one for each direction. */
export interface Sessions {
  readonly base: Side
  readonly revision: Side
  readonly texts: TextComparer
  open(direction: Direction): Session
}

const kept = new WeakMap<Comparer, Sessions>()

/** Prepares the sessions of two documents. */
export function prepareSessions(
  base: SchemaSource,
  revision: SchemaSource,
  { undeclaredProperties = true, formats = 'either', maxSteps = stepsInAll, isSameText }: CompareOptions,
): Sessions {
  const reading = { formats }
  const sides = {
    base: Object.assign(toSide(base, 'the base'), reading),
    revision: Object.assign(toSide(revision, 'the revision'), reading),
  }
  const texts = createTextComparer(sides.base, sides.revision, isSameText)
  const budget = createBudget({
    inAll: maxSteps,
    forPair: stepsForPair,
    forQuestion: stepsForQuestion,
  })
  const opened = new Map<Direction, Session>()
  const open = (direction: Direction): Session => {
    let session = opened.get(direction)
    if (session === undefined) {
      const prover = createProver(
        createWorkspace(direction, budget, undeclaredProperties),
        undeclaredProperties,
        budget,
        texts.areSame,
      )
      const finder = createFinder(prover, budget)
      const judge = createJudge(direction, formats)
      const effort = { begun: new Set<number>(), places: 0, again: 0 }
      session = { direction, ...sides, texts, finder, budget, judge, compared: new Map(), effort }
      opened.set(direction, session)
    }
    return session
  }
  return { ...sides, texts, open }
}

/** Ties sessions to the comparer that is handed out: they are not for its callers. */
export function keepSessions(comparer: Comparer, sessions: Sessions): void {
  kept.set(comparer, sessions)
}

/** The session of a comparer. */
export function sessionOf(comparer: Comparer, direction: Direction): Session {
  const sessions = kept.get(comparer)
  if (sessions === undefined) throw new TypeError('findWitness: the comparer was not made by createComparer.')
  return sessions.open(direction)
}
