import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-server-added',
  summary: 'An address was added.',
  why: 'Clients keep using the address that they know.',
  migrate: 'Nothing to do.',
  message: ({ name, revision }) =>
    `The server ${toText(name)} ${typeof revision === 'number' ? `and ${revision} others were` : 'was'} added.`,
  noMirror: 'Only requests are sent to a server.',
})

export default rule
