import { defineRule, toPromised, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'value-sunset-removed',
  summary: 'The sunset of a deprecated value was removed, or is no date any more.',
  why: 'Clients were told how long they can count on the value, and now are told nothing.',
  migrate:
    'Stop sending the value, or reading it, by the old date. As the author, keep the date, or take the deprecation back.',
  message: (fact) =>
    fact.revision === undefined
      ? `The sunset ${toText(fact.base)} of ${toPromised(fact)}, which is deprecated, was removed.`
      : `The sunset ${toText(fact.base)} of ${toPromised(fact)}, which is deprecated, became ${toText(fact.revision)}, which is no date.`,
  severity: { is: 'breaking', reason: 'the promise to keep the value until its date was taken back' },
})

export default rule
