import fc from 'fast-check'
import t from 'tap'
import { areKnownFormats, relateFormats } from '../../../lib/schema/relate-formats.ts'
import { toArbitrary } from '../../../lib/testing/to-arbitrary.ts'
import { byAjv } from './evaluators.ts'

const texts = [
  'date',
  'date-time',
  'time',
  'duration',
  'email',
  'ipv4',
  'ipv6',
  'uri',
  'uri-reference',
  'uuid',
]
const numbers = ['int32', 'int64', 'float', 'double']

t.test('a format that is said to hold another holds its values', async (t) => {
  for (const [type, formats] of [
    ['string', texts],
    ['integer', numbers],
  ] as const) {
    for (const from of formats) {
      const values = fc.sample(toArbitrary({ type, format: from }), { seed: 1, numRuns: 200 })
      for (const to of formats) {
        const accepts = byAjv({ type, format: to }, true)
        const lost = values.find((value) => !accepts(value))
        const isSaidToHold = from === to || relateFormats(from, to) === 'widens'
        if (isSaidToHold) t.equal(lost, undefined, `${to} holds ${from}`)
      }
    }
  }
})

t.test('the effect of a format goes both ways', async (t) => {
  t.equal(relateFormats(undefined, 'uuid'), 'narrows')
  t.equal(relateFormats('guid', 'uuid'), 'none')
  t.equal(relateFormats('uuid', 'guid'), 'none')
  t.equal(relateFormats('guid', 'date'), 'both')
  t.equal(relateFormats('guid', 'uri-reference'), 'widens')
  t.equal(relateFormats('uuid', undefined), 'widens')
  t.equal(relateFormats('int64', 'int32'), 'narrows')
  t.equal(relateFormats('uri', 'iri-reference'), 'widens')
  t.equal(relateFormats('date', 'date-time'), 'both')
  t.equal(relateFormats('toString', 'date'), 'both', 'names of the prototype are no formats')
  t.equal(relateFormats(undefined, 'byte'), 'both', 'an encoding')
  t.equal(relateFormats('byte', undefined), 'both')
  t.equal(relateFormats('byte', 'byte'), 'none')
  t.ok(areKnownFormats('regex', 'uri-template'))
  t.ok(areKnownFormats('date', 'uuid'))
  t.ok(areKnownFormats('guid', 'date'))
  t.notOk(areKnownFormats('date', 'constructor'))
  t.notOk(areKnownFormats(undefined, 'date'))
})
