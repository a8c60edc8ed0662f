import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-value-became-enum',
  kinds: ['became-enum'],
  summary: 'A value in a response is now restricted to a list.',
  why: 'Clients that accept any value accept the listed ones, too.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(toPlace(fact))} may now only be one of ${toText(fact.revision)}.`,
})

export default rule
