import { defineRule, toPlace, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-discriminator-changed',
  summary: 'The discriminator of a union in a response changed.',
  why: 'Clients that go by the discriminator take a value for another alternative, or for none.',
  migrate: 'Go by the new discriminator.',
  message: (fact) => `The discriminator of ${toPlace(fact)} changed.`,
})

export default rule
