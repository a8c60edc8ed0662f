import { withoutPatterns } from './canonical-pattern.ts'
import { addFact, type Draft, type Spot, toEffect } from './draft.ts'
import { isCommonMultipleOf } from './multiples.ts'
import { commonMultipleOf } from './list-numbers.ts'
import type { Bound, Shape, Stated, StatedFormat } from './shape.ts'
import type { Effect } from './types.ts'

/** A keyword that sets a limit; its kinds of facts start with its name. */
export type LimitName =
  | 'minimum'
  | 'maximum'
  | 'min-length'
  | 'max-length'
  | 'min-items'
  | 'max-items'
  | 'min-properties'
  | 'max-properties'

/** Compares what both sides say of numbers. */
export function compareNumbers(draft: Draft, spot: Spot): void {
  const { number: base } = spot.base
  const { number: revision } = spot.revision
  compareLimit(draft, spot, 'minimum', base.minimum, revision.minimum)
  compareLimit(draft, spot, 'maximum', base.maximum, revision.maximum)
  compareMultiples(draft, spot)
  // Between two bounds there may be no multiple.
  if (base.multiples.length + revision.multiples.length > 0) draft.isApproximate = true
  compareFormats(draft, spot, base.formats, revision.formats)
}

/** Compares what both sides say of strings. */
export function compareStrings(draft: Draft, spot: Spot): void {
  const { string: base } = spot.base
  const { string: revision } = spot.revision
  compareLimit(draft, spot, 'min-length', base.minLength, revision.minLength)
  compareLimit(draft, spot, 'max-length', base.maxLength, revision.maxLength)
  comparePatterns(draft, spot, base.patterns, revision.patterns)
  // A pattern may imply what a keyword says, or what another pattern does.
  if (base.patterns.length + revision.patterns.length > 0) draft.isApproximate = true
  compareFormats(draft, spot, base.formats, revision.formats)
}

/** Compares one limit: an upper one narrows as it falls, a lower one as it rises. */
export function compareLimit(
  draft: Draft,
  spot: Spot,
  name: LimitName,
  base: Stated<number> | Bound | undefined,
  revision: Stated<number> | Bound | undefined,
): void {
  if (base === undefined && revision === undefined) return
  const details = {
    base: base && toLimitValue(base),
    basePointer: base?.pointer,
    revision: revision && toLimitValue(revision),
    revisionPointer: revision?.pointer,
  }
  if (base === undefined) {
    addFact(draft, spot, `${name}-added`, 'narrows', details)
  } else if (revision === undefined) {
    addFact(draft, spot, `${name}-removed`, 'widens', details)
  } else {
    const sign = name.startsWith('min') ? 1 : -1
    const shift = (revision.value - base.value) * sign || toExclusive(revision) - toExclusive(base)
    if (shift === 0) return
    const kind = shift * sign > 0 ? (`${name}-raised` as const) : (`${name}-lowered` as const)
    addFact(draft, spot, kind, shift > 0 ? 'narrows' : 'widens', details)
  }
}

function toExclusive(bound: Stated<number> | Bound): number {
  return 'exclusive' in bound && bound.exclusive ? 1 : 0
}

function toLimitValue(bound: Stated<number> | Bound): unknown {
  return toExclusive(bound) === 1 ? { value: bound.value, exclusive: true } : bound.value
}

/** What the multiples of the other side imply together is no difference. */
function compareMultiples(draft: Draft, spot: Spot): void {
  const { base, revision } = spot
  const removed = without(base.number.multiples, revision.number.multiples)
  const added = without(revision.number.multiples, base.number.multiples)
  const lost = removed.length === 0 ? [] : withoutImplied(removed, revision)
  const won = added.length === 0 ? [] : withoutImplied(added, base)
  const [from] = removed
  const [to] = added
  if (from !== undefined && to !== undefined && removed.length === 1 && added.length === 1) {
    if (lost.length + won.length === 0) return
    addFact(
      draft,
      spot,
      'multiple-of-changed',
      toEffect(won.length > 0, lost.length > 0),
      toDetails(from, to),
    )
    return
  }
  for (const item of lost) addFact(draft, spot, 'multiple-of-removed', 'widens', toDetails(item, undefined))
  for (const item of won) addFact(draft, spot, 'multiple-of-added', 'narrows', toDetails(undefined, item))
}

function withoutImplied(divisors: readonly Stated<number>[], shape: Shape): readonly Stated<number>[] {
  const common = commonMultipleOf(shape)
  return common === undefined ? divisors : divisors.filter(({ value }) => !isCommonMultipleOf(common, value))
}

function comparePatterns(
  draft: Draft,
  spot: Spot,
  base: readonly Stated<string>[],
  revision: readonly Stated<string>[],
): void {
  const removed = withoutPatterns(base, revision)
  const added = withoutPatterns(revision, base)
  const [from] = removed
  const [to] = added
  if (from !== undefined && to !== undefined && removed.length === 1 && added.length === 1) {
    addFact(draft, spot, 'pattern-changed', 'unknown', toDetails(from, to))
    return
  }
  for (const item of removed) addFact(draft, spot, 'pattern-removed', 'widens', toDetails(item, undefined))
  for (const item of added) addFact(draft, spot, 'pattern-added', 'narrows', toDetails(undefined, item))
}

/**
 * Validators may take a format as a remark or as a restriction, so its change is never decided here, unless it was
 * said which of them it is.
 */
function compareFormats(
  draft: Draft,
  spot: Spot,
  base: readonly StatedFormat[],
  revision: readonly StatedFormat[],
): void {
  const removed = without(base, revision)
  const added = without(revision, base)
  for (let index = 0; index < Math.max(removed.length, added.length); index += 1) {
    const [from, to] = [removed[index], added[index]]
    addFact(draft, spot, 'format-changed', readEffect(from, to), toDetails(from, to))
    // Another keyword, or another format, may imply what a format does.
    if (isAsserted(from ?? to)) draft.isApproximate = true
  }
}

function readEffect(from: StatedFormat | undefined, to: StatedFormat | undefined): Effect {
  if ((from && !isAsserted(from)) || (to && !isAsserted(to))) return 'unknown'
  return from === undefined ? 'narrows' : to === undefined ? 'widens' : 'both'
}

function isAsserted(format: StatedFormat | undefined): boolean {
  return format?.isAsserted === true
}

function without<T extends Stated<unknown>>(list: readonly T[], others: readonly T[]): readonly T[] {
  if (list.length === 0 || others.length === 0) return list
  const known = new Set(others.map(({ value }) => value))
  return list.filter(({ value }) => !known.has(value))
}

function toDetails(
  base: Stated<unknown> | undefined,
  revision: Stated<unknown> | undefined,
): {
  base?: unknown
  revision?: unknown
  basePointer?: string
  revisionPointer?: string
} {
  return {
    ...(base && { base: base.value, basePointer: base.pointer }),
    ...(revision && { revision: revision.value, revisionPointer: revision.pointer }),
  }
}
