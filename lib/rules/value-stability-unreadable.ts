import { defineRule, toPromised, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'value-stability-unreadable',
  summary: 'The stability of a value is no longer one of the known levels.',
  why: 'Clients were promised something that they could read, and no longer are.',
  migrate: 'Expect changes of the value. As the author, write draft, alpha, beta, stable or ga.',
  message: (fact) =>
    `The stability of ${toPromised(fact)} was ${toText(fact.base ?? 'stable')}, and is now ${toText(fact.revision)}, which is no level.`,
  severity: { is: 'breaking', reason: 'the promise of stability was taken back' },
})

export default rule
