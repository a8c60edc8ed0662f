import type { LocatedSchema } from '../schema/index.ts'
import type { DiffContext } from './context.ts'
import { toTextSchema } from './to-text-schema.ts'

/** The schemas of both sides. */
export interface Pair {
  readonly base: LocatedSchema
  readonly revision: LocatedSchema
}

/** Schemas of the texts of both sides, and the types of the values that they are written from. */
export interface RetypedPair extends Pair {
  readonly from: unknown
  readonly to: unknown
}

/**
 * Two schemas that take values of other types, as schemas of their texts. Where both list their values, these are
 * compared; else it is the type that has changed.
 */
export function toTexts(
  context: DiffContext,
  base: LocatedSchema,
  revision: LocatedSchema,
): { readonly pair?: Pair; readonly retyped?: RetypedPair } | undefined {
  const before = toTextSchema(context.base, base)
  const after = toTextSchema(context.revision, revision)
  if (before === undefined || after === undefined || before.types === after.types) return undefined
  const pair = { base: before, revision: after }
  if (before.isListed && after.isListed) return { pair }
  return { retyped: { ...pair, from: before.types, to: after.types } }
}

/** Two schemas as those of their texts, where they are of other types; else they are as they were. */
export function toAnyTexts(context: DiffContext, base: LocatedSchema, revision: LocatedSchema): Pair {
  const { pair, retyped } = toTexts(context, base, revision) ?? {}
  return pair ?? retyped ?? { base, revision }
}
