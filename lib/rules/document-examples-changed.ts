import { defineRule, toPlaces, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'document-examples-changed',
  summary: 'Examples changed.',
  why: 'No message changes; what is valid follows from the schemas.',
  migrate: 'Nothing to do, unless mocks or tests are made of the examples.',
  message: (fact) => `Examples changed in ${toPlaces(fact.revision)}.`,
  severity: { is: 'safe', reason: 'an example restricts no message' },
})

export default rule
