import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-media-type-generalized',
  summary: 'A body of a request may come in more media types than before.',
  why: 'The new media type covers the old one; what clients send today stays valid.',
  migrate: 'Nothing to do.',
  message: (fact) =>
    `${toSentence(fact.part)} may now be ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
