import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'parameter-sunset-moved-later',
  summary: 'The sunset of a deprecated parameter or response header was moved to a later date.',
  why: 'Clients have more time than they were told.',
  migrate: 'Nothing to do before the new date.',
  message: (fact) =>
    `The sunset of ${fact.part} was moved from ${toText(fact.base)} to ${toText(fact.revision)}.`,
  severity: { is: 'safe', reason: 'the promise to accept the parameter was extended' },
})

export default rule
