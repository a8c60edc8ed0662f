import { defineRule, toAlternative, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-union-branch-removed',
  summary: 'An alternative was removed from a union in a request.',
  why: 'The server rejects values of the alternative.',
  migrate: 'Send one of the remaining alternatives.',
  message: (fact) => `${toSentence(toAlternative(fact))} was removed from ${toPlace(fact)}.`,
})

export default rule
