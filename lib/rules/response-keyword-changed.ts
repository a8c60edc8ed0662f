import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-keyword-changed',
  kinds: ['keyword-added', 'keyword-removed', 'keyword-changed'],
  summary: 'A schema keyword without a rule of its own changed in a response.',
  why: 'Clients may have to read values in another way.',
  migrate: 'Read values by the new schema.',
  message: (fact) =>
    `The keyword ${toText(fact.name)} of ${toPlace(fact)} changed from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
