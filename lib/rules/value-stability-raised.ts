import { defineRule, toPromised, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'value-stability-raised',
  summary: 'A value promises more stability than before.',
  why: 'Clients are promised more than they were.',
  migrate: 'Nothing to do.',
  message: (fact) =>
    `The stability of ${toPromised(fact)} was raised from ${toText(fact.base)} to ${toText(fact.revision ?? 'stable')}.`,
  severity: { is: 'safe', reason: 'a promise was made, and none was taken back' },
})

export default rule
