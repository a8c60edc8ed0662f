import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-range-tightened',
  kinds: ['minimum-added', 'minimum-raised', 'maximum-added', 'maximum-lowered'],
  summary: 'The limits of the value in a request became tighter.',
  why: 'The server rejects a number that was within the old limits. The tolerance `safe-integers` makes the limits that zod states for every integer risky.',
  migrate: 'Stay within the new limits. As the author, tighten limits only for what no client sends.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} value of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
