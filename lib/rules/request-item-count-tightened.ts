import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-item-count-tightened',
  kinds: ['min-items-added', 'min-items-raised', 'max-items-added', 'max-items-lowered'],
  summary: 'The limits of the number of items in a request became tighter.',
  why: 'The server rejects an array that was within the old limits.',
  migrate: 'Stay within the new limits. As the author, tighten limits only for what no client sends.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} number of items of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
