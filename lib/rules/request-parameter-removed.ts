import { defineRule, toSentence, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-parameter-removed',
  summary: 'A parameter was removed.',
  why: 'The parameters of an operation are a closed list: the server rejects what clients send, or silently ignores it and does something else than asked for.',
  migrate:
    'Stop sending the parameter, and find out what replaces its effect. As the author, deprecate it with an `x-sunset` first.',
  message: (fact) => `${toSentence(fact.part)} was removed.`,
  noMirror: 'Responses have headers in place of parameters: see the response-header rules.',
})

export default rule
