import { defineRule, toPlace, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-additional-properties-closed',
  summary: 'An object in a request no longer accepts undeclared properties.',
  why: 'The server rejects requests with a property that the document does not declare, and clients may have sent such. Where it goes on to ignore them, there is no need to close the object.',
  migrate: 'Send declared properties only.',
  message: (fact) => `${toSentence(toPlace(fact))} no longer accepts undeclared properties.`,
})

export default rule
