import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-length-tightened',
  kinds: ['min-length-added', 'min-length-raised', 'max-length-added', 'max-length-lowered'],
  summary: 'The limits of the length in a response became tighter.',
  why: 'Clients that cope with the old limits cope with tighter ones.',
  migrate: 'Nothing to do.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} length of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
