import { isDeepStrictEqual } from 'node:util'

/** What the demo has found to hold, and what not. */
export interface Checks {
  readonly passed: number
  readonly failed: readonly string[]
  /** Says that two values must be equal. */
  equal(what: string, actual: unknown, expected: unknown): void
}

/** Counts what holds; prints what does not, at once. */
export function startChecks(): Checks {
  let passed = 0
  const failed: string[] = []
  return {
    get passed() {
      return passed
    },
    failed,
    equal(what, actual, expected) {
      if (isDeepStrictEqual(actual, expected)) {
        passed += 1
        return
      }
      failed.push(what)
      console.log(
        `MISMATCH ${what}\n  expected ${JSON.stringify(expected)}\n  got      ${JSON.stringify(actual)}`,
      )
    },
  }
}
