import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-media-type-generalized',
  summary: 'The media type of a response became less specific.',
  why: 'Clients that count on the specific media type, as `application/problem+json`, get a body that promises less.',
  migrate: 'Read the body by its new media type.',
  message: (fact) => `${toSentence(fact.part)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
