import { defineRule, toText, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-removed',
  summary: 'An operation was removed.',
  why: 'Clients that call it get 404, 405 or 410.',
  migrate: 'Call the operation that replaces it. As the author, deprecate it with an `x-sunset` first.',
  message: ({ revision }) =>
    revision === undefined
      ? 'The operation was removed.'
      : `The operation was removed; ${toText(revision)} is new, and has its operationId.`,
})

export default rule
