import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-body-became-required',
  summary: 'The body of a request became required.',
  why: 'Clients that leave the body out are rejected.',
  migrate: 'Always send the body. As the author, keep it optional.',
  message: () => 'The request body became required.',
  noMirror: 'A response body is there or not by its media types: see the response-media-type rules.',
})

export default rule
