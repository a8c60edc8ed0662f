import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-body-removed',
  summary: 'An operation no longer accepts a body.',
  why: 'The server rejects or ignores what clients send.',
  migrate: 'Stop sending the body, and find out what replaces its effect.',
  message: () => 'The request body was removed.',
  noMirror: 'A response body is there or not by its media types: see the response-media-type rules.',
})

export default rule
