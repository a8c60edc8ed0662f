import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-stability-raised',
  summary: 'An operation promises more stability than before.',
  why: 'Clients are promised more than they were.',
  migrate: 'Nothing to do.',
  message: (fact) =>
    `The stability of the operation was raised from ${toText(fact.base)} to ${toText(fact.revision)}.`,
  severity: { is: 'safe', reason: 'a promise was made, and none was taken back' },
})

export default rule
