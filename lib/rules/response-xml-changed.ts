import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'response-xml-changed',
  summary: 'What a response holds is written as XML in another way.',
  why: 'Clients look for elements and attributes by their names, and do not find those that the server sends. The values themselves are the same. A prefix has no meaning of its own.',
  migrate: 'Read the elements and attributes as the revision names them.',
  message: (fact) =>
    `${toSentence(toPlace(fact))} is written as XML in another way: ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
