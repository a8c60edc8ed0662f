import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'parameter-sunset-moved-earlier',
  summary: 'The sunset of a deprecated parameter was moved to an earlier date.',
  why: 'Clients planned with the date that they were told.',
  migrate: 'Stop sending the parameter by the new date. As the author, keep the old one.',
  message: (fact) =>
    `The sunset of ${fact.part} was moved from ${toText(fact.base)} to ${toText(fact.revision)}.`,
  severity: { is: 'breaking', reason: 'the promise to accept the parameter until its date was shortened' },
})

export default rule
