import { defineRule, toAlternative, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-union-branch-added',
  summary: 'An alternative was added to a union in a request.',
  why: 'The server accepts one more alternative; what clients send today stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(toAlternative(fact))} was added to ${toPlace(fact)}.`,
})

export default rule
