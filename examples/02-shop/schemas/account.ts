import { Type, type Static } from '@fastify/type-provider-typebox'
import { patternOf } from './ids.ts'

/** One type that takes null, and no union: where a branch takes strings, Fastify's validator makes `""` of null. */
const PinnedVersion = Type.Unsafe<string | null>({ type: ['string', 'null'] })

/** Who calls: the owner of an API key. A request that names no version gets the one that is pinned here. */
export const Account = Type.Object(
  {
    id: Type.String({ pattern: patternOf('acc') }),
    name: Type.String(),
    apiVersion: PinnedVersion,
  },
  { $id: 'Account', examples: [{ id: 'acc_1', name: 'Royal Society Press', apiVersion: '2025-03-01' }] },
)

export const AccountPatch = Type.Object(
  { apiVersion: PinnedVersion },
  { $id: 'AccountPatch', examples: [{ apiVersion: '2026-11-01' }] },
)

export type Account = Static<typeof Account>
export type AccountPatch = Static<typeof AccountPatch>
