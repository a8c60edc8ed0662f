import { defineRule, toPromised, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'value-sunset-too-soon',
  summary: 'A deprecated value ends sooner than the project promises (`deprecationWindow`).',
  why: 'Clients need the time that they were promised to move away.',
  migrate: 'Stop sending the value, or reading it, by its date. As the author, set a later `x-sunset`.',
  message: (fact) => {
    const [days, window] = Array.isArray(fact.base) ? (fact.base as readonly unknown[]) : []
    return `${toSentence(toPromised(fact))} is deprecated, and its sunset ${toText(fact.revision)} is ${String(days)} days after that; ${String(window)} are promised.`
  },
  severity: { is: 'breaking', reason: 'the time that the project promises is not kept' },
})

export default rule
