import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-length-tightened',
  kinds: ['min-length-added', 'min-length-raised', 'max-length-added', 'max-length-lowered'],
  summary: 'The limits of the length in a request became tighter.',
  why: 'The server rejects a string that was within the old limits.',
  migrate: 'Stay within the new limits. As the author, tighten limits only for what no client sends.',
  message: (fact) =>
    `The limits of the length of ${toPlace(fact)} became tighter: from ${toText(fact.base)} to ${toText(fact.revision)}.`,
})

export default rule
