import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-discriminator-changed',
  summary: 'The discriminator of a union in a request changed.',
  why: 'The schemas accept the same values. A server that goes by the discriminator alone may tell the alternatives apart in another way.',
  migrate: 'Send the property and the values that the new discriminator names.',
  message: (fact) => `The discriminator of ${toPlace(fact)} changed.`,
})

export default rule
