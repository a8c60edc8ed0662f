import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-length-loosened',
  kinds: ['min-length-removed', 'min-length-lowered', 'max-length-removed', 'max-length-raised'],
  summary: 'The limits of the length in a request became looser.',
  why: 'The server accepts more; what clients send today stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} length of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
