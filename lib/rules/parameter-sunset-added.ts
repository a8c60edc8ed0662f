import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'parameter-sunset-added',
  summary: 'A deprecated parameter or response header got a sunset.',
  why: 'No message changes before the date; clients now know how much time is left.',
  migrate: 'Stop sending the parameter, or reading the header, by the date.',
  message: (fact) =>
    `${toSentence(fact.part)}, which is deprecated, now has the sunset ${toText(fact.revision)}.`,
  severity: { is: 'safe', reason: 'it announces a change and is none' },
})

export default rule
