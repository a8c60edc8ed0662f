import { defineRule, toCode, toOwner, type Rule } from './define-rule.ts'

const accessPhrases: Readonly<Record<string, string>> = {
  'became-read-only': 'is now sent in responses only',
  'became-not-read-only': 'is no longer restricted to responses',
  'became-write-only': 'is now sent in requests only',
  'became-not-write-only': 'is no longer restricted to requests',
}

const rule: Rule = defineRule({
  id: 'request-property-access-changed',
  kinds: ['became-read-only', 'became-not-read-only', 'became-write-only', 'became-not-write-only'],
  summary: 'A property of a request became or ceased to be read-only or write-only.',
  why: 'A read-only property is no part of requests: a server that ignores it, or newly expects it, judges requests differently.',
  migrate: 'Send the property only where it is not read-only.',
  message: (fact) =>
    `The property ${toCode(fact.name)} in ${toOwner(fact)} ${accessPhrases[fact.kind] ?? 'changed its access'}.`,
})

export default rule
