import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-media-type-removed',
  summary: 'A response is no longer available in a media type.',
  why: 'Clients that ask for the media type with `Accept` get 406, or something that they cannot read.',
  migrate: 'Ask for one of the remaining media types.',
  message: (fact) => `${toSentence(fact.part)} is no longer available as ${toText(fact.name)}.`,
})

export default rule
