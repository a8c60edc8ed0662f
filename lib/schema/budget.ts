/** Steps that may be spent: so many in all, and so many on each question. */
export interface Budget {
  /** Takes one step; `false` once none is left. */
  spend(): boolean
  /** Starts the next question. */
  begin(): void
  /** Nothing is left for any question. */
  readonly isSpent: boolean
}

/** Sets steps aside. */
export function createBudget(inAll: number, forEach: number): Budget {
  let left = inAll
  let leftNow = Math.min(inAll, forEach)
  return {
    spend() {
      if (leftNow <= 0 || left <= 0) return false
      left -= 1
      leftNow -= 1
      return true
    },
    begin() {
      leftNow = Math.min(left, forEach)
    },
    get isSpent() {
      return left <= 0
    },
  }
}
