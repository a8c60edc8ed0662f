import { defineRule, toCode, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-dependency-changed',
  kinds: [
    'dependent-required-added',
    'dependent-required-removed',
    'dependent-required-changed',
    'dependent-schema-added',
    'dependent-schema-removed',
    'dependent-schema-changed',
  ],
  summary: 'What a property requires when it is present in a response changed.',
  why: 'If the requirement was removed, clients can no longer count on properties coming together.',
  migrate: 'Check for each of the properties.',
  message: (fact) => `What ${toCode(fact.name)} requires when it is present in ${toPlace(fact)} changed.`,
})

export default rule
