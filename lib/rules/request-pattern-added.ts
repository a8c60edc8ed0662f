import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-pattern-added',
  summary: 'A string in a request newly has to match a pattern.',
  why: 'The server rejects strings that do not match.',
  migrate: 'Send strings that match the pattern.',
  message: (fact) => `${toSentence(toPlace(fact))} now has to match ${toText(fact.revision)}.`,
})

export default rule
