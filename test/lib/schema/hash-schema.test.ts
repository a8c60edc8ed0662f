import fc from 'fast-check'
import t from 'tap'
import { createHashes, hashSchema } from '../../../lib/schema/hash-schema.ts'
import { realisticSchema } from './realistic-schemas.ts'

t.test('the order of members and of lists that have none makes no other hash', async (t) => {
  let others = 0
  const schemas = fc.sample(realisticSchema, { seed: 1, numRuns: 300 })
  for (const [index, schema] of schemas.entries()) {
    const hash = hashSchema(schema, createHashes())
    t.ok(Number.isSafeInteger(hash))
    if (hash !== hashSchema(turn(schema), createHashes())) t.fail(`turned round: ${JSON.stringify(schema)}`)
    if (hash !== hashSchema(schemas[index + 1] ?? {}, createHashes())) others += 1
  }
  t.ok(others > 290, 'other schemas have other hashes')
})

t.test('an object that stands in several places is part of each of them', async (t) => {
  const [text, number] = [{ type: 'string' }, { type: 'number' }]
  const hold = (items: object): object => ({
    properties: { a: text, b: number, c: { type: 'array', items } },
    default: { c: items },
  })
  const ofTexts = hashSchema(hold(text), createHashes())
  t.not(ofTexts, hashSchema(hold(number), createHashes()))
  t.equal(ofTexts, hashSchema(JSON.parse(JSON.stringify(hold(text))), createHashes()))
})

function turn(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => turn(item))
    return ['required', 'enum', 'oneOf', 'anyOf', 'allOf'].includes(key) ? items.reverse() : items
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, turn(inner, name)]),
  )
}
