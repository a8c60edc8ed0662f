import fc from 'fast-check'
import {
  type Comparer,
  createComparer,
  findWitness,
  type FormatReading,
  type Relation,
} from '../../../lib/schema/index.ts'
import { toArbitrary } from '../../../lib/testing/to-arbitrary.ts'
import { byAjv, type Evaluator, toEvaluator } from './evaluators.ts'
import { anySchema, anyValue, edit, type Keywords, rewrite } from './random-schemas.ts'
import { realisticPart, realisticSchema } from './realistic-schemas.ts'
import { toRoot, toSource } from './sources.ts'

/** How many pairs were judged, and what came of them. */
export interface Tally {
  pairs: number
  undecided: number
  /** Pairs that have to be compared without a fault, and no more: Ajv cannot read a reference that leads to itself. */
  unjudged: number
  /** Directions in which values are said to be lost or won, and those of them that a value shows. */
  claimed: number
  shown: number
  /** What is wrong, in words. */
  readonly faults: string[]
}

/** How many pairs, from which seed, and what is told after each of them. */
export interface Run {
  readonly seed: number
  readonly pairs: number
  readonly onPair?: ((done: number) => void) | undefined
}

/** How formats are read, and who judges values in that reading. */
interface Reading {
  readonly formats: FormatReading
  readonly toEvaluator: (schema: Keywords) => Evaluator | Promise<Evaluator>
}

export const within: ReadonlySet<Relation> = new Set(['equal', 'wider'])
export const around: ReadonlySet<Relation> = new Set(['equal', 'narrower'])

/** Random schemas and random edits of them: no claim that a value refutes, and no witness that is none. */
export async function judgeEdits(run: Run): Promise<Tally> {
  const values = fc.sample(anyValue, { seed: run.seed, numRuns: 400 })
  const pairs = anySchema.chain((base) => fc.tuple(fc.constant(base), edit(base)))
  return judgeAll(run, pairs, () => values)
}

/**
 * The same of schemas as APIs have them, and of edits that leave them such, against values that either side allows.
 * One half is judged where formats are notes, the other where they are checked.
 */
export async function judgeRealistic(run: Run): Promise<Tally> {
  const tally = startTally()
  for (const [base, revision] of fc.sample(editsOf(realisticPart), { seed: run.seed, numRuns: run.pairs })) {
    const checksFormats = tally.pairs % 2 === 1
    await judgePair(tally, base, revision, sampleBoth(base, revision, run.seed), {
      formats: checksFormats ? 'assertion' : 'annotation',
      toEvaluator: (schema) => byAjv(schema, checksFormats),
    })
    run.onPair?.(tally.pairs)
  }
  return tally
}

/** The same of schemas as APIs have them, with anything at all put in somewhere. */
export async function judgeGrafts(run: Run): Promise<Tally> {
  return judgeAll(run, editsOf(anySchema), (base, revision) => sampleBoth(base, revision, run.seed))
}

function editsOf(parts: fc.Arbitrary<Keywords>): fc.Arbitrary<readonly [Keywords, Keywords]> {
  return realisticSchema.chain((base) =>
    fc.tuple(
      fc.constant(base),
      edit(base, parts).map((revision) => ({ ...revision, $defs: revision.$defs ?? base.$defs })),
    ),
  )
}

function sampleBoth(base: Keywords, revision: Keywords, seed: number): readonly unknown[] {
  return [base, revision].flatMap((schema) => sampleValues(schema, seed))
}

function sampleValues(schema: Keywords, seed: number): readonly unknown[] {
  try {
    return fc.sample(toArbitrary(schema), { seed, numRuns: 10 })
  } catch (error) {
    // Random schemas may contradict themselves, and have no values.
    if (error instanceof Error && 'code' in error && error.code === 'TDM_VERIFY_VALUES') return []
    throw error
  }
}

