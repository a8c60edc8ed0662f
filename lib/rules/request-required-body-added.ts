import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-required-body-added',
  summary: 'An operation now requires a body.',
  why: 'Clients that send no body are rejected.',
  migrate: 'Send the body. As the author, make it optional.',
  message: () => 'A required request body was added.',
  noMirror: 'A response body is there or not by its media types: see the response-media-type rules.',
})

export default rule
