import { defineRule, toAlternative, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-union-branch-removed',
  summary: 'An alternative was removed from a union in a response.',
  why: 'Clients that handle the alternative still work; it no longer occurs.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(toAlternative(fact))} was removed from ${toPlace(fact)}.`,
})

export default rule
