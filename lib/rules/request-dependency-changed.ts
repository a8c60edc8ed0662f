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
  summary: 'What the presence of a property in a request asks for changed.',
  why: 'The server rejects requests that have the property without what it newly asks for.',
  migrate: 'Send what the property asks for, or leave the property out.',
  message: (fact) => `What the presence of ${toCode(fact.name)} asks for in ${toPlace(fact)} changed.`,
})

export default rule
