import { z } from 'zod'
import {
  defineChange,
  defineTimeline,
  renameField,
  type CompileMode,
  type Operation,
  type Timeline,
} from '../../lib/index.ts'

/** A user as an API of today has one: about 200 bytes of JSON. */
export const User: z.ZodObject = z
  .object({
    id: z.int(),
    fullName: z.string(),
    email: z.email(),
    status: z.enum(['active', 'blocked']),
    createdAt: z.iso.datetime(),
    address: z.object({ street: z.string(), city: z.string(), country: z.string() }),
    tags: z.array(z.string()),
    score: z.number(),
  })
  .meta({ id: 'User' })

/** Made-up users, each with its own texts. */
export function makeUsers(count: number): readonly Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    fullName: `Someone Called ${index}`,
    email: `someone.${index}@example.com`,
    status: index % 3 === 0 ? 'blocked' : 'active',
    createdAt: new Date(1_700_000_000_000 + index * 86_400_000).toISOString(),
    address: { street: `${index} Long Street`, city: 'Springfield', country: 'Nowhere' },
    tags: ['one', 'two', `tag-${index}`],
    score: index / 7,
  }))
}

/** The names that the renamed fields have had; one of them is changed in each version. */
const renamed = ['fullName', 'email', 'createdAt', 'score'] as const

/** The rename between a version and the one before it, newest first. */
export interface Rename {
  readonly from: string
  readonly to: string
}

/** As many renames as versions, turn by turn on each of the fields. */
export function listRenames(versions: number): readonly Rename[] {
  const names = new Map<string, string>(renamed.map((name) => [name, name]))
  return Array.from({ length: versions }, (_, index) => {
    const field = renamed[index % renamed.length] ?? 'email'
    const to = names.get(field) ?? field
    const from = `${field}V${versions - index}`
    names.set(field, from)
    return { from, to }
  })
}

/** A timeline with one rename for each version but the oldest. */
export function makeRenameTimeline(renames: readonly Rename[], compileMode: CompileMode): Timeline {
  return makeTimeline(
    renames.map(({ from, to }) => [renameField('User', from, to)]),
    compileMode,
  )
}

/** A timeline of whole numbers, by the operations of each version, newest first. */
export function makeTimeline(
  operations: readonly (readonly Operation[])[],
  compileMode: CompileMode = 'code',
): Timeline {
  const count = operations.length + 1
  const versions = operations.map((list, index) => ({
    name: String(count - index),
    changes: [defineChange({ summary: `Change ${count - index}.`, operations: list })],
  }))
  return defineTimeline({ scheme: 'integer', versions: [...versions, { name: '1' }], compileMode })
}
