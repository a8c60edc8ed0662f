import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-sunset-removed',
  summary: 'The sunset of a deprecated operation was removed, or is no date any more.',
  why: 'Clients were told how long they can count on the operation, and now are told nothing.',
  migrate:
    'Move away from the operation by the old date. As the author, keep the date, or take the deprecation back.',
  message: ({ base, revision }) =>
    revision === undefined
      ? `The sunset ${toText(base)} of the deprecated operation was removed.`
      : `The sunset ${toText(base)} of the deprecated operation became ${toText(revision)}, which is no date.`,
  severity: { is: 'breaking', reason: 'the promise to serve the operation until its date was taken back' },
})

export default rule
