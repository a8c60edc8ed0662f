import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-contains-changed',
  kinds: ['contains-added', 'contains-removed', 'contains-changed'],
  summary: 'What an array in a request has to contain changed.',
  why: 'The server rejects arrays without what they newly have to contain.',
  migrate: 'Send arrays that contain what the new schema asks for.',
  message: (fact) => `What ${toPlace(fact)} has to contain changed.`,
})

export default rule
