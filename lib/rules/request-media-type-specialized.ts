import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-media-type-specialized',
  summary: 'The media type of a request became more specific.',
  why: 'The server rejects bodies of the broader media type.',
  migrate: 'Send the specific media type.',
  message: (fact) =>
    `${toSentence(fact.part)} now has to be ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
