import { defineRule, toPromised, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'value-sunset-added',
  summary: 'A deprecated value got a sunset.',
  why: 'No message changes before the date; clients now know how much time is left.',
  migrate: 'Stop sending the value, or reading it, by the date.',
  message: (fact) =>
    `${toSentence(toPromised(fact))}, which is deprecated, now has the sunset ${toText(fact.revision)}.`,
  severity: { is: 'safe', reason: 'it announces a change and is none' },
})

export default rule
