import { defineRule, toPlace, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-xml-changed',
  summary: 'What a request holds is written as XML in another way.',
  why: 'The server looks for elements and attributes by their names, and does not find those that clients send. The values themselves are the same. A prefix has no meaning of its own.',
  migrate: 'Write the elements and attributes as the revision names them.',
  message: (fact) =>
    `${toSentence(toPlace(fact))} is written as XML in another way: ${toText(fact.revision)}, before ${toText(fact.base)}.`,
})

export default rule
