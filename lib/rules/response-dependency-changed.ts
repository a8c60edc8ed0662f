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
  summary: 'What the presence of a property in a response asks for changed.',
  why: 'Clients that count on properties coming together no longer can, where the demand went away.',
  migrate: 'Check for each of the properties.',
  message: (fact) => `What the presence of ${toCode(fact.name)} asks for in ${toPlace(fact)} changed.`,
})

export default rule
