import { defineRule, toPromised, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'value-stability-lowered',
  summary: 'A value promises less stability than before.',
  why: 'Clients were promised that the value does not change without notice, and no longer are.',
  migrate: 'Expect changes of the value. As the author, keep what was promised.',
  message: (fact) =>
    `The stability of ${toPromised(fact)} was lowered from ${toText(fact.base ?? 'stable')} to ${toText(fact.revision)}.`,
  severity: { is: 'breaking', reason: 'the promise of stability was taken back' },
})

export default rule
