import { checkArguments, type Kind } from '../schema/check-arguments.ts'
import { isObject } from '../schema/subschemas.ts'
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
 * @throws TDM_SCHEMA_UNNAMED, TDM_OPERATION_ARGUMENT
 */
export function before<
  const Schema extends z.core.$ZodType | NamedJsonSchema | TypeBoxSchema,
  const Changes extends readonly [Change, ...Change[]],
>(schema: Schema, ...changes: Changes): OlderSchema<Schema, TypeBeforeChanges<Schema, Changes>>
export function before(
  schema: z.core.$ZodType | NamedJsonSchema | TypeBoxSchema,
  ...changes: readonly Change[]
): { readonly $id: Subject | undefined } {
  checkArguments('before', { schema, changes }, { schema: oneSchema, changes: someChanges })
  const [name] = toSubjects(schema)
  return Object.freeze({ $id: name })
}

/** What is no schema at all has an error of its own. */
const oneSchema: Kind = {
  give: 'one schema; call `before` for each of several',
  accepts: (value) => !Array.isArray(value),
}

const someChanges: Kind = {
  give: 'changes, as `defineChange` gives them',
  accepts: (value) =>
    Array.isArray(value) && value.every((change) => isObject(change) && Array.isArray(change.operations)),
}
