import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'parameter-sunset-removed',
  summary: 'The sunset of a deprecated parameter was removed, or is no date any more.',
  why: 'Clients were told how long they can count on the parameter, and now are told nothing.',
  migrate:
    'Stop sending the parameter by the old date. As the author, keep the date, or take the deprecation back.',
  message: ({ part, base, revision }) =>
    revision === undefined
      ? `The sunset ${toText(base)} of ${part}, which is deprecated, was removed.`
      : `The sunset ${toText(base)} of ${part}, which is deprecated, became ${toText(revision)}, which is no date.`,
  severity: { is: 'breaking', reason: 'the promise to accept the parameter until its date was taken back' },
})

export default rule
