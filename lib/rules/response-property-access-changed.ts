import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const accessPhrases: Readonly<Record<string, string>> = {
  'became-read-only': 'is now sent in responses only',
  'became-not-read-only': 'is no longer restricted to responses',
  'became-write-only': 'is now sent in requests only',
  'became-not-write-only': 'is no longer restricted to requests',
}

const rule: Rule = defineRule({
  id: 'response-property-access-changed',
  kinds: ['became-read-only', 'became-not-read-only', 'became-write-only', 'became-not-write-only'],
  summary: 'A property of a response became or ceased to be read-only or write-only.',
  why: 'A write-only property is no part of responses: clients that read it no longer find it.',
  migrate: 'Read the property only where it is not write-only.',
  message: (fact) =>
    `The property ${toCode(fact.name)} in ${toOwner(fact)} ${accessPhrases[fact.kind] ?? 'changed its access'}.`,
})

export default rule
