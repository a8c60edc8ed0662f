import t from 'tap'
import { deriveSeverity } from '../../../lib/policies/derive-severity.ts'
import { toleranceNames, tolerances } from '../../../lib/policies/tolerances.ts'
import type { Fact } from '../../../lib/rules/define-rule.ts'

const effects = ['narrows', 'widens', 'both', 'none', 'unknown'] as const
const fact: Omit<Fact, 'direction' | 'effect'> = {
  kind: 'type-changed',
  part: 'the request body',
  path: '',
  location: '/requestBody',
  pointer: {},
}

/** The severities of the five effects, in their order. */
function judge(details: Pick<Fact, 'direction' | 'reversed' | 'owed'>): string[] {
  return effects.map((effect) => deriveSeverity({ ...fact, ...details, effect }))
}

t.test('what the client sends breaks when it narrows, what the server sends when it widens', async (t) => {
  const sentByClient = ['breaking', 'safe', 'breaking', 'safe', 'risky']
  const sentByServer = ['safe', 'breaking', 'breaking', 'safe', 'risky']
  t.strictSame(judge({ direction: 'request' }), sentByClient)
  t.strictSame(judge({ direction: 'response' }), sentByServer)
  t.strictSame(
    judge({ direction: 'request', reversed: true }),
    sentByServer,
    'in callbacks and webhooks, the server sends',
  )
  t.strictSame(judge({ direction: 'response', reversed: true }), sentByClient)
})

t.test('what is owed must not go away, and may come in more ways', async (t) => {
  const owed = ['breaking', 'safe', 'breaking', 'safe', 'risky']
  t.strictSame(judge({ direction: 'response', owed: true }), owed)
  t.strictSame(judge({ direction: 'request', reversed: true, owed: true }), owed)
})

t.test(
  'a tolerance never makes a finding worse than risky, nor touches one that is none of its own',
  async (t) => {
    const other = {
      fact: { ...fact, direction: 'request', effect: 'narrows' } as const,
      operations: [{ method: 'get', path: '/', pointer: { base: '', revision: '' } }],
    }
    for (const name of toleranceNames) {
      t.equal(tolerances[name].judge(other, 'breaking', new Date()), undefined, name)
      t.equal(tolerances[name].judge(other, 'safe', new Date()), undefined, name)
    }
  },
)
