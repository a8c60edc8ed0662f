import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-sunset-moved-later',
  summary: 'The sunset of a deprecated operation was moved to a later date.',
  why: 'Clients have more time than they were told.',
  migrate: 'Nothing to do before the new date.',
  message: (fact) =>
    `The sunset of the operation was moved from ${toText(fact.base)} to ${toText(fact.revision)}.`,
  severity: { is: 'safe', reason: 'the promise to serve the operation was extended' },
})

export default rule
