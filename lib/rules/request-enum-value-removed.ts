import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-enum-value-removed',
  kinds: ['enum-value-removed', 'extensible-value-removed'],
  summary: 'Values were removed from an enum in a request.',
  why: 'The server rejects requests that send one of the values; under `x-extensible-enum`, it no longer says what they mean.',
  migrate: 'Send one of the remaining values. As the author, keep accepting the old values and map them.',
  message: (fact) => `${toSentence(toPlace(fact))} may no longer be ${fact.name ?? toText(fact.base)}.`,
})

export default rule
