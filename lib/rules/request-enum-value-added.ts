import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-enum-value-added',
  kinds: ['enum-value-added', 'extensible-value-added'],
  summary: 'Values were added to an enum in a request.',
  why: 'The server accepts more values; what clients send today stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(toPlace(fact))} may now also be ${fact.name ?? toText(fact.revision)}.`,
})

export default rule
