import { defineRule, toAlternative, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-union-branch-added',
  summary: 'An alternative was added to a union in a response.',
  why: 'Clients that handle the old alternatives only meet values of one that they do not know.',
  migrate: 'Handle unknown alternatives with a default branch.',
  message: (fact) => `${toSentence(toAlternative(fact))} was added to ${toPlace(fact)}.`,
})

export default rule
