import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-range-tightened',
  kinds: ['minimum-added', 'minimum-raised', 'maximum-added', 'maximum-lowered'],
  summary: 'The limits of the value in a response became tighter.',
  why: 'Clients that cope with the old limits cope with tighter ones.',
  migrate: 'Nothing to do.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} value of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
