import { z } from 'zod'

export const Address = z
  .object({ street: z.string(), city: z.string(), country: z.string() })
  .meta({ id: 'Address' })

/** Words with one space between them. */
export const words = /^\S+( \S+)*$/

const fields = {
  email: z.email(),
  fullName: z.string().regex(words),
  status: z.enum(['active', 'inactive', 'suspended']),
  address: Address,
}

const example = {
  email: 'ada@example.com',
  fullName: 'Ada Lovelace',
  status: 'active',
  address: { street: '12 St James Square', city: 'London', country: 'GB' },
}

export const NewUser = z.object(fields).meta({ id: 'NewUser', examples: [example] })

export const User = z
  .object({ id: z.int(), ...fields, createdAt: z.iso.datetime({ precision: 0 }) })
  .meta({ id: 'User', examples: [{ id: 1, ...example, createdAt: '2025-09-01T09:30:00Z' }] })

export const UserList = z
  .object({ data: z.array(User), meta: z.object({ total: z.int().min(0) }) })
  .meta({ id: 'UserList' })

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
    examples: [{ type: 'about:blank', title: 'Not Found', status: 404, detail: 'There is no user 99.' }],
  })

export const errors = {
  '4xx': { description: 'What was wrong', content: { 'application/problem+json': { schema: Problem } } },
}

export type User = z.output<typeof User>
export type NewUser = z.output<typeof NewUser>
