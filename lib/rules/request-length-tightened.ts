import { defineRule, toPlace, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-length-tightened',
  kinds: ['min-length-added', 'min-length-raised', 'max-length-added', 'max-length-lowered'],
  summary: 'The limits of the length in a request became tighter.',
  why: 'The server rejects a string that was within the old limits.',
  migrate: 'Stay within the new limits. As the author, tighten limits only for what no client sends.',
  message: (fact) =>
    `The ${fact.kind.startsWith('min') ? 'least' : 'greatest'} length of ${toPlace(fact)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
