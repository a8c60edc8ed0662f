import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-server-removed',
  summary: 'An address was removed.',
  why: 'Clients are configured with an address; whether the old one stops to answer, the document does not say.',
  migrate: 'Move to one of the listed addresses. As the author, redirect from the old one.',
  message: ({ name, base }) => {
    const others = Array.isArray(base) ? base.length - 1 : 0
    return `The server ${toText(name)} ${others > 0 ? `and ${others} others were` : 'was'} removed.`
  },
  noMirror: 'Only requests are sent to a server.',
})

export default rule
