import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-value-became-enum',
  kinds: ['became-enum'],
  summary: 'A value in a request is now restricted to a list.',
  why: 'The server rejects every value that is not on the list.',
  migrate: 'Send one of the listed values.',
  message: (fact) => `${toSentence(toPlace(fact))} may now only be one of ${toText(fact.revision)}.`,
})

export default rule
