import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-media-type-added',
  summary: 'A body of a request may come in one more media type.',
  why: 'The server accepts one more media type; what clients send today stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) => `${toSentence(fact.part)} may now also be ${toText(fact.name)}.`,
})

export default rule
