import { z } from 'zod'

/** An error's body: a problem by RFC 9457. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({
    id: 'Problem',
    examples: [
      { type: 'about:blank', title: 'Not Found', status: 404, detail: 'There is no order ord_99.' },
      {
        type: 'about:blank',
        title: 'Bad Request',
        status: 400,
        detail: 'body/lines must NOT have fewer than 1 items',
        errors: [{ pointer: '#/lines', detail: 'must NOT have fewer than 1 items' }],
      },
    ],
  })

/** What every route may answer besides. */
export const errors = {
  '4xx': { description: 'What was wrong', content: { 'application/problem+json': { schema: Problem } } },
}
