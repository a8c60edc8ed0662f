import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'parameter-reinstated',
  summary: 'A parameter is no longer deprecated.',
  why: 'Clients that kept sending it may go on.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(fact.part)} is no longer deprecated.`,
  severity: { is: 'safe', reason: 'it takes an announcement back' },
})

export default rule
