import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-pattern-changed',
  summary: 'The pattern of a string in a request changed.',
  why: 'The server rejects strings that match the old pattern only. Whether there are any is decided for common patterns; where it is not, the change is risky.',
  migrate: 'Send strings that match the new pattern.',
  message: (fact) =>
    `The pattern of ${toPlace(fact)} changed from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
