import { toSerialisable } from '../../lib/schema/to-compilable.ts'
import type { JsonSchema } from '../../lib/schema/types.ts'
import { memoise } from './memoise.ts'

/** The schema of a plan as Fastify compiles it: the same object each time, by which it keeps what it has compiled. */
export const toFastifySchema: (plan: { readonly schema: JsonSchema }) => Readonly<Record<string, unknown>> =
  memoise(({ schema }: { readonly schema: JsonSchema }) => toSerialisable(schema))
