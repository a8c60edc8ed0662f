import { defineRule, toCode, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-dependency-changed',
  kinds: [
    'dependent-required-added',
    'dependent-required-removed',
    'dependent-required-changed',
    'dependent-schema-added',
    'dependent-schema-removed',
    'dependent-schema-changed',
  ],
  summary: 'What a property requires when it is present in a request changed.',
  why: 'The server rejects requests that have the property without what it newly requires.',
  migrate: 'Send what the property requires, or leave the property out.',
  message: (fact) => `What ${toCode(fact.name)} requires when it is present in ${toPlace(fact)} changed.`,
})

export default rule
