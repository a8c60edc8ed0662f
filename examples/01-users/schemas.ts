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

export const NewUser = z.object(fields).meta({ id: 'NewUser' })

export const User = z
  .object({ id: z.int(), ...fields, createdAt: z.iso.datetime({ precision: 0 }) })
  .meta({ id: 'User' })

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
  .meta({ id: 'Problem' })

export const errors = {
  '4xx': { description: 'What was wrong', content: { 'application/problem+json': { schema: Problem } } },
}

export type User = z.output<typeof User>
export type NewUser = z.output<typeof NewUser>
