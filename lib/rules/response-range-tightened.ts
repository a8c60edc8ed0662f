import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-range-tightened',
  kinds: ['minimum-added', 'minimum-raised', 'maximum-added', 'maximum-lowered'],
  summary: 'The limits of the number in a response became tighter.',
  why: 'Clients that cope with the old limits cope with tighter ones.',
  migrate: 'Nothing to do.',
  message: (fact) =>
    `The limits of the number of ${toPlace(fact)} became tighter: from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
