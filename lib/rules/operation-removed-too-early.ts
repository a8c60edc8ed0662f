import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'operation-removed-too-early',
  summary:
    'An operation was removed sooner after its deprecation than the project promises (`deprecationWindow`).',
  why: 'Clients that call it get 404, 405 or 410, and had less time to move away than they were promised.',
  migrate: 'Call the operation that replaces it. As the author, keep it until the window has passed.',
  message: ({ base }) => {
    const [days, window] = Array.isArray(base) ? (base as readonly unknown[]) : []
    return `The operation was removed ${String(days)} days after its deprecation; ${String(window)} are promised.`
  },
})

export default rule
