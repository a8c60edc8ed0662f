import fc from 'fast-check'
import t from 'tap'
import { createComparer, findWitness } from '../../../lib/schema/index.ts'
import { byAjv, byAnnotations, toEvaluator } from './evaluators.ts'
import { around, judgeEdits, judgeGrafts, judgeRealistic, judgeRewrites, within } from './judge-pairs.ts'
import { anySchema, anyValue, edit, type Keywords } from './random-schemas.ts'
import { toRoot, toSource } from './sources.ts'

// A few hundred pairs for every change of the code; `npm run test:schemas` judges as many as one likes.
const seed = 20261122
const values = fc.sample(anyValue, { seed, numRuns: 400 })

t.test('the two judges of values agree where nothing is unevaluated', async (t) => {
  const schemas = fc.sample(anySchema, { seed, numRuns: 150 })
  for (const schema of schemas.filter((one) => !JSON.stringify(one).includes('"unevaluated'))) {
    const [byOne, byOther] = [byAjv(schema), await byAnnotations(schema)]
    const split = values.find((value) => byOne(value) !== byOther(value))
    if (split !== undefined) t.fail(`${JSON.stringify(schema)} is judged twice for ${JSON.stringify(split)}`)
  }
  const lists = { anyOf: [{ prefixItems: [{ type: 'string' }] }, { maxItems: 1 }], unevaluatedItems: false }
  t.notOk((await toEvaluator(lists))([5]), 'a branch that fails has evaluated nothing')
  t.ok((await toEvaluator(lists))(['5']))
  const cents = await byAnnotations({ multipleOf: 0.01 })
  t.strictSame([-0.15, 0.15, -0.155, 'x'].map(cents), [true, true, false, true])
})

t.test('no containment is claimed that a value refutes, and every witness is one', async (t) => {
  const { faults, pairs, undecided, claimed, shown } = await judgeEdits({ seed, pairs: 250 })
  t.comment(JSON.stringify({ seed, pairs, undecided, claimed, shown }))
  t.strictSame(faults, [])
  t.ok(shown > 0.85 * claimed, 'most claimed differences are shown by a value')
  t.ok(undecided < 0.1 * pairs, 'few pairs of any kind stay undecided')
})

t.test('the same of schemas as APIs have them', async (t) => {
  const { faults, pairs, undecided, claimed, shown } = await judgeRealistic({ seed, pairs: 60 })
  t.comment(JSON.stringify({ seed, pairs, undecided, claimed, shown }))
  t.strictSame(faults, [])
  t.ok(shown > 0.95 * claimed, 'nearly all claimed differences are shown by a value')
  t.ok(undecided < 0.02 * pairs, 'nearly all pairs are decided')
})

t.test('the same of schemas as APIs have them, with anything at all put in', async (t) => {
  const { faults, pairs, undecided, claimed, shown } = await judgeGrafts({ seed, pairs: 25 })
  t.comment(JSON.stringify({ seed, pairs, undecided, claimed, shown }))
  t.strictSame(faults, [])
  t.ok(shown > 0.9 * claimed, 'most claimed differences are shown by a value')
  t.ok(undecided < 0.1 * pairs, 'few pairs stay undecided')
})

t.test('another way to write the same set of values is no difference', async (t) => {
  const { faults, pairs, undecided, kinds } = judgeRewrites({ seed, pairs: 800 })
  t.comment(JSON.stringify({ seed, pairs, undecided, kinds: kinds.size }))
  t.strictSame(faults, [])
  t.ok(undecided < 0.02 * pairs, 'nearly all rewrites are decided')
  t.ok(kinds.size >= 30, 'many kinds of rewrites were tried')
})

/** The schema as a sender under the tolerance keeps it: declared properties, no others. */
function close(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(close)
  if (typeof schema !== 'object' || schema === null) return schema
  const closed = Object.fromEntries(Object.entries(schema).map(([key, inner]) => [key, close(inner)]))
  const isMap = 'additionalProperties' in closed || hasKeys(closed.patternProperties)
  const declares = hasKeys(closed.properties)
  return declares && closed.type === 'object' && !isMap ? { ...closed, additionalProperties: false } : closed
}

function hasKeys(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

t.test('under the tolerance the same holds for senders that keep to what they declare', async (t) => {
  const isPlain = (schema: Keywords): boolean =>
    !/"(?:anyOf|oneOf|allOf|not|if)":/.test(JSON.stringify(schema))
  const pairs = anySchema
    .filter(isPlain)
    .chain((base) => fc.tuple(fc.constant(base), edit(base).filter(isPlain)))
  for (const [base, revision] of fc.sample(pairs, { seed, numRuns: 200 })) {
    const [acceptsBase, acceptsRevision] = [await toEvaluator(base), await toEvaluator(revision)]
    const [sendsBase, sendsRevision] = await Promise.all(
      [close(base), close(revision)].map((schema) => toEvaluator(Object(schema) as Keywords)),
    )
    const comparer = createComparer(toSource(base), toSource(revision))
    const { relation } = comparer.compare(toRoot(base), toRoot(revision), 'request')
    const text = `${JSON.stringify(base)} -> ${JSON.stringify(revision)} is ${relation}`
    const lost = values.find((value) => sendsBase?.(value) && !acceptsRevision(value))
    const won = values.find((value) => sendsRevision?.(value) && !acceptsBase(value))
    if (lost !== undefined && within.has(relation)) t.fail(`${text}, but ${JSON.stringify(lost)} is lost`)
    if (won !== undefined && around.has(relation)) t.fail(`${text}, but ${JSON.stringify(won)} is new`)
    for (const direction of ['request', 'response'] as const) {
      const witness = findWitness(comparer, toRoot(base), toRoot(revision), direction)
      const sends = direction === 'request' ? sendsBase : sendsRevision
      if (witness !== undefined && !sends?.(witness.value)) {
        t.fail(`${text}: ${JSON.stringify(witness)} is not sent under the tolerance`)
      }
    }
  }
  t.pass()
})
