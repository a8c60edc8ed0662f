import { defineRule, toSentence, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'parameter-sunset-too-soon',
  summary:
    'A deprecated parameter or response header ends sooner than the project promises (`deprecationWindow`).',
  why: 'Clients need the time that they were promised to move away.',
  migrate:
    'Stop sending the parameter, or reading the header, by its date. As the author, set a later `x-sunset`.',
  message: ({ part, revision, base }) => {
    const [days, window] = Array.isArray(base) ? (base as readonly unknown[]) : []
    return `${toSentence(part)} is deprecated, and its sunset ${toText(revision)} is ${String(days)} days after that; ${String(window)} are promised.`
  },
  severity: { is: 'breaking', reason: 'the time that the project promises is not kept' },
})

export default rule
