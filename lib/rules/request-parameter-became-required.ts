import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-parameter-became-required',
  summary: 'A parameter became required.',
  why: 'Clients that leave the parameter out are rejected.',
  migrate: 'Always send the parameter. As the author, keep it optional, with a default.',
  message: (fact) => `${toSentence(fact.part)} became required.`,
  noMirror: 'Responses have headers in place of parameters: see the response-header rules.',
})

export default rule
