import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-pattern-added',
  summary: 'A string in a response newly has to match a pattern.',
  why: 'Clients that accept any string accept the matching ones, too.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(toPlace(fact))} now has to match ${toText(fact.revision)}.`,
})

export default rule
