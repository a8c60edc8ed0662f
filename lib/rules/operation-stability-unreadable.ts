import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-stability-unreadable',
  summary: 'The stability of an operation is no longer one of the known levels.',
  why: 'Clients, and the tools that decide by the level whether the next change may break them, were promised something that they could read, and no longer are.',
  migrate: 'Expect changes of the operation. As the author, write draft, alpha, beta, stable or ga.',
  message: (fact) =>
    `The stability of the operation was ${toText(fact.base)}, and is now ${toText(fact.revision)}, which is no level.`,
  severity: { is: 'breaking', reason: 'the promise of stability was taken back' },
})

export default rule
