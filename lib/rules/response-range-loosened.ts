import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-range-loosened',
  kinds: ['minimum-removed', 'minimum-lowered', 'maximum-removed', 'maximum-raised'],
  summary: 'The limits of the value in a response became looser.',
  why: 'Clients that reserved space for the old limits, or validate them, get values beyond them. The tolerance `safe-integers` makes the limits that zod states for every integer risky.',
  migrate: 'Cope with values within the new limits.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} value of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
