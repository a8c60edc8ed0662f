import { defineRule, type Rule } from './define-rule.ts'

const rule: Rule = defineRule({
  id: 'request-body-became-optional',
  summary: 'The body of a request became optional.',
  why: 'Clients that always send the body still may.',
  migrate: 'Nothing to do.',
  message: () => 'The request body became optional.',
  noMirror: 'A response body is there or not by its media types: see the response-media-type rules.',
})

export default rule
