import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-server-added',
  summary: 'An address was added.',
  why: 'Clients keep using the address that they know.',
  migrate: 'Nothing to do.',
  message: (fact) => `The server ${toText(fact.name)} was added.`,
  noMirror: 'Only requests are sent to a server.',
})

export default rule
