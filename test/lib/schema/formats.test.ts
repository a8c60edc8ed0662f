import { createRequire } from 'node:module'
import type * as Ajv2020Module from 'ajv/dist/2020.js'
import type AjvFormatsModule from 'ajv-formats'
import t from 'tap'
import { compareSchemas, type FormatReading, type JsonSchema } from '../../../lib/schema/index.ts'

const uuid = '123e4567-e89b-42d3-a456-426614174000'
const text = (more: Readonly<Record<string, unknown>> = {}): JsonSchema => ({ type: 'string', ...more })

/** Two schemas, how they relate where formats are read either way, asserted, and as annotations. */
const pairs: readonly (readonly [string, JsonSchema, JsonSchema, string, string, string])[] = [
  ['the same', text({ format: 'uuid' }), text({ format: 'uuid', title: 'a' }), 'equal', 'equal', 'equal'],
  ['added', text(), text({ format: 'uuid' }), 'unknown', 'narrower', 'equal'],
  ['removed', text({ format: 'uuid' }), text(), 'unknown', 'wider', 'equal'],
  ['replaced', text({ format: 'uuid' }), text({ format: 'date' }), 'unknown', 'incomparable', 'equal'],
  ['one that nobody knows', text(), text({ format: 'sku' }), 'unknown', 'unknown', 'equal'],
  ['one that lets all pass', text(), text({ format: 'password' }), 'unknown', 'equal', 'equal'],
  ['of another type', { type: 'integer' }, { type: 'integer', format: 'date' }, 'unknown', 'equal', 'equal'],
  ['a range', { type: 'integer' }, { type: 'integer', format: 'int32' }, 'unknown', 'narrower', 'equal'],
  ['all integers', { type: 'integer' }, { type: 'integer', format: 'int64' }, 'unknown', 'equal', 'equal'],
  [
    'integers among numbers',
    { type: 'number' },
    { type: 'number', format: 'int64' },
    'unknown',
    'narrower',
    'equal',
  ],
  [
    'in properties',
    { properties: { a: text(), b: text({ format: 'date' }) } },
    { properties: { a: text({ format: 'uuid' }), b: text() } },
    'unknown',
    'incomparable',
    'equal',
  ],
  ['of a listed value that has it', { enum: [uuid] }, text({ format: 'uuid' }), 'wider', 'wider', 'wider'],
  [
    'of a listed value that has not',
    { enum: ['a'] },
    text({ format: 'uuid' }),
    'unknown',
    'incomparable',
    'wider',
  ],
  [
    'excluded',
    text({ not: { format: 'uuid' } }),
    text({ not: { format: 'date' } }),
    'unknown',
    'incomparable',
    'equal',
  ],
  ['that is excluded', text(), text({ not: { format: 'uuid' } }), 'narrower', 'narrower', 'narrower'],
  [
    'beside a limit that changes',
    text({ format: 'uuid' }),
    text({ format: 'uuid', maxLength: 10 }),
    'narrower',
    'narrower',
    'narrower',
  ],
  [
    'that implies a limit',
    text({ format: 'date' }),
    text({ format: 'date', minLength: 3 }),
    'unknown',
    'unknown',
    'narrower',
  ],
]

for (const [index, formats] of (['either', 'assertion', 'annotation'] as const).entries()) {
  t.test(`formats, read as ${formats}`, async (t) => {
    for (const [name, base, revision, ...relations] of pairs) {
      const found = compareSchemas(base, revision, { formats })
      t.equal(found.relation, relations[index], name)
      const { isValid } = createValidator(formats)
      for (const [witness, sender, receiver] of [
        [found.lost, base, revision],
        [found.won, revision, base],
      ] as const) {
        if (witness === undefined) continue
        t.ok(isValid(sender, witness.value), `${name}: ${JSON.stringify(witness.value)} is of the one`)
        t.notOk(isValid(receiver, witness.value), `${name}: and not of the other`)
      }
    }
  })
}

t.test(
  'by default formats are read either way, and a change of one is a fact whose effect is open',
  async (t) => {
    const [base, revision] = [text(), text({ format: 'uuid' })]
    const effectOf = (formats?: FormatReading): readonly string[] =>
      compareSchemas(base, revision, formats === undefined ? {} : { formats }).facts.map(
        ({ kind, effect }) => `${kind} ${effect}`,
      )
    t.strictSame(effectOf(), ['format-changed unknown'])
    t.strictSame(effectOf('either'), ['format-changed unknown'])
    t.strictSame(effectOf('assertion'), ['format-changed narrows'])
    t.strictSame(effectOf('annotation'), ['format-changed none'])
  },
)

/** Ajv by the reading; where either counts, a value has to be valid or invalid by both. */
function createValidator(formats: FormatReading): { isValid(schema: JsonSchema, value: unknown): boolean } {
  const require = createRequire(import.meta.url)
  const { Ajv2020 } = require('ajv/dist/2020.js') as typeof Ajv2020Module
  const addFormats = require('ajv-formats') as typeof AjvFormatsModule
  const readings = formats === 'either' ? [true, false] : [formats === 'assertion']
  const validators = readings.map((validateFormats) => {
    const ajv = new Ajv2020({ strict: false, validateFormats, logger: false })
    return addFormats.default(ajv)
  })
  return {
    isValid(schema, value) {
      const [verdict, ...others] = validators.map((ajv) => ajv.validate(schema, value))
      if (others.some((other) => other !== verdict)) throw new Error(`open: ${JSON.stringify(value)}`)
      return verdict === true
    },
  }
}
