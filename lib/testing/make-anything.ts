import fc from 'fast-check'
import { makeNumbers } from './make-numbers.ts'
import { makeStrings } from './make-strings.ts'
import { type Source, unite } from './source.ts'

/** Small values of every kind, where a schema says nothing. */
export function makeAnything(): Source {
  return (known ??= build())
}

let known: Source | undefined

function build(): Source {
  const scalars = unite([
    { arbitrary: fc.constant(null), size: 1 },
    { arbitrary: fc.boolean(), size: 1 },
    makeNumbers([], false),
    makeStrings([{ maxLength: 12 }]),
  ])
  const scalar: fc.Arbitrary<unknown> = scalars?.arbitrary ?? fc.constant(null)
  const names: fc.Arbitrary<unknown> = makeStrings([{ maxLength: 6 }])?.arbitrary ?? fc.constant('')
  const members = fc.array(fc.tuple(names.map(String), scalar), { maxLength: 3 })
  return {
    arbitrary: fc.oneof(
      { withCrossShrink: true },
      { weight: 6, arbitrary: scalar },
      { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
      // From entries: a member may be called `__proto__`.
      { weight: 1, arbitrary: members.map((entries) => Object.fromEntries(entries)) },
    ),
    size: 2,
  }
}
