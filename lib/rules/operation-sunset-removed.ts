import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-sunset-removed',
  summary: 'The sunset of a deprecated operation was removed.',
  why: 'Clients were told how long they can count on the operation, and now are told nothing.',
  migrate:
    'Move away from the operation by the old date. As the author, keep the date, or take the deprecation back.',
  message: (fact) => `The sunset ${toText(fact.base)} of the deprecated operation was removed.`,
  severity: { is: 'breaking', reason: 'the promise to serve the operation until its date was taken back' },
})

export default rule
