import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-media-type-specialized',
  summary: 'The media type of a response became more specific.',
  why: 'What is `application/problem+json` can be read as `application/json` (RFC 6839 §3.1).',
  migrate: 'Nothing to do, unless the media type is compared by its text.',
  message: (fact) => `${toSentence(fact.part)} is now ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
