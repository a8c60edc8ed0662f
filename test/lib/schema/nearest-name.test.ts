import t from 'tap'
import { findNearestName } from '../../../lib/schema/nearest-name.ts'

t.test('a misspelt name leads to the one that was meant, and another word to none', async (t) => {
  const names = ['strict', 'severities', 'approvals', 'filter', 'failOn']
  t.equal(findNearestName('severites', names), 'severities')
  t.equal(findNearestName('Strict', names), 'strict')
  t.equal(findNearestName('fail-on', names), 'failOn')
  t.equal(findNearestName('approval', names), 'approvals')
  t.equal(findNearestName('colour', names), undefined)
  t.equal(findNearestName('', names), undefined)
  t.equal(findNearestName('x'.repeat(100_000), names), undefined)
  t.equal(findNearestName('strict', []), undefined)
})
