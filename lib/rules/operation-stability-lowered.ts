import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-stability-lowered',
  summary: 'An operation promises less stability than before.',
  why: 'Clients were promised that the operation does not change without notice, and no longer are.',
  migrate: 'Expect changes of the operation. As the author, keep what was promised.',
  message: (fact) =>
    `The stability of the operation was lowered from ${toText(fact.base)} to ${toText(fact.revision)}.`,
  severity: { is: 'breaking', reason: 'the promise of stability was taken back' },
})

export default rule
