import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-media-type-added',
  summary: 'A response is available in one more media type.',
  why: 'A client gets the media type that it asks for with `Accept`.',
  migrate: 'Ask for one media type with `Accept`.',
  message: (fact) => `${toSentence(fact.part)} may now also be ${toText(fact.name)}.`,
})

export default rule
