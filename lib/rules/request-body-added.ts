import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-body-added',
  summary: 'An operation now accepts an optional body.',
  why: 'Clients that send no body still may.',
  migrate: 'Nothing to do.',
  message: () => 'An optional request body was added.',
  noMirror: 'A response body is there or not by its media types: see the response-media-type rules.',
})

export default rule
