import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-server-added',
  summary: 'An address was added.',
  why: 'Clients keep using the address that they know.',
  migrate: 'Nothing to do.',
  message: ({ name, revision }) => {
    const others = Array.isArray(revision) ? revision.length - 1 : 0
    return `The server ${toText(name)} ${others > 0 ? `and ${others} others were` : 'was'} added.`
  },
  noMirror: 'Only requests are sent to a server.',
})

export default rule
