import t from 'tap'
import { printJson } from '../../../lib/reporters/print-json.ts'

t.test('what fits a line stands in one, and what does not is taken apart', async (t) => {
  t.equal(printJson({ name: 'Ada', tags: ['a', 1, null, true, {}, []] }), '{ "name": "Ada", "tags": ["a", 1, null, true, {}, []] }') // prettier-ignore
  t.equal(
    printJson({ id: 0, user: { name: 'Ada', age: 36 }, list: [[1, 2], ['a long text']], none: [] }, 24),
    `{
  "id": 0,
  "user": {
    "name": "Ada",
    "age": 36
  },
  "list": [
    [1, 2],
    ["a long text"]
  ],
  "none": []
}`,
  )
})

t.test('it is the same value', async (t) => {
  for (const value of [
    0,
    'a"\n\\',
    null,
    [],
    {},
    [[]],
    { '': {} },
    { ['__proto__']: [1] },
    'x'.repeat(200),
  ]) {
    for (const width of [1, 10, 80]) t.strictSame(JSON.parse(printJson(value, width)), value)
  }
})
