/** Steps that may be spent: so many in all, on each pair of schemas, and on each question about such a pair. */
export interface Budget {
  /** Takes steps; `false` where not so many are left, which are then taken all the same. */
  spend(steps?: number): boolean
  /** Starts the next question. */
  begin(): void
  /** Starts the next pair. */
  enter(): void
  /** Nothing is left for any question about this pair. */
  readonly isSpent: boolean
}

/** To check so many listed values takes as long as other steps do. */
export const valuesInStep = 10

/** How many steps there are. */
export interface Steps {
  readonly inAll: number
  readonly forPair: number
  readonly forQuestion: number
}

/** Sets steps aside. */
export function createBudget({ inAll, forPair, forQuestion }: Steps): Budget {
  let left = inAll
  let leftForPair = Math.min(left, forPair)
  let leftNow = Math.min(leftForPair, forQuestion)
  return {
    spend(steps = 1) {
      left -= steps
      leftForPair -= steps
      leftNow -= steps
      return leftNow >= 0
    },
    begin() {
      leftNow = Math.min(leftForPair, forQuestion)
    },
    enter() {
      leftForPair = Math.min(left, forPair)
      leftNow = Math.min(leftForPair, forQuestion)
    },
    get isSpent() {
      return leftForPair <= 0
    },
  }
}
