import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-property-count-tightened',
  kinds: ['min-properties-added', 'min-properties-raised', 'max-properties-added', 'max-properties-lowered'],
  summary: 'The limits of the number of properties in a request became tighter.',
  why: 'The server rejects an object that was within the old limits.',
  migrate: 'Stay within the new limits. As the author, tighten limits only for what no client sends.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} number of properties of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
