import { defineRule, toPromised, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'value-sunset-moved-later',
  summary: 'The sunset of a deprecated value was moved to a later date.',
  why: 'Clients have more time than they were told.',
  migrate: 'Nothing to do before the new date.',
  message: (fact) =>
    `The sunset of ${toPromised(fact)} was moved from ${toText(fact.base)} to ${toText(fact.revision)}.`,
  severity: { is: 'safe', reason: 'the promise to keep the value was extended' },
})

export default rule
