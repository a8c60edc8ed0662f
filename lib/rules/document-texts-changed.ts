import { defineRule, toPlaces, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'document-texts-changed',
  summary: 'Titles, descriptions, tags or links to documentation changed.',
  why: 'No message changes. A text may promise more than the schemas do; whether it does, people have to read.',
  migrate: 'Read the new texts.',
  message: (fact) => `Texts changed in ${toPlaces(fact.revision)}.`,
  severity: { is: 'safe', reason: 'texts are for people; no message changes' },
})

export default rule
