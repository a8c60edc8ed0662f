import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-media-type-removed',
  summary: 'A body of a request may no longer come in a media type.',
  why: 'The server rejects the body with 415.',
  migrate: 'Send one of the remaining media types.',
  message: (fact) => `${toSentence(fact.part)} may no longer be ${toText(fact.name)}.`,
})

export default rule
