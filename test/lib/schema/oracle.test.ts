import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import t from 'tap'
import { type Comparer, createComparer, findWitness, type Relation } from '../../../lib/schema/index.ts'
import { anySchema, anyValue, edit, type Keywords, rewrite } from './random-schemas.ts'
import { toRoot, toSource } from './sources.ts'

const seed = 20261122
const ajv = new Ajv2020({ strict: false, logger: false })
const values = fc.sample(anyValue, { seed, numRuns: 400 })

const within: ReadonlySet<Relation> = new Set(['equal', 'wider'])
const around: ReadonlySet<Relation> = new Set(['equal', 'narrower'])

function relate(base: Keywords, revision: Keywords): { comparer: Comparer; relation: Relation } {
  const comparer = createComparer(toSource(base), toSource(revision), { undeclaredProperties: false })
  const { relation } = comparer.compare(toRoot(base), toRoot(revision), 'request')
  return { comparer, relation }
}

/** Ajv's verdict on values. */
function judge(schema: Keywords): (value: unknown) => boolean {
  const validate = ajv.compile(schema)
  return (value) => validate(value)
}

t.test('no containment is claimed that a value refutes, and every witness is one', async (t) => {
  const pairs = anySchema.chain((base) => fc.tuple(fc.constant(base), edit(base)))
  const tally = { pairs: 0, different: 0, undecided: 0, claimed: 0, shown: 0 }
  for (const [base, revision] of fc.sample(pairs, { seed, numRuns: 400 })) {
    const [acceptsBase, acceptsRevision] = [judge(base), judge(revision)]
    const { comparer, relation } = relate(base, revision)
    tally.pairs += 1
    const text = `${JSON.stringify(base)} -> ${JSON.stringify(revision)} is ${relation}`
    const lost = values.find((value) => acceptsBase(value) && !acceptsRevision(value))
    const won = values.find((value) => acceptsRevision(value) && !acceptsBase(value))
    if (lost !== undefined && within.has(relation)) t.fail(`${text}, but ${JSON.stringify(lost)} is lost`)
    if (won !== undefined && around.has(relation)) t.fail(`${text}, but ${JSON.stringify(won)} is new`)
    if (lost !== undefined || won !== undefined) tally.different += 1
    if (relation === 'unknown') tally.undecided += 1
    for (const direction of ['request', 'response'] as const) {
      const isRequest = direction === 'request'
      const witness = findWitness(comparer, toRoot(base), toRoot(revision), direction)
      if (relation !== 'unknown' && !(isRequest ? within : around).has(relation)) {
        tally.claimed += 1
        if (witness !== undefined) tally.shown += 1
      }
      if (witness === undefined) continue
      const [accepts, rejects] = isRequest ? [acceptsBase, acceptsRevision] : [acceptsRevision, acceptsBase]
      if (!accepts(witness.value) || rejects(witness.value)) {
        t.fail(`${text}: ${JSON.stringify(witness)} is no witness`)
      }
    }
  }
  t.comment(JSON.stringify(tally))
  t.ok(tally.shown > 0.7 * tally.claimed, 'most claimed differences are shown by a value')
  t.ok(tally.undecided < 0.1 * tally.pairs, 'few pairs stay undecided')
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
  for (const [base, revision] of fc.sample(pairs, { seed, numRuns: 300 })) {
    const [acceptsBase, acceptsRevision] = [judge(base), judge(revision)]
    const [sendsBase, sendsRevision] = [close(base), close(revision)].map((schema) =>
      judge(Object(schema) as Keywords),
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

t.test('another way to write the same set of values is no difference', async (t) => {
  const pairs = anySchema.chain((base) => fc.tuple(fc.constant(base), rewrite(base)))
  let undecided = 0
  for (const [base, revision] of fc.sample(pairs, { seed, numRuns: 300 })) {
    const { relation } = relate(base, revision)
    if (relation === 'unknown') undecided += 1
    else if (relation !== 'equal') {
      t.fail(`${JSON.stringify(base)} -> ${JSON.stringify(revision)} is ${relation}`)
    }
  }
  t.comment(JSON.stringify({ undecided }))
  t.ok(undecided < 30, 'few rewrites stay undecided')
})
