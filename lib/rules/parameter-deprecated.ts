import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'parameter-deprecated',
  summary: 'A parameter or a response header was marked as deprecated.',
  why: 'No message changes yet; it may go away later.',
  migrate: 'Stop sending the parameter, or reading the header, in time.',
  message: (fact) =>
    `${toSentence(fact.part)} is now deprecated${typeof fact.revision === 'string' ? `, until ${fact.revision}` : ''}.`,
  severity: { is: 'safe', reason: 'it announces a change and is none' },
})

export default rule
