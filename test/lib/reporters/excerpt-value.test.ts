import t from 'tap'
import { excerptValue } from '../../../lib/reporters/excerpt-value.ts'
import { formatMarkdown, formatText } from '../../../lib/diff/index.ts'
import { change, toReport } from './report.ts'

const long = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`field${index}`, 'some text']))
const order = { ...long, items: [{ ...long, 'a/b': null, kind: 'gift' }, 2], note: 'n' }
const body = '/responses/200/application~1json'

t.test('of a long example, what leads to the place of the finding is shown', async (t) => {
  t.strictSame(excerptValue(order, `${body}/items/*/a~1b`), {
    items: [{ 'a/b': null, '…': '41 more' }, '… 1 more'],
    '…': '41 more',
  })
  t.strictSame(excerptValue([order], `${body}/*/note`), [{ note: 'n', '…': '41 more' }])
  t.strictSame(excerptValue(order, '/requestBody/application~1json/note'), { note: 'n', '…': '41 more' })
  t.strictSame(excerptValue({ data: long, id: 1 }, `${body}/id`), { id: 1, '…': '1 more' })
  t.strictSame(excerptValue({ data: long, id: 1 }, `${body}/data/field7`), {
    data: { field7: 'some text', '…': '39 more' },
    id: 1,
  })
})

t.test('where something is missing, the object that lacks it is shown as what it is', async (t) => {
  t.strictSame(excerptValue(order, `${body}/items/*/sku`), {
    items: [{ '…': '42 more' }, '… 1 more'],
    '…': '41 more',
  })
})

t.test('what is short, or is the whole, stays as it is', async (t) => {
  t.equal(excerptValue(order, body), order)
  t.equal(excerptValue(order, '/responses/200/headers/x-total'), order)
  t.equal(excerptValue(order, `${body}/nowhere/else`), order)
  const short = { a: 1, b: 2 }
  t.equal(excerptValue(short, `${body}/a`), short)
})

t.test('reports show the place, and all of it where all is asked for', async (t) => {
  const witness = { value: order, validIn: 'revision', invalidIn: 'base', reason: 'none' } as const
  const shown = toReport([{ ...change, location: `${body}/note`, witness }])
  const text = '{"note":"n","…":"41 more"}'
  t.ok(formatText(shown).includes(`may come now: ${text}\n`))
  t.ok(formatText(shown, { verbose: true }).includes(JSON.stringify(order)))
  t.ok(formatMarkdown(shown).includes('{ "note": "n", "…": "41 more" }'))
})
