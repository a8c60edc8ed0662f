import t from 'tap'
import { toValidator } from '../../../lib/schema/to-validator.ts'

t.test('says whether a value is valid, formats included, and changes nothing', async (t) => {
  const isValid = toValidator({
    type: 'object',
    properties: { at: { type: 'string', format: 'date' }, n: { type: 'integer', default: 1 } },
    required: ['at'],
  })
  const value = { at: '2026-11-22' }
  t.strictSame([isValid(value), isValid({ at: 'soon' }), isValid({})], [true, false, false])
  t.strictSame(value, { at: '2026-11-22' })
  t.strictSame([toValidator(true)(1), toValidator(false)(1)], [true, false])
})

t.test('two schemas may have one name', async (t) => {
  const [text, number] = [
    toValidator({ $id: 'Thing', type: 'string' }),
    toValidator({ $id: 'Thing', type: 'number' }),
  ]
  t.strictSame([text('a'), text(1), number('a'), number(1)], [true, false, false, true])
})

t.test('a schema that is none is refused when it is first asked', async (t) => {
  const isValid = toValidator({ type: 'thing' })
  t.throws(() => isValid(1), { message: /schema is invalid/ })
})
