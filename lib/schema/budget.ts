/** A number of steps that can be spent once. */
export interface Budget {
  /** Takes one step; `false` once none is left. */
  spend(): boolean
  readonly isSpent: boolean
}

/** Sets a number of steps aside. With a parent, each step is also one of the parent's. */
export function createBudget(steps: number, parent?: Budget): Budget {
  let left = steps
  return {
    spend() {
      if (left <= 0 || parent?.spend() === false) return false
      left -= 1
      return true
    },
    get isSpent() {
      return left <= 0 || parent?.isSpent === true
    },
  }
}
