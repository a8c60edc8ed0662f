import { toSubjects, type NamedJsonSchema, type OlderSchema } from '../schema/schema-target.ts'
import type { TypeBoxSchema } from '../schema/typebox-types.ts'
import type { Subject } from '../schema/endpoint-part.ts'
import type { Change } from './define-change.ts'
import type { TypeBeforeChanges } from './version-of.ts'
import type { z } from 'zod'

/**
 * A schema as it was before some changes, for operations of older ones: fields are named as they were then.
 *
 * @param schema the named schema as it is now
 * @param changes the changes since then that are on it, newest first; for their types alone
 * @throws TDM_SCHEMA_UNNAMED
 */
export function before<
  const Schema extends z.core.$ZodType | NamedJsonSchema | TypeBoxSchema,
  const Changes extends readonly [Change, ...Change[]],
>(schema: Schema, ...changes: Changes): OlderSchema<Schema, TypeBeforeChanges<Schema, Changes>>
export function before(schema: z.core.$ZodType | NamedJsonSchema | TypeBoxSchema): {
  readonly $id: Subject | undefined
} {
  const [name] = toSubjects(schema)
  return Object.freeze({ $id: name })
}
