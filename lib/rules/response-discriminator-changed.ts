import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-discriminator-changed',
  summary: 'The discriminator of a union in a response changed.',
  why: 'The schemas accept the same values. Generated clients go by the discriminator, and tell the alternatives apart in another way.',
  migrate: 'Go by the new discriminator.',
  message: (fact) => `The discriminator of ${toPlace(fact)} changed.`,
})

export default rule
