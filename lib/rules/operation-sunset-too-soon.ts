import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-sunset-too-soon',
  summary: 'A deprecated operation ends sooner than the project promises (`deprecationWindow`).',
  why: 'Clients need the time that they were promised to move away.',
  migrate: 'Move away from the operation by its date. As the author, set a later `x-sunset`.',
  message: ({ revision, base }) => {
    const [days, window] = Array.isArray(base) ? (base as readonly unknown[]) : []
    return `The operation is deprecated, and its sunset ${toText(revision)} is ${String(days)} days after that; ${String(window)} are promised.`
  },
  severity: { is: 'breaking', reason: 'the time that the project promises is not kept' },
})

export default rule
