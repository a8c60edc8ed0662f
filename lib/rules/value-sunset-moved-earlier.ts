import { defineRule, toPromised, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'value-sunset-moved-earlier',
  summary: 'The sunset of a deprecated value was moved to an earlier date.',
  why: 'Clients planned with the date that they were told.',
  migrate: 'Stop sending the value, or reading it, by the new date. As the author, keep the old one.',
  message: (fact) =>
    `The sunset of ${toPromised(fact)} was moved from ${toText(fact.base)} to ${toText(fact.revision)}.`,
  severity: { is: 'breaking', reason: 'the promise to keep the value until its date was shortened' },
})

export default rule
