import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'callback-added',
  summary: 'A callback was added.',
  why: 'A callback is sent to the address that the client gave for it.',
  migrate: 'Accept the callback, or give no address for it.',
  message: (fact) => `The callback ${toText(fact.name)} was added.`,
})

export default rule
