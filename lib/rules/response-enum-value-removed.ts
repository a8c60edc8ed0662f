import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-enum-value-removed',
  kinds: ['enum-value-removed', 'extensible-value-removed'],
  summary: 'Values were removed from an enum in a response.',
  why: 'Clients that handle the values still work; they no longer occur.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(toPlace(fact))} may no longer be ${fact.name ?? toText(fact.base)}.`,
})

export default rule