/** Other ways to write one set: no difference is claimed. Answers how often each kind was tried, too. */
export function judgeRewrites({
  seed,
  pairs,
  onPair,
}: Run): Tally & { readonly kinds: ReadonlyMap<string, number> } {
  const tally = startTally()
  const kinds = new Map<string, number>()
  const any = fc.oneof(anySchema, realisticSchema)
  const pairsOfOne = any.chain(({ $defs, ...root }) =>
    rewrite(root).map(({ kind, written }) => {
      const parts = { ...($defs as Keywords | undefined), ...(written.$defs as Keywords | undefined) }
      return { kind, base: { ...root, $defs }, revision: { ...written, $defs: parts } }
    }),
  )
  for (const { kind, base, revision } of fc.sample(pairsOfOne, { seed, numRuns: pairs })) {
    const { relation } = relate(base, revision)
    tally.pairs += 1
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    if (relation === 'unknown') tally.undecided += 1
    else if (relation !== 'equal') tally.faults.push(`${kind}: ${toText(base, revision)} is ${relation}`)
    onPair?.(tally.pairs)
  }
  return { ...tally, kinds }
}

async function judgeAll(
  { seed, pairs, onPair }: Run,
  anyPair: fc.Arbitrary<readonly [Keywords, Keywords]>,
  listValues: (base: Keywords, revision: Keywords) => readonly unknown[],
): Promise<Tally> {
  const tally = startTally()
  for (const [base, revision] of fc.sample(anyPair, { seed, numRuns: pairs })) {
    await judgePair(tally, base, revision, listValues(base, revision))
    onPair?.(tally.pairs)
  }
  return tally
}

async function judgePair(
  tally: Tally,
  base: Keywords,
  revision: Keywords,
  values: readonly unknown[],
  reading: Reading = { formats: 'either', toEvaluator },
): Promise<void> {
  const { comparer, relation } = relate(base, revision, reading.formats)
  const text = `${toText(base, revision)} is ${relation}`
  tally.pairs += 1
  if (relation === 'unknown') tally.undecided += 1
  const acceptsBase = await toEnding(reading, base, values)
  const acceptsRevision = await toEnding(reading, revision, values)
  if (acceptsBase === undefined || acceptsRevision === undefined) {
    tally.unjudged += 1
    return
  }
  const lost = values.find((value) => acceptsBase(value) && !acceptsRevision(value))
  const won = values.find((value) => acceptsRevision(value) && !acceptsBase(value))
  if (lost !== undefined && within.has(relation))
    tally.faults.push(`${text}, but ${JSON.stringify(lost)} is lost`)
  if (won !== undefined && around.has(relation))
    tally.faults.push(`${text}, but ${JSON.stringify(won)} is new`)
  for (const direction of ['request', 'response'] as const) {
    const isRequest = direction === 'request'
    const witness = findWitness(comparer, toRoot(base), toRoot(revision), direction)
    if (relation !== 'unknown' && !(isRequest ? within : around).has(relation)) {
      tally.claimed += 1
      if (witness !== undefined) tally.shown += 1
    }
    if (witness === undefined) continue
    const [accepts, rejects] = isRequest ? [acceptsBase, acceptsRevision] : [acceptsRevision, acceptsBase]
    if (!accepts(witness.value) || rejects(witness.value))
      tally.faults.push(`${text}: ${JSON.stringify(witness)} is no witness`)
  }
}

async function toEnding(
  reading: Reading,
  schema: Keywords,
  values: readonly unknown[],
): Promise<Evaluator | undefined> {
  try {
    const evaluator = await reading.toEvaluator(schema)
    // A reference may lead to itself only where a value has items or properties of it.
    for (const value of values) evaluator(value)
    return evaluator
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Compares two schemas as plain sets of values. */
export function relate(
  base: Keywords,
  revision: Keywords,
  formats: FormatReading = 'either',
): { comparer: Comparer; relation: Relation } {
  const comparer = createComparer(toSource(base), toSource(revision), {
    undeclaredProperties: false,
    formats,
  })
  const { relation } = comparer.compare(toRoot(base), toRoot(revision), 'request')
  return { comparer, relation }
}

function toText(base: Keywords, revision: Keywords): string {
  return `${JSON.stringify(base)} -> ${JSON.stringify(revision)}`
}

function startTally(): Tally {
  return { pairs: 0, undecided: 0, unjudged: 0, claimed: 0, shown: 0, faults: [] }
}
