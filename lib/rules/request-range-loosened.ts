import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-range-loosened',
  kinds: ['minimum-removed', 'minimum-lowered', 'maximum-removed', 'maximum-raised'],
  summary: 'The limits of the value in a request became looser.',
  why: 'The server accepts more; what clients send today stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} value of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
