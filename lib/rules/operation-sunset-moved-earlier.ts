import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-sunset-moved-earlier',
  summary: 'The sunset of a deprecated operation was moved to an earlier date.',
  why: 'Clients planned with the date that they were told.',
  migrate: 'Move away from the operation by the new date. As the author, keep the old one.',
  message: (fact) =>
    `The sunset of the operation was moved from ${toText(fact.base)} to ${toText(fact.revision)}.`,
  severity: { is: 'breaking', reason: 'the promise to serve the operation until its date was shortened' },
})

export default rule
