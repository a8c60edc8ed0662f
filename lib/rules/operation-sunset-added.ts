import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-sunset-added',
  summary: 'A deprecated operation got a sunset.',
  why: 'No message changes before the date; clients now know how much time is left.',
  migrate: 'Move away from the operation by the date.',
  message: (fact) => `The operation, which is deprecated, now has the sunset ${toText(fact.revision)}.`,
  severity: { is: 'safe', reason: 'it announces a change and is none' },
})

export default rule
