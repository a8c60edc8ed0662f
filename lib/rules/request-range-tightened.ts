import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-range-tightened',
  kinds: ['minimum-added', 'minimum-raised', 'maximum-added', 'maximum-lowered'],
  summary: 'The limits of the number in a request became tighter.',
  why: 'The server rejects a number that was within the old limits.',
  migrate: 'Stay within the new limits. As the author, tighten limits only for what no client sends.',
  message: (fact) =>
    `The limits of the number of ${toPlace(fact)} became tighter: from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
