import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-item-count-tightened',
  kinds: ['min-items-added', 'min-items-raised', 'max-items-added', 'max-items-lowered'],
  summary: 'The limits of the number of items in a response became tighter.',
  why: 'Clients that cope with the old limits cope with tighter ones.',
  migrate: 'Nothing to do.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} number of items of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
