import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'callback-removed',
  summary: 'A callback was removed.',
  why: 'Clients wait for a message that no longer comes.',
  migrate: 'Ask for the state instead of waiting for the callback.',
  message: (fact) => `The callback ${toText(fact.name)} was removed.`,
})

export default rule
